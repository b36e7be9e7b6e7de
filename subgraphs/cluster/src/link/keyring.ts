import { createHash } from 'node:crypto'
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose'
import { z } from 'zod'
import {
  linkAlgorithm,
  linkAudience,
  LinkPublicKey,
  type KeyOffer,
  type LinkHello,
} from '@operations-manager/schema/link/handshake.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { KubernetesPort } from '../ports/kubernetes.ts'
import { PortError } from '../ports/port-error.ts'

const PrivateKey = LinkPublicKey.extend({ d: z.string() })
type PrivateKey = z.infer<typeof PrivateKey>

type Place = { readonly kubernetes: KubernetesPort; readonly namespace: string }
type KeyRecord = {
  readonly key: PrivateKey
  /** When it was made or first seen, in milliseconds since the epoch. */
  readonly since: number
  readonly joinedWith: string
  /** Kept before it is offered: whether the registry took it may not be heard. */
  readonly next: PrivateKey | null
}

const secretName = 'link-key'
const tokenLifetimeSeconds = 60

export type KeyringOptions = {
  /** A key that is older is replaced as soon as the link is up. */
  readonly maxAgeMs: number
  readonly now?: () => number
}

/** The cluster's own key pair: it never leaves the cluster, and the registry knows the public half. */
export type Keyring = {
  /** Proves who we are, with the join token for as long as it has not worked. */
  hello(cluster: string, contractVersion: number, joinToken: Secret | null): Promise<LinkHello>
  /** The registry took the key of the last hello: this join token is not sent again. */
  joined(joinToken: Secret | null): Promise<void>
  /** The registry refused the key of the last hello. Answers whether the next hello shows another one. */
  refused(): Promise<boolean>
  /** A new key, where the present one is old or one was offered before; null where it is not yet time. */
  offer(cluster: string): Promise<KeyOffer | null>
  /** The registry took the key that was offered. */
  rotated(): Promise<void>
}

/** Reads the key pair from its Secret, or makes it once. A Secret that cannot be read throws; it is never replaced. */
export async function openKeyring(place: Place, { maxAgeMs, now = Date.now }: KeyringOptions): Promise<Keyring> {
  const read = async (): Promise<KeyRecord | null> => {
    const found = await place.kubernetes.read(ref(place))
    return found === null ? null : parseRecord(found['data'], now())
  }
  let record = (await read()) ?? (await create(place, now()))
  let shown: 'key' | 'next' = 'key'
  const readAgain = async (): Promise<KeyRecord | null> => {
    try {
      return await read()
    } catch (error) {
      if (!(error instanceof PortError)) throw error
      return null // what we know is as good as before
    }
  }
  const keep = async (next: KeyRecord): Promise<void> => {
    await save(place, next)
    record = next
  }
  const rotated = async (): Promise<void> => {
    shown = 'key'
    if (record.next !== null) await keep({ ...record, key: record.next, since: now(), next: null })
  }
  return {
    hello: async (cluster, contractVersion, joinToken) => {
      const key = (shown === 'next' ? record.next : null) ?? record.key
      const isJoined = joinToken === null || fingerprint(joinToken) === record.joinedWith
      return {
        cluster,
        contractVersion,
        token: await signed(key, cluster),
        join: isJoined ? null : { token: joinToken.reveal(), publicKey: LinkPublicKey.parse(key) },
      }
    },
    joined: async (joinToken) => {
      if (shown === 'next') await rotated()
      if (joinToken === null || fingerprint(joinToken) === record.joinedWith) return
      await keep({ ...record, joinedWith: fingerprint(joinToken) })
    },
    refused: async () => {
      const before = (shown === 'next' ? record.next : null) ?? record.key
      // Another instance of this backend may have replaced it.
      record = (await readAgain()) ?? record
      shown = shown === 'key' && record.next !== null ? 'next' : 'key'
      const after = (shown === 'next' ? record.next : null) ?? record.key
      return after.x !== before.x
    },
    offer: async (cluster) => {
      if (record.next === null && now() - record.since < maxAgeMs) return null
      const next = record.next ?? (await newKey())
      if (record.next === null) await keep({ ...record, next })
      return { publicKey: LinkPublicKey.parse(next), proof: await signed(next, cluster) }
    },
    rotated,
  }
}

async function signed(key: PrivateKey, cluster: string): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: linkAlgorithm })
    .setIssuer(cluster)
    .setAudience(linkAudience)
    .setIssuedAt()
    .setExpirationTime(`${tokenLifetimeSeconds}s`)
    .sign(await importJWK(key, linkAlgorithm))
}

async function newKey(): Promise<PrivateKey> {
  const pair = await generateKeyPair(linkAlgorithm, { extractable: true })
  return PrivateKey.parse(await exportJWK(pair.privateKey))
}

async function create(place: Place, since: number): Promise<KeyRecord> {
  const record = { key: await newKey(), since, joinedWith: '', next: null }
  await save(place, record)
  return record
}

async function save(place: Place, { key, since, joinedWith, next }: KeyRecord): Promise<void> {
  const data = {
    key: encode(JSON.stringify(key satisfies JWK)),
    since: encode(String(since)),
    joinedWith: encode(joinedWith),
    ...(next === null ? {} : { next: encode(JSON.stringify(next satisfies JWK)) }),
  }
  const metadata = { name: secretName, namespace: place.namespace }
  await place.kubernetes.apply({ apiVersion: 'v1', kind: 'Secret', metadata, type: 'Opaque', data })
}

const Kept = z.object({
  key: z.base64(),
  joinedWith: z.base64().default(''),
  since: z.base64().optional(),
  next: z.base64().optional(),
})

function parseRecord(data: unknown, now: number): KeyRecord {
  const { key, joinedWith, since, next } = Kept.parse(data)
  return {
    key: PrivateKey.parse(JSON.parse(decode(key))),
    since: since === undefined ? now : z.coerce.number().parse(decode(since)),
    joinedWith: decode(joinedWith),
    next: next === undefined ? null : PrivateKey.parse(JSON.parse(decode(next))),
  }
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
