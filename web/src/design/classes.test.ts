import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const source = join(import.meta.dirname, '..')

/** The classes that a component takes from its stylesheet and that stand in it nowhere: it would go without style. */
function unknownClasses(file: string): readonly string[] {
  const text = readFileSync(join(source, file), 'utf8')
  const sheets = [...text.matchAll(/^import (\w+) from '(\S+\.module\.css)'$/gm)]
  return sheets.flatMap(([, name = '', path = '']) => {
    const sheet = readFileSync(join(source, dirname(file), path), 'utf8')
    const known = new Set([...sheet.matchAll(/\.([a-zA-Z][\w-]*)/g)].map(([, known]) => known))
    const used = [...text.matchAll(new RegExp(`\\b${name}\\['([\\w-]+)'\\]`, 'g'))].map(([, used = '']) => used)
    return used.filter((one) => !known.has(one)).map((one) => `${file}: ${one}`)
  })
}

test('every class that a component asks for is in its stylesheet', () => {
  const files = globSync('**/*.tsx', { cwd: source })
  expect(files.length).toBeGreaterThan(50)
  expect(files.flatMap(unknownClasses)).toEqual([])
})
