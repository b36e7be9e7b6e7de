import type { FastifyReply, FastifyRequest } from 'fastify'
import { once } from 'node:events'
import type { Outlet } from '../streams/seat.ts'

const heartbeatMs = 10_000
/** A reader that has so much waiting has fallen behind; it is cut, and resumes by cursor. */
const mostWaitingBytes = 4 * 1024 * 1024

export type SseOutlet = Outlet & {
  /** Resolves when what was sent has left this process. */
  drained(): Promise<void>
  onClose(listener: () => void): void
}

/** Answers with an event stream, in the distinct connections mode of graphql-sse. */
export function openSse(request: FastifyRequest, reply: FastifyReply): SseOutlet {
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    connection: 'keep-alive',
    'x-accel-buffering': 'no',
  })
  raw.write(':\n\n')
  request.raw.socket.setNoDelay(true)
  // Whoever asked may be gone already: then no event comes that says so.
  const onClose = (listener: () => void): void => {
    if (raw.closed || raw.destroyed) listener()
    else raw.once('close', listener)
  }
  const heartbeat = setInterval(() => raw.write(':\n\n'), heartbeatMs)
  onClose(() => clearInterval(heartbeat))
  return {
    send: (text) => {
      if (raw.destroyed || raw.writableEnded) return
      raw.write(`event: next\ndata: ${text}\n\n`)
      if (raw.writableLength > mostWaitingBytes) raw.destroy()
    },
    end: (how) => {
      if (raw.destroyed || raw.writableEnded) return
      raw.end(how === 'complete' ? 'event: complete\ndata:\n\n' : undefined)
    },
    drained: async () => {
      if (!raw.writableNeedDrain || raw.destroyed) return
      const closed = new AbortController()
      const stop = (): void => closed.abort()
      raw.once('close', stop)
      await once(raw, 'drain', { signal: closed.signal }).catch(() => undefined) // closed: nobody reads any more
      raw.off('close', stop)
    },
    onClose,
  }
}
