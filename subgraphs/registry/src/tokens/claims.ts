import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import { matches } from '../access/patterns.ts'

export type ClaimPattern = { readonly name: string; readonly pattern: string }

const mostClaims = 20
const longestPattern = 500

/** The claims by which forges say whose repository it is; what else they say, any repository can say too. */
const telling: ReadonlySet<string> = new Set([
  'sub',
  'repository',
  'repository_id',
  'repository_owner',
  'repository_owner_id',
  'project_path',
  'project_id',
  'namespace_path',
  'namespace_id',
])

/** True if every claim is there and fits; pure. Lists and objects fit nothing. */
export function claimsFit(claims: readonly ClaimPattern[], identity: Readonly<Record<string, unknown>>): boolean {
  return claims.every(({ name, pattern }) => {
    const value = Object.hasOwn(identity, name) ? identity[name] : undefined
    return ['string', 'number', 'boolean'].includes(typeof value) && matches(pattern, String(value))
  })
}

/**
 * What is wrong with the claims of a rule. A public forge gives an identity to anybody's pipeline, so one claim has to
 * hold to one owner: with no `*`, or with one behind an owner's whole name (`example/*`, `repo:example/shop:*`).
 */
export function claimProblems(claims: readonly ClaimPattern[]): readonly Problem[] {
  const path = ['claims']
  const refuse = (message: string): Problem => problem('INPUT_INVALID', message, { path })
  if (claims.length > mostClaims) return [refuse(`A rule has at most ${mostClaims} claims.`)]
  const problems: Problem[] = []
  for (const { name, pattern } of claims) {
    if (!/^[A-Za-z0-9_.:/-]{1,100}$/.test(name)) problems.push(refuse(`"${name}" is no name of a claim.`))
    if (pattern === '' || pattern.length > longestPattern)
      problems.push(refuse(`The pattern of "${name}" has 1 to ${longestPattern} characters.`))
  }
  if (new Set(claims.map(({ name }) => name)).size !== claims.length) problems.push(refuse('A claim stands twice.'))
  if (!claims.some(holdsToOneOwner)) {
    problems.push(
      refuse(
        'Any repository of the forge could use this rule. Name whose it is for, such as `repository` with "example/shop" or "example/*".',
      ),
    )
  }
  return problems
}

function holdsToOneOwner({ name, pattern }: ClaimPattern): boolean {
  if (!telling.has(name)) return false
  const star = pattern.indexOf('*')
  if (star < 0) return pattern !== ''
  const before = pattern.slice(0, star)
  return /[^/:]\/.*$/.test(before) && /[/:]$/.test(before)
}
