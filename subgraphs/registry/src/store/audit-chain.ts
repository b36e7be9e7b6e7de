import { canonicalJson } from '@operations-manager/schema/resolve/canonical-json.ts'
import { sha256, type ChainEnd, type SealedRecord } from './audit-record.ts'

/** The first record that does not continue the chain, and why. */
export type BrokenLink = { readonly number: number; readonly why: string }

/** Whether a stored record continues the chain; pure. Gives what is wrong with it, or null. */
export function checkLink(end: ChainEnd, { number, content, hash }: SealedRecord): BrokenLink | null {
  const broken = (why: string): BrokenLink => ({ number, why })
  if (number !== end.number + 1) {
    return { number: end.number + 1, why: `Record ${end.number + 1} is missing; the next one there is ${number}.` }
  }
  const record = readContent(content)
  if (record === null) return broken('Its content is not a JSON object in canonical form.')
  if (record['number'] !== number) return broken(`Its content says that it is record ${String(record['number'])}.`)
  if (sha256(content) !== hash) return broken('Its content is not what its hash was made over.')
  if (record['previous'] !== end.hash)
    return broken(`It does not continue record ${end.number}: another one stood there.`)
  return null
}

/** Checks records in their order; gives where the chain ends now, or the first link that is broken. */
export function checkLinks(
  from: ChainEnd,
  records: readonly SealedRecord[],
): { readonly end: ChainEnd; readonly broken: BrokenLink | null } {
  let end = from
  for (const record of records) {
    const broken = checkLink(end, record)
    if (broken !== null) return { end, broken }
    end = { number: record.number, hash: record.hash }
  }
  return { end, broken: null }
}

function readContent(content: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(content)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
    return canonicalJson(value) === content ? (value as Record<string, unknown>) : null // an object, as just seen
  } catch {
    return null // told apart from a record by the caller, who reports it
  }
}
