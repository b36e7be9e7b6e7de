import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reservedPort } from '@operations-manager/sandbox/ports/reserved-port.ts'
import { redisImage } from '@operations-manager/testbed/images/redis-image.ts'
import { eventually } from '@operations-manager/testbed/run/eventually.ts'
import { newSecret } from '../../credentials/credential.ts'
import { evidenceFrom } from '../proofs.ts'
import { accountsFile } from './account.ts'
import { redisSignIns, type RedisSignIns } from './client.ts'
import { redisUser } from './instance.ts'
import { serverArguments } from './objects.ts'
import { trySignIn } from './sign-in.ts'

const password = newSecret()
const account = { user: redisUser, password }
const evidence = evidenceFrom('BACKEND', () => new Date())
let folder: string
let server: ChildProcess
let port: RedisSignIns

/** Debian's server beside the test, told what the one in a pod is told. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'om-redis-'))
  await writeFile(join(folder, 'users.acl'), accountsFile(password))
  const wish = { memoryBytes: 16 * 2 ** 20, policy: 'noeviction', isKept: false, reissue: undefined }
  const here = { host: '127.0.0.1', port: await reservedPort() }
  const more = ['--port', String(here.port), '--bind', here.host]
  server = spawn(redisImage.server, [...serverArguments(wish, folder), ...more], { stdio: 'ignore' })
  port = redisSignIns({ ...here, timeoutMs: 5_000 })
  await eventually('the server answers', 30_000, () => port.isRefused(null, ['PING']).catch(() => false))
})

afterAll(async () => {
  server.kill()
  await once(server, 'exit')
  await rm(folder, { recursive: true })
})

describe('the account of a server', () => {
  test('works, is needed, and is bound', async () => {
    const proofs = await trySignIn(port, account, evidence)
    expect(proofs.map(({ passed }) => passed)).toEqual([true, true, true])
  })

  test('with another password is refused, and that is told', async () => {
    const proofs = await trySignIn(port, { ...account, password: newSecret() }, evidence)
    expect(proofs[0]).toMatchObject({ passed: false, seen: expect.stringContaining('WRONGPASS') })
  })

  test.each([
    ['INFO'],
    ['KEYS', '*'],
    ['SORT', 'list'],
    ['FLUSHDB'],
    ['FLUSHALL'],
    ['EVAL', 'return 1', '0'],
    ['XADD', 'stream', '*', 'field', 'value'],
    ['PUBLISH', 'channel', 'text'],
    ['CLIENT', 'ID'],
    ['SELECT', '3'],
  ] as const)('may do what touches only what it holds: %s', async (...command) => {
    expect(await port.isRefused(account, command)).toBe(false)
  })

  test.each([
    ['CONFIG', 'GET', '*'],
    ['SHUTDOWN'],
    ['REPLICAOF', 'elsewhere.example', '6379'],
    ['MIGRATE', 'elsewhere.example', '6379', 'key', '0', '1'],
    ['MODULE', 'LIST'],
    ['ACL', 'LIST'],
    ['ACL', 'SETUSER', redisUser, '+@all'],
    ['CLIENT', 'LIST'],
    ['CLIENT', 'KILL', 'TYPE', 'normal'],
    ['MONITOR'],
    ['SAVE'],
    ['BGREWRITEAOF'],
    ['RESTORE', 'key', '0', 'text'],
    ['SLOWLOG', 'GET'],
    ['FAILOVER'],
    ['PSYNC', '?', '-1'],
  ] as const)('may do nothing with the server itself: %s', async (...command) => {
    expect(await port.isRefused(account, command)).toBe(true)
  })

  test('is told that its memory is full, and loses nothing, where the policy says so', async () => {
    const write = (key: string) =>
      port.isRefused(account, ['EVAL', "redis.call('SET', KEYS[1], string.rep('x', 10000000))", '1', key])
    await write('first')
    await write('second')
    await expect(write('third')).rejects.toMatchObject({ fault: 'quota' })
    expect((await trySignIn(port, account, evidence))[0]).toMatchObject({ passed: false })
    await port.isRefused(account, ['FLUSHALL'])
    expect((await trySignIn(port, account, evidence))[0]).toMatchObject({ passed: true })
  })
})
