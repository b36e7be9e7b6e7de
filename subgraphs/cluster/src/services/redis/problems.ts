import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import type { Remedy } from '@operations-manager/schema/problems/remedy.ts'
import type { ProblemCode } from '@operations-manager/schema/problems/codes.ts'
import { firstProblem, isFresh, lastWords } from '../../kinds/rollout/first-problem.ts'
import type { ObservedRollout, SeenPod } from '../../kinds/rollout/observed.ts'
import { closedWords, imageFaultOf, isForeignProgram, makeRoom, nodeFaultOf } from '../../kinds/rollout/pod-faults.ts'
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
      of(
        instance,
        code,
        `gets no pod: ${message}.`,
        { message },
        code === 'BACKEND_REFUSED' ? [] : [lessMemory(instance)],
      ),
    pod: (pod) => podProblem(instance, pod, now, graceSeconds),
    late: () =>
      of(instance, 'NOT_READY', 'did not become ready in time. An operator of the platform has to look at it.'),
  })
}

type Details = Problem['details']

const lessMemory = ({ service, owner: { project } }: Instance): Remedy => ({
  title: 'Ask for less memory',
  mutation: 'putService',
  input: { project, service },
})

/** Said of the image, as the rest of a sentence. */
const imageWords = {
  IMAGE_NOT_PULLABLE: 'cannot be pulled',
  REGISTRY_REFUSED: 'is not given out by its registry without an account',
  REGISTRY_BUSY: 'is not given out for now, since its registry was asked too often; the cluster goes on trying',
  REGISTRY_UNREACHABLE: 'is not pulled, since its registry cannot be reached; the cluster goes on trying',
  IMAGE_WRONG_PLATFORM: 'holds nothing that the nodes of this cluster can run',
  IMAGE_RUNS_AS_ROOT: 'runs as root',
} as const satisfies Partial<Record<ProblemCode, string>>

/** The image is the cluster's choice, so what is wrong with it is for its operators. */
function ofImage(instance: Instance, code: keyof typeof imageWords, image: string, details: Details): Problem {
  const what = `cannot start: ${image} ${imageWords[code]}. The image is configured for the cluster, so an operator of the platform has to look at it.`
  return { ...of(instance, code, what, details), fault: 'PLATFORM' }
}

function podProblem(instance: Instance, pod: SeenPod, now: Date, graceSeconds: number): Problem | null {
  const { trouble, image, lines } = pod
  if (trouble === null) return null
  const details = { pod: pod.name, image, message: trouble.message, lastLines: lines }
  switch (trouble.type) {
    case 'image':
      return ofImage(instance, imageFaultOf(image, trouble.message).code, image, details)
    case 'root':
      return ofImage(instance, 'IMAGE_RUNS_AS_ROOT', image, details)
    case 'crash':
      if (isForeignProgram(lines)) return ofImage(instance, 'IMAGE_WRONG_PLATFORM', image, details)
      return of(instance, 'CRASH_LOOP', `ends again and again (${trouble.message}).${lastWords(lines)}`, details)
    case 'unschedulable':
      return isFresh(trouble.since, now, graceSeconds) ? null : noNode(instance, trouble.message, details)
    case 'configuration':
      return null // a Secret that is written a moment later; the deadline judges the rest
    default:
      return trouble.type satisfies never
  }
}

function noNode(instance: Instance, message: string, details: Details): Problem {
  const code = nodeFaultOf(message)
  if (code === 'NOT_SCHEDULABLE')
    return of(instance, code, `finds no node: ${message}`, details, [lessMemory(instance)])
  const what = `finds no node, ${closedWords}: ${message} It starts by itself once they are open again.`
  return of(instance, code, what, details, [makeRoom])
}

function of(
  { service }: Instance,
  code: ProblemCode,
  what: string,
  details: Details = {},
  remedies: readonly Remedy[] = [],
): Problem {
  return problem(code, `The server of "${service}" ${what}`, {
    path: ['services', service],
    remedies,
    details: { service, ...details },
  })
}
