import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await World.start()
})
afterAll(() => world.stop())

const list = '{ projects { name deployments { id name live { state workloads { name ready } } } } }'

describe('routing', () => {
  it('asks each cluster only for its own deployments, in one request each', async () => {
    const { status, body } = await world.query(list)
    expect(status).toBe(200)
    expect(body.errors).toBeUndefined()
    expect(body.data.projects[1].deployments).toEqual([
      { id: 'alpha/app-1', name: 'app-1', live: { state: 'alpha is well', workloads: [{ name: 'web', ready: true }] } },
      { id: 'beta/app-1', name: 'app-1', live: { state: 'beta is well', workloads: [{ name: 'web', ready: true }] } },
    ])
    expect(world.clusters.get('alpha')!.requests).toHaveLength(1)
  })
})
