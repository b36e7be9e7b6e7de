import { Composer, CST, Lexer, LineCounter, Parser, type Document, type Node } from 'yaml'
import type { Path } from '../finding.ts'
import { fileLimits } from '../limits.ts'
import { problem, type Problem } from '../../problems/problem.ts'
import { decodeFile } from './decode.ts'
import { placeAt, placesOf, type Places } from './places.ts'
import { syntaxMessages } from './syntax-messages.ts'
import { toValue } from './to-value.ts'

/** One YAML document as a value, with the places of everything in it. */
export type YamlFile = {
  readonly text: string
  readonly value: unknown
  readonly root: Node | null
  readonly places: Places
  /** Maps that lack something because a refused feature was to bring it: what is missing there is nobody's mistake. */
  readonly incomplete: readonly Path[]
}

/**
 * What strict reading gives. `file` is null where the text could not be understood at all; where only a feature is
 * refused or a key stands twice, the rest can still be checked.
 */
export type YamlReading = { readonly file: YamlFile | null; readonly problems: readonly Problem[] }

/** Reads one document of YAML 1.2, core schema, strictly, in bounded time and memory. */
export function readYaml(input: string | Uint8Array): YamlReading {
  const decoded = decodeFile(input)
  if (!decoded.ok) return { file: null, problems: [decoded.problem] }
  const { text } = decoded
  const lines = new LineCounter()
  const parsed = parseTokens(text, lines)
  if (!parsed.ok) return { file: null, problems: [parsed.problem] }
  // Own checks of keys, merges and tags follow: the library's compare every key with every other, and let tags pass.
  const composer = new Composer({ version: '1.2', schema: 'core', merge: false, uniqueKeys: false, logLevel: 'silent' })
  const [document, second] = withoutStackTraces(() => {
    const [first, next] = composer.compose(parsed.tokens, true, text.length)
    return [first, next] as const
  })
  const problems = [...directives(parsed.tokens, lines), ...severalDocuments(second, lines)]
  const unclosed = unclosedQuote(parsed.tokens)
  const syntax = document === undefined ? [] : syntaxProblems(document, lines, unclosed)
  if (document === undefined || syntax.some(({ code }) => code === 'YAML_SYNTAX')) {
    return { file: null, problems: limited([...problems, ...syntax]) }
  }
  const { value, incomplete, anchors, problems: found } = toValue(document.contents, lines)
  const known = new Set(found.map(({ line, code }) => `${code} ${line}`))
  const tags = syntax.filter(({ line, code }) => !known.has(`${code} ${line}`))
  const places = placesOf(document.contents, lines, anchors)
  return {
    file: { text, value, root: document.contents, places, incomplete },
    problems: limited([...problems, ...tags, ...found]),
  }
}

type Tokens = { readonly ok: true; readonly tokens: CST.Token[] } | { readonly ok: false; readonly problem: Problem }

// The parser keeps a stack and does not recurse; composing does, and it makes an error of each odd token. So depth and
// number are counted here, before they can hurt.
function parseTokens(text: string, lines: LineCounter): Tokens {
  lines.addNewLine(0)
  const parser = new Parser(lines.addNewLine)
  const tokens: CST.Token[] = []
  let count = 0
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme))
    if (++count > fileLimits.lexemes) return { ok: false, problem: tooMany(lines, parser.offset) }
    if (parser.stack.length > fileLimits.depth && depthOf(parser.stack) > fileLimits.depth) {
      return { ok: false, problem: tooDeep(lines, parser.offset) }
    }
  }
  tokens.push(...parser.end())
  return { ok: true, tokens }
}

// The library makes an error of every odd character, and a hundred thousand stack traces take seconds.
function withoutStackTraces<T>(work: () => T): T {
  const usual = Error.stackTraceLimit
  Error.stackTraceLimit = 0
  try {
    return work()
  } finally {
    Error.stackTraceLimit = usual
  }
}

function depthOf(stack: readonly CST.Token[]): number {
  return stack.filter(({ type }) => type === 'block-map' || type === 'block-seq' || type === 'flow-collection').length
}

function tooDeep(lines: LineCounter, offset: number): Problem {
  const message = `Maps and lists stand more than ${fileLimits.depth} deep inside each other. A project file needs less; look for a bracket or an indentation too many.`
  return problem('YAML_FEATURE', message, placeAt(lines, offset))
}

function directives(tokens: readonly CST.Token[], lines: LineCounter): Problem[] {
  return tokens
    .filter((token) => token.type === 'directive')
    .filter(({ source }) => !/^%YAML\s+1\.2\s*$/.test(source))
    .map(({ offset, source }) => {
      const message = `The directive "${source.slice(0, 40)}" is not allowed: project files are YAML 1.2 without own tags. Remove the line.`
      return problem('YAML_FEATURE', message, placeAt(lines, offset))
    })
}

function tooMany(lines: LineCounter, offset: number): Problem {
  const message = `The file has more than ${fileLimits.lexemes} words and signs. A project file needs less; remove what repeats.`
  return problem('FILE_TOO_LARGE', message, placeAt(lines, offset))
}

function severalDocuments(second: Document.Parsed | undefined, lines: LineCounter): Problem[] {
  if (second === undefined) return []
  const message =
    'The file holds several documents, and a project is one. Keep the first, and put each other project in a file of its own.'
  return [problem('YAML_FEATURE', message, placeAt(lines, second.range[0]))]
}

// Everything behind a quote that is never closed is text, so only what stands before it can be told as well.
function syntaxProblems(document: Document.Parsed, lines: LineCounter, unclosed: number | null): Problem[] {
  const found = [...document.errors, ...document.warnings]
    .filter(({ code, pos }) => code !== 'BAD_DIRECTIVE' && (unclosed === null || pos[0] < unclosed))
    .map(({ code, pos }) => {
      const isFeature = code === 'TAG_RESOLVE_FAILED' || code === 'BAD_COLLECTION_TYPE'
      return problem(isFeature ? 'YAML_FEATURE' : 'YAML_SYNTAX', syntaxMessages[code], placeAt(lines, pos[0]))
    })
  if (unclosed === null) return found
  const message = 'The quote that opens here is never closed. Write the same quote behind the text.'
  return [...found, problem('YAML_SYNTAX', message, placeAt(lines, unclosed))]
}

/** Where a quoted text begins that never ends; null if there is none. */
function unclosedQuote(tokens: readonly CST.Token[]): number | null {
  let found: number | null = null
  const look = (token: CST.Token | null | undefined) => {
    if (token?.type !== 'double-quoted-scalar' && token?.type !== 'single-quoted-scalar') return
    const quote = token.type === 'double-quoted-scalar' ? '"' : "'"
    if (token.source.length < 2 || !token.source.endsWith(quote)) found = Math.min(found ?? token.offset, token.offset)
  }
  for (const token of tokens) {
    if (token.type !== 'document' || token.value === undefined) continue
    look(token.value)
    CST.visit(token, ({ key, value }) => {
      look(key)
      look(value)
    })
  }
  return found
}

function limited(problems: readonly Problem[]): readonly Problem[] {
  return problems.slice(0, fileLimits.problems)
}
