import { once } from 'node:events'
import { connect as connectPlain, type AddressInfo } from 'node:net'
import { createServer } from 'node:tls'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { readTestbedConfig } from '@operations-manager/testbed/config.ts'
import { openRun, type Run } from '@operations-manager/testbed/run/run-folder.ts'
import { buildMinio, startMinio } from '@operations-manager/testbed/services/minio.ts'
import { startPostgresql } from '@operations-manager/testbed/services/postgresql.ts'
import { issue, makeAuthority, type Certificate } from '@operations-manager/testbed/trust/authority.ts'
import { issueInto, makeTrust, putCertificate, type Trust } from '@operations-manager/testbed/trust/trust.ts'
import { untilShown } from '@operations-manager/testbed/trust/shown.ts'
import '@operations-manager/testbed/vitest/provided.ts'
import type { PortFault } from '../ports/port-error.ts'
import { identityClient } from './identity/identity.ts'
import { objectStorageClient } from './object-storage/object-storage.ts'
import { postgresClient } from './postgresql.ts'

/** A real server, the certificate that it shows, and what is asked of it by the platform and as a tenant would. */
type UnderTest = {
  readonly host: string
  show(certificate: Certificate): Promise<void>
  /** Asks over new connections, trusting this authority. */
  asked(host: string, authority: string): Promise<readonly PromiseSettledResult<unknown>[]>
}

const backends = ['postgresql', 'object-storage', 'identity'] as const
type Backend = (typeof backends)[number]

const address = '127.0.0.1'
const timeoutMs = 20_000
const closing: (() => Promise<unknown>)[] = []
let run: Run
let trust: Trust
let servers: Readonly<Record<Backend, UnderTest>>

beforeAll(async () => {
  run = await openRun(() => undefined)
  trust = await makeTrust(run.folder)
  const [postgresql, storage, identity] = await Promise.all([openPostgresql(), openStorage(), openIdentity()])
  servers = { postgresql, 'object-storage': storage, identity }
}, 300_000)

afterAll(async () => {
  for (const close of closing.toReversed()) await close()
  await run?.close()
})

async function placeOf(name: string) {
  const folder = `${run.folder}/certificates/${name}`
  await issueInto(folder, trust.authority, { names: [address] })
  return { address, tls: { folder, authority: trust.authority.certificate, authorityFile: trust.authorityFile } }
}

async function openPostgresql(): Promise<UnderTest> {
  const place = await placeOf('postgresql')
  const { url, service } = await startPostgresql(run, place)
  const administrator = new pg.Client({ connectionString: url })
  await administrator.connect()
  closing.push(
    () => service.stop(),
    () => administrator.end(),
  )
  const { host, username, password } = new URL(url)
  return {
    host,
    show: async (certificate) => {
      await putCertificate(place.tls.folder, certificate)
      await administrator.query('select pg_reload_conf()')
      await untilShown(host, certificate.certificate, timeoutMs)
    },
    asked: async (at, certificateAuthority) => {
      const account = new Secret(`postgres://${username}:${password}@${at}/postgres`)
      const port = postgresClient({ url: account, certificateAuthority, timeoutMs, connections: 2 })
      closing.push(() => port.close())
      const signIn = { user: username, password: new Secret(decodeURIComponent(password)), database: 'postgres' }
      return Promise.allSettled([port.readRole('nobody'), port.canSignIn(signIn), port.readContent('postgres')])
    },
  }
}

async function openStorage(): Promise<UnderTest> {
  const place = await placeOf('minio')
  const program = await buildMinio({ folder: readTestbedConfig().cacheFolder, say: () => undefined })
  const { access, service } = await startMinio(run, place, program)
  closing.push(() => service.stop())
  const { host } = new URL(access.url)
  const account = { accessKey: access.accessKey, secretKey: new Secret(access.secretKey), region: 'us-east-1' }
  return {
    host,
    show: async (certificate) => {
      await putCertificate(place.tls.folder, certificate)
      await untilShown(host, certificate.certificate, timeoutMs)
    },
    asked: async (at, certificateAuthority) => {
      const limits = { certificateAuthority, timeoutMs, connections: 2 }
      const port = objectStorageClient({ url: `https://${at}`, ...account, ...limits })
      closing.push(() => port.close())
      const signIn = { ...account, bucket: 'nothing' }
      return Promise.allSettled([port.readBucket('nothing'), port.readUser('nobody'), port.canSignIn(signIn)])
    },
  }
}

/** The Keycloak of all suites behind a proxy that ends TLS, as an ingress does: a start of its own costs half a minute. */
async function openIdentity(): Promise<UnderTest> {
  const { url, clientId, clientSecret } = inject('services').keycloak
  const { hostname, port } = new URL(url)
  const proxy = createServer({ ...forNode(await issue(trust.authority, { names: [address] })) }, (socket) => {
    const behind = connectPlain(Number(port), hostname)
    socket.on('error', () => behind.destroy()).pipe(behind)
    behind.on('error', () => socket.destroy()).pipe(socket)
  })
  proxy.listen(0, address)
  await once(proxy, 'listening')
  closing.push(() => new Promise((resolve) => proxy.close(resolve)))
  const host = `${address}:${(proxy.address() as AddressInfo).port}` // it listens on a port
  return {
    host,
    show: async (certificate) => {
      proxy.setSecureContext(forNode(certificate))
      await untilShown(host, certificate.certificate, timeoutMs)
    },
    asked: async (at, certificateAuthority) => {
      const account = { clientId, clientSecret: new Secret(clientSecret), certificateAuthority, timeoutMs }
      const client = identityClient({ ...account, url: `https://${at}`, workloadUrl: `https://${at}` })
      closing.push(() => client.close())
      return Promise.allSettled([client.readRealm('nothing'), client.readDiscovery('nothing')])
    },
  }
}

const forNode = ({ certificate, key }: Certificate) => ({ cert: certificate, key })

describe.each(backends)('the certificate of %s', (backend) => {
  const right = () => issue(trust.authority, { names: [address] })

  async function expectFault(fault: PortFault, host = servers[backend].host): Promise<void> {
    const refusal = { status: 'rejected', reason: { name: 'PortError', backend, fault } }
    const answers = await servers[backend].asked(host, trust.authority.certificate)
    expect(answers).toMatchObject(answers.map(() => refusal))
  }

  async function expectTrust(): Promise<void> {
    const answers = await servers[backend].asked(servers[backend].host, trust.authority.certificate)
    expect(answers).toMatchObject(answers.map(() => ({ status: 'fulfilled' })))
  }

  test.each([
    ['of another authority', 'certificate-untrusted', async () => issue(await makeAuthority('the testbed'), here)],
    ['that has expired', 'certificate-expired', () => issue(trust.authority, { ...here, notAfter: yesterday })],
    ['for another name', 'certificate-wrong-name', () => issue(trust.authority, { names: ['other.example'] })],
  ] as const)(
    'is taken for nothing else when it is one %s, and a renewed one is good again',
    async (_, fault, wrong) => {
      await expectTrust()
      await servers[backend].show(await wrong())
      await expectFault(fault)
      await servers[backend].show(await right())
      await expectTrust()
    },
  )

  test('is missed where the server speaks no TLS, which is told nothing', async () => {
    const { postgresqlUrl, minio, keycloak } = inject('services')
    const plain = { postgresql: postgresqlUrl, 'object-storage': minio.url, identity: keycloak.url }
    await expectFault('certificate-missing', new URL(plain[backend]).host)
  })
})

const here = { names: [address] }
const yesterday = new Date(Date.now() - 86_400_000)
