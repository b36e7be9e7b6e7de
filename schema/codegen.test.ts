import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { generatedFiles } from './codegen.ts'

test('the committed resolver types are those of the SDL (else run: npm run generate)', async () => {
  for (const [path, text] of await generatedFiles()) {
    expect({ path, text: readFileSync(new URL(path, import.meta.url), 'utf8') }).toEqual({ path, text })
  }
})
