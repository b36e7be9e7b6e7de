import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLog } from '@operations-manager/runtime/log/log.ts'
import { issue, makeAuthority, type Certificate } from '@operations-manager/testbed/trust/authority.ts'
import { keepServerTls, readServerTls } from './server-tls.ts'
import { createServer } from './server.ts'

const log = createLog('test', 'silent')
const authority = await makeAuthority('authority of the test')
const [first, second] = await Promise.all(['first', 'second'].map((name) => issue(authority, { names: [name] })))

let folder: string
let files: { certificate: string; key: string }
const stops: (() => Promise<void>)[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'om-tls-'))
  files = { certificate: join(folder, 'tls.crt'), key: join(folder, 'tls.key') }
})
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
  await rm(folder, { recursive: true, force: true })
})

async function write({ certificate, key }: Certificate): Promise<void> {
  await Promise.all([writeFile(files.certificate, certificate), writeFile(files.key, key)])
}

/** A server with what the files say now, that looks at them often. */
async function aServer(): Promise<number> {
  const served = await readServerTls(files)
  const app = createServer({
    executor: { execute: () => Promise.reject(new Error('nobody asks')) },
    metrics: new Registry(),
    phase: () => 'started',
    isWaiting: () => false,
    tls: served,
    internalSecret: null,
  })
  const ending = new AbortController()
  await app.listen({ port: 0, host: '127.0.0.1' })
  const keeping = keepServerTls(app, { files, served, log, everyMs: 20 }, ending.signal)
  stops.push(async () => {
    ending.abort()
    await keeping
    await app.close()
  })
  const address = app.server.address()
  if (address === null || typeof address === 'string') throw new Error('the system gave no port')
  return address.port
}

/** The name in the certificate that a new connection is shown. */
async function shownBy(port: number): Promise<unknown> {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false })
  await once(socket, 'secureConnect')
  const { subject } = socket.getPeerCertificate()
  socket.destroy()
  return subject.CN
}

test('a certificate that was renewed is shown to whoever connects next', async () => {
  await write(first!)
  const port = await aServer()
  expect(await shownBy(port)).toBe('first')
  await write(second!)
  await vi.waitFor(async () => expect(await shownBy(port)).toBe('second'), { timeout: 10_000, interval: 20 })
})

test('what cannot be used in its place leaves the last one', async () => {
  await write(first!)
  const port = await aServer()
  await writeFile(files.certificate, 'half of a certif')
  await rm(files.key)
  await vi.waitFor(async () => expect(await shownBy(port)).toBe('first'), { timeout: 10_000 })
  await write(second!)
  await vi.waitFor(async () => expect(await shownBy(port)).toBe('second'), { timeout: 10_000, interval: 20 })
})
