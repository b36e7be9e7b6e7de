import { expect, test } from 'vitest'
import { verdictOf } from './verdict.ts'

type Proved = Parameters<typeof verdictOf>[1][number]
type Proof = Proved['proofs'][number]

const aProof = (changes: Partial<Proof> = {}): Proof => ({
  tried: 'Signed in.',
  seen: 'It worked.',
  passed: true,
  from: 'WORKLOAD',
  ...changes,
})
const reach = (...proofs: Proof[]): Proved => ({ key: 'live/web/reach', proofs })
const reaches = { web: 2 }

test('all is well where everything that a component reaches was proved from where it stands', () => {
  const own = { key: 'live/orders/proof', proofs: [aProof({ from: 'BACKEND' })] }
  expect(verdictOf('SUCCEEDED', [own, reach(aProof(), aProof(), aProof())], { reaches })).toEqual({
    fromWorkload: 3,
    fromBackend: 1,
    faults: [],
  })
})

test.each<[string, string, readonly Proved[], string]>([
  ['the operation failed', 'FAILED', [reach(aProof(), aProof())], 'The operation ended as FAILED.'],
  [
    'a proof did not pass',
    'SUCCEEDED',
    [reach(aProof(), aProof(), aProof({ passed: false, seen: 'It was refused.' }))],
    'Not as it has to be: Signed in. It was refused.',
  ],
  [
    'something could not be tried',
    'SUCCEEDED',
    [reach(aProof(), aProof(), aProof({ passed: false, from: 'NOT_MADE', seen: 'No image.' }))],
    'Not proved: Signed in. No image.',
  ],
  [
    'it was only simulated',
    'SUCCEEDED',
    [reach(aProof(), aProof()), { key: 'live/orders/proof', proofs: [aProof({ from: 'SIMULATED' })] }],
    'Only simulated: Signed in.',
  ],
  [
    'the backend answered for a workload',
    'SUCCEEDED',
    [reach(aProof(), aProof({ from: 'BACKEND' }))],
    '"web" reaches 2 things, of which 1 were proved from where it stands.',
  ],
  [
    'the step is not there at all',
    'SUCCEEDED',
    [],
    '"web" reaches 2 things, of which 0 were proved from where it stands.',
  ],
])('it says so where %s', (_, state, steps, fault) => {
  expect(verdictOf(state, steps, { reaches }).faults).toEqual([fault])
})
