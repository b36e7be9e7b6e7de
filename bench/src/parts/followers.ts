import { connect, type Socket } from 'node:net'

/**
 * The process with subscribers of real operations, some of each body. It reads only what it has to, because it shares
 * the machine with what is measured: which report an event tells of, when that was made, and when it was here.
 */
type Order =
  | {
      readonly type: 'start'
      readonly url: string
      readonly token: string
      readonly bodies: readonly string[]
      readonly each: number
    }
  | { readonly type: 'report'; readonly after: number }

const now = (): number => performance.timeOrigin + performance.now()
const marker = Buffer.from('"sent":"sent ')

/** For each report: how many have it, and how late the last one was. */
const seen = new Map<string, { readers: number; lateMs: number }>()
let open = 0

function read(socket: Socket, all: number): void {
  let rest = Buffer.alloc(0)
  let isOpen = false
  socket.on('error', () => process.exit(1))
  socket.on('data', (chunk) => {
    const at = now()
    if (!isOpen && chunk.includes('PRESENT')) {
      isOpen = true
      open += 1
      if (open === all) process.send?.({ type: 'open' })
    }
    let data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    for (;;) {
      const found = data.indexOf(marker)
      const end = found < 0 ? -1 : data.indexOf('"', found + marker.length)
      if (end < 0) break
      const [number = '', sentAt] = data.toString('latin1', found + marker.length, end).split(' ')
      const event = seen.get(number) ?? { readers: 0, lateMs: 0 }
      event.readers += 1
      event.lateMs = Math.max(event.lateMs, at - Number(sentAt))
      seen.set(number, event)
      data = data.subarray(end)
    }
    rest = data.subarray(Math.max(0, data.length - 80))
  })
}

process.on('message', (order: Order) => {
  if (order.type === 'report') {
    const events = [...seen].flatMap(([number, event]) => (Number(number) > order.after ? event : []))
    process.send?.({ type: 'report', events })
    return
  }
  const { url, token, bodies, each } = order
  const { hostname, port } = new URL(url)
  for (const body of bodies) {
    for (let index = 0; index < each; index += 1) {
      const socket = connect(Number(port), hostname)
      socket.write(
        `POST /graphql HTTP/1.1\r\nhost: bench\r\naccept: text/event-stream\r\ncontent-type: application/json\r\n` +
          `authorization: Bearer ${token}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      )
      read(socket, bodies.length * each)
    }
  }
})
process.on('disconnect', () => process.exit(0))
