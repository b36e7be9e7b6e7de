import { problem, type Problem, type Remedy } from '@operations-manager/schema/problems/problem.ts'
import type { ProblemCode } from '@operations-manager/schema/problems/codes.ts'
import type { ObservedRollout, SeenPod } from '../../kinds/rollout/observed.ts'
import type { Instance } from '../instance.ts'

/** What keeps the pod of a server from running, or `null` if it only needs time. */
export function serverProblem(
  instance: Instance,
  observed: ObservedRollout,
  now: Date,
  graceSeconds: number,
): Problem | null {
  if (observed.creationFault !== null) return creationProblem(instance, observed.creationFault)
  for (const pod of observed.pods.filter(({ isNew, isEnding }) => isNew && !isEnding)) {
    const found = podProblem(instance, pod, now, graceSeconds)
    if (found !== null) return found
  }
  if (!observed.isLate) return null
  return of(instance, 'NOT_READY', 'did not become ready in time. An operator of the platform has to look at it.')
}

const lessMemory: Remedy = { title: 'Ask for less memory', mutation: 'putService', input: {} }

function creationProblem(instance: Instance, message: string): Problem {
  const details = { message }
  if (message.includes('exceeded quota'))
    return of(instance, 'QUOTA_EXCEEDED', `gets no pod: ${message}.`, details, [lessMemory])
  if (/maximum .* usage per Container/.test(message))
    return of(instance, 'LIMIT_EXCEEDED', `gets no pod: ${message}.`, details, [lessMemory])
  return of(instance, 'BACKEND_REFUSED', `gets no pod: ${message}.`, details)
}

function podProblem(instance: Instance, pod: SeenPod, now: Date, graceSeconds: number): Problem | null {
  const { trouble, image, lines } = pod
  if (trouble === null) return null
  const details = { pod: pod.name, image, message: trouble.message, lastLines: lines }
  // The image is the cluster's choice, so what is wrong with it is for its operators.
  const operators = 'The image is configured for the cluster, so an operator of the platform has to look at it.'
  switch (trouble.type) {
    case 'image':
      return of(instance, 'IMAGE_NOT_PULLABLE', `cannot start: ${image} cannot be pulled. ${operators}`, details)
    case 'root':
      return of(instance, 'IMAGE_RUNS_AS_ROOT', `cannot start: ${image} runs as root. ${operators}`, details)
    case 'crash': {
      const said = lines.length === 0 ? '' : ` Its last lines: ${lines.slice(-3).join(' · ')}`
      return of(instance, 'CRASH_LOOP', `ends again and again (${trouble.message}).${said}`, details)
    }
    case 'unschedulable':
      return trouble.since === null || now.getTime() - new Date(trouble.since).getTime() < graceSeconds * 1000
        ? null
        : of(instance, 'NOT_SCHEDULABLE', `finds no node: ${trouble.message}`, details, [lessMemory])
    case 'configuration':
      return null // a Secret that is written a moment later; the deadline judges the rest
    default:
      return trouble.type satisfies never
  }
}

function of(
  { service, owner: { project } }: Instance,
  code: ProblemCode,
  what: string,
  details: Problem['details'] = {},
  remedies: readonly Remedy[] = [],
): Problem {
  return problem(code, `The server of "${service}" ${what}`, {
    path: ['services', service],
    remedies: remedies.map((remedy) => ({ ...remedy, input: { project, service, ...remedy.input } })),
    details: { service, ...details },
  })
}
