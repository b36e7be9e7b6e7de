import { sql, type Kysely } from 'kysely'
import { guard } from './guard.ts'

/** Tokens with what they are bound to, rules by which pipelines get some, and notices of every right that ends. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db)
}

const statements = [
  sql`alter table access_tokens
    add column kind text not null default 'PROJECT' check (kind in ('PERSONAL', 'PROJECT', 'CI')),
    add column prefix text not null default '',
    add column maker jsonb not null default '{"type": "platform"}',
    add column deployments jsonb,
    add column documents jsonb,
    add column rule text`,
  sql`create index access_tokens_project on access_tokens (project, created_at desc, id desc)`,
  sql`create index access_tokens_created_by on access_tokens (created_by, created_at desc, id desc)`,
  sql`create table token_settings (
    project text primary key,
    maximum_days integer not null check (maximum_days > 0)
  )`,
  sql`create table token_rules (
    project text not null,
    name text not null,
    issuer text not null,
    claims jsonb not null,
    scopes jsonb not null,
    deployments jsonb,
    lifetime_seconds integer not null check (lifetime_seconds between 60 and 3600),
    maker jsonb not null,
    created_by text not null,
    created_at timestamptz not null,
    last_used_at timestamptz,
    primary key (project, name)
  )`,
  sql`create table used_identities (
    issuer text not null,
    id text not null,
    expires_at timestamptz not null,
    primary key (issuer, id)
  )`,
  guard({ table: 'token_settings', on: 'insert or update or delete', run: 'require_audit_of_project' }),
  guard({ table: 'token_rules', on: 'insert or delete', run: 'require_audit_of_project' }),
  guard({
    table: 'token_rules',
    on: 'update',
    when: `to_jsonb(old) - 'last_used_at' <> to_jsonb(new) - 'last_used_at'`,
  }),
  // Whoever takes a right away need not remember to say so: what holds streams open is told by the database itself.
  sql`create function tell_of_access() returns trigger language plpgsql as $$
    declare
      gone jsonb := to_jsonb(coalesce(old, new));
    begin
      perform pg_notify('operations_manager_access', case tg_table_name
        when 'access_tokens' then 'token:' || (gone ->> 'id')
        else 'person:' || (gone ->> 'email') end);
      return null;
    end
  $$`,
  sql`create trigger access_tokens_ended after update of revoked_at or delete on access_tokens
    for each row execute function tell_of_access()`,
  sql`create trigger project_members_changed after insert or update or delete on project_members
    for each row execute function tell_of_access()`,
  sql`create trigger sign_ins_changed after insert or update or delete on sign_ins
    for each row execute function tell_of_access()`,
]
