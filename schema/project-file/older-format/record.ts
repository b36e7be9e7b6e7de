import { isPlainList, isPlainMap, type Plain, type PlainMap } from '../edit/plain.ts'

export type Carried = {
  readonly from: readonly string[]
  readonly to: readonly string[]
  /** What is different now, as a sentence; null if it means the same. */
  readonly note: string | null
}

export type Left = { readonly path: readonly string[]; readonly reason: string }

/** Keeps account of every key of an older file: where it went, or why it did not. */
export class Account {
  readonly carried: Carried[] = []
  readonly left: Left[] = []

  /** Says that something was carried over. */
  carry(from: readonly string[], to: readonly string[], note: string | null = null): void {
    this.carried.push({ from, to, note })
  }

  /** Says that something was not carried over, and why. */
  leave(path: readonly string[], reason: string): void {
    this.left.push({ path, reason })
  }
}

/** The text of a single value, or null if there is none. */
export function textOf(value: Plain | undefined): string | null {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
}

/** A list, or an empty one for anything else. */
export function listOf(value: Plain | undefined): readonly Plain[] {
  return isPlainList(value) ? value : []
}

/** A map, or an empty one for anything else. */
export function mapOf(value: Plain | undefined): PlainMap {
  return isPlainMap(value) ? value : {}
}

/** Leaves every key that is not among the known ones. */
export function leaveOthers(account: Account, map: PlainMap, path: readonly string[], known: readonly string[]): void {
  for (const key of Object.keys(map)) {
    if (!known.includes(key))
      account.leave([...path, key], 'The older format has no such key here, so it meant nothing.')
  }
}
