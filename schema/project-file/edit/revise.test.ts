import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readYaml } from '../yaml/read-yaml.ts'
import type { Plain, PlainMap } from './plain.ts'
import { isPlainList, isPlainMap } from './plain.ts'
import { scalarText } from './render.ts'
import { reviseYaml } from './revise.ts'

const key = fc.constantFrom('a', 'b', 'c', 'name', 'image', 'env', 'x-y', 'on', '1', 'with space', 'FOO_BAR')
const word = fc.oneof(
  fc.constantFrom(
    '',
    'plain',
    'a: b',
    '# no comment',
    '- x',
    'on',
    'true',
    '1.10',
    '{x}',
    'a, b',
    "it's",
    '"q"',
    'two\nlines',
    ' x ',
    'é',
    '*x',
    '&x',
    '!x',
    '<<',
    '~',
    'null',
    '2026-11-23',
    'a #b',
    '@x',
    '%x',
    '|',
    '>',
    '? x',
    ':',
    'ghcr.io/a/b:1.0',
    'http://x/y?z=[1]',
  ),
  fc.string({ maxLength: 12 }),
)
const scalar: fc.Arbitrary<Plain> = fc.oneof(word, fc.integer({ min: -9, max: 70000 }), fc.boolean(), fc.constant(null))
const { tree } = fc.letrec<{ tree: Plain; map: PlainMap; list: readonly Plain[] }>((tie) => ({
  tree: fc.oneof({ depthSize: 'small', withCrossShrink: true }, scalar, tie('map'), tie('list')),
  map: fc.dictionary(key, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  list: fc.array(tie('tree'), { maxLength: 3 }),
}))
const map = fc.dictionary(key, tree, { minKeys: 1, maxKeys: 5, noNullPrototype: true })

/** Prints a value as people might: brackets or lines, quotes or none, comments and blank lines where they like. */
function print(value: PlainMap, random: () => number, eol: string): string {
  let comments = 0
  const chance = (share: number) => random() < share
  const comment = () => (chance(0.25) ? ` # c${++comments}` : '')
  const own = (pad: string) => [...(chance(0.15) ? [''] : []), ...(chance(0.2) ? [`${pad}# c${++comments}`] : [])]
  const single = (item: Plain, inFlow: boolean) =>
    scalarText(item as string, {
      inFlow,
      quotes: chance(0.2) ? 'QUOTE_DOUBLE' : chance(0.2) ? 'QUOTE_SINGLE' : 'PLAIN',
    })
  const name = (text: string) => scalarText(text, { inFlow: true })

  function flow(item: Plain, pad: string): string {
    const isWide = chance(0.25)
    const [gap, end] = isWide ? [`${eol}${pad}    `, `${eol}${pad}  `] : [chance(0.7) ? ' ' : '', '']
    const trailing = isWide && chance(0.4) ? ',' : ''
    const join = (parts: readonly string[]) =>
      parts
        .map(
          (part, index) =>
            `${index === 0 ? '' : isWide ? gap : ' '}${part}${index < parts.length - 1 ? ',' : trailing}${isWide ? comment() : ''}`,
        )
        .join('')
    if (isPlainList(item))
      return item.length === 0 ? '[]' : `[${isWide ? gap : ''}${join(item.map((one) => flow(one, `${pad}  `)))}${end}]`
    if (!isPlainMap(item)) return single(item, true)
    const parts = Object.entries(item).map(([k, v]) =>
      v === null && chance(0.5) ? `${name(k)}:` : `${name(k)}: ${flow(v, `${pad}  `)}`,
    )
    return parts.length === 0 ? '{}' : `{${gap}${join(parts)}${isWide ? end : gap}}`
  }

  function block(item: PlainMap | readonly Plain[], pad: string): string[] {
    if (isPlainList(item)) return item.flatMap((one) => [...own(pad), ...entry(`${pad}-`, one, `${pad}  `, true)])
    return Object.entries(item).flatMap(([k, v]) => [...own(pad), ...entry(`${pad}${name(k)}:`, v, `${pad}  `, false)])
  }

  function entry(head: string, item: Plain, pad: string, isItem: boolean): string[] {
    const isEmpty = (isPlainMap(item) && Object.keys(item).length === 0) || (isPlainList(item) && item.length === 0)
    if ((isPlainMap(item) || isPlainList(item)) && !isEmpty && chance(0.6)) {
      const lines = block(item, pad)
      const [first = ''] = lines
      // The usual way to write a map in a list: its first key behind the dash.
      if (isItem && isPlainMap(item) && first.trim() !== '' && !first.trim().startsWith('#'))
        return [`${head} ${first.trimStart()}`, ...lines.slice(1)]
      return [`${head}${comment()}`, ...lines]
    }
    if (item === null && chance(0.5)) return [`${head}${comment()}`]
    if (typeof item === 'string' && /^[a-z]+\n[a-z]+$/.test(item) && chance(0.7)) {
      return [`${head} |-`, ...item.split('\n').map((line) => `${pad}${line}`)]
    }
    return [`${head} ${isPlainMap(item) || isPlainList(item) ? flow(item, pad) : single(item, false)}${comment()}`]
  }

  return [...own(''), ...block(value, ''), ''].join(eol)
}

function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296
    return state / 4294967296
  }
}

const printed = fc
  .record({ value: map, seed: fc.integer({ min: 0, max: 2 ** 31 }), crlf: fc.boolean() })
  .map(({ value, seed, crlf }) => print(value, randomOf(seed), crlf ? '\r\n' : '\n'))

/** A path to every value in a document. */
function pathsIn(value: Plain, path: readonly string[] = []): readonly (readonly string[])[] {
  const below = isPlainMap(value)
    ? Object.entries(value).flatMap(([k, v]) => pathsIn(v, [...path, k]))
    : isPlainList(value)
      ? value.flatMap((v, index) => pathsIn(v, [...path, String(index)]))
      : []
  return path.length === 0 ? below : [path, ...below]
}

function changed(value: Plain, [step, ...rest]: readonly string[], change: (old: Plain) => Plain | undefined): Plain {
  if (step === undefined) return change(value) ?? null
  if (isPlainList(value)) {
    const at = Number(step)
    const next = rest.length === 0 ? change(value[at] ?? null) : changed(value[at] ?? null, rest, change)
    return next === undefined
      ? value.filter((_, index) => index !== at)
      : value.map((item, index) => (index === at ? next : item))
  }
  const own = value as PlainMap
  const next = rest.length === 0 ? change(own[step] ?? null) : changed(own[step] ?? null, rest, change)
  if (next !== undefined) return { ...own, [step]: next }
  return Object.fromEntries(Object.entries(own).filter(([k]) => k !== step))
}

function valueOf(text: string): Plain {
  const { file, problems } = readYaml(text)
  expect(problems).toEqual([])
  return file?.value as Plain
}

const commentsOf = (text: string) => [...text.matchAll(/# c\d+/g)].map(([found]) => found)
const isSingle = (value: Plain) => !isPlainMap(value) && !isPlainList(value)

function at(value: Plain, path: readonly string[]): Plain {
  return path.reduce<Plain>(
    (current, step) => (isPlainList(current) ? current[Number(step)]! : (current as PlainMap)[step]!),
    value,
  )
}

describe('revising YAML', () => {
  test('any document becomes any other', () => {
    fc.assert(
      fc.property(printed, map, (text, wanted) => {
        valueOf(text)
        const revised = reviseYaml(text, wanted)
        expect(revised).toMatchObject({ ok: true })
        expect(valueOf((revised as { text: string }).text)).toEqual(wanted)
      }),
      { numRuns: 120 },
    )
  })

  test('a changed single value changes nothing before or behind it', () => {
    fc.assert(
      fc.property(printed, fc.nat(), scalar, (text, pick, next) => {
        const value = valueOf(text)
        const paths = pathsIn(value).filter((path) => isSingle(at(value, path)))
        fc.pre(paths.length > 0)
        const path = paths[pick % paths.length]!
        const wanted = changed(value, path, () => next)
        const revised = reviseYaml(text, wanted)
        expect(revised).toMatchObject({ ok: true })
        const result = (revised as { text: string }).text
        expect(valueOf(result)).toEqual(wanted)
        expect(commentsOf(result)).toEqual(commentsOf(text))
        const old = readYaml(text).file!.places.of(path)
        const [before, after] = [text.split('\n'), result.split('\n')]
        expect(after.slice(0, old.line - 1)).toEqual(before.slice(0, old.line - 1))
        // Nothing behind the value either: a text of two lines may have taken three, everything else one.
        const longest = at(value, path) === 'two\nlines' ? 3 : 1
        const tail = before.slice(old.line - 1 + longest)
        expect(after.slice(after.length - tail.length)).toEqual(tail)
      }),
      { numRuns: 250 },
    )
  })

  test('a new key adds to the text and takes nothing away', () => {
    fc.assert(
      fc.property(printed, fc.nat(), tree, (text, pick, added) => {
        const value = valueOf(text)
        const maps = [
          [],
          ...pathsIn(value).filter(
            (path) => isPlainMap(at(value, path)) && Object.keys(at(value, path) as PlainMap).length > 0,
          ),
        ]
        const path = maps[pick % maps.length]!
        const wanted = changed({ root: value }, ['root', ...path], (old) => ({ ...(old as PlainMap), added }))
        const revised = reviseYaml(text, (wanted as PlainMap)['root']!)
        expect(revised).toMatchObject({ ok: true })
        const result = (revised as { text: string }).text
        expect(valueOf(result)).toEqual((wanted as PlainMap)['root'])
        expect(isSubsequence(text, result)).toBe(true)
      }),
      { numRuns: 250 },
    )
  })

  test('a removed key or entry adds nothing but an empty pair of brackets', () => {
    fc.assert(
      fc.property(printed, fc.nat(), (text, pick) => {
        const value = valueOf(text)
        const paths = pathsIn(value)
        const path = paths[pick % paths.length]!
        fc.pre(path.length > 1 || Object.keys(value as PlainMap).length > 1)
        const wanted = changed(value, path, () => undefined)
        const revised = reviseYaml(text, wanted)
        expect(revised).toMatchObject({ ok: true })
        const result = (revised as { text: string }).text
        expect(valueOf(result)).toEqual(wanted)
        expect(isSubsequence(result.replace(/ ?(\{\}|\[\])/g, ''), text)).toBe(true)
      }),
      { numRuns: 250 },
    )
  })
})

function isSubsequence(part: string, whole: string): boolean {
  let index = 0
  for (const char of whole) if (char === part[index]) index += 1
  return index === part.length
}
