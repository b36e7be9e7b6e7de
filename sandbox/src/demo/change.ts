import type { applyProjectFile, setSecret } from './documents.ts'
import type { GraphClient, Variables } from './graph-client.ts'
import { problemLines } from './problem-lines.ts'

type ChangeDocument = typeof applyProjectFile | typeof setSecret

/** Sends a change that has to be accepted; throws with its problems where it is refused. */
export async function change(client: GraphClient, { shape, query }: ChangeDocument, input: Variables) {
  const { change } = await client.get(shape, query, { input })
  if (change.problems.length === 0) return change
  throw new Error(['The change was refused.', ...problemLines(change.problems)].join('\n'))
}
