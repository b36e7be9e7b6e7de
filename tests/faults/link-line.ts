import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import { Report } from '@operations-manager/schema/link/messages.ts'

/**
 * How far reports are: the registry does not have them yet; it has stored them and the cluster does not know it; the
 * cluster knows it.
 */
export type Place = 'said' | 'stored' | 'acknowledged'

const Delivery = z.object({
  id: z.string(),
  type: z.literal('subscribe'),
  payload: z.object({ variables: z.object({ reports: z.array(Report) }) }),
})
const Answer = z.object({ id: z.string(), type: z.literal('next') })
const Question = z.object({ payload: z.object({ data: z.object({ requests: z.object({ type: z.string() }) }) }) })

/** The line between clusters and the registry: it reads what is said on the link, and can lose a message for good. */
export class LinkLine {
  readonly port: number
  readonly #server: WebSocketServer
  /** The port of the replica of the registry that takes new connections. */
  target: number
  /** Asked of reports at each place; `false` loses the message that would go on from there. */
  gate: (place: Place, reports: readonly Report[]) => boolean = () => true
  /** Told the type of each question that the registry asks a cluster, as it goes on. */
  asked: (type: string) => void = () => {}
  /** Waited for before anything of a new connection goes on. */
  admit: () => Promise<void> = () => Promise.resolve()
  /** Told when reports go on to the registry, and when nothing more can come of that: a receipt, or the line's end. */
  underWay: (isUnderWay: boolean) => void = () => {}

  private constructor(server: WebSocketServer, port: number, target: number) {
    this.#server = server
    this.port = port
    this.target = target
  }

  static async open(targetPort: number): Promise<LinkLine> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('the system gave no port')
    const line = new LinkLine(server, address.port, targetPort)
    server.on('connection', (near, request) => {
      near.pause()
      void line.admit().then(() => {
        line.#take(near, request)
        near.resume()
      })
    })
    return line
  }

  /** Breaks every connection; those that are made again lead to the target as it is now. */
  cut(): void {
    for (const socket of this.#server.clients) socket.terminate()
  }

  async close(): Promise<void> {
    this.cut()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #take(near: WebSocket, { url = '' }: IncomingMessage): void {
    const far = new WebSocket(`ws://127.0.0.1:${this.target}${url}`, near.protocol, { perMessageDeflate: false })
    const underWay = new Map<string, readonly Report[]>()
    const early: string[] = []
    near.on('message', (data: Buffer) => {
      const text = data.toString()
      const delivery = Delivery.safeParse(JSON.parse(text)).data
      if (delivery !== undefined) {
        const { reports } = delivery.payload.variables
        underWay.set(delivery.id, reports)
        if (!this.gate('said', reports)) return
        this.underWay(true)
      }
      if (far.readyState === WebSocket.OPEN) far.send(text)
      else early.push(text)
    })
    far.on('close', () => this.underWay(false))
    far.on('open', () => early.splice(0).forEach((text) => far.send(text)))
    far.on('message', (data: Buffer) => {
      const text = data.toString()
      const { id = '' } = Answer.safeParse(JSON.parse(text)).data ?? {}
      const reports = underWay.get(id)
      underWay.delete(id)
      if (reports !== undefined && !this.gate('stored', reports)) return
      near.send(text)
      const question = Question.safeParse(JSON.parse(text)).data
      if (question !== undefined) this.asked(question.payload.data.requests.type)
      if (reports === undefined) return
      this.gate('acknowledged', reports)
      this.underWay(false)
    })
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      socket.on('error', () => other.terminate()) // one end that breaks is what this line is for
      socket.on('close', (code, reason) => {
        if (code >= 4_000 && other.readyState === WebSocket.OPEN) other.close(code, reason)
        else other.terminate()
      })
    }
  }
}
