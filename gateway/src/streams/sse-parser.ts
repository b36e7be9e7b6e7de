import { StringDecoder } from 'node:string_decoder'

export type SseMessage = { readonly event: string; readonly data: string }

/** Reads server-sent events from chunks of bytes, wherever they are cut. */
export class SseParser {
  readonly #decoder = new StringDecoder('utf8')
  #rest = ''
  #event = 'message'
  #data: string[] = []

  /** The messages that this chunk completes. */
  read(chunk: Buffer): SseMessage[] {
    const messages: SseMessage[] = []
    const lines = (this.#rest + this.#decoder.write(chunk)).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const raw of lines) {
      const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw
      if (line === '') {
        if (this.#event !== 'message' || this.#data.length > 0) {
          messages.push({ event: this.#event, data: this.#data.join('\n') })
        }
        this.#event = 'message'
        this.#data = []
      } else if (line.startsWith('event:')) this.#event = line.slice(6).trim()
      else if (line.startsWith('data:')) this.#data.push(line.slice(line[5] === ' ' ? 6 : 5))
    }
    return messages
  }

  /** Bytes that wait for the end of their line; a sender without line breaks would fill our memory. */
  get waiting(): number {
    return this.#rest.length
  }
}
