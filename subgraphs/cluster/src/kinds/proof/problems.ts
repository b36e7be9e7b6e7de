import { problem, type Problem, type Remedy } from '@operations-manager/schema/problems/problem.ts'
import { certificateProblem } from '../../reconcile/certificate-problem.ts'
import { triedOf } from '../../proofs/tried.ts'
import type { Trial, TrialResult } from '../../proofs/trial.ts'

/** Where a trial was made. */
export type Where = { readonly deployment: string; readonly project: string; readonly component: string }

/** A problem, and after how long it is one that nobody waits for any more; `null`: the deadline of the step says so. */
export type Judged = { readonly problem: Problem; readonly patienceMs: number | null }

const soonMs = 5_000
/** Long enough for one more try: a server may need a moment to know what was just set. */
const anotherTryMs = 8_000
/** What is outside may start again in the meantime. */
const outsideMs = 60_000
const startMs = 45_000

/** What the failure of a trial means. `answers`: whether the cluster backend itself reaches the service. */
export function failureOf(where: Where, trial: Trial, result: TrialResult, answers: boolean): Judged {
  const seen = result.proofs.filter(({ passed }) => !passed).map((proof) => `${proof.tried} ${proof.seen}`)
  const details = { component: where.component, trial: triedOf(trial), from: 'WORKLOAD' }
  const failed = (
    code: 'PROOF_FAILED' | 'WORKLOAD_CUT_OFF' | 'BACKEND_UNAVAILABLE',
    more: Partial<Problem>,
    why = '',
  ) =>
    problem(code, `From where "${where.component}" stands: ${seen.join(' ')}${why === '' ? '' : ` ${why}`}`, {
      path: ['components', where.component],
      details,
      ...more,
    })
  if (result.fault === 'unanswered') return unanswered(where, trial, answers, failed)
  if (result.fault !== null && result.fault !== 'refused' && result.fault !== 'invalid') {
    const server = trial.type === 'service' ? `What "${trial.service}" is in` : triedOf(trial)
    return { problem: certificateProblem(result.fault, server, details), patienceMs: anotherTryMs }
  }
  if (result.fault === 'refused' && trial.type === 'service') {
    const input = { deployment: where.deployment, service: trial.service }
    const remedies = [{ title: 'Issue new credentials', mutation: 'reissueCredentials', input }, again]
    return { problem: failed('PROOF_FAILED', { fault: 'CREDENTIALS', remedies }), patienceMs: anotherTryMs }
  }
  return { problem: failed('PROOF_FAILED', { remedies: [operator, again] }), patienceMs: anotherTryMs }
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
  more: Partial<Problem>,
  why: string,
) => Problem

/** That nobody answers is a fault of the network only if somebody is there. */
function unanswered({ project, component }: Where, trial: Trial, answers: boolean, failed: Failed): Judged {
  const own: Remedy = {
    title: 'Correct what the component declares',
    mutation: 'putComponent',
    input: { project, component },
  }
  switch (trial.type) {
    case 'service':
      if (!answers) {
        const why = 'The cluster backend does not reach it either. The platform goes on trying.'
        return { problem: failed('BACKEND_UNAVAILABLE', {}, why), patienceMs: null }
      }
      return {
        problem: failed(
          'WORKLOAD_CUT_OFF',
          { remedies: [network, again] },
          'The cluster backend reaches it, so the network keeps the workload from it.',
        ),
        patienceMs: soonMs,
      }
    case 'call':
      return {
        problem: failed(
          'WORKLOAD_CUT_OFF',
          { remedies: [own, network, again] },
          `Pods of "${trial.component}" are ready, so they do not listen there or the network keeps callers from them.`,
        ),
        patienceMs: soonMs,
      }
    case 'egress':
      return {
        problem: failed(
          'WORKLOAD_CUT_OFF',
          { remedies: [own, network, again] },
          'Nobody is there, or the network keeps the workload from it.',
        ),
        patienceMs: outsideMs,
      }
    default:
      return trial satisfies never
  }
}

/** A pod that proves and cannot run says nothing about the workload; it is a problem of its own. */
export function notStarted({ component }: Where, message: string): Judged {
  return {
    problem: problem(
      'PROBER_NOT_STARTED',
      `The pod that proves what "${component}" reaches cannot run: ${message} An operator of the platform has to look at PROBER_IMAGE and at what the namespace allows.`,
      { path: ['components', component], remedies: [operatorOfProber, again], details: { component, message } },
    ),
    patienceMs: startMs,
  }
}

const operatorOfProber: Remedy = {
  title: 'Let an operator of the platform look at the image and the place of the prober',
  mutation: null,
  input: {},
}
