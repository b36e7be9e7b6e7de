import type { ClusterProfile, ObjectRef } from '@operations-manager/schema/link/messages.ts'
import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { lockKey } from './locks.ts'
import { json, type ClusterRow, type Db, type LinkRow } from './tables.ts'
import type { Write } from './write.ts'

export type NewCluster = {
  readonly name: string
  readonly typeName: string
  readonly address: string
  /** null: every project may use it. */
  readonly projects: readonly string[] | null
  readonly joinTokenHash: string | null
  readonly joinTokenExpiresAt: Date | null
  readonly publicKey: string | null
}

/** Registers a cluster. A removed one of the same name comes back. `taken`: the name of its type belongs to another. */
export async function registerCluster(write: Write, cluster: NewCluster): Promise<'registered' | 'known' | 'taken'> {
  // Two names may share a type name, so the rows alone cannot keep two registrations apart.
  await sql`select pg_advisory_xact_lock(${lockKey('job:register-cluster')})`.execute(write.db)
  const known = await write.db
    .selectFrom('clusters')
    .selectAll()
    .where((eb) => eb.or([eb('name', '=', cluster.name), eb('typeName', '=', cluster.typeName)]))
    .forUpdate()
    .executeTakeFirst()
  if (known !== undefined && known.name !== cluster.name) return 'taken'
  if (known !== undefined && known.state !== 'REMOVED') return 'known'
  const values = {
    typeName: cluster.typeName,
    address: cluster.address,
    projects: cluster.projects === null ? null : json(cluster.projects),
    state: 'NEVER_SEEN' as const,
    draining: false,
    joinTokenHash: cluster.joinTokenHash,
    joinTokenExpiresAt: cluster.joinTokenExpiresAt,
    publicKey: cluster.publicKey,
    removedAt: null,
  }
  await write.db
    .insertInto('clusters')
    .values({ name: cluster.name, registeredAt: write.now, ...values })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ ...values, contractVersion: null, profile: null }))
    .execute()
  emitCluster(write, { name: cluster.name, state: 'NEVER_SEEN', draining: false }, false)
  return 'registered'
}

export type ClusterChange = {
  readonly address?: string
  readonly projects?: readonly string[] | null
  readonly state?: ClusterRow['state']
  readonly draining?: boolean
  readonly contractVersion?: number
  readonly profile?: ClusterProfile
  /** `expiresAt` is null once it was used. */
  readonly joinToken?: { readonly hash: string; readonly expiresAt: Date | null } | null
  readonly publicKey?: string | null
  readonly lastSeenAt?: Date
}

/** Changes a cluster; an event tells it when something that others show changed. null: there is none of this name. */
export async function changeCluster(write: Write, name: string, change: ClusterChange): Promise<ClusterRow | null> {
  const before = await lockCluster(write.db, name)
  if (before === null) return null
  const { joinToken, ...plain } = change
  const token =
    joinToken === undefined
      ? {}
      : { joinTokenHash: joinToken?.hash ?? null, joinTokenExpiresAt: joinToken?.expiresAt ?? null }
  const next = { ...before, ...plain, ...token }
  const after = await write.db
    .updateTable('clusters')
    .set({
      address: next.address,
      state: next.state,
      draining: next.draining,
      contractVersion: next.contractVersion,
      lastSeenAt: next.lastSeenAt,
      publicKey: next.publicKey,
      projects: next.projects === null ? null : json(next.projects),
      profile: next.profile === null ? null : json(next.profile),
      joinTokenHash: next.joinTokenHash,
      joinTokenExpiresAt: next.joinTokenExpiresAt,
      removedAt: change.state === 'REMOVED' ? write.now : before.removedAt,
    })
    .where('name', '=', name)
    .returningAll()
    .executeTakeFirstOrThrow()
  const profileChanged = !isDeepStrictEqual(before.profile, after.profile)
  const isShown = before.state !== after.state || before.draining !== after.draining || before.address !== after.address
  if (isShown || profileChanged || !isDeepStrictEqual(before.projects, after.projects)) {
    emitCluster(write, after, profileChanged)
  }
  return after
}

/** Finds the cluster that a join token was made for, whatever became of the token. */
export async function findClusterByJoinToken(db: Db, hash: string): Promise<ClusterRow | null> {
  const row = await db
    .selectFrom('clusters')
    .selectAll()
    .where('joinTokenHash', '=', hash)
    .where('state', '<>', 'REMOVED')
    .executeTakeFirst()
  return row ?? null
}

/** The cluster removed this object, or keeps it from now on; its next list says so itself. */
export async function forgetOrphan(write: Write, name: string, object: ObjectRef): Promise<void> {
  const row = await write.db
    .selectFrom('clusters')
    .select('orphaned')
    .where('name', '=', name)
    .forUpdate()
    .executeTakeFirst()
  const left = row?.orphaned.filter((one) => !isDeepStrictEqual(one, object)) ?? []
  if (row === undefined || left.length === row.orphaned.length) return
  await write.db
    .updateTable('clusters')
    .set({ orphaned: json(left) })
    .where('name', '=', name)
    .execute()
  write.emit({ cluster: name }, { type: 'orphans', count: left.length })
}

export async function readCluster(db: Db, name: string): Promise<ClusterRow | null> {
  const row = await db.selectFrom('clusters').selectAll().where('name', '=', name).executeTakeFirst()
  return row ?? null
}

/** The same, for whoever decides by it what to change: nobody else changes it until the transaction ends. */
export async function lockCluster(db: Db, name: string): Promise<ClusterRow | null> {
  const row = await db.selectFrom('clusters').selectAll().where('name', '=', name).forUpdate().executeTakeFirst()
  return row ?? null
}

/** All that were ever registered, removed ones included, by name. */
export async function readClusters(db: Db): Promise<readonly ClusterRow[]> {
  return db.selectFrom('clusters').selectAll().orderBy('name').execute()
}

/** This replica holds the cluster's link now; it takes over from any other. */
export async function putLink(
  db: Db,
  link: { cluster: string; replica: string; address: string; now: Date },
): Promise<void> {
  const values = { replica: link.replica, address: link.address, since: link.now, seenAt: link.now }
  await db
    .insertInto('links')
    .values({ cluster: link.cluster, ...values })
    .onConflict((conflict) => conflict.column('cluster').doUpdateSet(values))
    .execute()
}

/** Still connected. Gives false when another replica has taken the link over: then ours is to be closed. */
export async function touchLink(db: Db, cluster: string, replica: string, now: Date): Promise<boolean> {
  const result = await db
    .updateTable('links')
    .set({ seenAt: now })
    .where('cluster', '=', cluster)
    .where('replica', '=', replica)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** The link is closed; does nothing when another replica has taken it over. Gives whether it was ours. */
export async function removeLink(db: Db, cluster: string, replica: string): Promise<boolean> {
  const result = await db
    .deleteFrom('links')
    .where('cluster', '=', cluster)
    .where('replica', '=', replica)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

export async function readLink(db: Db, cluster: string): Promise<LinkRow | null> {
  const row = await db.selectFrom('links').selectAll().where('cluster', '=', cluster).executeTakeFirst()
  return row ?? null
}

/** Links whose replica has not said anything since: it was killed. */
export async function readSilentLinks(db: Db, since: Date): Promise<readonly LinkRow[]> {
  return db.selectFrom('links').selectAll().where('seenAt', '<', since).execute()
}

function emitCluster(
  write: Write,
  row: Pick<ClusterRow, 'name' | 'state' | 'draining'>,
  profileChanged: boolean,
): void {
  write.emit({ cluster: row.name }, { type: 'cluster', state: row.state, draining: row.draining, profileChanged })
}
