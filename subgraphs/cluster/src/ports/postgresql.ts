import type { Secret } from '@operations-manager/schema/secret/secret.ts'

export type ObservedRole = {
  readonly name: string
  readonly canLogin: boolean
  /** Attributes that it has and must not have: superuser, createdb, createrole, replication, bypassrls. */
  readonly privileges: readonly string[]
  readonly connectionLimit: number
  /** When the password ends, `null` for never. */
  readonly validUntil: string | null
  /** Settings of the role itself, lists as their elements. */
  readonly settings: Readonly<Record<string, readonly string[]>>
  readonly memberOf: readonly string[]
  /** Roles that may act as this one, administrators of it aside. */
  readonly members: readonly string[]
  /** Whether the administrator may act as it, which it must to work on what the role owns. */
  readonly isHeld: boolean
  readonly comment: string | null
}

export type ObservedDatabase = {
  readonly name: string
  readonly owner: string
  readonly encoding: string
  /** Roles beside the owner, and `public`, that hold any privilege on it. */
  readonly grantees: readonly string[]
  readonly acceptsConnections: boolean
  readonly comment: string | null
}

/** What is inside one database. */
export type ObservedContent = {
  /** Owner by schema. */
  readonly schemas: Readonly<Record<string, string>>
  readonly extensions: readonly string[]
}

export type RoleChange = {
  readonly name: string
  /** Absent: the password stays as it is. */
  readonly verifier?: string
  readonly canLogin: boolean
  readonly connectionLimit: number
  readonly settings: Readonly<Record<string, readonly string[]>>
  readonly comment: string
}

export type SignIn = { readonly user: string; readonly password: Secret; readonly database: string }

/**
 * The PostgreSQL server as we use it. Every call has its own time limit and throws `PortError`; a thing that is not
 * there is `null`, and what cannot be read is never taken for that. Names are quoted by the driver.
 */
export type PostgresPort = {
  /** Where proofs are made from. */
  readonly proofsFrom: 'BACKEND' | 'SIMULATED'
  readRole(name: string): Promise<ObservedRole | null>
  /** All in one transaction, so no role is ever without its mark. Tolerates a role that exists. */
  createRole(change: RoleChange): Promise<void>
  /**
   * All in one transaction: attributes, settings (others are reset), memberships both ways (ended), mark and password.
   * What the administrator may not take back, because a superuser gave it, is refused once all the rest is done.
   */
  alterRole(change: RoleChange): Promise<void>
  /** Tolerates a missing role. */
  dropRole(name: string): Promise<void>
  readDatabase(name: string): Promise<ObservedDatabase | null>
  /** Databases whose comment begins with this text. */
  databasesMarked(prefix: string): Promise<readonly ObservedDatabase[]>
  rolesMarked(prefix: string): Promise<readonly { readonly name: string; readonly comment: string }[]>
  /** Tolerates a database that exists. Nobody may connect until `ownDatabase`. */
  createDatabase(name: string, owner: string): Promise<void>
  /** In one transaction: owner, nobody else's privileges, mark, and only then connections. */
  ownDatabase(name: string, owner: string, comment: string): Promise<void>
  /** Ends sessions, renames and marks. Tolerates that it was done already. */
  renameDatabase(from: string, to: string, comment: string): Promise<void>
  /** Closes it, ends sessions. Tolerates a missing database; one in which somebody stays is in conflict. */
  dropDatabase(name: string): Promise<void>
  endSessions(role: string): Promise<void>
  readContent(database: string): Promise<ObservedContent>
  createSchema(database: string, schema: string, owner: string): Promise<void>
  /** Refused, saying what to do, if the server lets only superusers create it. */
  createExtension(database: string, extension: string): Promise<void>
  /** A database that nobody but the administrator may connect to; makes or closes it where it is not so. */
  ensureClosed(database: string): Promise<void>
  /** Whether this sign-in works; `false` when the server says that it does not. */
  canSignIn(signIn: SignIn): Promise<boolean>
  /**
   * Whether this is the user's password, whatever else keeps the user out; `null` where the server turns the user away
   * before it asks.
   */
  canAuthenticate(signIn: SignIn): Promise<boolean | null>
  /** As that user, creates and drops a table in the schema. */
  tryTable(signIn: SignIn, schema: string): Promise<void>
}
