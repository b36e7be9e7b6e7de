import type { ServerResponse } from 'node:http'
import type { Metrics } from './metrics.ts'

export type SseOptions = {
  readonly heartbeatMs: number
  /** A reader for whom more than this waits is cut; it resumes by its last cursor. */
  readonly maxBehindBytes: number
  readonly metrics: Metrics
}

/** Writes one event stream, keeps it alive, and cuts a reader that falls behind. */
export class SseWriter {
  readonly #response: ServerResponse
  readonly #options: SseOptions
  readonly #heartbeat: NodeJS.Timeout

  constructor(response: ServerResponse, options: SseOptions) {
    this.#response = response
    this.#options = options
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    })
    response.socket?.setNoDelay(true)
    this.write(':\n\n')
    this.#heartbeat = setInterval(() => this.write(':\n\n'), options.heartbeatMs).unref()
    response.once('close', () => clearInterval(this.#heartbeat))
  }

  write(chunk: string | Buffer): void {
    const response = this.#response
    if (response.writableEnded || response.destroyed) return
    response.write(chunk)
    if (response.writableLength <= this.#options.maxBehindBytes) return
    this.#options.metrics.cutReaders.inc()
    response.destroy()
  }

  /** Ends the stream after a last word. */
  end(chunk: string): void {
    clearInterval(this.#heartbeat)
    if (!this.#response.writableEnded) this.#response.end(chunk)
  }

  /** Ends the stream in the middle, so that the client opens it again after a moment of its own. */
  restart(): void {
    this.end(`retry: ${Math.round(500 + Math.random() * 2_000)}\n\n`)
  }
}
