import type { ProblemCode } from '@operations-manager/schema/problems/codes.ts'
import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import type { Remedy } from '@operations-manager/schema/problems/remedy.ts'
import { parseImage } from '@operations-manager/schema/project-file/image.ts'
import { registryOf } from '@operations-manager/schema/project-file/registry-url.ts'
import { imageFaultOf } from './pod-faults.ts'
import type { Where } from './where.ts'

type Details = Problem['details']

/** Why a pod's image could not be pulled, by what the container runtime said of it. */
export function imageProblem(where: Where, image: string, message: string, details: Details): Problem {
  const fault = imageFaultOf(image, message)
  switch (fault.code) {
    case 'REGISTRY_UNREACHABLE':
      return unreachable(where, image, fault.why, details)
    case 'REGISTRY_BUSY':
      return busy(where, image, details)
    case 'IMAGE_WRONG_PLATFORM':
      return wrongPlatform(where, image, details)
    case 'REGISTRY_REFUSED':
      return refused(where, image, details)
    case 'IMAGE_NOT_PULLABLE':
      return notPullable(where, image, fault.unknownHost, details)
    default:
      return fault satisfies never
  }
}

function notPullable(where: Where, image: string, unknownHost: string | null, details: Details): Problem {
  const why =
    unknownHost === null
      ? 'Check its name and tag, and whether it was pushed.'
      : `The nodes of this cluster know no host "${unknownHost}". Check the name of the image.`
  const message = `The image ${image} cannot be pulled. ${why}`
  return imageFault(where, 'IMAGE_NOT_PULLABLE', message, details, [chooseAnother(where)])
}

/** The problem of an image that is made for another machine, whether that was seen at its pull or at its start. */
export function wrongPlatform(where: Where, image: string, details: Details): Problem {
  return imageFault(
    where,
    'IMAGE_WRONG_PLATFORM',
    `The image ${image} holds nothing that the nodes of this cluster can run. Build it for their system and processors as well, such as linux/amd64.`,
    details,
    [chooseAnother(where)],
  )
}

const wait: Remedy = { title: 'Wait: the cluster goes on trying by itself', mutation: null, input: {} }

function unreachable(where: Where, image: string, why: string, details: Details): Problem {
  const look: Remedy = {
    title: 'Ask the operators of the cluster whether its nodes reach the registry',
    mutation: null,
    input: {},
  }
  return imageFault(
    where,
    'REGISTRY_UNREACHABLE',
    `The nodes of this cluster do not reach the registry of the image ${image}, or it fails: ${why}. The cluster goes on trying by itself.`,
    details,
    [wait, look],
  )
}

function busy(where: Where, image: string, details: Details): Problem {
  const isDeclared = registryOf(image, where.registries ?? {}) !== null
  return imageFault(
    where,
    'REGISTRY_BUSY',
    `The image registry did not give out ${image} for now: it was asked too often. The cluster goes on trying by itself.`,
    details,
    isDeclared ? [wait] : [wait, declare(where, image, 'Pull with an account, which most registries give more')],
  )
}

function refused(where: Where, image: string, details: Details): Problem {
  const registries = where.registries ?? {}
  const key = registryOf(image, registries)
  const declared = key === null ? undefined : registries[key]
  if (key === null || declared === undefined)
    return imageFault(
      where,
      'REGISTRY_REFUSED',
      `The image registry did not give out ${image}: it asks for an account, and the project names none for it. If the image is not private, check its name.`,
      details,
      [declare(where, image, 'Name the registry and an account of it'), chooseAnother(where)],
    )
  return imageFault(
    where,
    'REGISTRY_REFUSED',
    `The image registry did not give out ${image}: it refused the account "${declared.username}" of the registry "${key}". Set its password anew, and check that it may read the image.`,
    { ...details, registry: key },
    [
      {
        title: `Set the password of the registry "${key}"`,
        mutation: 'setSecret',
        input: { project: where.project, registry: key, name: declared.secret },
      },
    ],
  )
}

function declare({ project }: Where, image: string, title: string): Remedy {
  const [host] = (parseImage(image)?.name ?? '').split('/')
  const isHost = host !== undefined && (/[.:]/.test(host) || host === 'localhost')
  return { title, mutation: 'putRegistry', input: { project, url: isHost ? host : 'docker.io' } }
}

/** Where the image is what is wrong. */
export function chooseAnother({ project, component }: Where): Remedy {
  return { title: 'Choose another image', mutation: 'setImage', input: { project, component } }
}

function imageFault(
  { component }: Where,
  code: ProblemCode,
  message: string,
  details: Details,
  remedies: readonly Remedy[],
): Problem {
  return problem(code, message, {
    path: ['components', component],
    remedies: [...remedies],
    details: { component, ...details },
  })
}
