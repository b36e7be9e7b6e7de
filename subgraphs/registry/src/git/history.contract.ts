import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createHistory } from './history.ts'
import type { Repository } from './repository.ts'
import { aFolder, aRepository } from './testing.ts'

const run = promisify(execFile)

let folder: Awaited<ReturnType<typeof aFolder>>
let repository: Repository

beforeEach(async () => {
  folder = await aFolder()
  repository = await aRepository(join(folder.path, 'origin'))
  await repository.initialise()
})
afterEach(async () => {
  repository.close()
  await folder.remove()
})

/** A new key; gives the path of its private part and its line for the list of signers. */
async function aKey(name: string): Promise<{ path: string; signer: string }> {
  const path = join(folder.path, name)
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', path])
  return { path, signer: `bob@example.org ${await readFile(`${path}.pub`, 'utf8')}` }
}

/** Bob commits by hand, signed with this key. */
async function commitSigned(key: string): Promise<string> {
  const clone = join(folder.path, `clone-of-${key.split('/').at(-1)}`)
  const git = async (...args: string[]) => (await run('git', ['-C', clone, ...args])).stdout.trim()
  await run('git', ['clone', '--quiet', join(folder.path, 'origin'), clone])
  for (const [setting, value] of [
    ['user.name', 'Bob'],
    ['user.email', 'bob@example.org'],
    ['gpg.format', 'ssh'],
    ['user.signingkey', key],
  ] as const) {
    await git('config', setting, value)
  }
  await git('commit', '--quiet', '--allow-empty', '-S', '-m', 'Signed by hand')
  await git('push', '--quiet', 'origin', 'HEAD:main')
  return git('rev-parse', 'HEAD')
}

test('a commit is verified only by the signature of a configured signer', async () => {
  const [known, unknown] = [await aKey('known'), await aKey('unknown')]
  const signers = join(folder.path, 'signers')
  await writeFile(signers, known.signer)
  const [good, foreign] = [await commitSigned(known.path), await commitSigned(unknown.path)]
  const verifiedBy = async (file: string | null, commit: string) =>
    (await createHistory(repository, file).read('shop', commit))?.verified
  expect(await verifiedBy(signers, good)).toBe(true)
  expect(await verifiedBy(signers, foreign)).toBe(false)
  expect(await verifiedBy(null, good)).toBe(false)
  expect(await verifiedBy(join(folder.path, 'no-such-file'), good)).toBe(false)
})

test('a commit outside the branch is no revision of it', async () => {
  const head = (await repository.readHead())!
  const tree = await repository.git.must('find the tree', ['rev-parse', `${head}^{tree}`])
  const text = `tree ${tree.trim()}\nauthor A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n\nElsewhere\n`
  const stray = (await repository.git.must('write', ['hash-object', '-w', '-t', 'commit', '--stdin'], text)).trim()
  expect(await createHistory(repository).read('shop', stray)).toBeNull()
  expect(await createHistory(repository).list('shop', { first: 5, after: stray })).toEqual([])
})
