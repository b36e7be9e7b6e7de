import { createHash } from 'node:crypto'
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose'
import { z } from 'zod'
import {
  linkAlgorithm,
  linkAudience,
  LinkPublicKey,
  type LinkHello,
} from '@operations-manager/schema/link/handshake.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { KubernetesPort } from '../ports/kubernetes.ts'

const PrivateKey = LinkPublicKey.extend({ d: z.string() })
type PrivateKey = z.infer<typeof PrivateKey>

type Place = { readonly kubernetes: KubernetesPort; readonly namespace: string }
type KeyRecord = { readonly key: PrivateKey; readonly joinedWith: string }

const secretName = 'link-key'
const tokenLifetimeSeconds = 60

/** The cluster's own key pair: it never leaves the cluster, and the registry knows the public half. */
export type Keyring = {
  /** Proves who we are, with the join token for as long as it has not worked. */
  hello(cluster: string, contractVersion: number, joinToken: Secret | null): Promise<LinkHello>
  /** The registry took the key: this join token is not sent again. */
  joined(joinToken: Secret | null): Promise<void>
}

/** Reads the key pair from its Secret, or makes it once. A Secret that cannot be read throws; it is never replaced. */
export async function openKeyring(place: Place): Promise<Keyring> {
  const found = await place.kubernetes.read(ref(place))
  let record = found === null ? await create(place) : parseRecord(found['data'])
  const privateKey = await importJWK(record.key, linkAlgorithm)
  const publicKey = LinkPublicKey.parse(record.key)
  return {
    hello: async (cluster, contractVersion, joinToken) => ({
      cluster,
      contractVersion,
      token: await new SignJWT()
        .setProtectedHeader({ alg: linkAlgorithm })
        .setIssuer(cluster)
        .setAudience(linkAudience)
        .setIssuedAt()
        .setExpirationTime(`${tokenLifetimeSeconds}s`)
        .sign(privateKey),
      join:
        joinToken === null || fingerprint(joinToken) === record.joinedWith
          ? null
          : { token: joinToken.reveal(), publicKey },
    }),
    joined: async (joinToken) => {
      if (joinToken === null || fingerprint(joinToken) === record.joinedWith) return
      record = { ...record, joinedWith: fingerprint(joinToken) }
      await save(place, record)
    },
  }
}

async function create(place: Place): Promise<KeyRecord> {
  const pair = await generateKeyPair(linkAlgorithm, { extractable: true })
  const record = { key: PrivateKey.parse(await exportJWK(pair.privateKey)), joinedWith: '' }
  await save(place, record)
  return record
}

async function save(place: Place, { key, joinedWith }: KeyRecord): Promise<void> {
  const data = { key: encode(JSON.stringify(key satisfies JWK)), joinedWith: encode(joinedWith) }
  const metadata = { name: secretName, namespace: place.namespace }
  await place.kubernetes.apply({ apiVersion: 'v1', kind: 'Secret', metadata, type: 'Opaque', data })
}

function parseRecord(data: unknown): KeyRecord {
  const { key, joinedWith } = z.object({ key: z.base64(), joinedWith: z.base64().default('') }).parse(data)
  return { key: PrivateKey.parse(JSON.parse(decode(key))), joinedWith: decode(joinedWith) }
}

function ref({ namespace }: Place): { apiVersion: string; kind: string; namespace: string; name: string } {
  return { apiVersion: 'v1', kind: 'Secret', namespace, name: secretName }
}

function fingerprint(token: Secret): string {
  return createHash('sha256').update(token.reveal()).digest('base64url')
}

function encode(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64')
}

function decode(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8')
}
