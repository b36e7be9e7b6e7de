import { readdir, readFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..', '..')

/** Everything that a program or a page is made of. */
const sources = ['schema', 'runtime/src', 'gateway/src', 'subgraphs', 'sandbox/src', 'web/src', 'deploy']
const ignored = new Set(['node_modules', '.next', '.turbo', '.data'])

/** The folders of the type, and the lists that are generated from such folders. */
const own = /^(schema|subgraphs\/cluster\/src)\/services\/(redis\/|(catalogue|units|probers)\.ts$)/
/** Images of others that happen to be called so; both lists are of what starts as root. */
const images = new Set(['schema/project-file/root-images.ts', 'subgraphs/cluster/src/memory/kubernetes/images.ts'])

async function filesBelow(folder: string): Promise<string[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter(({ name }) => !ignored.has(name))
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name)
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => filesBelow(join(folder, name)))
  const wanted = files.filter((name) => /\.(ts|tsx|graphql|tpl|yaml|json)$/.test(name) && !/\.test\.tsx?$/.test(name))
  return [...wanted.map((name) => join(folder, name)), ...(await Promise.all(folders)).flat()]
}

test('a service type is one declared unit: outside of its folders nothing knows the name of the one added last', async () => {
  const files = (await Promise.all(sources.map((source) => filesBelow(join(root, source))))).flat()
  expect(files.length).toBeGreaterThan(500)
  const naming = await Promise.all(
    files.map(async (file) => (/\bredis\b/i.test(await readFile(file, 'utf8')) ? [relative(root, file)] : [])),
  )
  const elsewhere = naming.flat().filter((file) => !own.test(file) && !images.has(file))
  // That the cluster backend brings its client along is said where programs say what they need.
  expect(elsewhere).toEqual(['subgraphs/cluster/package.json'])
})
