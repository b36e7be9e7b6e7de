import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createLog } from '@operations-manager/runtime/log/log.ts'
import { watchDeployments } from '../../kinds/watch.ts'
import { holdLease } from '../../lease/lease.ts'
import { openClusterKeys } from '../../link/cluster-keys.ts'
import { kubernetesWishStore } from '../../wishes/kubernetes-wish-store.ts'
import { namespaceObject } from '../../manifests/namespace.ts'
import type { KubernetesObject } from '../../ports/kubernetes.ts'
import { refOf } from '../../ports/kubernetes-object.ts'
import type { Call } from './connection.ts'
import { ownNamespace } from './backend-account.ts'
import { openBackendAccount } from './testing/backend-account.ts'
import { openRealCluster, type RealCluster } from './testing/real-cluster.ts'

const patience = { timeout: 20_000, interval: 50 }
const theirs = `theirs-${process.pid}`
const owner = { installation: 'test', cluster: 'cluster-a', project: `rights-${process.pid}`, deployment: 'production' }
const ours = namespaceObject(owner)

let operator: RealCluster
let backend: RealCluster

beforeAll(async () => {
  operator = await openRealCluster()
  backend = await openBackendAccount(operator)
  await operator.port.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: theirs } })
  await operator.port.apply(aConfig(theirs))
  await backend.port.apply(ours)
})
afterAll(async () => {
  for (const name of [theirs, ours.metadata.name])
    await operator.port.remove({ apiVersion: 'v1', kind: 'Namespace', namespace: null, name })
  await backend.close()
  await operator.close()
})

describe('the account of the cluster backend', () => {
  test('can start: its keys, the lease, and all that it watches', async () => {
    await openClusterKeys(backend.port, ownNamespace)
    const log = createLog('test', 'silent')
    const { signal } = new AbortController()
    const terms = { kubernetes: backend.port, namespace: ownNamespace, identity: 'rights', log }
    await (await holdLease(terms, signal)).release()
    const watching = new AbortController()
    const seen: string[] = []
    const watched = watchDeployments({
      kubernetes: backend.port,
      cluster: owner.cluster,
      installation: owner.installation,
      onChange: (deployment) => seen.push(deployment),
      signal: watching.signal,
    })
    await vi.waitFor(() => expect(seen).not.toEqual([]), patience)
    watching.abort()
    await watched
  })

  test.each<readonly [string, Call['method'], string]>([
    ['see nodes', 'GET', '/api/v1/nodes'],
    ['see volumes of the cluster', 'GET', '/api/v1/persistentvolumes'],
    ['see roles', 'GET', '/apis/rbac.authorization.k8s.io/v1/clusterroles'],
    ['see who has them', 'GET', '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings'],
    ['see kinds that were added', 'GET', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'],
    ['see the hooks of the API server', 'GET', '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations'],
    ['see DaemonSets, which run on every node', 'GET', '/apis/apps/v1/daemonsets'],
    ['see leases of others', 'GET', '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases'],
    ['make pods by itself', 'POST', `/api/v1/namespaces/${ours.metadata.name}/pods`],
    ['run something in a pod', 'POST', `/api/v1/namespaces/${ours.metadata.name}/pods/web/exec`],
    ['put a container into a pod', 'PATCH', `/api/v1/namespaces/${ours.metadata.name}/pods/web/ephemeralcontainers`],
    ['get a token of another account', 'POST', `/api/v1/namespaces/kube-system/serviceaccounts/default/token`],
    ['give itself a role', 'POST', '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings'],
    [
      'give itself one in a namespace',
      'POST',
      `/apis/rbac.authorization.k8s.io/v1/namespaces/kube-system/rolebindings`,
    ],
    ['sign certificates', 'POST', '/apis/certificates.k8s.io/v1/certificatesigningrequests'],
  ])('cannot %s', async (_, method, path) => {
    const body = method === 'GET' ? {} : { contentType: contentTypeOf(method), body: {} }
    await expect(backend.connection.json({ method, path, ...body })).rejects.toMatchObject({ fault: 'refused' })
  })

  test('cannot become somebody else', async () => {
    const review = async (verb: string, resource: string, group = ''): Promise<boolean> => {
      const answer = (await backend.connection.json({
        method: 'POST',
        path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
        contentType: 'application/json',
        body: {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectAccessReview',
          spec: { resourceAttributes: { verb, resource, group } },
        },
      })) as { readonly status: { readonly allowed: boolean } } // as the API defines a review
      return answer.status.allowed
    }
    for (const resource of ['users', 'groups', 'serviceaccounts'])
      expect(await review('impersonate', resource)).toBe(false)
    for (const verb of ['escalate', 'bind'])
      expect(await review(verb, 'clusterroles', 'rbac.authorization.k8s.io')).toBe(false)
    expect(await review('list', 'secrets')).toBe(true) // what no rule can narrow: deploy/cluster-backend/rights says so
  })

  test('writes in namespaces that it made, and nowhere else', async () => {
    await backend.port.apply(aConfig(ours.metadata.name))
    for (const namespace of [theirs, 'kube-system', 'default']) {
      // A policy of admission counts a moment after it was stored.
      await expect.poll(() => faultOf(backend.port.dryRun(aConfig(namespace))), patience).toBe('refused')
      expect(await faultOf(backend.port.apply(aConfig(namespace)))).toBe('refused')
    }
    expect(await faultOf(backend.port.remove({ ...refOf(aConfig(theirs)) }))).toBe('refused')
    expect(await operator.port.read(refOf(aConfig(theirs)))).not.toBeNull()
  })

  test('neither changes nor removes a namespace that it did not make, nor takes one by its label', async () => {
    const { labels } = ours.metadata
    for (const name of [theirs, 'kube-system', ownNamespace]) {
      const home = { apiVersion: 'v1', kind: 'Namespace', namespace: null, name }
      const taken: KubernetesObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: labels ?? {} } }
      await expect.poll(() => faultOf(backend.port.dryRun(taken)), patience).toBe('refused')
      expect(await faultOf(backend.port.remove(home))).toBe('refused')
      expect((await operator.port.read(home))?.metadata.deletionTimestamp).toBeUndefined()
    }
  })

  test('keeps what was accepted, and lets it go when it was answered', async () => {
    const store = kubernetesWishStore({
      kubernetes: backend.port,
      namespace: ownNamespace,
      log: createLog('test', 'silent'),
    })
    const id = `rights ${ours.metadata.name}`
    const isKept = async (): Promise<boolean> => (await store.load()).records.some((record) => record.id === id)
    await store.saveRecord({ id, last: null, wished: false, tombstones: [] })
    expect(await isKept()).toBe(true)
    await store.removeRecord(id)
    expect(await isKept()).toBe(false)
  })

  test('cannot lose the keys without which nothing sealed could be read', async () => {
    const keys = { apiVersion: 'v1', kind: 'Secret', namespace: ownNamespace, name: 'cluster-keys' }
    const path = `/api/v1/namespaces/${ownNamespace}/secrets/${keys.name}?dryRun=All`
    // Each policy of admission counts a moment after it was stored, this one by itself.
    await expect.poll(() => faultOf(backend.connection.json({ method: 'DELETE', path })), patience).toBe('refused')
    expect(await faultOf(backend.port.remove(keys))).toBe('refused')
    expect(await operator.port.read(keys)).not.toBeNull()
  })

  test('cannot open a namespace of its own to pods that want more', async () => {
    const { metadata } = ours
    const open = { ...metadata, labels: { ...metadata.labels, 'pod-security.kubernetes.io/enforce': 'privileged' } }
    await expect.poll(() => faultOf(backend.port.dryRun({ ...ours, metadata: open })), patience).toBe('refused')
  })
})

function contentTypeOf(method: Call['method']): string {
  return method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
}

function faultOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'done',
    (error: { readonly fault?: string }) => error.fault ?? 'unknown',
  )
}

function aConfig(namespace: string): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config', namespace }, data: {} }
}
