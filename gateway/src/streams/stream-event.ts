/**
 * One result of a subscription, made and serialised once for all who get it. Only the envelope differs between
 * transports.
 */
export class StreamEvent {
  /** `{"data":…}`, as every transport sends it. */
  readonly json: string
  readonly cursor: string | null
  readonly position: number | null
  #sse: Buffer | null = null

  constructor(json: string, cursor: string | null, position: number | null) {
    this.json = json
    this.cursor = cursor
    this.position = position
  }

  /** The event as the distinct connections mode of graphql-sse sends it, with its cursor as `id:`. */
  get sse(): Buffer {
    this.#sse ??= Buffer.from(`event: next\n${idLine(this.cursor)}data: ${this.json}\n\n`)
    return this.#sse
  }
}

// A cursor with a line break would end the line and start another; such a cursor cannot be sent back either.
function idLine(cursor: string | null): string {
  return cursor === null || /[\r\n\0]/.test(cursor) ? '' : `id: ${cursor}\n`
}
