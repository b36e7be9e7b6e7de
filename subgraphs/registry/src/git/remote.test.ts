import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { describe as describeFailure } from './git.ts'
import { judgePush, parseRemote } from './remote.ts'

const failed = (stdout: string) => ({ exitCode: 1, stdout, stderr: '' })
const ref = 'abc:refs/heads/main'

test.each([
  ['ends well', { exitCode: 0, stdout: '', stderr: '' }, 'pushed'],
  ['finds another head than expected', failed(`!\t${ref}\t[rejected] (stale info)\n`), 'moved'],
  ['is behind', failed(`!\t${ref}\t[rejected] (fetch first)\n`), 'moved'],
  [
    'meets another push at the lock',
    failed(`!\t${ref}\t[remote rejected] (cannot lock ref 'refs/heads/main')\n`),
    'moved',
  ],
  ['is refused by a hook', failed(`!\t${ref}\t[remote rejected] (pre-receive hook declined)\n`), 'rejected'],
  ['is refused by a protected branch', failed(`!\t${ref}\t[remote rejected] (protected branch)\n`), 'rejected'],
  ['breaks off before the answer', failed(`!\t${ref}\t[remote failure] (remote failed to report status)\n`), 'unknown'],
  ['reaches nobody', { exitCode: 128, stdout: '', stderr: 'fatal: unable to access' }, 'unknown'],
])('a push that %s', (_, result, verdict) => {
  expect(judgePush(result)).toBe(verdict)
})

test('credentials leave the address and show nowhere', () => {
  const remote = parseRemote(new Secret('https://bot:s%40cret@git.example.org/projects.git'))
  expect(remote.url).toBe('https://git.example.org/projects.git')
  expect(remote.credentials?.password.reveal()).toBe('s@cret')
  expect(inspect(remote) + JSON.stringify(remote)).not.toContain('s@cret')
})

test('an address without credentials, and one of ssh, stay as they are', () => {
  expect(parseRemote(new Secret('https://git.example.org/p.git')).credentials).toBeNull()
  expect(parseRemote(new Secret('git@git.example.org:p.git')).url).toBe('git@git.example.org:p.git')
})

test('what git says is shown without credentials', () => {
  expect(describeFailure("fatal: unable to access 'https://bot:s3cret@git.example.org/': refused")).not.toContain(
    's3cret',
  )
})
