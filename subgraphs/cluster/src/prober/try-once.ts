import { readFile } from 'node:fs/promises'
import { caFileOutput } from '@operations-manager/schema/variables/names.ts'
import { isCertificateFault, PortError, type PortFault } from '../ports/port-error.ts'
import type { Trial, TrialResult } from '../proofs/trial.ts'
import { triedOf } from '../proofs/tried.ts'
import { callLimitMs } from '../services/call-limit.ts'
import { probers } from '../services/probers.ts'
import type { Evidence } from '../services/proofs.ts'
import { openPort } from './open-port.ts'
import { readVariables } from './variables.ts'

/** As long as the cluster backend itself gives a server: one that is slow is not one that nobody lets through to. */
const timeoutMs = callLimitMs

type Ended = Omit<TrialResult, 'trial'>
type Fault = NonNullable<TrialResult['fault']>

/** Makes one trial once. That nobody answers is told apart from every answer. */
export async function tryOnce(trial: Trial, folder: string): Promise<Ended> {
  try {
    if (trial.type === 'service') return await tryService(trial, folder)
    return { proofs: [proof(triedOf(trial), await openPort(trial, timeoutMs), true)], fault: null }
  } catch (error) {
    if (!(error instanceof PortError)) throw error
    return { proofs: [proof(triedOf(trial), `It did not work: ${error.message}`, false)], fault: faultOf(error.fault) }
  }
}

async function tryService(trial: Extract<Trial, { type: 'service' }>, folder: string): Promise<Ended> {
  const load = probers.get(trial.serviceType)
  if (load === undefined) throw new Error(`nothing tries a service of the type ${trial.serviceType}`)
  const [{ prober }, variables] = await Promise.all([load(), readVariables(folder, Object.values(trial.variables))])
  const value = (output: string) => variables(trial.variables[output] ?? output)
  const faults: Fault[] = []
  const evidence: Evidence = (tried, seen, passed, fault = 'invalid') => {
    if (!passed) faults.push(faultOf(fault))
    return { ...proof(tried, seen, passed), from: 'WORKLOAD' }
  }
  const certificateAuthority =
    trial.variables[caFileOutput] === undefined ? null : await readFile(value(caFileOutput).reveal(), 'utf8')
  const proofs = await prober.prove({ value, given: trial.given, certificateAuthority, timeoutMs, evidence })
  const made = proofs.filter(({ from }) => from !== 'NOT_MADE')
  if (made.every(({ passed }) => passed)) return { proofs: made, fault: null }
  return { proofs: made, fault: faults.find((fault) => fault !== 'invalid') ?? 'invalid' }
}

function proof(tried: string, seen: string, passed: boolean): TrialResult['proofs'][number] {
  return { tried, seen, passed, at: new Date().toISOString() }
}

function faultOf(fault: PortFault): Fault {
  if (fault === 'unavailable') return 'unanswered'
  return fault === 'refused' || isCertificateFault(fault) ? fault : 'invalid'
}
