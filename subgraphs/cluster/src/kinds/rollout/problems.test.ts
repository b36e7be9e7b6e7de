import { expect, test } from 'vitest'
import type { ObservedRollout, SeenPod } from './observed.ts'
import { rolloutProblem } from './problems.ts'

const where = { project: 'shop', component: 'web' }
const now = new Date('2026-01-01T00:01:00Z')
const graceSeconds = 20

/** A rollout whose only new pod finds no node, in the words of the scheduler of Kubernetes 1.37. */
function unschedulable(message: string, since = '2026-01-01T00:00:00Z'): ObservedRollout {
  return troubled({ type: 'unschedulable', message, restarts: 0, since }, 'web:1')
}

function troubled(trouble: NonNullable<SeenPod['trouble']>, image: string): ObservedRollout {
  const pod = { name: 'web-1', isNew: true, isEnding: false, isReady: false, image, digest: null, restarts: 0 }
  const counts = { desired: 1, ready: 0, updated: 1, total: 1, isSeen: true, isLate: false, isRolledOut: false }
  return { ...counts, image, creationFault: null, pods: [{ ...pod, trouble, lines: [] }] }
}

const noHelp = 'preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.'

test.each([
  ['a node that is too small', `0/1 nodes are available: 1 Insufficient cpu. ${noHelp}`, 'NOT_SCHEDULABLE'],
  ['a node that runs short', `0/1 nodes are available: 1 node(s) had untolerated taint(s). ${noHelp}`, 'NODES_CLOSED'],
  [
    'a node that is being emptied',
    `0/2 nodes are available: 1 Insufficient cpu, 1 node(s) were unschedulable. ${noHelp}`,
    'NODES_CLOSED',
  ],
])('a pod that does not fit %s has a problem that says so', (_, message, code) => {
  expect(rolloutProblem(where, unschedulable(message), now, graceSeconds)).toMatchObject({
    code,
    fault: 'PLATFORM',
    retry: 'AUTOMATIC',
    message: expect.stringContaining(message),
    details: { component: 'web', pod: 'web-1' },
  })
})

test('a pod that has found no node for a moment has no problem yet', () => {
  const observed = unschedulable('0/1 nodes are available: 1 Insufficient cpu.', '2026-01-01T00:00:50Z')
  expect(rolloutProblem(where, observed, now, graceSeconds)).toBeNull()
})

const registries = { own: { url: 'registry.example.org', username: 'bot', secret: 'PULL' } }

test.each([
  ['just now, of a registry whose password the node may not have been able to read yet', { registries }, '58', null],
  ['again, after the second try', { registries }, '29', 'REGISTRY_REFUSED'],
  ['just now, of a registry that the project does not name', {}, '58', 'REGISTRY_REFUSED'],
])('a pull that was refused %s', (_, more, second, code) => {
  const image = 'registry.example.org/shop/web:1'
  const message = `Back-off pulling image "${image}": ErrImagePull: pulling from host registry.example.org failed with status code [manifests 1]: 401 Unauthorized`
  const observed = troubled({ type: 'image', message, restarts: 0, since: `2026-01-01T00:00:${second}Z` }, image)
  expect(rolloutProblem({ ...where, ...more }, observed, now, graceSeconds)?.code ?? null).toBe(code)
})
