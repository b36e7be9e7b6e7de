import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { generatedFiles, operationsManifest } from './codegen.ts'

test('what the pages ask is generated from the SDL and the documents as they are', async () => {
  for (const [path, text] of await generatedFiles())
    expect(readFileSync(new URL(path, import.meta.url), 'utf8'), `${path}: run npm run generate`).toBe(text)
})

test('the manifest of operations holds every operation of the pages', async () => {
  const manifest = readFileSync(new URL('generated/operations.json', import.meta.url), 'utf8')
  expect(manifest, 'run npm run generate').toBe(await operationsManifest())
  expect(Object.values(JSON.parse(manifest) as Record<string, string>).join(' ')).toContain('query ProjectsPage')
})
