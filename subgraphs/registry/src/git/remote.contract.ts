import { spawn } from 'node:child_process'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { parseRemote } from './remote.ts'
import type { Repository } from './repository.ts'
import { aCommit, aFolder, aRepository } from './testing.ts'

let folder: Awaited<ReturnType<typeof aFolder>>
let open: { close(): unknown }[]

beforeEach(async () => {
  folder = await aFolder()
  open = []
})
afterEach(async () => {
  for (const part of open.toReversed()) part.close()
  await folder.remove()
})

const searchPath = '/usr/local/bin:/usr/bin:/bin'

/** The bare repository that the remotes below lead to. */
async function anOrigin(): Promise<Repository> {
  const origin = await aRepository(join(folder.path, 'origin'))
  open.push(origin)
  await origin.git.must('allow pushes by http', ['config', 'http.receivepack', 'true'])
  return origin
}

/** Git over HTTP by git's own CGI program, for callers with this password. Tells every Authorization header it saw. */
async function aForge(password: string): Promise<{ port: number; seen: (string | undefined)[] }> {
  const seen: (string | undefined)[] = []
  const expected = `Basic ${Buffer.from(`bot:${password}`).toString('base64')}`
  const server: Server = createServer((request, response) => {
    seen.push(request.headers.authorization)
    if (request.url?.startsWith('/moved') === true) {
      response.writeHead(302, { location: `http://localhost:${portOf(server)}/origin${request.url.slice(6)}` }).end()
    } else if (request.headers.authorization === expected) serveGit(request, response)
    else response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end()
  })
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', resolve)
  await promise
  open.push(server)
  return { port: portOf(server), seen }
}

function portOf(server: Server): number {
  const address = server.address()
  return address !== null && typeof address === 'object' ? address.port : 0
}

function serveGit(request: IncomingMessage, response: ServerResponse): void {
  const [path = '', query = ''] = (request.url ?? '').split('?')
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: searchPath,
      GIT_PROJECT_ROOT: folder.path,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: path,
      QUERY_STRING: query,
      REQUEST_METHOD: request.method ?? 'GET',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      REMOTE_USER: 'bot',
      REMOTE_ADDR: '127.0.0.1',
    },
  })
  request.pipe(child.stdin)
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.on('close', () => {
    const output = Buffer.concat(chunks)
    const end = output.indexOf('\r\n\r\n')
    const headers = output
      .toString('utf8', 0, end)
      .split('\r\n')
      .map((line) => line.split(': ') as [string, string])
    const status = headers.find(([name]) => name === 'Status')?.[1] ?? '200'
    response.writeHead(Number.parseInt(status, 10), Object.fromEntries(headers.filter(([name]) => name !== 'Status')))
    response.end(output.subarray(end + 4))
  })
}

test('a remote by http takes commits from who has the password', async () => {
  const origin = await anOrigin()
  const { port } = await aForge('s3cret')
  const remote = { ...parseRemote(new Secret(`http://bot:s3cret@127.0.0.1:${port}/origin`)), ssh: null }
  const repository = await aRepository(join(folder.path, 'copy'), { remote })
  open.push(repository)
  const head = await repository.initialise()
  const result = await repository.commit([aCommit('shop', 'x')], head)
  expect(result.type).toBe('committed')
  expect(await origin.readFile('shop')).toBe('x')
  expect(await readFile(join(folder.path, 'copy', 'config'), 'utf8')).not.toContain('s3cret')
})

test('a wrong password is refused, and appears in no message', async () => {
  await anOrigin()
  const { port } = await aForge('s3cret')
  const remote = { ...parseRemote(new Secret(`http://bot:wr0ng@127.0.0.1:${port}/origin`)), ssh: null }
  const repository = await aRepository(join(folder.path, 'copy'), { remote })
  open.push(repository)
  const error: unknown = await repository.refresh().catch((error: unknown) => error)
  expect(error).toMatchObject({ name: 'RepositoryUnavailable', reason: 'rejected' })
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/wr0ng|d3IwbmcK|Basic/)
})

test('credentials do not follow a redirect', async () => {
  await anOrigin()
  const { port, seen } = await aForge('s3cret')
  const remote = { ...parseRemote(new Secret(`http://bot:s3cret@127.0.0.1:${port}/moved`)), ssh: null }
  const repository = await aRepository(join(folder.path, 'copy'), { remote })
  open.push(repository)
  await expect(repository.refresh()).rejects.toMatchObject({ name: 'RepositoryUnavailable' })
  expect(seen).toHaveLength(1)
})

test('a remote by ssh is asked with our key and known hosts only, and never with a prompt', async () => {
  const origin = await anOrigin()
  // Stands in for ssh: notes its arguments, then runs what the other side would run.
  const ssh = join(folder.path, 'ssh')
  await writeFile(ssh, `#!/bin/sh\necho "$@" >> ${folder.path}/asked\nfor last; do :; done\nexec sh -c "$last"\n`)
  await chmod(ssh, 0o755)
  const keys = { keyFile: '/keys/projects', knownHostsFile: '/keys/known_hosts' }
  const remote = { url: `ssh://git@git.example.org${folder.path}/origin`, credentials: null, ssh: keys }
  const repository = await aRepository(join(folder.path, 'copy'), { remote, path: `${folder.path}:${searchPath}` })
  open.push(repository)
  const head = await repository.initialise()
  expect((await repository.commit([aCommit('shop', 'x')], head)).type).toBe('committed')
  expect(await origin.readFile('shop')).toBe('x')
  for (const line of (await readFile(join(folder.path, 'asked'), 'utf8')).trim().split('\n')) {
    expect(line).toContain('BatchMode=yes')
    expect(line).toContain('StrictHostKeyChecking=yes')
    expect(line).toContain('-i /keys/projects -o UserKnownHostsFile=/keys/known_hosts')
  }
})

test('a path that a shell would read is refused', async () => {
  const keys = { keyFile: '/keys/x; touch /tmp/evil', knownHostsFile: '/keys/known_hosts' }
  const remote = { url: 'ssh://git@git.example.org/p', credentials: null, ssh: keys }
  await expect(aRepository(join(folder.path, 'copy'), { remote })).rejects.toThrow('absolute path')
})

test('a transport that runs commands is refused', async () => {
  const remote = { url: `ext::sh -c "touch ${folder.path}/evil"`, credentials: null, ssh: null }
  const repository = await aRepository(join(folder.path, 'copy'), { remote })
  open.push(repository)
  await expect(repository.refresh()).rejects.toMatchObject({ name: 'RepositoryUnavailable' })
  await expect(readFile(join(folder.path, 'evil'))).rejects.toThrow('ENOENT')
})
