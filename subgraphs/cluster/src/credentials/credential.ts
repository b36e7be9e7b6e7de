import { randomInt } from 'node:crypto'
import { Secret } from '@operations-manager/schema/secret/secret.ts'

/** A credential as it is recorded: never shown, never in a plan. */
export type Credential = {
  readonly secret: Secret
  /** For which request it was issued. */
  readonly issue: string
}

/** What is published for workloads beside the secret: coordinates under the keys that the service type declares. */
export type Published = Credential & {
  readonly outputs: Readonly<Record<string, Secret>>
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const length = 32

/** 32 letters and digits (190 bits), none of which has to be quoted in a URL, a shell or a file. */
export function newSecret(): Secret {
  return new Secret(Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join(''))
}
