import type { CreateTokenInput, PutTokenRuleInput, TokenScope } from '../../generated/graph.ts'

/** The scopes, the narrowest first. */
export const scopes = ['READ', 'DEPLOY', 'OPERATE', 'ADMIN'] as const satisfies readonly TokenScope[]

/** For how many days a token can be made, up to what is allowed. */
export function choicesOfDays(maximum: number): readonly number[] {
  const usual = [1, 7, 30, 90, 180].filter((days) => days < maximum)
  return [...usual, maximum]
}

/** What stands in a form, without the space around it. */
export function textIn(form: FormData, field: string): string {
  const value = form.get(field)
  return typeof value === 'string' ? value.trim() : ''
}

/** Words that stand in one field, with commas, spaces or new lines between; null where nothing stands there. */
export function wordsIn(text: string): string[] | null {
  const words = text.split(/[\s,]+/).filter((word) => word !== '')
  return words.length === 0 ? null : words
}

/** `claim=pattern`, one on each line. */
export function claimsIn(text: string): PutTokenRuleInput['claims'] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', ...pattern] = line.split('=')
      return { name: name.trim(), pattern: pattern.join('=').trim() }
    })
}

/** The input of a new token; `fault` is for fixed variables that are no JSON. */
export function tokenInput(
  form: FormData,
  project: string | null,
  now: Date,
): { readonly input: CreateTokenInput } | { readonly fault: 'variables' } {
  const document = textIn(form, 'document')
  const variables = parsed(textIn(form, 'variables'))
  if (variables === undefined) return { fault: 'variables' }
  const days = Number(textIn(form, 'days'))
  return {
    input: {
      ...(project === null ? {} : { project }),
      name: textIn(form, 'name'),
      scopes: [scopeIn(form)],
      deployments: wordsIn(textIn(form, 'deployments')),
      documents: document === '' ? null : [{ text: document, variables }],
      expiresAt: new Date(now.getTime() + days * 24 * 60 * 60 * 1000).toISOString(),
    },
  }
}

export function scopeIn(form: FormData): TokenScope {
  const given = textIn(form, 'scope')
  return scopes.find((scope) => scope === given) ?? 'READ'
}

function parsed(text: string): unknown {
  if (text === '') return null
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined // the form says that it is no JSON
  }
}
