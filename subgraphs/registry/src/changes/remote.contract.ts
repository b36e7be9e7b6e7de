import { execFile } from 'node:child_process'
import { mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { parse } from 'yaml'
import { ask } from '../../test/client.ts'
import { aFile, apply, change } from '../../test/projects.ts'
import { person, type TestRegistry } from '../../test/registry.ts'
import { aRegistryWithClusters } from '../../test/registry-with-clusters.ts'

let registry: TestRegistry
let place: string
const run = promisify(execFile)
const alice = person('alice')
const remote = (): string => join(place, 'remote.git')

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'om-remote-'))
  await run('git', ['init', '--quiet', '--bare', '--initial-branch=main', remote()])
  registry = await aRegistryWithClusters(inject('postgresUrl'), {
    git: {
      folder: join(place, 'copy.git'),
      remote: { url: remote(), credentials: null, ssh: null },
      branch: 'main',
      pollMs: 60_000,
      allowedSignersFile: null,
    },
  })
})
afterAll(async () => {
  await registry.stop()
  await rm(place, { recursive: true, force: true })
})

test('while the remote is away a change is recorded and says so; it is committed when the remote is back', async () => {
  const { problems } = await apply(registry, alice, aFile({ name: 'shop' }))
  expect(problems).toEqual([])
  await rename(remote(), `${remote()}.away`)
  const input = { project: 'shop', component: 'web', replicas: 3 }
  const payload = await change(registry, alice, 'setReplicas', input)
  expect(payload).toMatchObject({ problems: [], operation: { state: 'RECORDED' } })
  const query = `query ($id: ID!, $wait: Int) { operation(id: $id, waitUntil: SAVED, timeoutSeconds: $wait) {
    state waitingFor { on problem { code } } } }`
  const { id } = payload.operation
  const waiting = await ask(registry, alice, query, { id, wait: 0 })
  expect(waiting.data.operation).toEqual({
    state: 'RECORDED',
    waitingFor: { on: 'repository', problem: { code: 'REPOSITORY_UNAVAILABLE' } },
  })
  await rename(`${remote()}.away`, remote())
  const saved = await ask(registry, alice, query, { id, wait: 30 })
  expect(saved.data.operation.state).toBe('SAVED')
  const file = await ask(registry, alice, '{ project(name: "shop") { file } }')
  expect(parse(file.data.project.file).components.web.replicas).toBe(3)
})
