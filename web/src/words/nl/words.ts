import type { Words } from '../words.ts'
import { audit } from './audit.ts'
import { clusters } from './clusters.ts'
import { deployment } from './deployment.ts'
import { edit } from './edit.ts'
import { members } from './members.ts'
import { operation } from './operation.ts'
import { picture } from './picture.ts'
import { playground } from './playground.ts'
import { project } from './project.ts'
import { projects } from './projects.ts'
import { services } from './services.ts'
import { sessions } from './sessions.ts'
import { shell } from './shell.ts'
import { status } from './status.ts'
import { tokens } from './tokens.ts'

/** Dutch, with the same keys. */
export const nl: Words = {
  shell,
  status,
  projects,
  project,
  picture,
  operation,
  deployment,
  clusters,
  services,
  sessions,
  audit,
  members,
  edit,
  playground,
  tokens,
}
