import type { Step } from '@operations-manager/sandbox/demo/documents.ts'
import { deployment, type Sample } from './sample.ts'

/** What of a deployment was proved, and what of it was not as it has to be. */
export type Verdict = {
  /** Proofs that a pod beside the workloads made. */
  readonly fromWorkload: number
  /** Proofs that only the cluster backend can make: of servers as such, and of published addresses. */
  readonly fromBackend: number
  /** Sentences; empty where everything was proved, and from the workload where it stands. */
  readonly faults: readonly string[]
}

type Proved = Pick<Step, 'key' | 'proofs'>
type Proof = Step['proofs'][number]

/** Judges a deployment of the sample by its steps: what a component reaches counts only if it was seen from there. */
export function verdictOf(state: string, steps: readonly Proved[], { reaches }: Pick<Sample, 'reaches'>): Verdict {
  const proofs = steps.flatMap((step) => step.proofs)
  const count = (from: string): number => proofs.filter((proof) => proof.passed && proof.from === from).length
  return {
    fromWorkload: count('WORKLOAD'),
    fromBackend: count('BACKEND'),
    faults: [
      ...(state === 'SUCCEEDED' ? [] : [`The operation ended as ${state}.`]),
      ...proofs.flatMap(faultOf),
      ...Object.entries(reaches).flatMap(([component, least]) => {
        const from = (steps.find(({ key }) => key === reachStep(component))?.proofs ?? []).filter(isFromWorkload)
        if (from.length >= least) return []
        return [`"${component}" reaches ${least} things, of which ${from.length} were proved from where it stands.`]
      }),
    ],
  }
}

/** The step that proves what a component reaches. */
function reachStep(component: string): string {
  return `${deployment}/${component}/reach`
}

function isFromWorkload({ from }: Proof): boolean {
  return from === 'WORKLOAD'
}

function faultOf({ tried, seen, passed, from }: Proof): readonly string[] {
  if (!passed) return [`${from === 'NOT_MADE' ? 'Not proved' : 'Not as it has to be'}: ${tried} ${seen}`]
  return from === 'SIMULATED' ? [`Only simulated: ${tried}`] : []
}
