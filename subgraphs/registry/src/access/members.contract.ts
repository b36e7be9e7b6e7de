import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Caller } from '@operations-manager/runtime/caller/caller.ts'
import { ask, follow } from '../../test/client.ts'
import { aFile, apply, change } from '../../test/projects.ts'
import { person, type TestRegistry } from '../../test/registry.ts'
import { aRegistryWithClusters } from '../../test/registry-with-clusters.ts'
import { anyRecord, listRecords } from '../store/audit.ts'
import { writeAudited } from '../store/testing.ts'

let registry: TestRegistry
let count = 0
const people = { owner: 'alice', admin: 'ada', developer: 'dave', viewer: 'vera' } as const
const [alice, ada, dave, vera, olga] = ['alice', 'ada', 'dave', 'vera', 'olga'].map(person) as [
  Caller,
  Caller,
  Caller,
  Caller,
  Caller,
] // five names, five people

beforeAll(async () => {
  registry = await aRegistryWithClusters(inject('postgresUrl'))
})
afterAll(() => registry.stop())

/** A project with one member of each role. */
async function aProject(): Promise<string> {
  const name = `members-${(count += 1)}`
  const members = Object.entries(people).map(([role, who]) => ({ email: `${who}@example.org`, role }))
  const { problems } = await apply(registry, alice, aFile({ name, members }))
  if (problems.length > 0) throw new Error(JSON.stringify(problems))
  return name
}

const put = (who: Caller, project: string, name: string, role: string, more: object = {}) =>
  change(registry, who, 'putMember', { project, email: `${name}@example.org`, role, ...more })
const remove = (who: Caller, project: string, name: string, more: object = {}) =>
  change(registry, who, 'removeMember', { project, email: `${name}@example.org`, ...more })

async function rolesIn(project: string): Promise<Record<string, string>> {
  const query = 'query ($name: String!) { project(name: $name) { members { email role } } }'
  const { data } = await ask(registry, alice, query, { name: project })
  const members: { email: string; role: string }[] = data.project.members
  return Object.fromEntries(members.map(({ email, role }) => [email.replace('@example.org', ''), role]))
}

async function codeOf(who: Caller, mutation: string): Promise<string | undefined> {
  const { errors } = await ask(registry, who, `mutation { ${mutation} { problems { code } } }`)
  return errors?.[0]?.extensions.code
}

describe('members', () => {
  test('are added, given another role and removed, and the file says so with all else as it stood', async () => {
    const project = await aProject()
    const added = await put(ada, project, 'eve', 'VIEWER')
    expect(added).toMatchObject({ problems: [], operation: { kind: 'PUT_MEMBER', state: 'SUCCEEDED' } })
    await put(ada, project, 'EVE', 'DEVELOPER')
    expect(await rolesIn(project)).toMatchObject({ eve: 'DEVELOPER' })
    expect(await remove(ada, project, 'Eve')).toMatchObject({ problems: [], operation: { kind: 'REMOVE_MEMBER' } })
    expect(await rolesIn(project)).toEqual({ alice: 'OWNER', ada: 'ADMIN', dave: 'DEVELOPER', vera: 'VIEWER' })
  })

  test('the same role again is no change, and a dry run says what would change and changes nothing', async () => {
    const project = await aProject()
    expect(await put(alice, project, 'vera', 'VIEWER')).toMatchObject({ problems: [], operation: null })
    const dry = await put(alice, project, 'vera', 'ADMIN', { dryRun: true })
    expect(dry).toMatchObject({ operation: null, differences: [{ path: ['members', 'vera@example.org'] }] })
    expect(await rolesIn(project)).toMatchObject({ vera: 'VIEWER' })
  })

  test('a revision that is not the newest is a conflict, and the same key gives the same operation', async () => {
    const project = await aProject()
    const stale = await put(alice, project, 'eve', 'VIEWER', { expectedRevision: 'none' })
    expect(stale.problems).toMatchObject([{ code: 'CONFLICT' }])
    const [one, two] = [
      await put(alice, project, 'eve', 'VIEWER', { idempotencyKey: project }),
      await put(alice, project, 'eve', 'VIEWER', { idempotencyKey: project }),
    ]
    expect(one.operation.id).toBe(two.operation.id)
  })

  test('an address that is none and a member who is none are told as problems', async () => {
    const project = await aProject()
    const input = { project, email: 'no address', role: 'VIEWER' }
    expect((await change(registry, alice, 'putMember', input)).problems).toMatchObject([{ code: 'VALUE_INVALID' }])
    expect((await remove(alice, project, 'eve')).problems).toMatchObject([{ code: 'NOT_FOUND', path: ['email'] }])
  })

  test('the last owner can be neither removed nor given another role, by operators neither', async () => {
    const project = await aProject()
    for (const who of [alice, olga]) {
      const answers = [await remove(who, project, 'alice'), await put(who, project, 'alice', 'ADMIN')]
      for (const { problems } of answers) expect(problems).toMatchObject([{ code: 'MEMBER_INVALID', path: ['email'] }])
    }
    await put(alice, project, 'ada', 'OWNER')
    expect((await remove(ada, project, 'alice')).problems).toEqual([])
  })

  test('an admin makes and unmakes no owner, and nobody raises themselves', async () => {
    const project = await aProject()
    await put(alice, project, 'otto', 'OWNER')
    const tries = [
      await put(ada, project, 'ada', 'OWNER'),
      await put(ada, project, 'dave', 'OWNER'),
      await put(ada, project, 'otto', 'VIEWER'),
      await remove(ada, project, 'otto'),
    ]
    for (const { problems } of tries) expect(problems).toMatchObject([{ code: 'MEMBER_INVALID', path: ['members'] }])
    for (const who of [dave, vera]) {
      const self = `email: "${who === dave ? 'dave' : 'vera'}@example.org"`
      expect(await codeOf(who, `putMember(input: { project: "${project}", ${self}, role: ADMIN })`)).toBe('FORBIDDEN')
      expect(await codeOf(who, `removeMember(input: { project: "${project}", ${self} })`)).toBe('FORBIDDEN')
    }
    expect(await rolesIn(project)).toMatchObject({ ada: 'ADMIN', dave: 'DEVELOPER', otto: 'OWNER' })
  })

  test('come back by no older file that is committed late, after a crash or on a newer head', async () => {
    const project = await aProject()
    const query = 'query ($name: String!) { project(name: $name) { file } }'
    const { file } = (await ask(registry, alice, query, { name: project })).data.project
    await remove(alice, project, 'vera')
    const id = await recordApplied(project, file.replace('A shop', 'Another name'))
    await registry.restart()
    await expect
      .poll(() => savedAs(id), { timeout: 20_000 })
      .toMatchObject({
        saveState: 'FAILED',
        problems: [{ code: 'MEMBER_INVALID' }],
      })
    expect(await rolesIn(project)).not.toHaveProperty('vera')
  })

  test('show what may be done with them, and each says the truth when it is tried', async () => {
    const project = await aProject()
    const query = `query ($name: String!) { project(name: $name) { members {
      email viewerCan { changeRole { allowed reason } remove { allowed reason } }
    } } }`
    for (const who of [alice, ada, dave, vera, olga]) {
      const { data } = await ask(registry, who, query, { name: project })
      for (const { email, viewerCan } of data.project.members) {
        const target = `project: "${project}", email: "${email}", dryRun: true`
        const removed = await allows(who, `removeMember(input: { ${target} })`)
        const changed = await allows(
          who,
          `putMember(input: { ${target}, role: ${email.startsWith('dave') ? 'VIEWER' : 'DEVELOPER'} })`,
        )
        expect([email, removed, changed]).toEqual([email, viewerCan.remove.allowed, viewerCan.changeRole.allowed])
        expect(viewerCan.remove.reason === null).toBe(removed)
      }
    }
  })
})

async function allows(who: Caller, mutation: string): Promise<boolean> {
  const { data, errors } = await ask(registry, who, `mutation { it: ${mutation} { problems { code } } }`)
  return errors === undefined && data.it.problems.length === 0
}

/** An applied file of a developer whose commit is still to be made, as after a crash. */
async function recordApplied(project: string, file: string): Promise<string> {
  const no = { allowed: false, reason: 'This needs the role owner or admin; yours is developer.' }
  const id = '01930000-0000-7000-8000-000000000002'
  const request = {
    kind: 'APPLY_PROJECT_FILE',
    project,
    input: { file },
    expectedRevision: null,
    confirm: null,
    retained: null,
    memberRights: { own: no, manageMembers: no },
  }
  const requestedBy = { type: 'person', subject: 's', email: 'dave@example.org', name: 'dave' }
  await writeAudited(registry.database.db, (tx) =>
    tx.db
      .insertInto('operations')
      .values({
        id,
        kind: 'APPLY_PROJECT_FILE',
        project,
        requestedBy: JSON.stringify(requestedBy),
        requestedAt: new Date(Date.now() - 60_000),
        request: JSON.stringify(request),
        saveState: 'PENDING',
        state: 'RECORDED',
        problems: '[]',
      })
      .execute(),
  )
  return id
}

async function savedAs(id: string): Promise<unknown> {
  const query = registry.database.db.selectFrom('operations').select(['saveState', 'problems']).where('id', '=', id)
  return query.executeTakeFirst()
}

describe('a member who is removed', () => {
  test.each([
    ['an operation', (project: string, id: string) => `operation(id: "${id}") { cursor } # ${project}`],
    ['the project', (project: string) => `project(name: "${project}") { cursor }`],
  ])('is told within seconds on a stream that follows %s', async (_, field) => {
    const project = await aProject()
    const { operation } = await change(registry, alice, 'setReplicas', { project, component: 'web', replicas: 2 })
    const stream = await follow(registry, vera, `subscription { ${field(project, operation.id)} \n}`)
    await stream.next()
    const startedAt = performance.now()
    await remove(alice, project, 'vera')
    const told: unknown[] = []
    for (let next = await stream.next(); next.type === 'next'; next = await stream.next()) told.push(next.value)
    expect(told.at(-1)).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] })
    expect(performance.now() - startedAt).toBeLessThan(5_000)
  })
})

describe('an address', () => {
  const nina = person('nina')
  const other: Caller = { ...nina, subject: 'another subject' } as Caller // still a person
  const elsewhere: Caller = { ...nina, issuer: 'https://other.example.org' } as Caller // still a person
  const viewer = (who: Caller) => ask(registry, who, '{ viewer { email } }')

  test('belongs to the account that signed in first, and another is refused with what to do', async () => {
    const project = await aProject()
    await put(alice, project, 'nina', 'VIEWER')
    const members = `query { project(name: "${project}") { members { email signedInSince } } }`
    const isSignedIn = async (): Promise<boolean> => {
      const { data } = await ask(registry, alice, members)
      return (
        data.project.members.find(({ email }: { email: string }) => email.startsWith('nina')).signedInSince !== null
      )
    }
    expect(await isSignedIn()).toBe(false)
    expect((await viewer(nina)).data.viewer.email).toBe('nina@example.org')
    expect(await isSignedIn()).toBe(true)
    for (const who of [other, elsewhere]) {
      for (const document of [
        '{ viewer { email } }',
        '{ projects { totalCount } }',
        `{ project(name: "${project}") { name } }`,
      ]) {
        const { errors } = await ask(registry, who, document)
        expect(errors).toMatchObject([
          { message: expect.stringContaining('forgetSignIn'), extensions: { code: 'FORBIDDEN' } },
        ])
      }
      const stream = await follow(registry, who, 'subscription { projects { cursor } }')
      expect((await stream.next()).value).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] })
    }
    expect((await viewer(nina)).errors).toBeUndefined()
  })

  test('is free again when an operator forgets the sign-in, which is written down', async () => {
    await viewer(nina)
    const forget = (who: Caller) =>
      ask(registry, who, 'mutation { forgetSignIn(input: { email: "Nina@example.org" }) { problems { code } } }')
    expect((await forget(alice)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
    expect((await forget(olga)).data.forgetSignIn.problems).toEqual([])
    expect((await viewer(other)).data.viewer.email).toBe('nina@example.org')
    expect((await viewer(nina)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
    const { db } = registry.database
    const filter = { ...anyRecord, actions: ['forgetSignIn'] }
    const { rows } = await listRecords(db, filter, { first: 10, before: null })
    expect(rows.map(({ record }) => record)).toMatchObject([
      { result: 'ACCEPTED', detail: { email: 'nina@example.org', subject: 'subject-nina' } },
      { result: 'DENIED', actor: { email: 'alice@example.org' } },
    ])
  })

  test('of many first requests at once only one account gets it', async () => {
    const accounts = Array.from({ length: 20 }, (_, index) => ({ ...person('zoe'), subject: `zoe-${index}` }) as Caller)
    const answers = await Promise.all(accounts.map(viewer))
    expect(answers.filter(({ errors }) => errors === undefined)).toHaveLength(1)
  })

  test('that the provider did not verify is bound to nobody', async () => {
    for (const subject of ['u-1', 'u-2']) {
      const who = { ...person('una'), subject, email: null } as Caller
      expect((await viewer(who)).data.viewer.email).toBeNull()
    }
  })

  test('of an operator is bound as well', async () => {
    const impostor = { ...person('olga'), subject: 'impostor' } as Caller
    await viewer(olga)
    expect((await ask(registry, impostor, '{ repository { heldHead } }')).errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN' } },
    ])
  })
})

describe('what a caller is shown to be allowed is what is enforced', () => {
  const dry = (mutation: string, input: string) => (project: string) =>
    `mutation { ${mutation}(input: { project: "${project}"${input}, dryRun: true }) { problems { code } } }`
  /** What needs each right that the graph shows. */
  const tries: Readonly<Record<string, (project: string) => string>> = {
    edit: dry('setProjectDetails', ', description: "x"'),
    deploy: dry('setReplicas', ', component: "web", replicas: 3'),
    setSecrets: dry('removeSecret', ', component: "web", name: "NONE"'),
    removeData: dry('purgeRetained', ', deployment: "production", service: "orders"'),
    manageMembers: dry('removeMember', ', email: "none@example.org"'),
    manageTokens: (project) =>
      `mutation { removeTokenRule(input: { project: "${project}", name: "none" }) { problems { code } } }`,
    readAudit: (project) => `{ project(name: "${project}") { audit(first: 1) { nodes { number } } } }`,
    own: dry('deleteProject', ''),
  }

  test('in a project, for each right and role', async () => {
    const project = await aProject()
    const permissions = '{ __type(name: "ProjectPermissions") { fields { name } } }'
    const fields: { name: string }[] = (await ask(registry, alice, permissions)).data.__type.fields
    expect(fields.map(({ name }) => name).toSorted()).toEqual(Object.keys(tries).toSorted())
    const asked = Object.keys(tries).map((right) => `${right} { allowed reason }`)
    const query = `{ project(name: "${project}") { viewerCan { ${asked.join(' ')} } } }`
    for (const who of [alice, ada, dave, vera, olga]) {
      const shown = (await ask(registry, who, query)).data.project.viewerCan
      for (const [right, document] of Object.entries(tries)) {
        const { errors } = await ask(registry, who, document(project))
        expect([right, errors?.[0]?.extensions.code !== 'FORBIDDEN']).toEqual([right, shown[right].allowed])
        expect(shown[right].reason === null).toBe(shown[right].allowed)
      }
    }
  })

  test('and what a role is said to do is what its holders are shown', async () => {
    const project = await aProject()
    const { data } = await ask(
      registry,
      vera,
      '{ roles { role rights } __type(name: "ProjectPermissions") { fields { name } } }',
    )
    const all: string[] = data.__type.fields.map(({ name }: { name: string }) => name)
    const query = `{ project(name: "${project}") { viewerCan { ${all.map((right) => `${right} { allowed }`).join(' ')} } } }`
    for (const [role, who] of Object.entries(people)) {
      const shown = (await ask(registry, person(who), query)).data.project.viewerCan
      const said = data.roles.find((one: { role: string }) => one.role === role.toUpperCase()).rights
      const held = all.filter((right) => shown[right].allowed)
      expect(new Set(said)).toEqual(
        new Set(['READ', ...held.map((right) => right.replaceAll(/[A-Z]/g, '_$&').toUpperCase())]),
      )
    }
  })
})
