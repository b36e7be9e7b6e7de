import { expect, test } from 'vitest'
import type { ObservedRollout, SeenPod } from '../../kinds/rollout/observed.ts'
import { endOf } from '../../kinds/rollout/pod-faults.ts'
import { instanceOf } from '../instance.ts'
import { serverProblem } from './problems.ts'

const image = 'registry.example.org/mirror/valkey:8.1'
const instance = instanceOf('test', { cluster: 'a', project: 'shop', deployment: 'live' }, 'cache', 'password')
const now = new Date('2026-01-01T00:01:00Z')
const since = '2026-01-01T00:00:00Z'

function troubled(trouble: Omit<NonNullable<SeenPod['trouble']>, 'restarts'>, lines: readonly string[] = []) {
  const pod = { name: 'cache-1', isNew: true, isEnding: false, isReady: false, image, digest: null, restarts: 0 }
  const counts = { desired: 1, ready: 0, updated: 1, total: 1, isSeen: true, isLate: false, isRolledOut: false }
  const pods = [{ ...pod, trouble: { ...trouble, restarts: 0 }, lines }]
  return { ...counts, image, creationFault: null, pods } satisfies ObservedRollout
}

const pull = (said: string) =>
  ({ type: 'image', message: `Back-off pulling image: ErrImagePull: ${said}`, since }) as const
const node = (message: string) => ({ type: 'unschedulable', message, since }) as const

test.each([
  ['an image that is not there', pull(`${image}: not found`), 'IMAGE_NOT_PULLABLE', 'stalled'],
  ['a registry that asks for an account', pull('401 Unauthorized'), 'REGISTRY_REFUSED', 'stalled'],
  ['a registry that is asked too often', pull('429 Too Many Requests'), 'REGISTRY_BUSY', 'waiting'],
  [
    'a registry that is away',
    pull('dial tcp 10.0.0.7:443: connect: connection refused'),
    'REGISTRY_UNREACHABLE',
    'waiting',
  ],
  [
    'an image for other processors',
    pull('no match for platform in manifest: not found'),
    'IMAGE_WRONG_PLATFORM',
    'stalled',
  ],
  [
    'an image that runs as root',
    { type: 'root', message: 'image will run as root', since },
    'IMAGE_RUNS_AS_ROOT',
    'stalled',
  ],
  ['nodes that are too small', node('0/1 nodes are available: 1 Insufficient memory.'), 'NOT_SCHEDULABLE', 'stalled'],
  ['nodes that are closed', node('0/1 nodes are available: 1 node(s) were unschedulable.'), 'NODES_CLOSED', 'stalled'],
  [
    'nodes that run short',
    node('0/1 nodes are available: 1 node(s) had untolerated taint(s).'),
    'NODES_CLOSED',
    'stalled',
  ],
] as const)(
  'a server that does not run for %s has the same code as a component, for operators',
  (_, trouble, code, end) => {
    const found = serverProblem(instance, troubled(trouble), now, 20)
    expect(found).toMatchObject({ code, fault: 'PLATFORM', path: ['services', 'cache'], details: { pod: 'cache-1' } })
    expect(found === null ? null : endOf(found).type).toBe(end)
  },
)

test('a program for other processors is told from one that crashes', () => {
  const crash = { type: 'crash', message: 'exit code 1, Error', since } as const
  const codes = [['exec /usr/bin/valkey-server: exec format error'], ['Fatal error, cannot open the file']].map(
    (lines) => serverProblem(instance, troubled(crash, lines), now, 20)?.code,
  )
  expect(codes).toEqual(['IMAGE_WRONG_PLATFORM', 'CRASH_LOOP'])
})
