import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await World.start()
})
afterEach(() => {
  for (const cluster of world.clusters.values()) cluster.lie = (result) => result
})
afterAll(() => world.stop())

const list = '{ projects { name deployments { __typename id name live { state } } } }'

describe('a hostile cluster', () => {
  it.each([
    ['of another name', { name: 'mine now' }],
    ['of another id', { id: 'beta/app-0' }],
    ['of another type', { __typename: 'BetaDeployment' }],
    ['of an object that is the registry’s', { project: { name: 'mine now' } }],
  ])('says nothing beyond what it was asked: its deployment is not %s', async (_, words) => {
    const honest = await world.query(list)
    world.clusters.get('alpha')!.lie = ({ data }) => {
      const entities = data?.['_entities'] as Record<string, unknown>[] // as lookups are answered
      return { data: { _entities: entities.map((entity) => ({ ...entity, ...words })) } }
    }
    expect((await world.query(list)).body).toEqual(honest.body)
  })

  it('changes nothing that all objects of the gateway share', async () => {
    const aliased = `{
      one: projects { deployments { id live { state workloads { name } } } }
      two: projects { deployments { id live { state workloads { ready } } } }
    }`
    world.clusters.get('alpha')!.lie = (result) =>
      JSON.parse(JSON.stringify(result).replaceAll('"state":', '"__proto__":{"polluted":true},"state":'))
    expect((await world.query(aliased)).status).toBe(200)
    expect((await world.query(list)).status).toBe(200)
    expect({}).not.toHaveProperty('polluted')
  })
})
