import type { Problem } from '@operations-manager/schema/problems/problem.ts'
import type { Remedy } from '@operations-manager/schema/problems/remedy.ts'
import { parseImage } from '@operations-manager/schema/project-file/image.ts'
import type { Outcome } from '../../reconcile/outcome.ts'

// Whose pod it is decides about words and remedies. What its trouble is, is read here, for everybody's.

/** Why an image was not pulled. */
export type ImageFault =
  | { readonly code: 'IMAGE_NOT_PULLABLE'; readonly unknownHost: string | null }
  | { readonly code: 'REGISTRY_UNREACHABLE'; readonly why: string }
  | { readonly code: 'REGISTRY_REFUSED' | 'REGISTRY_BUSY' | 'IMAGE_WRONG_PLATFORM' }

/** No connection came about or lasted, in the words of Go's network library; or the registry fails by itself. */
const unreachable =
  /dial (tcp|udp)|timed? ?out|connection (refused|reset)|no route to host|network is unreachable|\bEOF\b|context deadline exceeded|tls: |TLS handshake|x509|HTTP response to HTTPS client|registry ?(is ?)?unavailable|\b50[0234]\b/i
const busy = /\b429\b|too ?many ?requests/i
const foreign = /no match(ing manifest)? for|no image found in .* for architecture|specified platform/i
const refused = /\b40[13]\b|unauthori[sz]ed|denied|authori[sz]ation|authentication required|forbidden/i

const mostOfWords = 200

/** What a pull failed by. The kubelet hands on what the container runtime says, so this is by text. */
export function imageFaultOf(image: string, message: string): ImageFault {
  const said = withoutNames(message, image)
  const [, unknownHost = null] = /lookup ([^\s:]+)(?: on \S+)?: no such host/.exec(said) ?? []
  // Of another host than the image names, as of a mirror or of where a registry hands out tokens, nobody wrote the name.
  if (unknownHost !== null && unknownHost === hostOf(image)) return { code: 'IMAGE_NOT_PULLABLE', unknownHost }
  const at = said.search(unreachable)
  if (at !== -1) return { code: 'REGISTRY_UNREACHABLE', why: said.slice(at, at + mostOfWords) }
  if (busy.test(said)) return { code: 'REGISTRY_BUSY' }
  if (foreign.test(said)) return { code: 'IMAGE_WRONG_PLATFORM' }
  if (refused.test(said)) return { code: 'REGISTRY_REFUSED' }
  return { code: 'IMAGE_NOT_PULLABLE', unknownHost: null }
}

// The image's own name, and its tag in the path that was asked for, may hold any word.
function withoutNames(message: string, image: string): string {
  return message
    .replaceAll(image, '')
    .replaceAll(/\[manifests [^\]]*\]/g, '')
    .replaceAll(/https?:\/\/[^\s"\\]+/g, '')
}

/** The host of a registry without its port; `null`: the image names none, so it is the usual one. */
function hostOf(image: string): string | null {
  const [first] = (parseImage(image)?.name ?? '').split('/')
  return first !== undefined && /[.:]/.test(first) ? (first.split(':')[0] ?? null) : null
}

/**
 * In the words of the scheduler. Which taint it is they do not say, and nodes are nothing that this account may see:
 * Kubernetes sets one on a node that runs short, and operators set one on a node that they work on.
 */
const closed = /untolerated taint|were unschedulable/

/** Why no node takes a pod. */
export function nodeFaultOf(message: string): 'NODES_CLOSED' | 'NOT_SCHEDULABLE' {
  return closed.test(message) ? 'NODES_CLOSED' : 'NOT_SCHEDULABLE'
}

/** What of closed nodes is said of every pod, as the rest of a sentence. */
export const closedWords = 'since they are short of disk or memory, or closed by their operators'

export const makeRoom: Remedy = { title: 'Ask the operators of the cluster to make room', mutation: null, input: {} }

/** Whether a program could not be started since it is made for another processor. */
export function isForeignProgram(lines: readonly string[]): boolean {
  return lines.some((line) => line.includes('exec format error'))
}

const passing: ReadonlySet<string> = new Set(['REGISTRY_BUSY', 'REGISTRY_UNREACHABLE'] satisfies Problem['code'][])

/**
 * How a step ends whose pods have this problem. An image registry that is away or asks for patience is waited for: the
 * kubelet tries again, ever more rarely, and nothing has to be changed.
 */
export function endOf(found: Problem): Outcome {
  return passing.has(found.code)
    ? { type: 'waiting', on: 'the image registry', problem: found, retryAfterMs: 5_000 }
    : { type: 'stalled', problem: found }
}
