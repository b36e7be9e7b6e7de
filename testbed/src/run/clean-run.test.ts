import { expect, test } from 'vitest'
import { mountsBelow } from './clean-run.ts'

test('what is mounted below a folder is found deepest first, with blanks in names, and nothing beside it', () => {
  const mounts = [
    'overlay / overlay rw 0 0',
    'tmpfs /var/run-1 tmpfs rw 0 0',
    'tmpfs /var/run-1/a tmpfs rw 0 0',
    'tmpfs /var/run-1/a/b\\040c tmpfs rw 0 0',
    'tmpfs /var/run-10/a tmpfs rw 0 0',
    '',
  ].join('\n')
  expect(mountsBelow(mounts, '/var/run-1')).toEqual(['/var/run-1/a/b c', '/var/run-1/a'])
})
