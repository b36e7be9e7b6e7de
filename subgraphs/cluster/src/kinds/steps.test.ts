import { afterEach, describe, expect, test } from 'vitest'
import { aComponent, aSpec, aWish, aWorld, published, runAll, type World } from './testing.ts'

const worlds: World[] = []
afterEach(() => {
  for (const world of worlds.splice(0)) world.kubernetes.stop()
})

describe('a deployment on an empty cluster', () => {
  test('gets its namespace, policies, variables and workload, rolls out and answers at its address', async () => {
    const world = made(aWorld())
    const wish = aWish(
      aSpec({ components: { web: aComponent({ publish: { ...published, hosts: [...published.hosts] } }) } }),
    )
    const results = await runAll(world, wish)
    expect(Object.fromEntries([...results].map(([key, { outcome }]) => [key, outcome]))).toEqual({
      'production/namespace': { type: 'ready' },
      'production/policies': { type: 'ready' },
      'production/web/binding': { type: 'ready' },
      'production/web/workload': { type: 'ready' },
      'production/web/rollout': { type: 'ready' },
      'production/web/address': { type: 'ready' },
    })
    const address = results.get('production/web/address')
    expect(address?.proofs).toMatchObject([{ passed: true, from: 'SIMULATED', seen: 'It answered 200.' }])
    expect(address?.status.addresses).toMatchObject([{ url: 'https://webshop.apps.example.org', state: 'WORKING' }])
  })

  test('is left alone by a second run', async () => {
    const world = made(aWorld())
    const wish = aWish(
      aSpec({
        components: {
          web: aComponent({
            publish: { ...published, hosts: [...published.hosts] },
            replicas: 2,
            calls: ['api'],
            resources: { cpu: '0.5', memory: '256Mi' },
            health: { path: '/healthz', expect: null, deadlineSeconds: 60 },
            egress: [{ type: 'host', host: 'api.payments.example', port: 443 }],
          }),
          api: aComponent({ autoscale: { min: 2, max: 4, cpu: 70 }, env: { component: { A: '1' }, deployment: {} } }),
        },
      }),
    )
    await runAll(world, wish)
    const before = world.kubernetes.writes()
    const again = await runAll(world, wish)
    expect([...again.values()].flatMap(({ applied }) => applied)).toEqual([])
    expect(world.kubernetes.writes()).toBe(before)
  })
})

function made(world: World): World {
  worlds.push(world)
  return world
}
