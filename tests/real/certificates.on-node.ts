import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { z } from 'zod'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { issue, makeAuthority, type Certificate } from '@operations-manager/testbed/trust/authority.ts'
import { untilShown } from '@operations-manager/testbed/trust/shown.ts'
import { certificateFiles, putCertificate, readAuthority } from '@operations-manager/testbed/trust/trust.ts'
import { changed, finished, Operation, operationFields } from '../system/graph.ts'
import { reportAt } from './application.ts'
import { parkFile, signFile } from './park-file.ts'
import { startRealSystem, succeeded, type RealSystem } from './real-system.ts'

const services = inject('services')
const [, other] = inject('clusters')
const tls = services.tls!
const names = ['postgresql', 'minio'] as const
type Name = (typeof names)[number]
type Certificates = Readonly<Record<Name, Certificate>>

const renewalMs = 30_000
let system: RealSystem
let alice: GraphClient
let administrator: pg.Client
/** How operations of the second cluster ended, by the type of the service that they need. */
const untrusting = new Map<string, Operation>()
/** The type of a service, and its backend as problems name it. */
const backends = { postgresql: 'postgresql', 'object-storage': 'object-storage', 'single-sign-on': 'identity' } as const
let right: Certificates | null = null

beforeAll(async () => {
  // The backend of the second cluster trusts somebody else, and asks an issuer that does not exist for certificates.
  const { address: host, secure } = other!.ingress!
  system = await startRealSystem(services, inject('clusters'), {
    'cluster-b': {
      CERTIFICATE_AUTHORITY: (await makeAuthority('the testbed')).certificate,
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
  right = { postgresql: await shownNow('postgresql'), minio: await shownNow('minio') }
  const image = system.image('1')
  const apply = (file: string) => changed(alice, 'applyProjectFile', { file })
  const oaks = await apply(parkFile({ name: 'oaks', deployments: { live: 'cluster-a' }, image }))
  const needing = (type: string) =>
    signFile(`elm-${type}`, 'cluster-b', image, { uses: ['one'] }, { services: { one: { type } } })
  const elms = Object.keys(backends).map((type) => [type, needing(type)] as const)
  const files = [...elms, ['none', signFile('bare', 'cluster-b', image)] as const]
  const begun = await Promise.all(files.map(async ([type, file]) => [type, await apply(file)] as const))
  succeeded(await finished(alice, oaks, 240_000))
  // They ended meanwhile, and before anything is broken at the servers.
  for (const [type, id] of begun) untrusting.set(type, await finished(alice, id, 120_000))
})

afterAll(async () => {
  // Others work with the same services.
  if (right !== null) await showAll(right)
  await administrator?.end()
  await system?.stop()
})

async function shownNow(name: Name): Promise<Certificate> {
  const { certificateFile, keyFile } = certificateFiles(tls.folders[name])
  return { certificate: await readFile(certificateFile, 'utf8'), key: await readFile(keyFile, 'utf8') }
}

const placeOf = (name: Name): string =>
  new URL({ postgresql: services.postgresqlUrl, minio: services.minio.url }[name]).host

/** Has the servers show other certificates, to connections that are new: the backends' old ones to PostgreSQL end. */
async function showAll(certificates: Certificates): Promise<void> {
  for (const name of names) await putCertificate(tls.folders[name], certificates[name])
  await administrator.query('select pg_reload_conf()')
  await Promise.all(names.map((name) => untilShown(placeOf(name), certificates[name].certificate, renewalMs)))
  await administrator.query('select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()')
}

const refresh = () => changed(alice, 'refreshDeployment', { project: 'oaks', deployment: 'live' })

const problemsOf = ({ targets }: Operation) => targets.flatMap((target) => target.problems)

/** An operation as it is now. */
async function stateOf(id: string): Promise<Operation> {
  const query = `query ($id: ID!) { operation(id: $id) ${operationFields} }`
  return (await alice.get(z.object({ operation: Operation }), query, { id })).operation
}

const codesOf = (operation: Operation): readonly string[] => problemsOf(operation).map(({ code }) => code)

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
    const [address] = placeOf('minio').split(':') as [string] // of `host:port`
    const yesterday = new Date(Date.now() - 86_400_000)
    await showAll({
      postgresql: await issue(authority, { names: ['database.example'] }),
      minio: await issue(authority, { names: [address], notAfter: yesterday }),
    })
    const id = await refresh()
    const codes = ['CERTIFICATE_EXPIRED', 'CERTIFICATE_NAME_WRONG']
    await expect
      .poll(async () => codesOf(await stateOf(id)), { timeout: 60_000, interval: 250 })
      .toEqual(expect.arrayContaining(codes))
    const operation = await finished(alice, id, 120_000)
    expect(operation.state).toBe('FAILED')
    const [problem] = problemsOf(operation)
    expect(codes).toContain(problem?.code)
    expect(problem).toMatchObject({ fault: 'PLATFORM', message: expect.stringContaining('is not trusted') })
    expect(problem?.remedies).toHaveLength(1)
    const { checks } = await report()
    const refused = { ok: false, error: expect.stringMatching(/x509|certificate/) }
    expect(checks).toMatchObject({ database: refused, objectStore: refused })

    await showAll(right!)
    succeeded(await finished(alice, await refresh(), 240_000))
    expect(await report()).toMatchObject({ ok: true })
  })

  test.each(Object.entries(backends))(
    'ends an operation that needs a %s of another authority with just that problem',
    (type, backend) => {
      const operation = untrusting.get(type)!
      expect(operation.state).toBe('FAILED')
      expect(new Set(codesOf(operation))).toEqual(new Set(['CERTIFICATE_UNTRUSTED']))
      expect(problemsOf(operation)[0]?.message).toContain(`The cluster's ${backend} is not trusted.`)
    },
  )

  test('calls no address proven whose certificate nobody trusts', () => {
    const operation = untrusting.get('none')!
    expect(operation.state).toBe('FAILED')
    const [problem] = problemsOf(operation)
    expect(problem).toMatchObject({ code: 'CERTIFICATE_UNTRUSTED', fault: 'PLATFORM' })
    expect(problem?.message).toMatch(/^https:\/\/.*bare/)
  })
})
