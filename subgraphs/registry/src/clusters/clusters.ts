import { readPins } from '@operations-manager/schema/cluster/pinned-address.ts'
import { typeNameOf } from '@operations-manager/schema/cluster/type-name.ts'
import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import { explainName } from '@operations-manager/schema/project-file/names.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import { recordIn, type Attempt, type Facts } from '../audit/attempt.ts'
import { clusterState } from '../audit/states.ts'
import { changeCluster, lockCluster, readCluster, registerCluster } from '../store/clusters.ts'
import type { ClusterRow, Db } from '../store/tables.ts'
import { write, type Write } from '../store/write.ts'
import { newJoinToken } from './join-token.ts'

export type Registration = {
  readonly name: string
  /** `https://…` with or without pins of its key, `http://…`, or `link:` through the registry. */
  readonly address: string
  /** Which projects may use it; null is all. */
  readonly projects: readonly string[] | null
}

export type Registered =
  | { readonly ok: true; readonly cluster: ClusterRow; readonly joinToken: Secret }
  | { readonly ok: false; readonly problems: readonly Problem[] }

export type Changed =
  | { readonly ok: true; readonly cluster: ClusterRow }
  | { readonly ok: false; readonly problems: readonly Problem[] }

export type ClustersOptions = {
  readonly db: Db
  /** Called after something changed that the supergraph depends on. */
  readonly onRoutingChanged: () => void
  readonly joinTokenLifetimeMs?: number
}

/** What platform operators do with clusters. Who may is decided by the caller; who did is audited here. */
export type Clusters = {
  /**
   * Registers a cluster and answers its join token, which works once and for minutes. One that was registered and
   * never connected may be registered again, for a new token; so may one that was removed.
   */
  register(registration: Registration, attempt: Attempt): Promise<Registered>
  /**
   * A new join token for a cluster that is registered; one that was given before and not used is void. The key that the
   * cluster has works until a backend joins with the token.
   */
  renewJoinToken(name: string, attempt: Attempt): Promise<Registered>
  /** Takes no new deployments, or takes them again. */
  drain(name: string, draining: boolean, attempt: Attempt): Promise<Changed>
  /** Ends the registration. Nothing in the cluster is touched; its deployments show as detached. */
  remove(name: string, confirm: string | null, attempt: Attempt): Promise<Changed>
}

export function createClusters(options: ClustersOptions): Clusters {
  return {
    register: (registration, attempt) => register(options, registration, attempt),
    renewJoinToken: (name, attempt) => renewJoinToken(options, name, attempt),
    drain: (name, draining, attempt) =>
      write(options.db, async (tx) => {
        const cluster = await findStanding(tx, name)
        if (cluster === null) return unknown(name)
        const changed = await changeCluster(tx, name, { draining })
        audit(tx, attempt, { before: cluster, after: changed }, { draining })
        return { ok: true, cluster: changed ?? cluster }
      }),
    remove: async (name, confirm, attempt) => {
      const removed = await write(options.db, (tx) => remove(tx, name, confirm, attempt))
      if (removed.ok) options.onRoutingChanged()
      return removed
    },
  }
}

async function register(
  { db, joinTokenLifetimeMs }: ClustersOptions,
  registration: Registration,
  attempt: Attempt,
): Promise<Registered> {
  const problems = checkRegistration(registration)
  if (problems.length > 0) return { ok: false, problems }
  const { name, address, projects } = registration
  const typeName = typeNameOf(name)
  return write(db, async (tx) => {
    const { token, hash, expiresAt } = newJoinToken(tx.now, joinTokenLifetimeMs)
    const made = {
      name,
      typeName,
      address,
      projects,
      joinTokenHash: hash,
      joinTokenExpiresAt: expiresAt,
      publicKey: null,
    }
    const before = await lockCluster(tx.db, name)
    const result = await registerCluster(tx, made)
    if (result === 'taken')
      return { ok: false, problems: [taken(name, 'a name that differs only in hyphens is taken')] }
    if (result === 'known') {
      if (before?.state !== 'NEVER_SEEN') return { ok: false, problems: [known(name)] }
      await changeCluster(tx, name, { address, projects, joinToken: { hash, expiresAt } })
    }
    const cluster = await readCluster(tx.db, name)
    if (cluster === null) throw new Error(`the cluster "${name}" was just registered and cannot be read`)
    audit(tx, attempt, { before, after: cluster }, { address, projects })
    return { ok: true, cluster, joinToken: token }
  })
}

function renewJoinToken(
  { db, joinTokenLifetimeMs }: ClustersOptions,
  name: string,
  attempt: Attempt,
): Promise<Registered> {
  return write(db, async (tx) => {
    const before = await findStanding(tx, name)
    if (before === null) return unknown(name)
    const { token, hash, expiresAt } = newJoinToken(tx.now, joinTokenLifetimeMs)
    const cluster = await changeCluster(tx, name, { joinToken: { hash, expiresAt } })
    if (cluster === null) return unknown(name)
    audit(tx, attempt, { before, after: cluster }, {})
    return { ok: true, cluster, joinToken: token }
  })
}

async function remove(tx: Write, name: string, confirm: string | null, attempt: Attempt): Promise<Changed> {
  const known = await findStanding(tx, name)
  if (known === null) return unknown(name)
  if (confirm !== name) {
    const message = `Removing the cluster "${name}" detaches its deployments. Send its name as confirmation.`
    return { ok: false, problems: [problem('CONFIRMATION_WRONG', message, { path: ['confirm'], validValues: [name] })] }
  }
  const cluster = await changeCluster(tx, name, { state: 'REMOVED', joinToken: null })
  // Whichever replica holds its link sees that the row is gone, and closes.
  await tx.db.deleteFrom('links').where('cluster', '=', name).execute()
  audit(tx, attempt, { before: known, after: cluster }, {})
  return { ok: true, cluster: cluster ?? known }
}

/** Everything that is wrong with a registration, at once. */
export function checkRegistration({ name, address }: Registration): readonly Problem[] {
  const problems: Problem[] = []
  const fault = explainName('cluster', name)
  if (fault !== null) problems.push(problem('NAME_INVALID', fault, { path: ['name'] }))
  if (name === 'registry') {
    problems.push(
      problem('NAME_TAKEN', '"registry" is the name of a part of the platform. Choose another.', { path: ['name'] }),
    )
  }
  if (!isAddress(address)) {
    const message = `"${address}" is no address of a cluster. Give https://… (which may end in #sha256//…, the pin of its key), http://…, or link: to go through the registry.`
    problems.push(problem('INPUT_INVALID', message, { path: ['address'] }))
  }
  return problems
}

function isAddress(address: string): boolean {
  if (address === 'link:') return true
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null || url.username !== '' || url.password !== '') return false
  const pins = readPins(url.hash.slice(1))
  if (pins === null) return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && pins.length === 0)
}

async function findStanding(tx: Write, name: string): Promise<ClusterRow | null> {
  const row = await lockCluster(tx.db, name)
  return row === null || row.state === 'REMOVED' ? null : row
}

function taken(name: string, why: string): Problem {
  return problem('NAME_TAKEN', `The cluster name "${name}" cannot be used: ${why}. Choose another name.`, {
    path: ['name'],
  })
}

function known(name: string): Problem {
  const renew = { title: 'Give it a new join token', mutation: 'renewJoinToken', input: { name } }
  return { ...taken(name, 'a cluster has it'), remedies: [renew] }
}

function unknown(name: string): { ok: false; problems: readonly Problem[] } {
  return { ok: false, problems: [problem('NOT_FOUND', `There is no cluster "${name}".`, { path: ['name'] })] }
}

function audit(
  tx: Write,
  attempt: Attempt,
  { before, after }: { readonly before: ClusterRow | null; readonly after: ClusterRow | null },
  detail: Facts['detail'],
): void {
  const cluster = after?.name ?? before?.name ?? null
  recordIn(tx, attempt, { cluster, before: clusterState(before), after: clusterState(after), detail: detail ?? {} })
}
