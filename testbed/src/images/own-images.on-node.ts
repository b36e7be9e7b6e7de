import { generateKeyPairSync, randomUUID } from 'node:crypto'
import type { V1Container, V1Pod } from '@kubernetes/client-node'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { nodeInImage, runSettingsOf } from '@operations-manager/images/run-settings.ts'
import { programImages } from '@operations-manager/images/programs.ts'
import { openApi, type Api } from '../kubernetes/api.ts'
import { eventually } from '../run/eventually.ts'
import { readTestbedConfig } from '../config.ts'
import { ownImage } from './images.ts'
import { compressedBytes, makeOwnImage } from './own-images.ts'

const namespace = `images-${randomUUID().slice(0, 8)}`
const cluster = inject('clusters')[0]!
const limitMs = 60_000
let api: Api

beforeAll(async () => {
  api = openApi(cluster.kubeconfig)
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' }
  await api.core.createNamespace({ body: { metadata: { name: namespace, labels } } })
  // What a backend may do is tested where its rights are; here it only has to come up.
  await api.rbac.createClusterRoleBinding({
    body: {
      metadata: { name: namespace },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: [{ kind: 'ServiceAccount', name: 'default', namespace }],
    },
  })
})
afterAll(async () => {
  await api.rbac.deleteClusterRoleBinding({ name: namespace })
  await api.core.deleteNamespace({ name: namespace })
})

/** A pod of the level "restricted" whose user is the image's own, and that has nowhere to write. */
function podOf(name: string, container: Partial<V1Container>): V1Pod {
  return {
    metadata: { name, finalizers: ['testbed.operations-manager.dev/looked-at'] },
    spec: {
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 60,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'program',
          image: ownImage('cluster-backend'),
          imagePullPolicy: 'Never',
          securityContext: {
            allowPrivilegeEscalation: false,
            capabilities: { drop: ['ALL'] },
            readOnlyRootFilesystem: true,
          },
          ...container,
        },
      ],
    },
  }
}

async function statusOf(name: string) {
  const pod = await api.core.readNamespacedPod({ name, namespace })
  return pod.status?.containerStatuses?.[0]
}

/** How a pod's program ended, after which the pod may go. */
async function endOf(name: string) {
  await eventually(`${name} ends`, limitMs, async () => (await statusOf(name))?.state?.terminated !== undefined)
  const ended = (await statusOf(name))?.state?.terminated
  const body = [{ op: 'remove', path: '/metadata/finalizers' }]
  const log = await api.core.readNamespacedPodLog({ name, namespace })
  await api.core.patchNamespacedPod({ name, namespace, body })
  return { exitCode: ended?.exitCode, log }
}

const settings = {
  CLUSTER_NAME: 'image-test',
  INSTALLATION_ID: 'image-test',
  LINK_URL: 'ws://127.0.0.1:9/link', // nobody is there: what the program waits for is not its health
  CALLER_PUBLIC_KEY: JSON.stringify(generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })),
  DOMAIN: 'image-test.localhost',
  NAMESPACE: namespace,
  KUBERNETES: 'in-cluster',
  // Brings what traces need, which nothing else in the image asks for. What answers there takes none.
  OTLP_ENDPOINT: `http://${cluster.ingress?.address}:${cluster.ingress?.port}`,
}

test('the image of the cluster backend runs it as a pod that may nothing, and ends it when told to', async () => {
  const { healthcheck } = runSettingsOf(programImages['cluster-backend'])
  const name = 'backend'
  await api.core.createNamespacedPod({
    namespace,
    body: podOf(name, {
      env: Object.entries(settings).map(([key, value]) => ({ name: key, value })),
      // The image's own health check, as whoever runs it with an engine has it.
      readinessProbe: { exec: { command: [...healthcheck.command] }, periodSeconds: 1, timeoutSeconds: 10 },
    }),
  })
  await vi.waitFor(async () => expect(await statusOf(name)).toMatchObject({ ready: true }), {
    timeout: limitMs,
    interval: 200,
  })
  await api.core.deleteNamespacedPod({ name, namespace })
  // Killed after its time it would be 137.
  expect(await endOf(name)).toEqual({ exitCode: 0, log: expect.any(String) })
})

test('without its settings it says all that is missing, as an account that is nobody', async () => {
  const name = 'unset'
  await api.core.createNamespacedPod({ namespace, body: podOf(name, {}) })
  await eventually(`${name} ends`, limitMs, async () => (await statusOf(name))?.state?.terminated !== undefined)
  const log = await api.core.readNamespacedPodLog({ name, namespace })
  expect(log).toContain('The configuration cannot be used')
  expect(log).toContain('CLUSTER_NAME')
  expect(await endOf(name)).toMatchObject({ exitCode: 1 })
})

test('in the image nobody is root, and there is no shell', async () => {
  const script = `
    const { existsSync, readdirSync } = require('node:fs')
    console.log(JSON.stringify({ uid: process.getuid(), programs: readdirSync('/usr/bin'), sh: existsSync('/bin/sh') }))`
  const name = 'look'
  await api.core.createNamespacedPod({ namespace, body: podOf(name, { command: [nodeInImage, '-e', script] }) })
  await eventually(`${name} ends`, limitMs, async () => (await statusOf(name))?.state?.terminated !== undefined)
  const log = await api.core.readNamespacedPodLog({ name, namespace })
  expect(JSON.parse(log)).toEqual({ uid: 65532, programs: [], sh: false })
  expect(await endOf(name)).toMatchObject({ exitCode: 0 })
})

test('the cluster backend has at most 120 MB to be pulled', async () => {
  const backend = await makeOwnImage({ folder: readTestbedConfig().cacheFolder, say: () => {} }, 'cluster-backend')
  expect(compressedBytes(backend)).toBeLessThan(120_000_000)
})
