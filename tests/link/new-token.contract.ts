import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { linkClose } from '@operations-manager/schema/link/handshake.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { anyRecord, listRecords } from '../../subgraphs/registry/src/store/audit.ts'
import { ask } from '../../subgraphs/registry/test/client.ts'
import { aRegistry, person, type TestRegistry } from '../../subgraphs/registry/test/registry.ts'
import { aKeyring, helloOf } from './hello.ts'

const olga = person('olga')
const letIn = 1_000
let registry: TestRegistry
let port: number

beforeAll(async () => {
  registry = await aRegistry(inject('postgresUrl'))
  port = Number(new URL(registry.url).port)
})
afterAll(() => registry.stop())

type Given = { joinToken: string | null; joinTokenExpiresAt: string | null; problems: { code: string }[] }

async function byOlga(mutation: string, input = 'name: "cluster-a"'): Promise<Given> {
  const fields = 'joinToken joinTokenExpiresAt problems { code }'
  const { data } = await ask(registry, olga, `mutation { given: ${mutation}(input: { ${input} }) { ${fields} } }`)
  return data.given
}

const tokenOf = (given: Given): Secret => new Secret(given.joinToken ?? 'refused')

test('a cluster gets a new join token whenever an operator asks for one, and its key is good until that is used', async () => {
  const first = tokenOf(await byOlga('registerCluster'))

  // Lost before it was used: the new one opens, the lost one nothing.
  const second = await byOlga('renewJoinToken')
  expect(Date.parse(second.joinTokenExpiresAt ?? '')).toBeGreaterThan(Date.now())
  const backend = await aKeyring()
  expect(await helloOf(backend, port, first)).toBe(linkClose.unauthenticated)
  expect(await helloOf(backend, port, tokenOf(second))).toBe(letIn)

  // Used: nobody else comes in with it.
  const other = await aKeyring()
  expect(await helloOf(other, port, tokenOf(second))).toBe(linkClose.joinTokenUsed)
  await backend.joined(tokenOf(second))
  expect(await helloOf(backend, port, null)).toBe(letIn)

  // Given to another backend: the first one's key counts until that joins, and no longer.
  const third = tokenOf(await byOlga('renewJoinToken'))
  expect(await helloOf(backend, port, null)).toBe(letIn)
  expect(await helloOf(other, port, third)).toBe(letIn)
  expect(await helloOf(backend, port, null)).toBe(linkClose.unauthenticated)

  const filter = { ...anyRecord, actions: ['renewJoinToken'] }
  const { rows } = await listRecords(registry.database.db, filter, { first: 9, before: null })
  const renewed = { cluster: 'cluster-a', result: 'ACCEPTED', actor: { type: 'person' } }
  expect(rows.map(({ record }) => record)).toMatchObject([renewed, renewed])
  expect(JSON.stringify(rows)).not.toContain('omj_')
})

test('a cluster that is not registered, or no longer, gets none', async () => {
  await byOlga('registerCluster', 'name: "cluster-z"')
  const removal = 'mutation { removeCluster(input: { name: "cluster-z", confirm: "cluster-z" }) { problems { code } } }'
  expect((await ask(registry, olga, removal)).data.removeCluster.problems).toEqual([])
  for (const name of ['cluster-z', 'cluster-x'])
    expect(await byOlga('renewJoinToken', `name: "${name}"`)).toMatchObject({
      joinToken: null,
      joinTokenExpiresAt: null,
      problems: [{ code: 'NOT_FOUND' }],
    })
})
