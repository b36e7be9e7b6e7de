import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SseParser } from './sse-parser.ts'

const read = (text: string): unknown[] => new SseParser().read(Buffer.from(text))

describe('reading server-sent events', () => {
  it.each([
    ['an event with data', 'event: next\ndata: {"a":1}\n\n', [{ event: 'next', data: '{"a":1}' }]],
    ['an end without data', 'event: complete\ndata:\n\n', [{ event: 'complete', data: '' }]],
    ['nothing of a heartbeat', ':\n\n:\n\n', []],
    ['lines that end as on Windows', 'event: next\r\ndata: x\r\n\r\n', [{ event: 'next', data: 'x' }]],
    ['data over several lines', 'data: a\ndata: b\n\n', [{ event: 'message', data: 'a\nb' }]],
    ['nothing of an event that is not whole', 'event: next\ndata: x\n', []],
  ])('gives %s', (_, text, messages) => {
    expect(read(text)).toEqual(messages)
  })

  it('gives the same wherever the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text))),
        fc.nat(40),
        (all, size) => {
          const bytes = Buffer.from(all.map((data) => `event: next\ndata: ${data}\n\n`).join(''))
          const parser = new SseParser()
          const messages: { data: string }[] = []
          for (let at = 0; at < bytes.length; at += size + 1)
            messages.push(...parser.read(bytes.subarray(at, at + size + 1)))
          expect(messages.map(({ data }) => data)).toEqual(all)
        },
      ),
    )
  })
})
