import { sql, type Kysely, type RawBuilder } from 'kysely'
import { lockNumber } from '../locks.ts'
import { changed, guard, type Guard } from './guard.ts'

/** The audit trail as a chain that only grows, and the rule that nothing is changed without a record in it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...chain, ...rules]) await statement.execute(db)
}

const lock = sql.raw(lockNumber('audit').toString())
const field = (path: string): RawBuilder<unknown> => sql.raw(`(content::jsonb ${path})`)

const chain = [
  // It held a few rows without a chain, which nothing could show; there is no installation yet that has any.
  sql`drop table audit`,
  // Only the first three columns are written. What is searched by is made from the content, so it cannot differ from it.
  sql`create table audit (
    number bigint primary key,
    content text not null,
    hash text not null check (hash = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
    transaction xid8 not null,
    at text not null generated always as (${field(`->> 'at'`)}) stored,
    action text not null generated always as (${field(`->> 'action'`)}) stored,
    result text not null generated always as (${field(`->> 'result'`)}) stored,
    project text generated always as (${field(`->> 'project'`)}) stored,
    deployment text generated always as (${field(`->> 'deployment'`)}) stored,
    cluster text generated always as (${field(`->> 'cluster'`)}) stored,
    operation text generated always as (${field(`->> 'operation'`)}) stored,
    who text generated always as (lower(coalesce(
      ${field(`#>> '{actor,email}'`)}, ${field(`#>> '{actor,token}'`)}, ${field(`#>> '{actor,cluster}'`)},
      ${field(`#>> '{actor,subject}'`)}))) stored,
    subject text generated always as (${field(`#>> '{actor,subject}'`)}) stored
  )`,
  sql`create index audit_project on audit (project, number desc) where project is not null`,
  sql`create index audit_who on audit (who, number desc) where who is not null`,
  sql`create index audit_subject on audit (subject, number desc) where subject is not null`,
  sql`create index audit_action on audit (action, number desc)`,
  sql`create index audit_operation on audit (operation) where operation is not null`,
  sql`create index audit_at on audit (at)`,
  sql`create index audit_not_accepted on audit (number desc) where result <> 'ACCEPTED'`,
  sql`create index events_audit on events (cursor) where change ->> 'type' = 'audit'`,
  // Each query in it sees what was committed before it began, so the end is read after the lock is held.
  sql`create function audit_end() returns table (number bigint, hash text) language plpgsql volatile as $$
    begin
      perform pg_advisory_xact_lock(${lock});
      return query select a.number, a.hash from audit a order by a.number desc limit 1;
      if not found then return query select 0::bigint, repeat('0', 64); end if;
    end
  $$`,
  sql`create function audit_continues() returns trigger language plpgsql as $$
    declare
      last record;
      said jsonb := new.content::jsonb;
    begin
      select * into last from audit_end();
      if new.number <> last.number + 1 or (said ->> 'number')::bigint <> new.number
        or said ->> 'previous' is distinct from last.hash then
        raise exception 'audit record % does not continue the chain, which ends at %', new.number, last.number
          using errcode = 'OMA02';
      end if;
      new.transaction := pg_current_xact_id();
      return new;
    end
  $$`,
  sql`create trigger audit_continues before insert on audit for each row execute function audit_continues()`,
  sql`create function audit_only_grows() returns trigger language plpgsql as $$
    begin
      raise exception 'audit records are only ever added' using errcode = 'OMA01';
    end
  $$`,
  sql`create trigger audit_only_grows before update or delete or truncate on audit
    for each statement execute function audit_only_grows()`,
  sql`create table audit_floors (project text primary key, number bigint not null)`,
]

/**
 * Who holds the chain's lock is the only one who appends until its transaction ends. So at the end of a transaction
 * the newest record is its own, or it made none.
 */
const functions = [
  sql`create function audit_is_here() returns boolean language plpgsql volatile as $$
    begin
      return coalesce((select a.transaction from audit a order by a.number desc limit 1) = pg_current_xact_id(), false);
    end
  $$`,
  sql`create function require_audit() returns trigger language plpgsql as $$
    begin
      if not audit_is_here() then
        raise exception 'a change of % needs an audit record in the same transaction', tg_table_name
          using errcode = 'OMA03';
      end if;
      return null;
    end
  $$`,
  // What belonged to a project goes with the last of it, which its cluster reports; nobody asks for that.
  sql`create function require_audit_of_project() returns trigger language plpgsql as $$
    declare
      theirs text := coalesce(to_jsonb(new), to_jsonb(old)) ->> 'project';
    begin
      if tg_op = 'DELETE' and theirs is not null and not exists (select from projects p where p.name = theirs) then
        return null;
      end if;
      if not audit_is_here() then
        raise exception 'a change of % needs an audit record in the same transaction', tg_table_name
          using errcode = 'OMA03';
      end if;
      return null;
    end
  $$`,
]

/**
 * What people, tokens and commits change. What clusters report about themselves, and what is derived from that (the
 * state of an operation, a status, a link, what retention removes), is no change that anybody asked for.
 */
const guards: readonly Guard[] = [
  { table: 'projects', on: 'insert' },
  {
    table: 'projects',
    on: 'update',
    when: changed('name', 'file', 'revision', 'state', 'invalid_revision', 'invalid_file'),
  },
  { table: 'projects', on: 'delete', when: `old.state <> 'DELETED'` },
  { table: 'project_members', on: 'insert or update or delete', run: 'require_audit_of_project' },
  { table: 'deployments', on: 'insert' },
  {
    table: 'deployments',
    on: 'update',
    when: changed('wished', 'spec', 'generation', 'revision', 'operation', 'held', 'restarts', 'reissue', 'retained'),
  },
  { table: 'deployments', on: 'delete', when: 'old.wished' },
  { table: 'operations', on: 'insert' },
  {
    table: 'operations',
    on: 'update',
    when: changed('id', 'kind', 'project', 'requested_by', 'request', 'retry_of', 'save_state', 'revision'),
  },
  { table: 'tombstones', on: 'insert' },
  {
    table: 'tombstones',
    on: 'update',
    when: changed('cluster', 'deployment', 'service', 'deletion', 'purge', 'operation'),
  },
  { table: 'tombstones', on: 'delete', when: `old.state <> 'DONE'` },
  { table: 'held_removals', on: 'insert or update' },
  { table: 'clusters', on: 'insert or delete' },
  {
    table: 'clusters',
    on: 'update',
    when: `${changed('name', 'type_name', 'address', 'projects', 'draining', 'join_token_hash', 'public_key')}
      or (old.state = 'REMOVED') <> (new.state = 'REMOVED')`,
  },
  { table: 'repositories', on: 'update', when: `new.approved_head is not null and ${changed('approved_head')}` },
  { table: 'access_tokens', on: 'insert' },
  { table: 'access_tokens', on: 'update', when: `to_jsonb(old) - 'last_used_at' <> to_jsonb(new) - 'last_used_at'` },
  { table: 'sign_ins', on: 'insert or update or delete' },
]

const rules = [...functions, ...guards.map(guard)]
