import { randomBytes } from 'node:crypto'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { z } from 'zod'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { KubernetesPort } from '../ports/kubernetes.ts'

/** Keys that never leave the cluster. */
export type ClusterKeys = {
  /** Opens what was sealed for this cluster. */
  readonly ageIdentity: Secret
  /** Whom to seal for; part of the profile. */
  readonly agePublicKey: string
  /** Makes fingerprints of values, by which they can be compared and not read. */
  readonly fingerprintKey: Secret
}

const Kept = z.object({ ageIdentity: z.base64(), fingerprintKey: z.base64() })
const secretName = 'cluster-keys'

/**
 * Reads the cluster's keys from their Secret, or makes them at the first start. A Secret that cannot be read throws
 * and is never replaced: with another key every sealed value of this cluster would be unreadable. Back it up.
 */
export async function openClusterKeys(kubernetes: KubernetesPort, namespace: string): Promise<ClusterKeys> {
  const found = await kubernetes.read({ apiVersion: 'v1', kind: 'Secret', namespace, name: secretName })
  const kept = Kept.parse(found === null ? await make(kubernetes, namespace) : found['data'])
  const ageIdentity = new Secret(decode(kept.ageIdentity))
  return {
    ageIdentity,
    agePublicKey: await identityToRecipient(ageIdentity.reveal()),
    fingerprintKey: new Secret(decode(kept.fingerprintKey)),
  }
}

async function make(kubernetes: KubernetesPort, namespace: string): Promise<z.infer<typeof Kept>> {
  const data = {
    ageIdentity: encode(await generateX25519Identity()),
    fingerprintKey: encode(randomBytes(32).toString('base64url')),
  }
  const metadata = { name: secretName, namespace }
  // Never over what is there, whoever made it a moment ago: with other keys nothing sealed before could be read.
  await kubernetes.create({ apiVersion: 'v1', kind: 'Secret', metadata, type: 'Opaque', data })
  return data
}

function encode(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64')
}

function decode(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8')
}
