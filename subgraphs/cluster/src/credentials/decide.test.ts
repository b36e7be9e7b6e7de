import { expect, test } from 'vitest'
import { decideCredentials, type CredentialDecision, type CredentialView } from './decide.ts'

const thing = (issue = 'first', isRetained = false) => ({ issue, isRetained })
const nothing: CredentialView = { thing: null, pending: null, published: null }

const cases: [string, Partial<CredentialView>, string | undefined, CredentialDecision][] = [
  ['a thing that is not there yet gets a first value', {}, undefined, { type: 'record', issue: 'first' }],
  [
    'a value that is recorded is used, made or not',
    { pending: 'first' },
    undefined,
    { type: 'use-pending', issue: 'first' },
  ],
  [
    'after a crash the recorded value is used again, not a second one',
    { thing: thing(), pending: 'first' },
    undefined,
    { type: 'use-pending', issue: 'first' },
  ],
  ['a published value is used', { thing: thing(), published: 'first' }, undefined, { type: 'use-published' }],
  [
    'a thing that was dropped gets its published value again',
    { published: 'first' },
    undefined,
    { type: 'use-published' },
  ],
  ['a thing whose Secrets are both gone has lost its credentials', { thing: thing() }, undefined, { type: 'lost' }],
  ['a request issues new ones where they are lost', { thing: thing() }, 'op7', { type: 'record', issue: 'op7' }],
  [
    'a request issues new ones beside those in use',
    { thing: thing(), published: 'first' },
    'op7',
    { type: 'record', issue: 'op7' },
  ],
  [
    'a request that is under way goes on with its own value',
    { thing: thing(), pending: 'op7', published: 'first' },
    'op7',
    { type: 'use-pending', issue: 'op7' },
  ],
  [
    'a request comes before an older recorded value',
    { thing: thing(), pending: 'first' },
    'op7',
    { type: 'record', issue: 'op7' },
  ],
  [
    'a request that was carried out does nothing more',
    { thing: thing('op7'), published: 'op7' },
    'op7',
    { type: 'use-published' },
  ],
  ['a request counts once: what is lost afterwards is lost', { thing: thing('op7') }, 'op7', { type: 'lost' }],
  [
    'what comes back from retention gets new ones',
    { thing: thing('first', true) },
    undefined,
    { type: 'record', issue: 'first' },
  ],
]

test.each(cases)('%s', (_sentence, view, reissue, decision) => {
  expect(decideCredentials({ ...nothing, ...view }, reissue)).toEqual(decision)
})
