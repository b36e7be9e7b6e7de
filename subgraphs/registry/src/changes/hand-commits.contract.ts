import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile, mkdir, unlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { ask } from '../../test/client.ts'
import { aFile, apply, change } from '../../test/projects.ts'
import { person, type TestRegistry } from '../../test/registry.ts'
import { newOperationId } from '../store/operation-id.ts'
import { aRegistryWithClusters } from '../../test/registry-with-clusters.ts'
import { writeAudited } from '../store/testing.ts'

let registry: TestRegistry
let copy: string
const run = promisify(execFile)
const alice = person('alice')
const olga = person('olga')
let count = 0

beforeAll(async () => {
  registry = await aRegistryWithClusters(inject('postgresUrl'))
  copy = await mkdtemp(join(tmpdir(), 'om-hand-'))
})
afterAll(async () => {
  await registry.stop()
  await rm(copy, { recursive: true, force: true })
})

/** Somebody clones the repository, changes files, commits and pushes; then the registry looks. */
async function byHand(
  edit: (folder: string) => Promise<void>,
  push: readonly string[] = [],
  message = 'By hand',
): Promise<string> {
  const folder = join(copy, `clone-${(count += 1)}`)
  const identity = ['-c', 'user.name=Hanna', '-c', 'user.email=hanna@example.org']
  await run('git', ['clone', '--quiet', registry.config.git.folder, folder])
  await mkdir(join(folder, 'projects'), { recursive: true })
  await edit(join(folder, 'projects'))
  await run('git', ['-C', folder, 'add', '-A'])
  await run('git', ['-C', folder, ...identity, 'commit', '--quiet', '-m', message])
  await run('git', ['-C', folder, 'push', '--quiet', ...push, 'origin', 'HEAD:main'])
  const { stdout } = await run('git', ['-C', folder, 'rev-parse', 'HEAD'])
  await registry.registry.readBranch()
  return stdout.trim()
}

async function aProject(): Promise<string> {
  const name = `hand-${(count += 1)}`
  const { problems } = await apply(registry, alice, aFile({ name }))
  if (problems.length > 0) throw new Error(JSON.stringify(problems))
  return name
}

async function shown(name: string) {
  const query = `query ($name: String!) { project(name: $name) { revision file deletedAt problems { code line }
    heldRemovals { id deployment service confirm } deployments { name tombstone { confirmedBy } }
    lastOperation { kind state requestedBy { type name isVerified } problems { code } } } }`
  const { data } = await ask(registry, alice, query, { name })
  return data.project
}

describe('a commit made by hand', () => {
  test('that validates becomes an operation and the wishes', async () => {
    const name = await aProject()
    const file = aFile({ name, components: { web: { image: 'x/by-hand:1', uses: ['orders'] } } })
    const head = await byHand((folder) => writeFile(join(folder, `${name}.yaml`), file))
    expect(await shown(name)).toMatchObject({
      revision: head,
      file,
      lastOperation: {
        kind: 'HAND_COMMIT',
        state: 'SAVED',
        requestedBy: { type: 'COMMIT', name: 'Hanna', isVerified: false },
      },
    })
  })

  test('that adds a project makes it', async () => {
    const name = `hand-${(count += 1)}`
    await byHand((folder) => writeFile(join(folder, `${name}.yaml`), aFile({ name })))
    expect((await shown(name)).deployments).toMatchObject([{ name: 'production' }])
  })

  test('that does not validate keeps the last good wishes and shows what is wrong', async () => {
    const name = await aProject()
    const before = await shown(name)
    await byHand((folder) => writeFile(join(folder, `${name}.yaml`), `${before.file}nonsense: true\n`))
    const after = await shown(name)
    expect(after).toMatchObject({
      file: before.file,
      problems: [{ code: 'KEY_UNKNOWN' }],
      lastOperation: { kind: 'HAND_COMMIT', state: 'FAILED' },
    })
    const mended = await apply(registry, alice, before.file)
    expect(mended.problems).toEqual([])
    expect((await shown(name)).problems).toEqual([])
  })

  test('that removes a deployment is held until an admin confirms it', async () => {
    const name = await aProject()
    await byHand((folder) => writeFile(join(folder, `${name}.yaml`), aFile({ name, deployments: {} })))
    const held = await shown(name)
    expect(held.heldRemovals).toMatchObject([{ deployment: 'production', service: null, confirm: 'production' }])
    expect(held.deployments).toMatchObject([{ name: 'production', tombstone: null }])
    // What is held stays wished, and asks nothing of a change that is about something else.
    expect(
      (await change(registry, alice, 'setReplicas', { project: name, component: 'web', replicas: 2 })).problems,
    ).toEqual([])
    const removal = { project: name, removal: held.heldRemovals[0].id }
    const refused = await change(registry, alice, 'confirmRemoval', removal)
    expect(refused.problems).toMatchObject([{ code: 'CONFIRMATION_WRONG' }])
    const confirmed = { ...removal, confirm: 'production', idempotencyKey: name }
    const done = await change(registry, alice, 'confirmRemoval', confirmed)
    expect(done).toMatchObject({ problems: [], operation: { kind: 'CONFIRM_REMOVAL' } })
    const again = await change(registry, alice, 'confirmRemoval', confirmed)
    expect(again).toMatchObject({ problems: [], operation: { id: done.operation.id } })
    const after = await shown(name)
    expect(after.heldRemovals).toEqual([])
    expect(after.deployments).toMatchObject([{ tombstone: { confirmedBy: 'alice' } }])
  })

  test('that removes a service holds its data, and putting it back ends that', async () => {
    const name = await aProject()
    const without = aFile({ name, services: {}, components: { web: { image: 'x/y:1' } } })
    await byHand((folder) => writeFile(join(folder, `${name}.yaml`), without))
    expect((await shown(name)).heldRemovals).toMatchObject([{ deployment: 'production', service: 'orders' }])
    await byHand((folder) => writeFile(join(folder, `${name}.yaml`), aFile({ name })))
    expect((await shown(name)).heldRemovals).toEqual([])
  })

  test('that removes a whole project is held, and applying it again takes it back', async () => {
    const name = await aProject()
    await byHand((folder) => unlink(join(folder, `${name}.yaml`)))
    const held = await shown(name)
    expect(held).toMatchObject({ deletedAt: null, heldRemovals: [{ deployment: null, confirm: name }] })
    const edit = await change(registry, alice, 'setReplicas', { project: name, component: 'web', replicas: 2 })
    expect(edit.problems).toMatchObject([{ code: 'REMOVAL_HELD' }])
    expect((await apply(registry, alice, aFile({ name }))).problems).toEqual([])
    expect((await shown(name)).heldRemovals).toEqual([])
  })

  test('of an operation of ours whose program stopped before it was settled is settled as that operation', async () => {
    const name = await aProject()
    const id = newOperationId()
    const text = (await shown(name)).file.replace('web:1.0.0', 'web:2.0.0')
    const input = { component: 'web', image: 'ghcr.io/example/web:2.0.0' }
    const request = { kind: 'SET_IMAGE', project: name, input, expectedRevision: null, confirm: null, retained: null }
    const requestedBy = { type: 'person', subject: 's', email: 'alice@example.org', name: 'alice' }
    const { db } = registry.database
    await writeAudited(db, (tx) =>
      tx.db
        .insertInto('operations')
        .values({
          id,
          kind: 'SET_IMAGE',
          project: name,
          requestedBy: JSON.stringify(requestedBy),
          request: JSON.stringify(request),
          saveState: 'PENDING',
          state: 'RECORDED',
          problems: '[]',
        })
        .execute(),
    )
    const head = await byHand(
      (folder) => writeFile(join(folder, `${name}.yaml`), text),
      [],
      `Set the image\n\nOperation: ${id}`,
    )
    expect(await shown(name)).toMatchObject({
      revision: head,
      lastOperation: { kind: 'SET_IMAGE', state: 'SAVED', requestedBy: { type: 'PERSON', name: 'alice' } },
    })
  })

  test('that rewrites the branch holds everything until an operator accepts its head', async () => {
    const name = await aProject()
    const head = await byHand(
      async (folder) => {
        await run('git', ['-C', folder, 'checkout', '--quiet', '--orphan', 'other'])
        await writeFile(join(folder, `${name}.yaml`), aFile({ name }))
      },
      ['--force'],
    )
    const refused = await change(registry, alice, 'setReplicas', { project: name, component: 'web', replicas: 2 })
    expect(refused.problems).toMatchObject([{ code: 'REPOSITORY_HELD' }])
    const repository = await ask(registry, olga, '{ repository { heldHead heldBecause } }')
    expect(repository.data.repository.heldHead).toBe(head)
    const accept =
      'mutation ($head: String!) { acceptRepositoryHead(input: { head: $head }) { problems { code } repository { acceptedHead heldHead } } }'
    expect((await ask(registry, alice, accept, { head })).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
    const { data } = await ask(registry, olga, accept, { head })
    expect(data.acceptRepositoryHead).toEqual({ problems: [], repository: { acceptedHead: head, heldHead: null } })
    const after = await change(registry, alice, 'setReplicas', { project: name, component: 'web', replicas: 2 })
    expect(after.problems).toEqual([])
  })
})
