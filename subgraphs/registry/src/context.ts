import type { Caller } from '@operations-manager/runtime/caller/caller.ts'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import type { Catalogue } from '@operations-manager/schema/services/service-type.ts'
import { accessOf, type Access, type AccessRules } from './access/access.ts'
import { foreignAccess } from './access/foreign.ts'
import type { From } from './audit/attempt.ts'
import { bindSignIn } from './audit/bind-sign-in.ts'
import type { Recorder } from './audit/recorder.ts'
import type { Changes } from './changes/changes.ts'
import type { Clusters } from './clusters/clusters.ts'
import type { History } from './git/history.ts'
import type { AskCluster } from './link/requests.ts'
import { createLoaders, type Loaders } from './loaders.ts'
import type { ProjectFiles } from './project-files.ts'
import { isAlive, readAccessToken } from './store/access-tokens.ts'
import type { Feeds } from './store/feed.ts'
import type { AuditSource } from './store/audit-record.ts'
import { isOfAccount, isSameAccount, readStanding } from './store/sign-ins.ts'
import type { Db } from './store/tables.ts'
import type { AccessNews } from './tokens/access-news.ts'
import type { TokenOptions } from './tokens/options.ts'

/** What the whole program shares. Made once, in main. */
export type App = {
  readonly db: Db
  readonly feeds: Feeds
  readonly log: Log
  readonly catalogue: Catalogue
  /** The title of a step in Dutch. */
  readonly dutchTitle: (title: string) => string
  readonly rules: AccessRules
  readonly tokens: TokenOptions
  /** Told of every right that ends. */
  readonly accessNews: AccessNews
  readonly branch: string
  readonly files: ProjectFiles
  readonly history: History
  readonly changes: Changes
  readonly clusters: Clusters
  readonly recorder: Recorder
  readonly askCluster: AskCluster
  /** Reads the projects branch now; resolves when everything in it is taken in. */
  readonly readBranch: () => Promise<void>
  /** Why the repository cannot be reached now; null if it can. */
  readonly repositoryFault: () => Promise<string | null>
}

/** What one answer is made with: who asks, what they may do, and what was read for it so far. */
export type Context = {
  readonly app: App
  readonly caller: Caller
  readonly requestId: string
  /** From where, as the gateway signed it. */
  readonly source: AuditSource | null
  /** The clusters that the asking gateway can route to; the deployments of all others are detached. */
  readonly routed: ReadonlySet<string>
  access: Access
  load: Loaders
}

/** Makes the context of one answer, with the rights as they are stored now. */
export async function createContext(
  app: App,
  asking: Pick<Context, 'caller' | 'requestId' | 'source' | 'routed'>,
): Promise<Context> {
  const access = await readAccess(app, asking.caller, asking)
  return { app, ...asking, access, load: createLoaders(app.db) }
}

/** Forgets what was read: a change was made, which the rest of the answer has to show. */
export async function renew(context: Context): Promise<void> {
  const { attempt } = context.access
  context.access = { ...(await readAccess(context.app, context.caller)), attempt }
  context.load = createLoaders(context.app.db)
}

/**
 * What a caller may do, by what is stored now. Whoever signs in first with an address is bound to it then; that is the
 * only write. It is read from the database each time, with the roles, so every replica knows it and forgets it at once.
 */
export async function readAccess(
  app: Pick<App, 'db' | 'rules'>,
  caller: Caller,
  binding: From | 'never' = { requestId: null, source: null },
): Promise<Access> {
  if (caller.type === 'token') return readTokenAccess(app, caller)
  if (caller.type !== 'person' || caller.email === null) return accessOf(caller, app.rules, new Map())
  const account = { email: caller.email, issuer: caller.issuer, subject: caller.subject }
  const { boundTo, roles } = await readStanding(app.db, caller.email)
  if (boundTo !== null && !isSameAccount(boundTo, account)) return foreignAccess(caller)
  const isBinding = boundTo === null && binding !== 'never'
  if (isBinding && (await bindSignIn(app.db, caller, account, binding)) === 'foreign') return foreignAccess(caller)
  return accessOf(caller, app.rules, roles)
}

/** A token is good while it is not ended and its maker's address still belongs to the account that made it. */
async function readTokenAccess(
  app: Pick<App, 'db' | 'rules'>,
  caller: Extract<Caller, { type: 'token' }>,
): Promise<Access> {
  const [{ boundTo, roles }, token] = await Promise.all([
    readStanding(app.db, caller.createdBy),
    readAccessToken(app.db, caller.token),
  ])
  const isGood =
    token !== null && token.createdBy === caller.createdBy && isAlive(token, new Date()) && isOfAccount(boundTo, token)
  return accessOf(caller, app.rules, roles, isGood ? token : 'over')
}
