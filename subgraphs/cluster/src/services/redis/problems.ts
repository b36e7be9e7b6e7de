import { problem, type Problem, type Remedy } from '@operations-manager/schema/problems/problem.ts'
import type { ProblemCode } from '@operations-manager/schema/problems/codes.ts'
import { firstProblem, isFresh, lastWords } from '../../kinds/rollout/first-problem.ts'
import type { ObservedRollout, SeenPod } from '../../kinds/rollout/observed.ts'
import type { Instance } from '../instance.ts'

/** What keeps the pod of a server from running, or `null` if it only needs time. */
export function serverProblem(
  instance: Instance,
  observed: ObservedRollout,
  now: Date,
  graceSeconds: number,
): Problem | null {
  return firstProblem(observed, {
    creation: (code, message) =>
      of(instance, code, `gets no pod: ${message}.`, { message }, code === 'BACKEND_REFUSED' ? [] : [lessMemory]),
    pod: (pod) => podProblem(instance, pod, now, graceSeconds),
    late: () =>
      of(instance, 'NOT_READY', 'did not become ready in time. An operator of the platform has to look at it.'),
  })
}

const lessMemory: Remedy = { title: 'Ask for less memory', mutation: 'putService', input: {} }

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
    case 'crash':
      return of(instance, 'CRASH_LOOP', `ends again and again (${trouble.message}).${lastWords(lines)}`, details)
    case 'unschedulable':
      return isFresh(trouble.since, now, graceSeconds)
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
