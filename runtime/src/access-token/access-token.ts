import { createHash, randomInt } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { Secret } from '@operations-manager/schema/secret/secret.ts'

/**
 * The form of an access token: `omp_` (of a project), `omu_` (of a person) or `omc_` (exchanged by CI), thirty random
 * characters, and the CRC-32 of all that in six. Scanners for leaked secrets find it by this expression and tell it
 * from a look-alike by the checksum; a mistyped one is refused without asking anybody.
 */
export const accessTokenPattern = /\bom[puc]_[0-9A-Za-z]{36}\b/

const prefixes = { PROJECT: 'omp_', PERSONAL: 'omu_', CI: 'omc_' } as const
export type AccessTokenKind = keyof typeof prefixes

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const randomLength = 30
const checksumLength = 6
/** So much of a token is shown where it is listed; what is left is more than anybody can guess. */
const shownLength = 8

/** A new token: 178 random bits. */
export function newAccessToken(kind: AccessTokenKind): Secret {
  const random = Array.from({ length: randomLength }, () => alphabet.charAt(randomInt(alphabet.length))).join('')
  const body = `${prefixes[kind]}${random}`
  return new Secret(`${body}${checksumOf(body)}`)
}

/** True for what was meant as an access token, well-formed or not. */
export function looksLikeAccessToken(text: string): boolean {
  return /^om[puc]_/.test(text)
}

/** True if a token is whole and its checksum fits; says nothing about whether it was ever given to anybody. */
export function isWellFormedAccessToken(text: string): boolean {
  if (!/^om[puc]_[0-9A-Za-z]{36}$/.test(text)) return false
  return checksumOf(text.slice(0, -checksumLength)) === text.slice(-checksumLength)
}

/** What is stored of a token, and what the gateway asks by. */
export function accessTokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** The start of a token, by which a person finds it again in a list. */
export function shownAccessTokenStart(token: string): string {
  return token.slice(0, shownLength)
}

function checksumOf(body: string): string {
  let rest = crc32(body)
  let text = ''
  for (let place = 0; place < checksumLength; place += 1) {
    text = `${alphabet.charAt(rest % alphabet.length)}${text}`
    rest = Math.floor(rest / alphabet.length)
  }
  return text
}
