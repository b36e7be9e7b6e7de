import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { ClusterAccess } from '@operations-manager/testbed/access.ts'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { changed, finished } from '../system/graph.ts'
import { open, reportAt } from './application.ts'
import { signFile } from './park-file.ts'
import { startRealSystem, type RealSystem, succeeded } from './real-system.ts'
import { visit } from './visitors.ts'

let system: RealSystem
let alice: GraphClient
let cluster: ClusterAccess
let url: string

beforeAll(async () => {
  system = await startRealSystem(inject('services'), inject('clusters'))
  alice = await system.as('alice')
  cluster = system.cluster('cluster-a')
  const file = signFile('signs', 'cluster-a', system.image('1'), {
    replicas: 2,
    secrets: ['PASSPHRASE'],
    // Like most applications it ends at once when it is told to: what is promised must not need its help.
    env: { FAREWELL: '0s' },
  })
  await changed(alice, 'applyProjectFile', { file })
  succeeded(await finished(alice, await changed(alice, 'setSecret', passphrase('planted-first')), 120_000))
  url = await system.addressOf(alice, 'signs', 'live')
})

afterAll(() => system?.stop())

const podsOfSigns = () => system.view('cluster-a').pods('signs', 'live')

const inLive = { project: 'signs', component: 'web' }
const passphrase = (value: string) => ({ ...inLive, name: 'PASSPHRASE', value })

describe('a running deployment on real pods', () => {
  test('gets another image without losing one request', async () => {
    const visitors = visit(cluster, url, '/healthz')
    const id = await changed(alice, 'setImage', { ...inLive, image: system.image('2') })
    const operation = await finished(alice, id, 120_000)
    const answers = await visitors.stop()
    expect(operation).toMatchObject({ state: 'SUCCEEDED', problems: [] })
    expect([...answers.keys()]).toEqual(['200'])
    expect(answers.get('200')).toBeGreaterThan(10)
    expect(await reportAt(cluster, url)).toMatchObject({ version: '2' })
  })

  test('starts its pods again when a secret changes, and only then', async () => {
    const first = await podsOfSigns()
    const same = await changed(alice, 'refreshDeployment', { project: 'signs', deployment: 'live' })
    expect((await finished(alice, same, 120_000)).state).toBe('SUCCEEDED')
    expect(await podsOfSigns()).toEqual(first)
    const other = await changed(alice, 'setSecret', passphrase('planted-second'))
    expect((await finished(alice, other, 120_000)).state).toBe('SUCCEEDED')
    const second = await podsOfSigns()
    expect(second).toHaveLength(first.length)
    expect(second.filter((pod) => first.includes(pod))).toEqual([])
  })

  test('loses all objects of a component that is dropped', async () => {
    const values = { image: system.image('1'), ports: [{ name: 'http', port: 8080 }] }
    const added = await changed(alice, 'putComponent', { project: 'signs', component: 'extra', values })
    expect((await finished(alice, added, 120_000)).state).toBe('SUCCEEDED')
    expect(await system.view('cluster-a').objects('signs', 'live', 'extra')).not.toEqual([])
    const dropped = await changed(alice, 'removeComponent', { project: 'signs', component: 'extra' })
    expect((await finished(alice, dropped, 120_000)).state).toBe('SUCCEEDED')
    expect(await system.view('cluster-a').objects('signs', 'live', 'extra')).toEqual([])
    expect((await open(cluster, url, '/healthz')).status).toBe(200)
  })
})
