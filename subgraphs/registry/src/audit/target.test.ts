import { deploymentId, encodeGlobalId } from '@operations-manager/schema/ids/global-id.ts'
import { expect, test } from 'vitest'
import { namedIn } from './target.ts'

const nothing = { project: null, deployment: null, cluster: null, operation: null, detail: {} }
const there = deploymentId({ cluster: 'cluster-a', project: 'shop', deployment: 'production' })

test.each([
  [
    'a part of a project',
    'setImage',
    { input: { project: 'shop', component: 'web' } },
    { project: 'shop', detail: { component: 'web' } },
  ],
  ['a new project', 'createProject', { input: { name: 'shop' } }, { project: 'shop' }],
  ['a cluster', 'drainCluster', { input: { name: 'cluster-a' } }, { cluster: 'cluster-a' }],
  [
    'a deployment by its name',
    'refreshDeployment',
    { input: { project: 'shop', deployment: 'production' } },
    { project: 'shop', deployment: 'production' },
  ],
  [
    'a deployment by its id',
    'deployment',
    { id: there },
    { project: 'shop', deployment: 'production', cluster: 'cluster-a' },
  ],
  [
    'an operation',
    'cancelOperation',
    { input: { operation: encodeGlobalId('Operation', 'o-1') } },
    { operation: 'o-1' },
  ],
  [
    'a member',
    'putMember',
    { input: { project: 'shop', email: 'bob@example.org', role: 'ADMIN' } },
    { project: 'shop', detail: { email: 'bob@example.org', role: 'ADMIN' } },
  ],
  ['nothing', 'viewer', {}, {}],
  ['nothing in what is no id', 'node', { id: 'x' }, {}],
])('reads what is named: %s', (_, field, args, expected) => {
  expect(namedIn(field, args)).toEqual({ ...nothing, ...expected })
})

test.each([
  ['the value of a variable', { project: 'shop', component: 'web', name: 'URL', value: 'hunter2' }],
  ['the value of a secret', { project: 'shop', component: 'web', name: 'URL', value: 'hunter2', sealed: 'hunter2' }],
  ['a file', { project: 'shop', component: 'web', name: 'URL', file: 'hunter2' }],
])('never reads %s', (_, input) => {
  expect(namedIn('setVariable', { input })).toEqual({
    ...nothing,
    project: 'shop',
    detail: { component: 'web', name: 'URL' },
  })
})

test('does not keep what is no name, as a value that was pasted into the wrong field', () => {
  const pasted = 'correct horse battery staple'
  const input = {
    project: pasted,
    component: `x\n${pasted}`,
    name: 'a'.repeat(64),
    email: 'no address',
    deployment: '',
  }
  expect(namedIn('setVariable', { input })).toEqual(nothing)
})
