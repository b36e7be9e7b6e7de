import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..', '..')
const folders = ['', 'docs', 'gateway', 'bench', 'testbed', 'deploy/postgresql', 'deploy/minio']

const texts = (
  await Promise.all(
    folders.map(async (folder) =>
      (await readdir(join(root, folder))).filter((name) => name.endsWith('.md')).map((name) => join(folder, name)),
    ),
  )
).flat()

test.each(texts)('each file to which %s links is there', async (text) => {
  const links = [...(await readFile(join(root, text), 'utf8')).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)]
  const own = links.flatMap(([, target = '']) => (/^[a-z]+:/.test(target) ? [] : [target]))
  expect(own.filter((target) => !existsSync(join(root, dirname(text), target)))).toEqual([])
})

test('each test by which a promise of SECURITY.md is held is there', async () => {
  const named = [...(await readFile(join(root, 'SECURITY.md'), 'utf8')).matchAll(/`([\w./-]+\.ts)`/g)]
  expect(named.length).toBeGreaterThan(20)
  expect(named.flatMap(([, file = '']) => (existsSync(join(root, file)) ? [] : [file]))).toEqual([])
})
