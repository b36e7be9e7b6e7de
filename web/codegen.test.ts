import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { generatedFiles } from './codegen.ts'

test('what the pages ask is generated from the SDL and the documents as they are', async () => {
  for (const [path, text] of await generatedFiles())
    expect(readFileSync(new URL(path, import.meta.url), 'utf8'), `${path}: run npm run generate`).toBe(text)
})
