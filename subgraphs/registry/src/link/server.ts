import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { handleProtocols, makeServer, type Context } from 'graphql-ws'
import { WebSocketServer, type WebSocket } from 'ws'
import { requestKeyFor } from '@operations-manager/runtime/caller/request-proof.ts'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import { linkClose, linkPath, supportedContractVersions } from '@operations-manager/schema/link/handshake.ts'
import { buildLinkSchema } from '@operations-manager/schema/link/link-schema.ts'
import { linkRefusals } from '@operations-manager/schema/link/refusals.ts'
import { LinkMessageError, parseLink } from '@operations-manager/schema/link/wire.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import { attemptBy } from '../audit/attempt.ts'
import type { Recorder } from '../audit/recorder.ts'
import type { Feeds } from '../store/feed.ts'
import type { AuditSource } from '../store/audit-record.ts'
import type { Db } from '../store/tables.ts'
import { admit } from './authenticate.ts'
import { readingOfLinkDocuments } from './documents.ts'
import type { Hub } from './hub.ts'
import { takeReports } from './reports.ts'
import { rotateKey } from './rotate-key.ts'
import { Session } from './session.ts'
import { wishStream } from './wish-stream.ts'

export type LinkServerOptions = {
  /** The HTTP server of the registry; only upgrades to `/link` are taken from it. */
  readonly server: Server
  readonly db: Db
  readonly feeds: Feeds
  readonly hub: Hub
  /** Every cluster is told its own key that is made of it, by which it knows the gateway's requests. */
  readonly internalSecret: Secret
  readonly log: Log
  readonly recorder: Recorder
  /** A connection that does not answer a ping within this time is ended. */
  readonly pingMs?: number
}

type Caller = {
  readonly socket: WebSocket
  readonly source: AuditSource
  /** Aborted when the socket is closed. A generator that waits cannot be ended from outside, so streams listen to it. */
  readonly closed: AbortSignal
  cluster: string | null
  session: Session | null
}
type Args = Record<string, unknown>

const maximumMessageBytes = 32 * 1024 * 1024
/** For whoever has not said yet who it is. */
const maximumHelloBytes = 16 * 1024

/** Serves the link to clusters that dial in. Stopping closes every connection. */
export function serveLink(options: LinkServerOptions): { stop(): Promise<void> } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maximumMessageBytes, handleProtocols })
  const graphql = makeServer<Record<string, unknown>, Caller>({
    schema: buildLinkSchema(),
    ...readingOfLinkDocuments(),
    connectionInitWaitTimeout: 10_000,
    context: ({ extra }) => extra,
    roots: rootsOf(options),
    onConnect: (context) => welcome(options, context),
    onNext: (_context, _id, _payload, _args, { data, errors }) => {
      if (errors === undefined) return undefined
      return {
        data: data ?? null,
        errors: errors.map((error) => ({ message: wordsOf(error.originalError ?? error, options.log) })),
      }
    },
  })
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // Not parsed as an address: a stranger may send what is none.
    if (request.url?.split('?', 1)[0] === linkPath) {
      sockets.handleUpgrade(request, socket, head, (webSocket) =>
        converse(options, graphql, webSocket, sourceOf(request)),
      )
    } else if (options.server.listenerCount('upgrade') === 1) {
      socket.on('error', () => socket.destroy())
      socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n')
    }
  }
  options.server.on('upgrade', upgrade)
  return {
    stop: async () => {
      options.server.off('upgrade', upgrade)
      for (const socket of sockets.clients) socket.close(linkClose.goingAway, 'The registry is stopping.')
      await options.hub.stop()
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
    },
  }
}

/** Closes with our own codes; the library would have one for everything. */
async function welcome(
  { db, log, recorder }: LinkServerOptions,
  { extra, connectionParams }: Context<Record<string, unknown>, Caller>,
): Promise<boolean> {
  try {
    const hello = parseLink.hello(connectionParams)
    const admission = await admit(db, hello, extra.source)
    if (admission.type === 'admitted') {
      extra.cluster = admission.cluster
      return true
    }
    const { refusal } = admission
    const { close, reason, remedy } = linkRefusals[refusal]
    log.warn({ cluster: hello.cluster, code: refusal, reason, remedy }, 'refused a link')
    extra.socket.close(close, reason)
    const attempt = attemptBy(admission.by, hello.join === null ? 'link' : 'joinCluster', extra.source)
    await recorder.record(attempt, { result: 'DENIED', cluster: admission.cluster, detail: { code: close, refusal } })
  } catch (error) {
    if (error instanceof LinkMessageError) extra.socket.close(linkClose.unauthenticated, 'The hello cannot be read.')
    else throw error
  }
  return false
}

function rootsOf({ db, feeds, hub, internalSecret, log }: LinkServerOptions) {
  return {
    query: { contractVersions: () => supportedContractVersions() },
    mutation: {
      announce: async ({ profile: sent }: Args, caller: Caller) => {
        const profile = parseLink.profile(sent)
        const cluster = caller.cluster
        caller.closed.throwIfAborted()
        if (cluster === null || caller.session !== null) throw new LinkMessageError('Announce once, after the hello.')
        caller.session = new Session(cluster, (code, reason) => caller.socket.close(code, reason))
        await hub.open(caller.session, profile)
        // The one place where it leaves the registry: for the cluster that proved who it is.
        const requestKey = requestKeyFor(internalSecret, cluster).reveal()
        return { cluster, contractVersion: profile.contractVersion, requestKey }
      },
      report: ({ reports }: Args, caller: Caller) =>
        takeReports(db, sessionOf(caller).cluster, reports as unknown[], log), // a list, says the SDL
      answer: async ({ answers }: Args, caller: Caller) => ({
        gone: await sessionOf(caller).answer((answers as unknown[]).map((answer) => parseLink.answer(answer))), // a list, says the SDL
      }),
      rotateKey: async (offered: Args, caller: Caller) => {
        const taken = await rotateKey(db, sessionOf(caller).cluster, parseLink.keyOffer(offered), caller.source)
        if (!taken) throw new LinkMessageError('The new key is not taken: its proof does not fit it.')
        return { taken }
      },
    },
    subscription: {
      wishes: (_: Args, caller: Caller) =>
        fieldOf('wishes', wishStream(db, feeds, sessionOf(caller).cluster, caller.closed)),
      requests: (_: Args, caller: Caller) => fieldOf('requests', sessionOf(caller).requests()),
    },
  }
}

function sessionOf({ session }: Caller): Session {
  if (session === null) throw new LinkMessageError('Announce the profile first.')
  return session
}

async function* fieldOf(name: string, values: AsyncIterable<unknown>): AsyncGenerator<Record<string, unknown>> {
  for await (const value of values) yield { [name]: value }
}

/** A mistake of the cluster is told in our words; anything else is logged here and only its being is told. */
function wordsOf(error: unknown, log: Log): string {
  if (error instanceof LinkMessageError) return error.message
  log.error({ err: error }, 'the link could not serve a cluster')
  return 'The registry could not do this now; its log says why.'
}

function converse(
  { hub, pingMs = 10_000, log }: LinkServerOptions,
  graphql: ReturnType<typeof makeServer<Record<string, unknown>, Caller>>,
  socket: WebSocket,
  source: AuditSource,
): void {
  const ended = new AbortController()
  const caller: Caller = { socket, source, closed: ended.signal, cluster: null, session: null }
  const end = async (code: number, reason: string): Promise<void> => {
    ended.abort()
    if (caller.session !== null) await hub.close(caller.session)
    await closed(code, reason)
  }
  const failed = (error: unknown): void => {
    log.error({ err: error }, 'a link broke')
    socket.close(1011, 'The registry failed; its log says why.')
  }
  const closed = graphql.opened(
    {
      protocol: socket.protocol,
      send: (text) => new Promise((resolve, reject) => sendTo(socket, text, resolve, reject)),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (read) =>
        socket.on('message', (message) => {
          const text = textOf(message)
          if (caller.cluster === null && text.length > maximumHelloBytes) socket.close(1009, 'Say who you are first.')
          else void read(text).catch(failed)
        }),
    },
    caller,
  )
  let isAlive = true
  const pings = setInterval(() => {
    if (!isAlive) return socket.terminate()
    isAlive = false
    socket.ping()
  }, pingMs)
  socket.on('pong', () => {
    isAlive = true
  })
  socket.on('error', (error) => log.info({ err: error }, 'the line of a link broke'))
  socket.once('close', (code, reason) => {
    clearInterval(pings)
    end(code, reason.toString()).catch((error: unknown) => log.error({ err: error }, 'a link did not end cleanly'))
  })
}

function sourceOf({ socket, headers }: IncomingMessage): AuditSource {
  const userAgent = headers['user-agent']?.slice(0, 200) ?? null
  return { address: socket.remoteAddress ?? null, transport: 'link', userAgent }
}

function sendTo(socket: WebSocket, text: string, resolve: () => void, reject: (error: Error) => void): void {
  if (socket.readyState !== socket.OPEN) resolve()
  else socket.send(text, (error) => (error ? reject(error) : resolve()))
}

function textOf(message: Buffer | ArrayBuffer | Buffer[]): string {
  return Array.isArray(message)
    ? Buffer.concat(message).toString('utf8')
    : Buffer.from(message as Buffer).toString('utf8') // ws gives buffers
}
