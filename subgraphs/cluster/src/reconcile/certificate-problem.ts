import type { ProblemCode } from '@operations-manager/schema/problems/codes.ts'
import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import type { CertificateFault } from '@operations-manager/runtime/tls/certificate-fault.ts'

type Words = { readonly code: ProblemCode; readonly what: string; readonly remedy: string }

/** Each is a problem of its own, since each is mended in another way. */
const words = {
  'certificate-untrusted': {
    code: 'CERTIFICATE_UNTRUSTED',
    what: 'Its certificate is signed by nobody whom this cluster trusts, so it may be anybody.',
    remedy: 'Let an operator give the server a certificate of an authority that the cluster trusts',
  },
  'certificate-expired': {
    code: 'CERTIFICATE_EXPIRED',
    what: 'Its certificate is no longer valid, or not yet.',
    remedy: "Let an operator renew the server's certificate, and look at the clocks",
  },
  'certificate-wrong-name': {
    code: 'CERTIFICATE_NAME_WRONG',
    what: 'Its certificate is for another name than it is asked by, so it may be another server.',
    remedy: 'Let an operator issue a certificate for the name by which the server is asked, or correct that name',
  },
  'certificate-missing': {
    code: 'CERTIFICATE_MISSING',
    what: 'It does not speak TLS as it is asked to, and is told nothing without.',
    remedy: 'Let an operator switch TLS on at the server, or correct what the cluster is told of it',
  },
} as const satisfies Record<CertificateFault, Words>

/** The problem of a server, named in words, that cannot be trusted. */
export function certificateProblem(fault: CertificateFault, server: string, details: Problem['details']): Problem {
  const { code, what, remedy } = words[fault]
  return problem(code, `${server} is not trusted. ${what} ${remedy}.`, {
    remedies: [{ title: remedy, mutation: null, input: {} }],
    details,
  })
}

const codes: ReadonlySet<string> = new Set(Object.values(words).map(({ code }) => code))

/** Whether a problem says that a server cannot be trusted. */
export function isCertificateProblem({ code }: Pick<Problem, 'code'>): boolean {
  return codes.has(code)
}
