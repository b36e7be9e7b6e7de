/** One figure with its limit; `atMost` or `atLeast` says which side is good. */
export type Check = {
  readonly what: string
  readonly value: number
  readonly unit: string
  readonly limit: number
  readonly isGood: 'at most' | 'at least'
}

/** A named measurement: prints what it saw and gives what has to hold. */
export type Bench = {
  readonly name: string
  readonly about: string
  readonly run: () => Promise<readonly Check[]>
}

export function holds({ value, limit, isGood }: Check): boolean {
  return isGood === 'at most' ? value <= limit : value >= limit
}
