import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KubeConfig } from '@kubernetes/client-node'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { readTestbedConfig } from '@operations-manager/testbed/config.ts'
import { buildHelm, openHelm, type Helm } from '@operations-manager/testbed/helm/helm.ts'
import { chart } from '@operations-manager/testbed/installation/chart.ts'
import { say } from '@operations-manager/testbed/vitest/say.ts'
import { openConnection } from '../../subgraphs/cluster/src/clients/kubernetes/connection.ts'
import { kubernetesClient, type KubernetesClient } from '../../subgraphs/cluster/src/clients/kubernetes/kubernetes.ts'
import type { KubernetesObject } from '../../subgraphs/cluster/src/ports/kubernetes.ts'
import { refOf } from '../../subgraphs/cluster/src/ports/kubernetes-object.ts'
import { systemClock } from '../../subgraphs/cluster/src/reconcile/clock.ts'
import { allValues, leastValues } from './values.ts'

const space = `chart-${process.pid}`
let folder: string
let helm: Helm
let kubernetes: KubernetesClient

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'om-chart-'))
  const program = await buildHelm({ folder: readTestbedConfig().cacheFolder, say })
  helm = openHelm({ program, folder, kubeconfig: null })
  const config = new KubeConfig()
  config.loadFromFile(inject('clusters')[0]!.kubeconfig)
  kubernetes = kubernetesClient(await openConnection(config), systemClock)
  // As an operator is told to make it: what wants more than the backend does not run there.
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted', 'pod-security.kubernetes.io/warn': 'restricted' }
  await kubernetes.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: space, labels } })
}, 600_000)

afterAll(async () => {
  await kubernetes?.remove({ apiVersion: 'v1', kind: 'Namespace', namespace: null, name: space })
  await kubernetes?.close()
  await rm(folder, { recursive: true, force: true })
})

type Values = Readonly<Record<string, unknown>>

async function valuesFile(values: Values): Promise<string> {
  const file = join(folder, `${crypto.randomUUID()}.json`)
  await writeFile(file, JSON.stringify(values))
  return file
}

/** The values that docs/operations.md shows to operators; what identifies an installation it leaves open. */
async function shownValues(): Promise<Values> {
  const text = await readFile(join(chart, '..', '..', 'docs', 'operations.md'), 'utf8')
  const values = parse(/```yaml\n(cluster: .*?)```/s.exec(text)![1]!) as Values // a map, which the chart judges
  return { ...values, installation: leastValues.installation }
}

const over = (more: Values): Values => ({ ...leastValues, ...more })

async function rendered(values: Values, namespace = space): Promise<readonly KubernetesObject[]> {
  const text = await helm('template', 'here', chart, '--namespace', namespace, '--values', await valuesFile(values))
  return objectsIn(text)
}

function objectsIn(text: string): readonly KubernetesObject[] {
  return parseAllDocuments(text).flatMap((document) => {
    const object = document.toJS() as KubernetesObject | null // rendered as objects; null is an empty document
    return object === null ? [] : [object]
  })
}

describe('the chart of the cluster backend', () => {
  test.each([
    ['the least that can be given', leastValues],
    ['all that can be given', allValues],
  ])('has nothing that Helm would complain of: %s', async (_, values) => {
    const said = await helm('lint', chart, '--strict', '--quiet', '--values', await valuesFile(values))
    expect(said).not.toMatch(/\[(WARNING|ERROR)\]/)
  })

  test('takes the values that operators are shown, which let workloads out to every service that they offer', async () => {
    const values = await shownValues()
    expect(await helm('lint', chart, '--quiet', '--values', await valuesFile(values))).not.toContain('[ERROR]')
    const { backends } = values['network'] as { backends: object } // as it was written there
    expect(Object.keys(backends).toSorted()).toEqual(['object-storage', 'postgresql', 'single-sign-on'])
  })

  test.each<readonly [string, Values, RegExp]>([
    ['nothing', {}, /missing propert.*'cluster'|at '\/cluster': missing properties 'name', 'domain'/],
    ['no link', over({ link: {} }), /at '\/link': missing property 'url'/],
    ['a link over HTTP', over({ link: { url: 'https://registry/link' } }), /at '\/link\/url': .*\^wss\?:/],
    ['a name that none can be', over({ cluster: { name: 'A_1', domain: 'a' } }), /at '\/cluster\/name'/],
    [
      'a private key',
      {
        ...leastValues,
        installation: { id: 'x', callerPublicKey: { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43), d: 'x' } },
      },
      /at '\/installation\/callerPublicKey': 'not' failed/,
    ],
    ['a value that there is not', over({ replica: 2 }), /additional properties 'replica' not allowed/],
    [
      'a typing mistake further down',
      over({ ingress: { clasName: 'x' } }),
      /at '\/ingress': additional properties 'clasName' not allowed/,
    ],
    ['too many instances', over({ replicas: 9 }), /at '\/replicas': maximum: got 9, want 5/],
    ['a port of root', over({ port: 80 }), /at '\/port': minimum: got 80, want 1,?024/],
    [
      'no range of addresses',
      over({ network: { forbiddenRanges: ['10.0.0.1'] } }),
      /at '\/network\/forbiddenRanges\/0'/,
    ],
    [
      'a peer that is both',
      over({ ingress: { peers: [{ cidr: '10.0.0.0/8', namespace: { a: 'b' } }] } }),
      /at '\/ingress\/peers\/0'/,
    ],
    ['a certificate that is none', over({ certificateAuthority: '/etc/ca.pem' }), /at '\/certificateAuthority'/],
    [
      'a path in the address of MinIO',
      over({ objectStorage: { url: 'http://m:9000/bucket', secretName: 's' } }),
      /at '\/objectStorage\/url'/,
    ],
    [
      'MinIO without an account',
      over({ objectStorage: { url: 'http://m:9000' } }),
      /objectStorage\.url is given without an account/,
    ],
    [
      'an account without Keycloak',
      over({ identity: { secretName: 'k' } }),
      /identity has an account and no address: give identity\.url/,
    ],
    [
      'two accounts of PostgreSQL',
      over({ postgresql: { url: 'postgres://a@b/c', secretName: 's' } }),
      /postgresql\.url and postgresql\.secretName are both given/,
    ],
    [
      'two join tokens',
      over({ link: { ...leastValues.link, joinToken: 'omj_x' } }),
      /link\.joinToken and link\.joinTokenSecretName are both given/,
    ],
    [
      'TLS that nobody can check',
      over({ postgresql: { secretName: 's', tls: true } }),
      /postgresql\.tls needs certificateAuthority/,
    ],
    ['a server that nobody may reach', over({ direct: { enabled: true } }), /direct\.enabled lets nobody in/],
    [
      'a shared class that is not on offer',
      over({ sharedStorageClasses: ['nfs'] }),
      /sharedStorageClasses names "nfs", which is not one of storageClasses/,
    ],
  ])('refuses %s, and says where and why', async (_, values, why) => {
    await expect(rendered(values)).rejects.toThrow(why)
  })

  test('says all that does not go together at once', async () => {
    const wrong = over({ sharedStorageClasses: ['nfs'], identity: { secretName: 'k' }, direct: { enabled: true } })
    await expect(rendered(wrong)).rejects.toThrow(/identity has an account[^]*nfs[^]*direct\.enabled/)
  })

  test.each([
    ['the least that can be given', leastValues],
    ['all that can be given', allValues],
  ])('makes objects that a real API server takes, in a namespace that is closed to more: %s', async (_, values) => {
    for (const object of await rendered(values)) {
      const stored = await kubernetes.dryRun(object)
      expect([object.kind, stored.metadata.name]).toEqual([object.kind, object.metadata.name])
    }
  })

  test('gives the account exactly the rights of the files that stand for themselves', async () => {
    const own = await rendered({ ...allValues }, 'operations-manager')
    const files = ['rights.yaml', 'bounds.yaml', 'cilium.yaml', 'direct.yaml']
    const texts = await Promise.all(files.map((file) => readFile(join(chart, 'rights', file), 'utf8')))
    const wanted = texts.flatMap(objectsIn).filter(({ kind }) => kind !== 'Namespace')
    expect(wanted.length).toBeGreaterThan(10)
    for (const object of wanted) {
      const found = own.find((one) => JSON.stringify(refOf(one)) === JSON.stringify(refOf(object)))
      expect({ ...found, metadata: { ...found?.metadata, labels: undefined } }).toEqual(object)
    }
    const kinds = new Set(wanted.map(({ kind }) => kind))
    expect(own.filter(({ kind }) => kinds.has(kind))).toHaveLength(wanted.length)
  })

  test('speaks only of its own namespace, whatever it is called', async () => {
    const [usual, other] = [await rendered(allValues, 'operations-manager'), await rendered(allValues, 'platform-two')]
    const renamed = JSON.parse(
      JSON.stringify(usual)
        .replaceAll('"namespace":"operations-manager"', '"namespace":"platform-two"')
        .replaceAll('"operations-manager-', '"platform-two-')
        .replaceAll("request.namespace == 'operations-manager'", "request.namespace == 'platform-two'")
        .replaceAll("request.namespace != 'operations-manager'", "request.namespace != 'platform-two'")
        .replaceAll('serviceaccount:operations-manager:', 'serviceaccount:platform-two:')
        .replaceAll('"name":"NAMESPACE","value":"operations-manager"', '"name":"NAMESPACE","value":"platform-two"'),
    ) as unknown
    expect(other).toEqual(renamed)
    expect(JSON.stringify(other)).not.toMatch(/serviceaccount:operations-manager|namespace [!=]= 'operations-manager'/)
  })

  test('puts what is secret into a Secret, and nowhere else', async () => {
    const objects = await rendered(allValues)
    const others = objects.filter(({ kind }) => kind !== 'Secret')
    expect(JSON.stringify(others)).not.toMatch(/hunter\d|omj_of_a_test/)
    const [secret] = objects.filter(({ kind }) => kind === 'Secret')
    const values = Object.values(secret?.['data'] as Record<string, string>).map((value) =>
      Buffer.from(value, 'base64').toString('utf8'),
    )
    for (const hidden of ['omj_of_a_test', 'hunter2', 'hunter3', 'hunter4', 'hunter5', 'hunter6'])
      expect(values.some((value) => value.includes(hidden))).toBe(true)
  })
})
