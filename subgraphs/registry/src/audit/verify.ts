import { checkLinks, type BrokenLink } from '../store/audit-chain.ts'
import { chainStart, type ChainEnd } from '../store/audit-record.ts'
import { readChain } from '../store/audit.ts'
import type { Db } from '../store/tables.ts'

/** What a walk along the whole chain found. */
export type Verification = {
  /** How many records follow each other without a fault. */
  readonly count: number
  readonly first: ChainEnd | null
  readonly last: ChainEnd | null
  readonly broken: BrokenLink | null
}

export type VerifyOptions = {
  readonly pageSize: number
  /** A record that somebody noted elsewhere; without it nobody can see that the end was cut off. */
  readonly expect: ChainEnd | null
}

/** Walks along the chain, page by page, and stops at the first record that does not continue it. */
export async function verifyChain(db: Db, { pageSize, expect }: VerifyOptions): Promise<Verification> {
  let end = chainStart
  let first: ChainEnd | null = null
  const found = (broken: BrokenLink | null): Verification => {
    return { count: end.number, first, last: end.number === 0 ? null : end, broken }
  }
  for (;;) {
    const page = await readChain(db, { after: end.number, limit: pageSize })
    const [start] = page
    const checked = checkLinks(end, page)
    if (start !== undefined && end.number === 0 && checked.end.number > 0) {
      first = { number: start.number, hash: start.hash }
    }
    end = checked.end
    if (checked.broken !== null) return found(checked.broken)
    const expected = page.find(({ number }) => number === expect?.number)
    if (expect !== null && expected !== undefined && expected.hash !== expect.hash) {
      return found({ number: expect.number, why: `It is not the record that was noted: its hash is ${expected.hash}.` })
    }
    if (page.length === pageSize) continue
    if (expect === null || expect.number <= end.number) return found(null)
    const why = `The chain ends at record ${end.number}, and record ${expect.number} was noted: its end was cut off.`
    return found({ number: expect.number, why })
  }
}
