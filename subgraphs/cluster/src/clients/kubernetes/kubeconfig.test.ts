import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { RequestOptions } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KubeConfig } from '@kubernetes/client-node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { plainConfig, readClusterConfig, type ClusterConfig } from './kubeconfig.ts'

const server = 'https://api.example.org:6443'
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubeconfig-'))
  for (const name of ['ca.crt', 'client.crt', 'client.key', 'token'])
    await writeFile(join(folder, name), `content of ${name}`)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

const base64 = (text: string): string => Buffer.from(text).toString('base64')

function kubeconfigOf(user: object, cluster: object = {}): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'here',
    contexts: [
      { name: 'elsewhere', context: { cluster: 'other', user: 'other' } },
      { name: 'here', context: { cluster: 'ours', user: 'us' } },
    ],
    clusters: [
      { name: 'other', cluster: { server: 'https://other.example.org' } },
      { name: 'ours', cluster: { server, ...cluster } },
    ],
    users: [
      { name: 'other', user: { token: 'not this one' } },
      { name: 'us', user },
    ],
  })
}

async function optionsOf(config: ClusterConfig): Promise<Record<string, unknown>> {
  const options: RequestOptions = { headers: {} }
  await config.applyToHTTPSOptions(options)
  const { headers, auth, servername, rejectUnauthorized } = options
  const pem = Object.fromEntries((['ca', 'cert', 'key'] as const).map((name) => [name, textOf(options[name])]))
  return { server: config.getCurrentCluster()?.server, headers, auth, servername, rejectUnauthorized, ...pem }
}

const textOf = (value: unknown): unknown => (value instanceof Buffer ? value.toString() : value)

const kinds: readonly (readonly [
  string,
  Readonly<Record<string, string>>,
  Readonly<Record<string, string | boolean>>,
])[] = [
  ['a token', { token: 'abc' }, { 'certificate-authority-data': base64('a PEM') }],
  ['a certificate', { 'client-certificate-data': base64('a PEM'), 'client-key-data': base64('a key') }, {}],
  ['files beside it', { 'client-certificate': 'client.crt', 'client-key': 'client.key' }, {}],
  ['an authority in a file beside it', { token: 'abc' }, { 'certificate-authority': 'ca.crt' }],
  ['a name of its own in the certificate', { token: 'abc' }, { 'tls-server-name': 'kubernetes' }],
  ['a server that is not checked', { token: 'abc' }, { 'insecure-skip-tls-verify': true }],
  ['a name and a password', { username: 'us', password: 'secret' }, {}],
]

test.each(kinds)('a kubeconfig with %s means what it means to the client library', async (_name, user, cluster) => {
  const path = join(folder, 'kubeconfig')
  const text = kubeconfigOf(user, cluster)
  await writeFile(path, text)
  const library = new KubeConfig()
  library.loadFromFile(path)
  const own = plainConfig(text, folder)
  expect(own && (await optionsOf(own))).toEqual(await optionsOf(library))
})

test('a token in a file is read again each time, since somebody renews it', async () => {
  const config = plainConfig(kubeconfigOf({ tokenFile: 'token' }), folder)
  const authorization = async () => config && (await optionsOf(config))['headers']
  expect(await authorization()).toEqual({ Authorization: 'Bearer content of token' })
  await writeFile(join(folder, 'token'), 'the next one\n')
  expect(await authorization()).toEqual({ Authorization: 'Bearer the next one' })
})

test.each([
  ['a program gives out its tokens', { exec: { command: 'aws', apiVersion: 'client.authentication.k8s.io/v1' } }, {}],
  ['a provider gives out its tokens', { 'auth-provider': { name: 'oidc', config: {} } }, {}],
  ['it acts as somebody else', { token: 'abc', as: 'root' }, {}],
  ['the server is behind a proxy', { token: 'abc' }, { 'proxy-url': 'http://proxy.example.org' }],
])('where %s, it is left to the client library', async (_name, user, cluster) => {
  const text = kubeconfigOf(user, cluster)
  expect(plainConfig(text, folder)).toBeNull()
  const path = join(folder, 'with-more')
  await writeFile(path, text)
  expect(await readClusterConfig({ type: 'kubeconfig', path })).toBeInstanceOf(KubeConfig)
})

test('inside a cluster the server is the one that the kubelet names', async () => {
  const config = await readClusterConfig({ type: 'in-cluster', host: 'fd00::1', port: 443 })
  expect(config.getCurrentCluster()?.server).toBe('https://[fd00::1]:443')
})
