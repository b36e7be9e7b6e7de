import type { Problem } from '@operations-manager/schema/problems/problem.ts'
import type { ObservedRollout, SeenPod } from './observed.ts'

/** Whose words a rollout's problems have: those of a component, or of a server that a service runs. */
export type RolloutWords = {
  /** The controller cannot make pods; `message` is the API server's. */
  readonly creation: (code: CreationCode, message: string) => Problem
  /** What is wrong with a pod, or `null` if it only needs time. */
  readonly pod: (pod: SeenPod) => Problem | null
  readonly late: () => Problem
}

type CreationCode = 'QUOTA_EXCEEDED' | 'LIMIT_EXCEEDED' | 'BACKEND_REFUSED'

/** What keeps the newest pods of a rollout from running, or `null` if they only need time. */
export function firstProblem(observed: ObservedRollout, words: RolloutWords): Problem | null {
  const { creationFault, pods, isLate } = observed
  if (creationFault !== null) return words.creation(creationCode(creationFault), creationFault)
  return firstOfPods(pods, words.pod) ?? (isLate ? words.late() : null)
}

/** What is wrong with the first of the newest pods of which something is. */
export function firstOfPods(pods: readonly SeenPod[], problemOf: RolloutWords['pod']): Problem | null {
  for (const pod of pods.filter(({ isNew, isEnding }) => isNew && !isEnding)) {
    const found = problemOf(pod)
    if (found !== null) return found
  }
  return null
}

function creationCode(message: string): CreationCode {
  if (message.includes('exceeded quota')) return 'QUOTA_EXCEEDED'
  return /maximum .* usage per Container/.test(message) ? 'LIMIT_EXCEEDED' : 'BACKEND_REFUSED'
}

/** What a container said before it ended, as the end of a sentence. */
export function lastWords(lines: readonly string[]): string {
  return lines.length === 0 ? '' : ` Its last lines: ${lines.slice(-3).join(' · ')}`
}

/** Whether a trouble may still pass by itself; where Kubernetes does not say since when it is, it may. */
export function isFresh(since: string | null, now: Date, graceSeconds: number): boolean {
  return since === null || now.getTime() - new Date(since).getTime() < graceSeconds * 1000
}
