import { expect, test } from 'vitest'
import { certificateFaults } from '@operations-manager/runtime/tls/certificate-fault.ts'
import { PortError } from '../ports/port-error.ts'
import { isCertificateProblem } from './certificate-problem.ts'
import { outcomeOf } from './outcome-of.ts'

const ended = certificateFaults.map((fault) => outcomeOf(new PortError('postgresql', fault, 'read a role: …')))
const problems = ended.map((outcome) => (outcome?.type === 'waiting' ? outcome.problem : null))

test('each fault of a certificate is a problem of its own that says what to do', () => {
  expect(problems.map((one) => one?.code)).toEqual([
    'CERTIFICATE_UNTRUSTED',
    'CERTIFICATE_EXPIRED',
    'CERTIFICATE_NAME_WRONG',
    'CERTIFICATE_MISSING',
  ])
  for (const one of problems) {
    expect(one).toMatchObject({ fault: 'PLATFORM', details: { backend: 'postgresql' } })
    expect(one?.message).toContain("The cluster's postgresql is not trusted.")
    expect(one?.remedies).toHaveLength(1)
    expect(one !== null && isCertificateProblem(one)).toBe(true)
  }
})

test('a certificate may be renewed meanwhile, so it is waited for a while and not for ever', () => {
  for (const outcome of ended) expect(outcome).toMatchObject({ type: 'waiting', patienceMs: expect.any(Number) })
})
