import { sql, type Kysely } from 'kysely'

/** What tells whether a secret's value is the one that is sealed already; HMACs, never values. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table secret_fingerprints (
    project text not null,
    key text not null,
    envelope_hash text not null,
    fingerprint text not null,
    primary key (project, key)
  )`.execute(db)
}
