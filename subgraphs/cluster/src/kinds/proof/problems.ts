import { problem, type Problem, type ProblemParts } from '@operations-manager/schema/problems/problem.ts'
import type { Remedy } from '@operations-manager/schema/problems/remedy.ts'
import { certificateProblem } from '../../reconcile/certificate-problem.ts'
import { reissue } from '../../reconcile/service-remedies.ts'
import { triedOf } from '../../proofs/tried.ts'
import type { Trial, TrialResult } from '../../proofs/trial.ts'

/** Where a trial was made. */
export type Where = { readonly deployment: string; readonly project: string; readonly component: string }

/** What keeps a pod from starting is no passing thing after so long. */
export const startMs = 30_000

/** What the failure of a trial means. `isCutOff`: the cluster backend itself reaches the service that nobody answered for. */
export function failureOf(where: Where, trial: Trial, result: TrialResult, isCutOff: boolean): Problem {
  const seen = result.proofs.filter(({ passed }) => !passed).map((proof) => `${proof.tried} ${proof.seen}`)
  const details = { component: where.component, trial: triedOf(trial), from: 'WORKLOAD' }
  const failed = (code: 'PROOF_FAILED' | 'WORKLOAD_CUT_OFF' | 'BACKEND_UNAVAILABLE', more: ProblemParts, why = '') =>
    problem(code, `From where "${where.component}" stands: ${seen.join(' ')}${why === '' ? '' : ` ${why}`}`, {
      path: ['components', where.component],
      details,
      ...more,
    })
  if (result.fault === 'unanswered') return unanswered(where, trial, isCutOff, failed)
  if (result.fault !== null && result.fault !== 'refused' && result.fault !== 'invalid') {
    const server = trial.type === 'service' ? `What "${trial.service}" is in` : triedOf(trial)
    return certificateProblem(result.fault, server, details)
  }
  if (result.fault === 'refused' && trial.type === 'service') {
    const { project, deployment } = where
    const remedies = [reissue({ project, deployment, service: trial.service }), again]
    return failed('PROOF_FAILED', { fault: 'CREDENTIALS', remedies })
  }
  return failed('PROOF_FAILED', { remedies: [operator, again] })
}

const again: Remedy = { title: 'Try again', mutation: 'retryOperation', input: {} }
const operator: Remedy = { title: 'Let an operator of the platform look at the service', mutation: null, input: {} }
const network: Remedy = {
  title: 'Let an operator of the platform look at the network policies and at the setting NETWORK',
  mutation: null,
  input: {},
}

type Failed = (
  code: 'PROOF_FAILED' | 'WORKLOAD_CUT_OFF' | 'BACKEND_UNAVAILABLE',
  more: ProblemParts,
  why: string,
) => Problem

/** That nobody answers is a fault of the network only if somebody is there. */
function unanswered({ project, component }: Where, trial: Trial, isCutOff: boolean, failed: Failed): Problem {
  const input = { project, component }
  const own: Remedy = { title: 'Correct what the component declares', mutation: 'putComponent', input }
  switch (trial.type) {
    case 'service':
      return isCutOff
        ? failed(
            'WORKLOAD_CUT_OFF',
            { remedies: [network, again] },
            'The cluster backend reaches it, so the network keeps the workload from it.',
          )
        : failed(
            'BACKEND_UNAVAILABLE',
            {},
            'The cluster backend does not reach it either. The platform goes on trying.',
          )
    case 'call':
      return failed(
        'WORKLOAD_CUT_OFF',
        { remedies: [own, network, again] },
        `Pods of "${trial.component}" are ready, so they do not listen there or the network keeps callers from them.`,
      )
    case 'egress':
      return failed(
        'WORKLOAD_CUT_OFF',
        { remedies: [own, network, again] },
        'Nobody is there, or the network keeps the workload from it.',
      )
    default:
      return trial satisfies never
  }
}

/** A pod that proves and cannot run says nothing about the workload; it is a problem of its own. */
export function notStarted({ component }: Where, message: string): Problem {
  return problem(
    'PROBER_NOT_STARTED',
    `The pod that proves what "${component}" reaches cannot run: ${message.replace(/\.$/, '')}. An operator of the platform has to look at PROBER_IMAGE and at what the namespace allows.`,
    { path: ['components', component], remedies: [operatorOfProber, again], details: { component, message } },
  )
}

const operatorOfProber: Remedy = {
  title: 'Let an operator of the platform look at the image and the place of the prober',
  mutation: null,
  input: {},
}
