import { notFound } from 'next/navigation'
import type { GraphAnswer } from '../graph/ask.ts'

/** What the page is made from; who may not read it is told that it is not there. */
export function readable<Data>({ data, errors }: GraphAnswer<Data>): Data {
  if (data !== null) return data
  if (errors.some(({ extensions }) => extensions?.code === 'FORBIDDEN')) notFound()
  throw new Error(errors.map(({ message }) => message).join(' '))
}
