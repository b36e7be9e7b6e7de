/** What of a component's logs is shown; it stands in the address. */
export type LogChoice = {
  readonly pod: string | null
  readonly tail: number
  /** The container before the last restart, which writes nothing any more. */
  readonly previous: boolean
  readonly find: string
  readonly matchesOnly: boolean
  readonly wrap: boolean
  readonly times: boolean
}

export const tails = [100, 500, 1_000] as const

export function readChoice(get: (key: string) => string | null): LogChoice {
  return {
    pod: get('pod'),
    tail: tails.find((tail) => String(tail) === get('tail')) ?? tails[0],
    previous: get('previous') === '1',
    find: get('find') ?? '',
    matchesOnly: get('only') === '1',
    wrap: get('wrap') !== '0',
    times: get('times') !== '0',
  }
}

/** A choice as the address says it; what is usual is left out. */
export function writeChoice(change: Partial<LogChoice>): Readonly<Record<string, string | null>> {
  const flag = (on: boolean | undefined, value: string): string | null => (on === true ? value : null)
  return {
    ...('pod' in change && { pod: change.pod ?? null }),
    ...(change.tail !== undefined && { tail: change.tail === tails[0] ? null : String(change.tail) }),
    ...('previous' in change && { previous: flag(change.previous, '1') }),
    ...(change.find !== undefined && { find: change.find === '' ? null : change.find }),
    ...('matchesOnly' in change && { only: flag(change.matchesOnly, '1') }),
    ...('wrap' in change && { wrap: flag(!change.wrap, '0') }),
    ...('times' in change && { times: flag(!change.times, '0') }),
  }
}
