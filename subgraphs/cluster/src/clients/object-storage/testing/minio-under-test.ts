import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { Services } from '@operations-manager/testbed/access.ts'
import type { Others, StorageUnderTest } from '../../../memory/object-storage/under-test.ts'
import type { ObjectStoragePort } from '../../../ports/object-storage.ts'
import { createSealer } from '../admin/sealer.ts'
import { callerOf, checked, pathOf, type Caller } from '../caller.ts'
import { openConnection, type Account, type Connection } from '../connection.ts'
import { isRefusal } from '../faults.ts'
import { objectStorageClient } from '../object-storage.ts'
import { writeXml } from '../xml.ts'
import { makePlatformAccount } from '../platform-account.ts'

const limits = { region: 'us-east-1', certificateAuthority: null, timeoutMs: 30_000, connections: 16 }

/**
 * A real MinIO, which the port reaches with the platform's own account only; what others do is done as root. Closing
 * removes everything that was made through the port.
 */
export async function minioUnderTest({ url, accessKey, secretKey }: Services['minio']): Promise<StorageUnderTest> {
  const root = { accessKey, secretKey: new Secret(secretKey) }
  const connection = openConnection({ url, ...limits })
  const { account, remove } = await makePlatformAccount(connection, root)
  const real = objectStorageClient({ url, ...limits, ...account })
  const { port, removeMade } = remembering(real)
  const closing: (() => Promise<unknown>)[] = []
  return {
    port,
    others: othersAs(connection, callerOf(connection, root)),
    away: async (how) => {
      const silent = await silentServer()
      if (how === 'turned away') await silent.close()
      const away = objectStorageClient({ ...limits, ...account, url: silent.url, timeoutMs: 200 })
      closing.push(async () => {
        await away.close()
        if (how === 'silent') await silent.close()
      })
      return away
    },
    close: async () => {
      for (const close of closing) await close()
      await removeMade()
      await real.close()
      await remove()
      await connection.close()
    },
  }
}

/** A server that takes every connection and never says a word. */
async function silentServer(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined) // a caller that gave up
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // it listens on a port
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** The port, which remembers the names of what is made through it. */
function remembering(real: ObjectStoragePort): {
  readonly port: ObjectStoragePort
  readonly removeMade: () => Promise<void>
} {
  const made = { buckets: new Set<string>(), users: new Set<string>(), policies: new Set<string>() }
  const port: ObjectStoragePort = {
    ...real,
    createBucket: async (name) => {
      await real.createBucket(name)
      made.buckets.add(name)
    },
    setUser: async (accessKey, secretKey) => {
      await real.setUser(accessKey, secretKey)
      made.users.add(accessKey)
    },
    setPolicy: async (name, statements) => {
      await real.setPolicy(name, statements)
      made.policies.add(name)
    },
  }
  return {
    port,
    removeMade: async () => {
      for (const name of made.users) await real.removeUser(name)
      for (const name of made.policies) await real.removePolicy(name)
      for (const name of made.buckets) {
        if ((await real.readTags(name)) === null) continue
        while ((await real.emptyPage(name)) > 0);
        await real.removeBucket(name)
      }
    },
  }
}

function othersAs(connection: Connection, root: Caller): Others {
  const { s3, admin } = root
  const put = async (bucket: string, setting: string, body: string): Promise<void> => {
    await s3('change it', { method: 'PUT', path: pathOf(bucket), query: { [setting]: '' }, ...checked(body) })
  }
  return {
    put: async (bucket, keys) => {
      // Versions of one key have to come one after the other.
      const atOnce = new Set(keys).size === keys.length ? 32 : 1
      for (let first = 0; first < keys.length; first += atOnce) {
        const some = keys.slice(first, first + atOnce)
        await Promise.all(some.map((key) => s3('put', { method: 'PUT', path: pathOf(bucket, key), body: 'content' })))
      }
    },
    hide: async (bucket, key) => {
      await s3('delete', { method: 'DELETE', path: pathOf(bucket, key) })
    },
    beginUpload: async (bucket, key) => {
      await s3('begin an upload', { method: 'POST', path: pathOf(bucket, key), query: { uploads: '' } })
    },
    joinGroup: async (accessKey, group) => {
      const body = JSON.stringify({ group, members: [accessKey], isRemove: false, groupStatus: 'enabled' })
      await admin('join', { method: 'PUT', call: 'update-group-members', body })
    },
    attach: async (accessKey, policies) => {
      const query = { policyName: policies.join(','), userOrGroup: accessKey, isGroup: 'false' }
      await admin('attach', { method: 'PUT', call: 'set-user-or-group-policy', query })
    },
    setOtherRules: (bucket) => {
      const rule = { ID: 'theirs', Status: 'Enabled', Filter: { Prefix: 'logs/' }, Expiration: { Days: 3 } }
      return put(bucket, 'lifecycle', writeXml('LifecycleConfiguration', { Rule: rule }))
    },
    setOtherAccess: (bucket) => {
      const statement = {
        Effect: 'Allow',
        Principal: { AWS: ['*'] },
        Action: ['s3:GetObject', 's3:PutObject'],
        Resource: [`arn:aws:s3:::${bucket}/*`],
      }
      return put(bucket, 'policy', JSON.stringify({ Version: '2012-10-17', Statement: [statement] }))
    },
    reachedAdmin: (signIn) => reachedAdmin(callerOf(connection, signIn), signIn),
  }
}

/** What a user could do to itself or to others with its own keys; it may always list further keys of its own. */
async function reachedAdmin({ admin }: Caller, signIn: Account): Promise<readonly string[]> {
  const { accessKey, secretKey } = signIn
  const sealer = createSealer(secretKey)
  const sealed = (body: object): Promise<Buffer> => sealer.seal(Buffer.from(JSON.stringify(body)))
  const calls = [
    { method: 'GET', call: 'list-users' },
    { method: 'GET', call: 'user-info', query: { accessKey } },
    { method: 'GET', call: 'list-canned-policies' },
    { method: 'GET', call: 'info' },
    { method: 'PUT', call: 'add-service-account', body: await sealed({ name: 'theirs' }) },
    {
      method: 'PUT',
      call: 'add-user',
      query: { accessKey },
      body: await sealed({ secretKey: 'another-secret', status: 'enabled' }),
    },
    { method: 'PUT', call: 'set-user-status', query: { accessKey, status: 'disabled' } },
    { method: 'PUT', call: 'add-canned-policy', query: { name: accessKey }, body: '{}' },
    {
      method: 'PUT',
      call: 'set-user-or-group-policy',
      query: { policyName: 'readwrite', userOrGroup: accessKey, isGroup: 'false' },
    },
  ] as const
  const reached = calls.map(async (call) => {
    try {
      await admin(call.call, call)
      return [call.call]
    } catch (error) {
      if (isRefusal(error, 'AccessDenied')) return []
      throw error
    }
  })
  return (await Promise.all(reached)).flat()
}
