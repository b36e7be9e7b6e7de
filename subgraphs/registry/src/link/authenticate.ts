import { createHash, timingSafeEqual } from 'node:crypto'
import { errors, importJWK, jwtVerify } from 'jose'
import {
  isSupportedContract,
  linkAlgorithm,
  linkAudience,
  LinkPublicKey,
  type LinkHello,
} from '@operations-manager/schema/link/handshake.ts'
import { contractVersion as currentContract } from '@operations-manager/schema/link/messages.ts'
import type { LinkRefusal } from '@operations-manager/schema/link/refusals.ts'
import { attemptBy, recordIn } from '../audit/attempt.ts'
import { clusterState } from '../audit/states.ts'
import type { AuditActor, AuditSource } from '../store/audit-record.ts'
import { changeCluster, findClusterByJoinToken, readCluster } from '../store/clusters.ts'
import type { ClusterRow, Db } from '../store/tables.ts'
import { write } from '../store/write.ts'

/** Who is at the other end of a connection, or why it is not let in. */
export type Admission =
  | { readonly type: 'admitted'; readonly cluster: string }
  | {
      readonly type: 'refused'
      readonly refusal: LinkRefusal
      /** The cluster, where it proved that it is; and the one that it says it is, where there is one. */
      readonly by: AuditActor
      readonly cluster: string | null
    }

/** Finds out which cluster says hello. A join token is used up by this; an old contract is noted on the cluster. */
export async function admit(
  db: Db,
  hello: LinkHello,
  source: AuditSource | null = null,
  now: Date = new Date(),
): Promise<Admission> {
  const { cluster } = hello
  const anonymous = { type: 'refused', by: { type: 'anonymous' }, cluster } as const
  const row = await readCluster(db, cluster)
  // One answer for every way to be nobody, so that it tells no names.
  if (row === null) return { ...anonymous, cluster: null, refusal: 'LINK_KEY_UNKNOWN' }
  const key = hello.join?.publicKey ?? storedKey(row)
  const signature = key === null ? 'wrong' : await judgeSignature(key, cluster, hello.token, now)
  if (signature === 'wrong') return { ...anonymous, refusal: 'LINK_KEY_UNKNOWN' }
  // Before the token is looked at, so that it is not used up.
  if (signature === 'untimely') return { ...anonymous, refusal: 'CLOCK_WRONG' }
  const joined = hello.join === null ? 'joined' : await join(db, hello, source, now)
  if (joined !== 'joined') return { ...anonymous, refusal: joined }
  const refused = { type: 'refused', by: { type: 'cluster', cluster }, cluster } as const
  if (row.state === 'REMOVED') return { ...refused, refusal: 'CLUSTER_REMOVED' }
  const { contractVersion } = hello
  if (isSupportedContract(contractVersion)) return { type: 'admitted', cluster }
  await write(db, (tx) => changeCluster(tx, cluster, { state: 'INCOMPATIBLE', contractVersion, lastSeenAt: now }))
  return { ...refused, refusal: contractVersion > currentContract ? 'CONTRACT_TOO_NEW' : 'CONTRACT_TOO_OLD' }
}

/** What is stored of a join token, and compared. */
export function joinTokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Registers the key with the token, once. Who joined and did not hear of it may say the same again. */
function join(
  db: Db,
  { cluster, join: asked }: LinkHello,
  source: AuditSource | null,
  now: Date,
): Promise<'joined' | LinkRefusal> {
  if (asked === null) return Promise.resolve('LINK_KEY_UNKNOWN')
  const hash = joinTokenHash(asked.token)
  return write(db, async (tx) => {
    const row = await tx.db
      .selectFrom('clusters')
      .selectAll()
      .where('name', '=', cluster)
      .where('state', '<>', 'REMOVED')
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) return 'LINK_KEY_UNKNOWN'
    const refusal = await refusalOfToken(tx.db, row, hash, now)
    if (refusal !== null) return storedKey(row)?.x === asked.publicKey.x ? 'joined' : refusal
    // The hash stays, without an end: whoever comes with it again is told that it was used.
    const joinToken = { hash, expiresAt: null }
    const changed = await changeCluster(tx, cluster, { publicKey: JSON.stringify(asked.publicKey), joinToken })
    const states = { before: clusterState(row), after: clusterState(changed) }
    recordIn(tx, attemptBy({ type: 'cluster', cluster }, 'joinCluster', source), { cluster, ...states })
    return 'joined'
  })
}

/** Why a join token opens nothing; who knows one that was good may know what became of it. */
async function refusalOfToken(db: Db, row: ClusterRow, hash: string, now: Date): Promise<LinkRefusal | null> {
  if (row.joinTokenHash === null || !isEqual(row.joinTokenHash, hash)) {
    const other = await findClusterByJoinToken(db, hash)
    return other === null ? 'LINK_KEY_UNKNOWN' : 'JOIN_TOKEN_OF_ANOTHER'
  }
  if (row.joinTokenExpiresAt === null) return 'JOIN_TOKEN_USED'
  return row.joinTokenExpiresAt > now ? null : 'JOIN_TOKEN_EXPIRED'
}

/** Whether somebody who holds this key signed the token just now, for the link and in the name of the cluster. */
export async function isSignedBy(key: LinkPublicKey, cluster: string, token: string, now: Date): Promise<boolean> {
  return (await judgeSignature(key, cluster, token, now)) === 'good'
}

/** The same, and whether only the time is wrong: the clocks differ, or somebody repeats what was said before. */
async function judgeSignature(
  key: LinkPublicKey,
  cluster: string,
  token: string,
  now: Date,
): Promise<'good' | 'untimely' | 'wrong'> {
  try {
    const publicKey = await importJWK(key, linkAlgorithm)
    await jwtVerify(token, publicKey, {
      issuer: cluster,
      audience: linkAudience,
      algorithms: [linkAlgorithm],
      maxTokenAge: '2 minutes',
      clockTolerance: 60,
      currentDate: now,
      requiredClaims: ['exp', 'iat'],
    })
    return 'good'
  } catch (error) {
    if (isUntimely(error)) return 'untimely'
    if (error instanceof errors.JOSEError || error instanceof TypeError || error instanceof DOMException) return 'wrong'
    throw error
  }
}

// Looked at after the signature, the issuer and the audience.
function isUntimely(error: unknown): boolean {
  if (error instanceof errors.JWTExpired) return true
  return error instanceof errors.JWTClaimValidationFailed && ['iat', 'exp', 'nbf'].includes(error.claim)
}

function storedKey({ publicKey }: ClusterRow): LinkPublicKey | null {
  return publicKey === null ? null : LinkPublicKey.parse(JSON.parse(publicKey))
}

function isEqual(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
