import type { Rule } from '../draft.ts'
import { deployments } from './deployments.ts'
import { hosts } from './hosts.ts'
import { images } from './images.ts'
import { limits } from './limits.ts'
import { members } from './members.ts'
import { mounts } from './mounts.ts'
import { names } from './names.ts'
import { ports } from './ports.ts'
import { publishing } from './publishing.ts'
import { scaling } from './scaling.ts'
import { secrets } from './secrets.ts'
import { serviceOverrides } from './services.ts'
import { uses } from './uses.ts'
import { variables } from './variables.ts'

/** Every rule over the file as a whole. What a single value may be is in `shape/`. */
export const rules: readonly Rule[] = [
  names,
  members,
  ports,
  publishing,
  uses,
  mounts,
  secrets,
  variables,
  images,
  scaling,
  deployments,
  serviceOverrides,
  hosts,
  limits,
]
