import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { changed, finished } from '../system/graph.ts'
import { startSystem, type System } from '../system/start-system.ts'
import { recordedOperations } from './facts.ts'
import { Repository } from './repository.ts'
import { draftFile } from './shop.ts'

let system: System
let alice: GraphClient
let carol: GraphClient
let repository: Repository
let projects = 0

beforeAll(async () => {
  system = await startSystem()
  alice = await system.as('alice')
  carol = await system.as('carol')
  repository = new Repository(system.sandbox.addresses.repository)
})

afterAll(() => system?.stop())

const Written = z.object({
  change: z.object({
    project: z.object({ revision: z.string() }).nullable(),
    operation: z.object({ id: z.string() }).nullable(),
    problems: z.array(
      z.looseObject({
        code: z.string(),
        currentRevision: z.string().nullish(),
        differences: z.array(z.object({ path: z.array(z.string()), after: z.string().nullable() })).optional(),
      }),
    ),
  }),
})
type Written = z.infer<typeof Written>['change']

const writeQuery = `mutation ($input: SetVariableInput!) { change: setVariable(input: $input) {
  project { revision } operation { id }
  problems { code ... on ConflictProblem { currentRevision differences { path after } } }
} }`

type Variable = {
  readonly name: string
  readonly value: string
  readonly idempotencyKey?: string
  readonly expectedRevision?: string
}

async function write(client: GraphClient, project: string, variable: Variable): Promise<Written> {
  const input = { project, component: 'web', ...variable }
  return (await client.get(Written, writeQuery, { input })).change
}

/** A new project with nobody else's edits in it; answers its name and first revision. */
async function draft(): Promise<{ readonly project: string; readonly revision: string }> {
  projects += 1
  const project = `draft${projects}`
  const file = draftFile(project).replace(
    'role: owner }\n',
    'role: owner }\n  - { email: carol@example.org, role: owner }\n',
  )
  await finished(alice, await changed(alice, 'applyProjectFile', { file }))
  return { project, revision: (await repository.commits(project)).at(-1)?.id ?? '' }
}

const Variables = z.object({
  project: z.object({
    components: z.array(z.object({ variables: z.array(z.object({ name: z.string(), value: z.string().nullable() })) })),
  }),
})

/** The variables as the system shows them now. */
async function variablesOf(project: string): Promise<Readonly<Record<string, string | null>>> {
  const query = 'query ($name: String!) { project(name: $name) { components { variables { name value } } } }'
  const answer = await alice.get(Variables, query, { name: project })
  return Object.fromEntries(
    answer.project.components.flatMap(({ variables }) => variables.map(({ name, value }) => [name, value])),
  )
}

describe('two people write at once', () => {
  test('edits of different things are both kept, each as a commit of its own', async () => {
    const { project } = await draft()
    const answers = await Promise.all([
      write(alice, project, { name: 'A', value: 'of alice' }),
      write(carol, project, { name: 'B', value: 'of carol' }),
    ])
    expect(answers.map(({ problems }) => problems)).toEqual([[], []])
    expect(await variablesOf(project)).toEqual({ A: 'of alice', B: 'of carol' })
    const commits = await repository.commits(project)
    expect(commits).toHaveLength(3)
    for (const { operation } of answers) expect(await repository.commitsOf(operation?.id ?? '')).toHaveLength(1)
  })

  test('who saw an older revision is refused with the present one and with what differs', async () => {
    const { project, revision } = await draft()
    expect((await write(alice, project, { name: 'A', value: '1', expectedRevision: revision })).problems).toEqual([])
    const [, second] = await repository.commits(project)
    const refused = await write(carol, project, { name: 'A', value: '2', expectedRevision: revision })
    expect(refused.problems).toMatchObject([{ code: 'CONFLICT', currentRevision: second?.id }])
    expect(refused.problems[0]?.differences?.map(({ path }) => path.join('.'))).toEqual(['components.web.env'])
    expect(await variablesOf(project)).toEqual({ A: '1' })
    const again = await write(carol, project, { name: 'A', value: '2', expectedRevision: second?.id ?? '' })
    expect(again.problems).toEqual([])
    expect(await variablesOf(project)).toEqual({ A: '2' })
  })

  test('of two that saw the same revision exactly one is saved, and the other is a conflict', async () => {
    const { project, revision } = await draft()
    const answers = await Promise.all(
      [alice, carol].map((client, index) =>
        write(client, project, { name: 'A', value: `${index}`, expectedRevision: revision }),
      ),
    )
    const saved = answers.filter(({ problems }) => problems.length === 0)
    expect(saved).toHaveLength(1)
    const commits = await repository.commits(project)
    expect(commits).toHaveLength(2)
    const refused = answers.find(({ problems }) => problems.length > 0)
    expect(refused?.problems).toMatchObject([{ code: 'CONFLICT', currentRevision: commits[1]?.id }])
    expect(await variablesOf(project)).toEqual({ A: `${answers.findIndex(({ problems }) => problems.length === 0)}` })
  })
})

describe('one key sent more than once', () => {
  test('is one operation and one commit, however close together it comes', async () => {
    const { project } = await draft()
    const before = await recordedOperations(system, project)
    const variable = { name: 'A', value: 'once', idempotencyKey: 'same' }
    const answers = await Promise.all(Array.from({ length: 4 }, () => write(alice, project, variable)))
    answers.push(await write(alice, project, variable))
    expect(new Set(answers.map(({ operation }) => operation?.id)).size).toBe(1)
    expect(answers.flatMap(({ problems }) => problems)).toEqual([])
    expect(await repository.commits(project)).toHaveLength(2)
    expect(await recordedOperations(system, project)).toBe(before + 1)
  })

  test('with another input is refused, and changes nothing', async () => {
    const { project } = await draft()
    await write(alice, project, { name: 'A', value: 'first', idempotencyKey: 'reused' })
    const refused = await write(alice, project, { name: 'A', value: 'second', idempotencyKey: 'reused' })
    expect(refused.problems.map(({ code }) => code)).toEqual(['IDEMPOTENCY_KEY_REUSED'])
    expect(await variablesOf(project)).toEqual({ A: 'first' })
  })

  test('by another caller is another operation', async () => {
    const { project } = await draft()
    const mine = await write(alice, project, { name: 'A', value: 'x', idempotencyKey: 'ours' })
    const theirs = await write(carol, project, { name: 'B', value: 'x', idempotencyKey: 'ours' })
    expect(theirs.problems).toEqual([])
    expect(theirs.operation?.id).not.toBe(mine.operation?.id)
  })
})

/** One person's edit; those of one batch are sent at the same time. */
const edit = fc.record({
  by: fc.constantFrom('alice', 'carol'),
  name: fc.constantFrom('A', 'B', 'C'),
  /** Whether the writer insists on the revision that it last saw. */
  careful: fc.boolean(),
  /** How often the same request is sent. */
  times: fc.constantFrom(1, 1, 2),
})

type Edit = { readonly by: 'alice' | 'carol'; readonly name: string; readonly careful: boolean; readonly times: number }

type Outcome = {
  readonly project: string
  /** What was accepted, and with which value. */
  readonly accepted: ReadonlyMap<string, string>
  /** Why something was refused, and the revision that the refusal named. */
  readonly refusals: readonly { readonly code: string; readonly revision: string; readonly value: string }[]
}

/** Sends batches of edits, those of one batch at the same time, and collects what became of each. */
async function play(batches: readonly (readonly Edit[])[]): Promise<Outcome> {
  const { project, revision } = await draft()
  const accepted = new Map<string, string>()
  const refusals: { code: string; revision: string; value: string }[] = []
  let seen = revision
  let number = 0
  for (const batch of batches) {
    const sent = batch.flatMap(({ by, name, careful, times }) => {
      number += 1
      const key = `${project}-${number}`
      const expected = careful ? { expectedRevision: seen } : {}
      const variable: Variable = { name, value: `v${number}`, idempotencyKey: key, ...expected }
      return Array.from({ length: times }, () => ({ by, variable }))
    })
    const clients = { alice, carol }
    const answers = await Promise.all(sent.map(({ by, variable }) => write(clients[by], project, variable)))
    for (const [index, { operation, problems }] of answers.entries()) {
      const value = sent[index]?.variable.value ?? ''
      const id = operation?.id ?? ''
      // Sent twice at once, the second is told of the operation before it is known whether that can be committed.
      if (problems.length === 0 && (await finished(alice, id)).state === 'SUCCEEDED') accepted.set(id, value)
      for (const { code, currentRevision } of problems) refusals.push({ code, revision: currentRevision ?? '', value })
    }
    seen = (await repository.commits(project)).at(-1)?.id ?? ''
  }
  return { project, accepted, refusals }
}

describe('any interleaving of edits', () => {
  test('no accepted edit is lost, no refused one is kept, and each accepted one is one commit', async () => {
    const batches = fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(batches, async (given) => {
        const { project, accepted, refusals } = await play(given)
        const commits = await repository.commits(project)
        expect(refusals.filter(({ code }) => code !== 'CONFLICT')).toEqual([])
        const known = new Set(commits.map(({ id }) => id))
        expect(refusals.filter(({ revision }) => !known.has(revision))).toEqual([])
        const made = await Promise.all([...accepted.keys()].map((id) => repository.commitsOf(id)))
        expect(made.filter((ids) => ids.length !== 1)).toEqual([])
        expect(made.flat().toSorted()).toEqual(
          commits
            .slice(1)
            .map(({ id }) => id)
            .toSorted(),
        )
        // Each commit holds what its operation wrote, so at its place in the order no edit was lost.
        const values = [...accepted.values()]
        const files = await Promise.all(made.map(([id = '']) => repository.fileAt(project, id)))
        expect(files.filter((file, index) => !file.includes(`: ${values[index]}\n`))).toEqual([])
        const last = Object.values(await variablesOf(project))
        expect(last.filter((value) => !values.includes(value ?? ''))).toEqual([])
        expect(last).toHaveLength(new Set(files.flatMap((file) => file.match(/\b[ABC](?=: v\d)/g) ?? [])).size)
      }),
      { numRuns: 6 },
    )
  })
})
