import { createHash, timingSafeEqual } from 'node:crypto'
import { errors, importJWK, jwtVerify } from 'jose'
import {
  isSupportedContract,
  linkAlgorithm,
  linkAudience,
  linkClose,
  LinkPublicKey,
  type LinkHello,
} from '@operations-manager/schema/link/handshake.ts'
import { attemptBy, recordIn } from '../audit/attempt.ts'
import { clusterState } from '../audit/states.ts'
import type { AuditActor, AuditSource } from '../store/audit-record.ts'
import { changeCluster, readCluster } from '../store/clusters.ts'
import type { ClusterRow, Db } from '../store/tables.ts'
import { write } from '../store/write.ts'

/** Who is at the other end of a connection, or with which close code and words it ends. */
export type Admission =
  | { readonly type: 'admitted'; readonly cluster: string }
  | {
      readonly type: 'refused'
      readonly code: number
      readonly reason: string
      /** The cluster, where it proved that it is; and the one that it says it is, where there is one. */
      readonly by: AuditActor
      readonly cluster: string | null
    }

// One answer for every way to be nobody, so that it tells no names.
const nobody = {
  type: 'refused',
  by: { type: 'anonymous' },
  code: linkClose.unauthenticated,
  reason: 'The key or join token is not accepted: wrong, used or too old, or the clock is wrong. Get a new join token.',
} as const

/** Finds out which cluster says hello. A join token is used up by this; an old contract is noted on the cluster. */
export async function admit(
  db: Db,
  hello: LinkHello,
  source: AuditSource | null = null,
  now: Date = new Date(),
): Promise<Admission> {
  const { cluster } = hello
  const row = await readCluster(db, cluster)
  if (row === null) return { ...nobody, cluster: null }
  const key = hello.join?.publicKey ?? storedKey(row)
  if (key === null || !(await isSignedBy(key, cluster, hello.token, now))) return { ...nobody, cluster }
  if (hello.join !== null && !(await join(db, hello, source, now))) return { ...nobody, cluster }
  const by = { type: 'cluster', cluster } as const
  if (row.state === 'REMOVED') {
    const reason = 'This cluster was removed from the registry.'
    return { type: 'refused', by, cluster, code: linkClose.removed, reason }
  }
  if (isSupportedContract(hello.contractVersion)) return { type: 'admitted', cluster }
  const { contractVersion } = hello
  await write(db, (tx) => changeCluster(tx, cluster, { state: 'INCOMPATIBLE', contractVersion, lastSeenAt: now }))
  const reason = `The registry does not speak contract version ${contractVersion}. Upgrade the older of the two.`
  return { type: 'refused', by, cluster, code: linkClose.incompatible, reason }
}

/** What is stored of a join token, and compared. */
export function joinTokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Registers the key with the token, once. Who joined and did not hear of it may say the same again. */
function join(db: Db, { cluster, join: asked }: LinkHello, source: AuditSource | null, now: Date): Promise<boolean> {
  if (asked === null) return Promise.resolve(false)
  const { token, publicKey } = asked
  return write(db, async (tx) => {
    const row = await tx.db
      .selectFrom('clusters')
      .selectAll()
      .where('name', '=', cluster)
      .where('state', '<>', 'REMOVED')
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) return false
    const isOpen = row.joinTokenExpiresAt !== null && row.joinTokenExpiresAt > now
    if (isOpen && row.joinTokenHash !== null && isEqual(row.joinTokenHash, joinTokenHash(token))) {
      const changed = await changeCluster(tx, cluster, { publicKey: JSON.stringify(publicKey), joinToken: null })
      const states = { before: clusterState(row), after: clusterState(changed) }
      recordIn(tx, attemptBy({ type: 'cluster', cluster }, 'joinCluster', source), { cluster, ...states })
      return true
    }
    return storedKey(row)?.x === publicKey.x
  })
}

/** Whether somebody who holds this key signed the token just now, for the link and in the name of the cluster. */
export async function isSignedBy(key: LinkPublicKey, cluster: string, token: string, now: Date): Promise<boolean> {
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
    return true
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError || error instanceof DOMException) return false
    throw error
  }
}

function storedKey({ publicKey }: ClusterRow): LinkPublicKey | null {
  return publicKey === null ? null : LinkPublicKey.parse(JSON.parse(publicKey))
}

function isEqual(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
