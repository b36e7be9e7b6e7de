import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import type { Remedy } from '@operations-manager/schema/problems/remedy.ts'
import { registryOf } from '@operations-manager/schema/project-file/registry-url.ts'
import type { ProblemCode } from '@operations-manager/schema/problems/codes.ts'
import { firstProblem, isFresh, lastWords } from './first-problem.ts'
import { chooseAnother, imageProblem, wrongPlatform } from './image-problems.ts'
import type { ObservedRollout, SeenPod } from './observed.ts'
import { closedWords, imageFaultOf, isForeignProgram, makeRoom, nodeFaultOf } from './pod-faults.ts'
import type { Where } from './where.ts'

/** What keeps the newest pods of a component from running, or `null` if they only need time. */
export function rolloutProblem(
  where: Where,
  observed: ObservedRollout,
  now: Date,
  graceSeconds: number,
): Problem | null {
  return firstProblem(observed, {
    creation: (code, message) => creationProblem(where, code, message),
    pod: (pod) => podProblem(where, pod, now, graceSeconds),
    late: () => rollout(where, 'NOT_READY', 'The new pods did not become ready in time.', {}, [mend]),
  })
}

type RemedyFor = (where: Where) => Remedy

const mend: RemedyFor = ({ project, component }) => ({
  title: 'Mend the application, then deploy a new image',
  mutation: 'setImage',
  input: { project, component },
})
const fewer: RemedyFor = ({ project, component }) => ({
  title: 'Ask for fewer replicas',
  mutation: 'setReplicas',
  input: { project, component },
})
const smaller: RemedyFor = ({ project, component }) => ({
  title: 'Ask for less CPU or memory',
  mutation: 'putComponent',
  input: { project, component },
})

const creationRemedies = { QUOTA_EXCEEDED: [fewer, smaller], LIMIT_EXCEEDED: [smaller], BACKEND_REFUSED: [] } as const

function creationProblem(where: Where, code: keyof typeof creationRemedies, message: string): Problem {
  return rollout(where, code, `The cluster made no new pods: ${message}.`, { message }, creationRemedies[code])
}

/** What keeps a pod of a component from running, or `null` if it only needs time. */
export function podProblem(where: Where, pod: SeenPod, now: Date, graceSeconds: number): Problem | null {
  const { trouble, image } = pod
  if (trouble === null) return null
  const details = { pod: pod.name, image, message: trouble.message, lastLines: pod.lines }
  switch (trouble.type) {
    case 'image':
      return firstPullMayHaveNoPassword(where, pod, now) ? null : imageProblem(where, image, trouble.message, details)
    case 'root':
      return rollout(
        where,
        'IMAGE_RUNS_AS_ROOT',
        `The image ${image} runs as root, which this cluster does not start. Use an image that names another user by number.`,
        details,
        [chooseAnother],
      )
    case 'crash':
      if (isForeignProgram(pod.lines)) return wrongPlatform(where, image, details)
      return rollout(
        where,
        'CRASH_LOOP',
        `The container of "${where.component}" ends again and again (${trouble.message}).${lastWords(pod.lines)}`,
        details,
        [mend],
      )
    case 'unschedulable':
      return isFresh(trouble.since, now, graceSeconds) ? null : noNode(where, trouble.message, details)
    case 'configuration':
      return null // a Secret that is written a moment later; the deadline judges the rest
    default:
      return trouble.type satisfies never
  }
}

/** By then the kubelet has tried a second time, which it does after some ten seconds. */
const secondPullSeconds = 30

/**
 * Whether a refusal may be for another reason than the password: the kubelet asks for a new pod's pull Secret as soon as
 * it knows the pod, which may be before the API server knows that this node may read it, and then it pulls without.
 */
function firstPullMayHaveNoPassword(where: Where, { image, trouble }: SeenPod, now: Date): boolean {
  if (trouble === null || registryOf(image, where.registries ?? {}) === null) return false
  const isRefused = imageFaultOf(image, trouble.message).code === 'REGISTRY_REFUSED'
  return isRefused && isFresh(trouble.since, now, secondPullSeconds)
}

function noNode(where: Where, message: string, details: Problem['details']): Problem {
  const code = nodeFaultOf(message)
  if (code === 'NOT_SCHEDULABLE') return rollout(where, code, `No node takes the pod: ${message}`, details, [smaller])
  const words = `No node takes the pod, ${closedWords}: ${message} It starts by itself once they are open again.`
  return rollout(where, code, words, details, [() => makeRoom])
}

function rollout(
  where: Where,
  code: ProblemCode,
  message: string,
  details: Problem['details'],
  remedies: readonly RemedyFor[],
): Problem {
  return problem(code, message, {
    path: ['components', where.component],
    remedies: remedies.map((remedy) => remedy(where)),
    details: { component: where.component, ...details },
  })
}
