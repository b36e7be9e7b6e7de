import { getOperationAST, parse, type DocumentNode } from 'graphql'
import { createHash } from 'node:crypto'
import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import type { TokenDocumentModel } from '@operations-manager/schema/registry/models.ts'
import { isNamePattern } from '../access/patterns.ts'

const dayMs = 24 * 60 * 60 * 1000
const mostPatterns = 20
const mostDocuments = 10
const mostDocumentCharacters = 10_000
const longestName = 60

/** What is asked of a new token, as far as it can be judged without asking anybody. */
export type TokenWish = {
  readonly name: string
  readonly scopes: readonly unknown[]
  readonly deployments: readonly string[] | null
  readonly expiresAt: Date
}

/** What is wrong with the wish for a token; pure. */
export function tokenProblems(wish: TokenWish, now: Date, maximumDays: number): readonly Problem[] {
  return [...nameProblems(wish.name), ...boundProblems(wish), ...expiryProblems(wish.expiresAt, now, maximumDays)]
}

/** A name is for people; it goes into commits and logs, so it is one line. */
export function nameProblems(name: string): readonly Problem[] {
  if (name.trim() === name && name !== '' && name.length <= longestName && !/[\p{Cc}<>]/u.test(name)) return []
  const message = `A name has 1 to ${longestName} characters on one line, without < and >, and no space at either end.`
  return [problem('INPUT_INVALID', message, { path: ['name'] })]
}

/** What is wrong with scopes and patterns, of a token or of a rule. */
export function boundProblems({ scopes, deployments }: Pick<TokenWish, 'scopes' | 'deployments'>): readonly Problem[] {
  const problems: Problem[] = []
  if (scopes.length === 0) {
    problems.push(problem('INPUT_INVALID', 'Give at least one scope; READ is the narrowest.', { path: ['scopes'] }))
  }
  if (deployments === null) return problems
  const path = ['deployments']
  if (deployments.length === 0 || deployments.length > mostPatterns) {
    const message = `Give between 1 and ${mostPatterns} patterns, or leave them out for all deployments.`
    problems.push(problem('INPUT_INVALID', message, { path }))
  }
  for (const pattern of deployments.filter((text) => !isNamePattern(text))) {
    const message = `"${pattern}" is no pattern. Write a deployment's name, with * for any characters, such as pr-*.`
    problems.push(problem('INPUT_INVALID', message, { path }))
  }
  return problems
}

function expiryProblems(expiresAt: Date, now: Date, maximumDays: number): readonly Problem[] {
  const path = ['expiresAt']
  if (Number.isNaN(expiresAt.getTime()) || expiresAt <= now) {
    return [problem('INPUT_INVALID', 'A token has to end some time from now.', { path })]
  }
  // A client's clock may be a little ahead, and "in 30 days" shall be right where 30 days are the maximum.
  const latest = new Date(now.getTime() + maximumDays * dayMs + 10 * 60_000)
  if (expiresAt <= latest) return []
  const message = `A token may live ${maximumDays} days at most here. Let it end by ${latest.toISOString().slice(0, 10)}.`
  return [problem('INPUT_INVALID', message, { path })]
}

type GivenDocument = { readonly text: string; readonly variables?: unknown }

/** Reads the documents that a token shall be bound to, each with one operation and the variables fixed for it. */
export function readDocuments(given: readonly GivenDocument[] | null): {
  readonly documents: readonly TokenDocumentModel[] | null
  readonly problems: readonly Problem[]
} {
  if (given === null) return { documents: null, problems: [] }
  const path = ['documents']
  if (given.length === 0 || given.length > mostDocuments) {
    const message = `Give between 1 and ${mostDocuments} documents, or leave them out to allow any.`
    return { documents: null, problems: [problem('INPUT_INVALID', message, { path })] }
  }
  const read = given.map((one, index) => readDocument(one, [...path, String(index)]))
  const problems = read.flatMap((one) => ('problem' in one ? [one.problem] : []))
  return { problems, documents: read.flatMap((one) => ('problem' in one ? [] : [one])) }
}

function readDocument(
  { text, variables = {} }: GivenDocument,
  path: string[],
): TokenDocumentModel | { problem: Problem } {
  const refuse = (message: string): { problem: Problem } => ({ problem: problem('INPUT_INVALID', message, { path }) })
  if (text.length > mostDocumentCharacters)
    return refuse(`The document is longer than ${mostDocumentCharacters} characters.`)
  let document: DocumentNode
  try {
    document = parse(text)
  } catch (error) {
    return refuse(`The document cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
  const operation = getOperationAST(document)
  if (operation === null || operation === undefined) return refuse('The document needs one operation.')
  const fixed = variables ?? {}
  if (typeof fixed !== 'object' || Array.isArray(fixed)) return refuse('The fixed variables have to be an object.')
  const known = new Set((operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value))
  const unknown = Object.keys(fixed).find((name) => !known.has(name))
  if (unknown !== undefined) return refuse(`The document declares no variable "$${unknown}".`)
  const hash = createHash('sha256').update(text).digest('hex')
  return { hash, text, variables: { ...fixed } }
}
