import { expect, test } from 'vitest'
import { hierarchiesOf } from './control-groups.ts'

test('each older hierarchy is found, with a unified one beside them that has no controllers', () => {
  const mounts = [
    'tmpfs /sys/fs/cgroup tmpfs rw 0 0',
    'cgroup /sys/fs/cgroup/cpu cgroup rw,cpu 0 0',
    'cgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0',
  ].join('\n')
  expect(hierarchiesOf(mounts)).toEqual([
    { root: '/sys/fs/cgroup/cpu', isUnified: false, isAlone: false },
    { root: '/sys/fs/cgroup/unified', isUnified: true, isAlone: false },
  ])
})

test('a unified hierarchy alone has the controllers', () => {
  expect(hierarchiesOf('cgroup2 /sys/fs/cgroup cgroup2 rw 0 0\n')).toEqual([
    { root: '/sys/fs/cgroup', isUnified: true, isAlone: true },
  ])
})
