import { connect, type Socket } from 'node:net'

/**
 * The process with the readers of event streams. Reads only what it has to, because it shares the machine with what
 * is measured: the time at which each event was sent, and when it was here.
 */
const [, , address, token, body, countText] = process.argv
const count = Number(countText)
const { hostname, port } = new URL(address ?? '')
const now = (): number => performance.timeOrigin + performance.now()
const marker = Buffer.from('"sentAt":')

/** For each event: how many have it, and how late the last one was. */
const seen = new Map<string, { readers: number; lateMs: number }>()
let open = 0

function read(socket: Socket): void {
  let rest = Buffer.alloc(0)
  let isOpen = false
  socket.on('data', (chunk) => {
    const at = now()
    if (!isOpen && chunk.includes('text/event-stream')) {
      isOpen = true
      open += 1
      if (open === count) process.send?.({ type: 'open' })
    }
    let data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    for (;;) {
      const found = data.indexOf(marker)
      const end = found < 0 ? -1 : data.indexOf(',', found)
      if (end < 0) break
      const sentAt = data.toString('latin1', found + marker.length, end)
      const event = seen.get(sentAt) ?? { readers: 0, lateMs: 0 }
      event.readers += 1
      event.lateMs = Math.max(event.lateMs, at - Number(sentAt))
      seen.set(sentAt, event)
      data = data.subarray(end)
    }
    rest = data.subarray(Math.max(0, data.length - 40))
  })
}

for (let index = 0; index < count; index += 1) {
  const socket = connect(Number(port), hostname)
  socket.write(
    `POST /graphql HTTP/1.1\r\nhost: bench\r\naccept: text/event-stream\r\ncontent-type: application/json\r\n` +
      `authorization: Bearer ${token}\r\ncontent-length: ${Buffer.byteLength(body ?? '')}\r\n\r\n${body}`,
  )
  read(socket)
}

process.on('message', ({ type }: { type: string }) => {
  if (type === 'report') process.send?.({ type: 'report', events: [...seen.values()] })
})
process.on('disconnect', () => process.exit(0))
