import { stringify } from 'yaml'
import { z } from 'zod'
import { apiVersion } from '@operations-manager/schema/project-file/model.ts'

const Input = z.object({
  name: z.string(),
  displayName: z.string().nullish(),
  description: z.string().nullish(),
  /** The caller's verified address: put in when the request is made, so that it is the same after a crash. */
  owner: z.string(),
})

/** The file of a new project: its name and one owner. */
export function newProjectText(input: Readonly<Record<string, unknown>>): string {
  const { name, displayName, description, owner } = Input.parse(input)
  const file = {
    apiVersion,
    name,
    ...(displayName ? { displayName } : {}),
    ...(description ? { description } : {}),
    members: [{ email: owner, role: 'owner' }],
  }
  return stringify(file)
}
