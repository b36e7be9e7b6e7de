import { randomUUID } from 'node:crypto'
import { request } from 'node:https'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { openApi, type Api } from './api.ts'

describe('the control planes of two clusters', () => {
  const clusters = inject('clusters')
  let apis: Api[]
  beforeAll(() => {
    apis = clusters.map(({ kubeconfig }) => openApi(kubeconfig))
  })

  test('are two, with names, servers and ranges of their own', () => {
    const distinct = (values: readonly string[]): number => new Set(values).size
    expect(clusters).toHaveLength(2)
    expect(distinct(clusters.map(({ name }) => name))).toBe(2)
    expect(distinct(clusters.map(({ server }) => server))).toBe(2)
    expect(distinct(clusters.flatMap(({ ranges }) => [ranges.pods, ranges.services]))).toBe(4)
  })

  test('answer, and say their version in a form that clients can read', async () => {
    const versions = await Promise.all(apis.map(({ version }) => version.getCode()))
    expect(versions.map(({ gitVersion, major, minor }) => [gitVersion, major, minor])).toEqual([
      ['v1.37.2', '1', '37'],
      ['v1.37.2', '1', '37'],
    ])
  })

  test('know nothing of each other', async () => {
    const name = `only-here-${randomUUID().slice(0, 8)}`
    await apis[0]!.core.createNamespace({ body: { metadata: { name } } })
    expect((await apis[0]!.core.readNamespace({ name })).metadata?.name).toBe(name)
    await expect(apis[1]!.core.readNamespace({ name })).rejects.toMatchObject({ code: 404 })
    await apis[0]!.core.deleteNamespace({ name })
  })

  test('have controllers that work: what belongs to a deleted owner goes', async () => {
    const { core } = apis[1]!
    const namespace = 'default'
    const [owner, owned] = [`owner-${randomUUID().slice(0, 8)}`, `owned-${randomUUID().slice(0, 8)}`]
    const { metadata } = await core.createNamespacedConfigMap({ namespace, body: { metadata: { name: owner } } })
    const reference = { apiVersion: 'v1', kind: 'ConfigMap', name: owner, uid: metadata!.uid! }
    await core.createNamespacedConfigMap({
      namespace,
      body: { metadata: { name: owned, ownerReferences: [reference] } },
    })
    await core.deleteNamespacedConfigMap({ namespace, name: owner })
    const isThere = async (): Promise<boolean> =>
      (await core.listNamespacedConfigMap({ namespace })).items.some((one) => one.metadata?.name === owned)
    await expect.poll(isThere, { timeout: 30_000 }).toBe(false)
  })

  test('turn away who has no token', async () => {
    expect([401, 403]).toContain(await statusWithoutToken(clusters[0]!.server))
  })
})

async function statusWithoutToken(server: string): Promise<number> {
  return await new Promise((resolve, reject) => {
    // Only the answer's number matters, and nothing is sent.
    request(`${server}/api/v1/secrets`, { rejectUnauthorized: false }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
      .on('error', reject)
      .end()
  })
}
