import { createHash, randomBytes } from 'node:crypto'
import type { PoolClient } from 'pg'
import type { Database } from './database.ts'
import type { Sealer } from './seal.ts'
import { Tokens, type Granted } from './tokens.ts'

export type Person = { readonly subject: string; readonly name: string; readonly email: string | null }

/** The hash of a session's id: what the server knows a session by. */
export type SessionKey = string & { readonly __brand: 'SessionKey' }

export type StoredSession = { readonly key: SessionKey; readonly person: Person; readonly accessExpiresAt: Date }

/** A session as its person sees it in a list. */
export type ListedSession = {
  readonly key: SessionKey
  /** The browser that signed in, as far as it said. */
  readonly browser: string
  readonly createdAt: Date
  /** To about a minute. */
  readonly lastSeenAt: Date
}

export type SessionLimits = { readonly idleSeconds: number; readonly absoluteSeconds: number }

export type Sessions = {
  /** Keeps a new session; answers its id, which only the cookie may hold. */
  create(person: Person, granted: Granted, browser?: string): Promise<string>
  /** The session, unless it is over or past one of its limits. */
  find(id: string): Promise<StoredSession | null>
  /** The session again, later: over, or past one of its limits, it is `null`. */
  look(key: SessionKey): Promise<StoredSession | null>
  /** Notes that the person is there. */
  touch(key: SessionKey): Promise<void>
  tokens(key: SessionKey): Promise<Granted | null>
  /**
   * Hands the tokens to `change` while nobody else can change them, and keeps what it answers; `over` ends the session.
   * Answers the tokens as they are then, or `null` if there is no such session (any more).
   */
  change(key: SessionKey, change: (present: Granted) => Promise<Granted | 'over'>): Promise<Granted | null>
  /** Ends the session; answers what its tokens were. */
  end(key: SessionKey): Promise<Tokens | null>
  /** The person's sessions that are not over, the one seen last first. */
  list(subject: string): Promise<readonly ListedSession[]>
  /** Ends sessions of this person, and of nobody else. */
  endOf(subject: string, keys: readonly SessionKey[]): Promise<void>
}

/** A person who reads and clicks is noted this often. */
const touchSeconds = 60

export function sessionKey(id: string): SessionKey {
  return createHash('sha256').update(id).digest('base64url') as SessionKey // the one place where they are made
}

type Row = {
  readonly subject: string
  readonly name: string
  readonly email: string | null
  readonly access_expires_at: Date
}
type TokensRow = { readonly tokens: string; readonly access_expires_at: Date }

export function createSessions(database: Database, sealer: Sealer, limits: SessionLimits): Sessions {
  const look = (key: SessionKey): Promise<StoredSession | null> => lookUp(database, key, limits)
  return {
    ...createTokenStore(database, sealer),
    ...createSessionList(database, limits),
    async create(person, { tokens, accessExpiresAt }, browser = '') {
      const id = randomBytes(32).toString('base64url')
      const key = sessionKey(id)
      const sealed = await sealer.seal('tokens', tokens, { about: key })
      await database.query(
        `insert into web.sessions (id_hash, subject, name, email, tokens, access_expires_at, browser)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [bytes(key), person.subject, person.name, person.email, sealed, accessExpiresAt, browser],
      )
      await forgetOld(database, limits)
      return id
    },
    find: (id) => look(sessionKey(id)),
    look,
    async touch(key) {
      await database.query(
        `update web.sessions set last_seen_at = now()
         where id_hash = $1 and last_seen_at < now() - make_interval(secs => $2)`,
        [bytes(key), touchSeconds],
      )
    },
  }
}

async function lookUp(database: Database, key: SessionKey, limits: SessionLimits): Promise<StoredSession | null> {
  const [row] = await database.query<Row>(
    `select subject, name, email, access_expires_at from web.sessions
     where id_hash = $1
       and last_seen_at > now() - make_interval(secs => $2) and created_at > now() - make_interval(secs => $3)`,
    [bytes(key), limits.idleSeconds, limits.absoluteSeconds],
  )
  if (row === undefined) return null
  const { subject, name, email, access_expires_at: accessExpiresAt } = row
  return { key, person: { subject, name, email }, accessExpiresAt }
}

type ListedRow = {
  readonly id_hash: Buffer
  readonly browser: string
  readonly created_at: Date
  readonly last_seen_at: Date
}

function createSessionList(
  database: Database,
  { idleSeconds, absoluteSeconds }: SessionLimits,
): Pick<Sessions, 'list' | 'endOf'> {
  return {
    async list(subject) {
      const rows = await database.query<ListedRow>(
        `select id_hash, browser, created_at, last_seen_at from web.sessions
         where subject = $1
           and last_seen_at > now() - make_interval(secs => $2) and created_at > now() - make_interval(secs => $3)
         order by last_seen_at desc, id_hash`,
        [subject, idleSeconds, absoluteSeconds],
      )
      return rows.map(({ id_hash, browser, created_at: createdAt, last_seen_at: lastSeenAt }) => ({
        key: id_hash.toString('base64url') as SessionKey, // as it was kept
        browser,
        createdAt,
        lastSeenAt,
      }))
    },
    async endOf(subject, keys) {
      await database.query('delete from web.sessions where subject = $1 and id_hash = any ($2)', [
        subject,
        keys.map(bytes),
      ])
    },
  }
}

function createTokenStore(database: Database, sealer: Sealer): Pick<Sessions, 'tokens' | 'change' | 'end'> {
  const unseal = async (key: SessionKey, row: TokensRow): Promise<Granted> => {
    const tokens = await sealer.open('tokens', row.tokens, key, Tokens)
    if (tokens === null) throw new Error('the tokens of a session do not open: SESSION_KEY is another one')
    return { tokens, accessExpiresAt: row.access_expires_at }
  }
  return {
    async tokens(key) {
      const [row] = await database.query<TokensRow>(
        'select tokens, access_expires_at from web.sessions where id_hash = $1',
        [bytes(key)],
      )
      return row === undefined ? null : unseal(key, row)
    },
    change: (key, change) =>
      database.transaction(async (client) => {
        const row = await lockedTokens(client, key)
        if (row === undefined) return null
        const next = await change(await unseal(key, row))
        if (next === 'over') {
          await client.query('delete from web.sessions where id_hash = $1', [bytes(key)])
          return null
        }
        await client.query('update web.sessions set tokens = $2, access_expires_at = $3 where id_hash = $1', [
          bytes(key),
          await sealer.seal('tokens', next.tokens, { about: key }),
          next.accessExpiresAt,
        ])
        return next
      }),
    async end(key) {
      const [row] = await database.query<{ tokens: string }>(
        'delete from web.sessions where id_hash = $1 returning tokens',
        [bytes(key)],
      )
      return row === undefined ? null : sealer.open('tokens', row.tokens, key, Tokens)
    },
  }
}

async function lockedTokens(client: PoolClient, key: SessionKey): Promise<TokensRow | undefined> {
  const { rows } = await client.query<TokensRow>(
    'select tokens, access_expires_at from web.sessions where id_hash = $1 for update',
    [bytes(key)],
  )
  return rows[0]
}

async function forgetOld(database: Database, { idleSeconds, absoluteSeconds }: SessionLimits): Promise<void> {
  await database.query(
    `delete from web.sessions
     where created_at < now() - make_interval(secs => $2) or last_seen_at < now() - make_interval(secs => $1)`,
    [idleSeconds, absoluteSeconds],
  )
}

function bytes(key: SessionKey): Buffer {
  return Buffer.from(key, 'base64url')
}
