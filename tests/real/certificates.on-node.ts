import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { z } from 'zod'
import type { Services } from '@operations-manager/testbed/access.ts'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { issue, makeAuthority, type Certificate } from '@operations-manager/testbed/trust/authority.ts'
import { untilShown } from '@operations-manager/testbed/trust/shown.ts'
import { certificateFiles, putCertificate, readAuthority } from '@operations-manager/testbed/trust/trust.ts'
import { changed, finished, Operation, operationFields } from '../system/graph.ts'
import { reportAt } from './application.ts'
import { parkFile, signFile } from './park-file.ts'
import { startRealSystem, succeeded, type RealSystem } from './real-system.ts'

const services = inject('services')
const [, plain] = inject('clusters')
const tls = services.tls!
const names = ['postgresql', 'minio', 'keycloak'] as const
type Name = (typeof names)[number]

/** Keycloak looks at its files twice a minute. */
const renewalMs = 60_000
let system: RealSystem
let alice: GraphClient
let administrator: pg.Client
const right = new Map<Name, Certificate>()

beforeAll(async () => {
  // The second cluster publishes plain addresses; here its hosts ask an issuer that does not exist for certificates.
  const { address: host, secure } = plain!.ingress!
  system = await startRealSystem(services, inject('clusters'), {
    'cluster-b': {
      SCHEME: 'https',
      PUBLIC_PORT: String(secure.port),
      INGRESS: JSON.stringify({
        address: { host, port: secure.port },
        peers: [{ cidr: `${host}/32` }],
        tlsIssuer: 'nobody',
      }),
      ADDRESS_GRACE_SECONDS: '3',
    },
  })
  alice = await system.as('alice')
  administrator = new pg.Client({ connectionString: services.postgresqlUrl })
  await administrator.connect()
  for (const name of names) right.set(name, await shownNow(name))
  const file = parkFile({ name: 'oaks', deployments: { live: 'cluster-a' }, image: system.image('1') })
  succeeded(await finished(alice, await changed(alice, 'applyProjectFile', { file }), 240_000))
})

afterAll(async () => {
  // Others work with the same services.
  if (right.size === names.length) await showAll(Object.fromEntries(right) as Record<Name, Certificate>) // each was set
  await administrator?.end()
  await system?.stop()
})

async function shownNow(name: Name): Promise<Certificate> {
  const { certificateFile, keyFile } = certificateFiles(tls.folders[name])
  return { certificate: await readFile(certificateFile, 'utf8'), key: await readFile(keyFile, 'utf8') }
}

const placeOf = ({ postgresqlUrl, minio, keycloak }: Services, name: Name): string =>
  new URL({ postgresql: postgresqlUrl, minio: minio.url, keycloak: keycloak.url }[name]).host

/** Has the servers show other certificates, to connections that are new: the backends' old ones to PostgreSQL end. */
async function showAll(certificates: Readonly<Record<Name, Certificate>>): Promise<void> {
  for (const name of names) await putCertificate(tls.folders[name], certificates[name])
  await administrator.query('select pg_reload_conf()')
  await Promise.all(names.map((name) => untilShown(placeOf(services, name), certificates[name].certificate, renewalMs)))
  await administrator.query('select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()')
}

const refresh = () => changed(alice, 'refreshDeployment', { project: 'oaks', deployment: 'live' })

const problemsOf = ({ targets }: Operation) => targets.flatMap((target) => target.problems)

/** What an operation waits for now. */
async function waits(id: string): Promise<readonly string[]> {
  const query = `query ($id: ID!) { operation(id: $id) ${operationFields} }`
  const { operation } = await alice.get(z.object({ operation: Operation }), query, { id })
  return problemsOf(operation).map(({ code }) => code)
}

const report = async () => reportAt(system.cluster('cluster-a'), await system.addressOf(alice, 'oaks', 'live'))

describe('a cluster with a certificate authority of its own', () => {
  test('tells workloads to verify each server, and where the authority is; they do', async () => {
    const variables = await system.view('cluster-a').variables('oaks', 'live', 'web')
    const file = '/etc/operations-manager/trust/ca.crt'
    expect(variables).toMatchObject({
      DATABASE_SERVER_FULL: expect.stringContaining('sslmode=verify-full'),
      OBJECT_STORE_ENDPOINT: expect.stringMatching(/^https:/),
      OIDC_DISCOVERY_URL: expect.stringMatching(/^https:/),
      PUBLIC_HOST: expect.stringMatching(/^https:/),
      DATABASE_CA_FILE: file,
      AWS_CA_BUNDLE: file,
      OIDC_CA_FILE: file,
    })
    expect(await report()).toMatchObject({ ok: true })
  })

  test('takes no server for its own whose certificate is wrong, says of each what is wrong, and goes on when it is right', async () => {
    const authority = await readAuthority(tls)
    const [address] = placeOf(services, 'minio').split(':') as [string] // of `host:port`
    const yesterday = new Date(Date.now() - 86_400_000)
    await showAll({
      postgresql: await issue(await makeAuthority('the testbed'), { names: [address] }),
      minio: await issue(authority, { names: [address], notAfter: yesterday }),
      keycloak: await issue(authority, { names: ['login.example'] }),
    })
    const id = await refresh()
    const codes = ['CERTIFICATE_UNTRUSTED', 'CERTIFICATE_EXPIRED', 'CERTIFICATE_NAME_WRONG']
    await expect.poll(() => waits(id), { timeout: 60_000, interval: 250 }).toEqual(expect.arrayContaining(codes))
    const operation = await finished(alice, id, 120_000)
    expect(operation.state).toBe('FAILED')
    const [problem] = problemsOf(operation)
    expect(codes).toContain(problem?.code)
    expect(problem).toMatchObject({ fault: 'PLATFORM', message: expect.stringContaining('is not trusted') })
    expect(problem?.remedies).toHaveLength(1)
    const { checks } = await report()
    for (const name of ['database', 'objectStore', 'signIn'])
      expect(checks[name], name).toMatchObject({ ok: false, error: expect.stringMatching(/x509|certificate/) })

    await showAll(Object.fromEntries(right) as Record<Name, Certificate>) // each was set
    succeeded(await finished(alice, await refresh(), 240_000))
    expect(await report()).toMatchObject({ ok: true })
  })

  test('calls no address proven whose certificate nobody trusts', async () => {
    const file = signFile('bare', 'cluster-b', system.image('1'))
    const operation = await finished(alice, await changed(alice, 'applyProjectFile', { file }), 120_000)
    expect(operation.state).toBe('FAILED')
    const [problem] = problemsOf(operation)
    expect(problem).toMatchObject({ code: 'CERTIFICATE_UNTRUSTED', fault: 'PLATFORM' })
    expect(problem?.message).toMatch(/^https:\/\/.*bare/)
  })
})
