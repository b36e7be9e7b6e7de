import type { Proof } from '@operations-manager/schema/link/messages.ts'
import { parseImage } from '@operations-manager/schema/project-file/image.ts'
import type { KindDeps } from '../deps.ts'
import type { SeenPod } from './observed.ts'

type Pod = Pick<SeenPod, 'image' | 'digest'>

/**
 * That what runs is what was asked for: every pod has the image, and all of them one digest. A tag that was moved
 * between two pulls leaves pods of different programs under one name.
 */
export function imageProof(
  { from }: Pick<KindDeps['prober'], 'from'>,
  { component, image }: { readonly component: string; readonly image: string },
  pods: readonly Pod[],
  now: Date,
): Proof {
  const asked = parseImage(image)?.digest ?? null
  const digests = distinct(pods.flatMap(({ digest }) => digest ?? []))
  const isDigestRight = asked === null ? digests.length <= 1 : pods.every(({ digest }) => digest === asked)
  return {
    tried: `Compare the image of every pod of "${component}" with ${image}, and their digests with each other.`,
    seen: seenOf(pods, digests),
    passed: pods.every((pod) => pod.image === image) && isDigestRight,
    from: from === 'SIMULATED' ? 'SIMULATED' : 'BACKEND',
    at: now.toISOString(),
  }
}

function seenOf(pods: readonly Pod[], digests: readonly string[]): string {
  if (pods.length === 0) return 'No pods are asked for.'
  const images = distinct(pods.map(({ image }) => image)).join(', ')
  const who = pods.length === 1 ? '1 pod runs' : `${pods.length} pods run`
  if (digests.length === 0) return `${who} ${images}; the cluster tells no digest.`
  return `${who} ${images} with the ${digests.length === 1 ? 'digest' : 'digests'} ${digests.join(', ')}.`
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].toSorted()
}
