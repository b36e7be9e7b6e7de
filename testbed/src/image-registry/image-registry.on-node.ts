import { randomUUID } from 'node:crypto'
import type { V1Pod } from '@kubernetes/client-node'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { imageNames } from '@operations-manager/images/programs.ts'
import { readTestbedConfig } from '../config.ts'
import { testApplicationImage } from '../images/images.ts'
import { compressedBytes, makeOwnImage } from '../images/own-images.ts'
import { readStaticImages } from '../images/static-image.ts'
import { openApi, type Api } from '../kubernetes/api.ts'
import { buildNodePrograms } from '../node/programs.ts'
import { podSpec } from '../node/test/workload.ts'
import { publishImage } from './publish.ts'

const namespace = `pulls-${randomUUID().slice(0, 8)}`
const cluster = inject('clusters')[0]!
const registry = inject('imageRegistry')!
const cache = { folder: readTestbedConfig().cacheFolder, say: () => {} }
const limit = { timeout: 60_000, interval: 200 }
let api: Api

beforeAll(async () => {
  api = openApi(cluster.kubeconfig)
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' }
  await api.core.createNamespace({ body: { metadata: { name: namespace, labels } } })
  const auth = Buffer.from(`${registry.username}:${registry.password}`).toString('base64')
  await api.core.createNamespacedSecret({
    namespace,
    body: {
      metadata: { name: 'account' },
      type: 'kubernetes.io/dockerconfigjson',
      stringData: { '.dockerconfigjson': JSON.stringify({ auths: { [registry.host]: { auth } } }) },
    },
  })
})
afterAll(async () => {
  await api.core.deleteNamespace({ name: namespace })
})

async function start(name: string, image: string, secret: string | null): Promise<void> {
  const spec = podSpec({ image })
  spec.restartPolicy = 'Never'
  if (secret !== null) spec.imagePullSecrets = [{ name: secret }]
  const body: V1Pod = { metadata: { name }, spec }
  await api.core.createNamespacedPod({ namespace, body })
}

async function statusOf(name: string) {
  const pod = await api.core.readNamespacedPod({ name, namespace })
  return pod.status?.containerStatuses?.[0]
}

test('gives images to pods with an account alone, and they run the digest that was pushed', async () => {
  const { testApplication } = await buildNodePrograms(cache)
  // Not the very image that every node has: the kubelet then takes that one as well for one that needs the account.
  const env = { PUBLISHED: 'with an account' }
  const image = { name: testApplicationImage('1'), program: testApplication, args: ['1'], env, user: '65532:65532' }
  const { reference, digest } = await publishImage(registry, (await readStaticImages([image]))[0]!, 'private/app:1')
  await Promise.all([start('without', reference, null), start('with', reference, 'account')])
  await vi.waitFor(async () => expect(await statusOf('with')).toMatchObject({ ready: true }), limit)
  expect((await statusOf('with'))?.imageID).toContain(digest)
  await vi.waitFor(
    async () => expect((await statusOf('without'))?.state?.waiting?.message).toMatch(/401|authoriz/),
    limit,
  )
})

test('another one has too much to do, which the node tells', async () => {
  await start('busy', `${cluster.busyRegistry}/private/app:1`, null)
  await vi.waitFor(async () => expect((await statusOf('busy'))?.state?.waiting?.message).toMatch(/429/), limit)
})

// The web application may have to be built first.
test.each(imageNames)('the image %s is pulled from it, and its program starts', { timeout: 600_000 }, async (name) => {
  const image = await makeOwnImage(cache, name)
  // Written down in docs/operations.md; more than this is a mistake in what gets in.
  expect(compressedBytes(image)).toBeLessThan(120_000_000)
  // A node has the cluster backend's from the start, and so this is another one: see above.
  const other = { ...image, config: { ...image.config, Labels: { published: 'with an account' } } }
  const { reference } = await publishImage(registry, other, `operations-manager/${name}:test`)
  await start(name, reference, 'account')
  await vi.waitFor(async () => expect((await statusOf(name))?.state?.terminated?.exitCode).toBe(1), limit)
  const log = await api.core.readNamespacedPodLog({ name, namespace })
  expect(log).toContain('The configuration cannot be used')
})
