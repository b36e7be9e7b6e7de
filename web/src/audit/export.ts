import type { NextRequest } from 'next/server'
import { AuditLinesDocument, ProjectAuditLinesDocument, type AuditLinesFragment } from '../../generated/graph.ts'
import { askFor, type GraphAnswer } from '../graph/ask.ts'
import { refusal } from '../graph/refusal.ts'
import { currentSession } from '../session/current.ts'
import { filterOf, readWanted } from './filter.ts'

/**
 * The records that the page shows, all of them, one JSON object a line: `{"hash": …, "record": …}`, the newest first.
 * Each `record` stands there in its canonical form, over which its hash is made. Pages are read only as fast as whoever
 * takes them does, and never are there more than two in memory.
 */
export async function exportAudit(request: NextRequest, project: string | null): Promise<Response> {
  const session = await currentSession()
  if (session === null) return refusal(401, 'UNAUTHENTICATED', 'You are not signed in any more.')
  const { headers } = request
  const filter = filterOf(readWanted(Object.fromEntries(request.nextUrl.searchParams)))
  const read = async (after: string | null): Promise<AuditLinesFragment | null> => {
    if (project === null)
      return pageOf(await askFor(session, headers, AuditLinesDocument, { after, filter }), ({ audit }) => audit)
    const answer = await askFor(session, headers, ProjectAuditLinesDocument, { name: project, after, filter })
    return pageOf(answer, (data) => data.project?.audit ?? null)
  }
  const first = await read(null)
  if (first === null) return refusal(404, 'NOT_FOUND', 'There is no audit trail here that you may read.')
  const name = project === null ? 'audit' : `audit-${project}`
  return new Response(streamOf(linesFrom(first, read)), {
    headers: {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.ndjson"`,
      'cache-control': 'no-store',
    },
  })
}

function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await lines.next()
      if (done === true) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    cancel: async () => {
      await lines.return(undefined)
    },
  })
}

async function* linesFrom(
  first: AuditLinesFragment,
  read: (after: string | null) => Promise<AuditLinesFragment | null>,
): AsyncGenerator<string> {
  for (let page = first; ;) {
    // The canonical text is JSON already; to write it anew could change it.
    yield page.nodes.map(({ hash, canonical }) => `{"hash":"${hash}","record":${canonical}}\n`).join('')
    if (!page.pageInfo.hasNextPage) return
    const next = await read(page.pageInfo.endCursor)
    // What was written so far must not pass for all of it.
    if (next === null) throw new Error('the audit trail can no longer be read')
    page = next
  }
}

function pageOf<Data>({ data, errors }: GraphAnswer<Data>, of: (data: Data) => AuditLinesFragment | null) {
  if (data !== null) return of(data)
  if (errors.some(({ extensions }) => extensions?.code === 'FORBIDDEN')) return null
  throw new Error(errors.map(({ message }) => message).join(' '))
}
