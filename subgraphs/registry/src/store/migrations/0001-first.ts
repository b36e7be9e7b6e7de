import { sql, type Kysely } from 'kysely'

/** The first shape of the database. Forward only: later shapes are further files, and none ever changes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db)
}

const statements = [
  sql`create table installation (
    "only" boolean primary key default true check ("only"),
    id text not null,
    created_at timestamptz not null default now()
  )`,
  sql`create table projects (
    name text primary key,
    display_name text not null,
    revision text not null,
    file text not null,
    state text not null check (state in ('VALID', 'INVALID', 'DELETED')),
    invalid_revision text,
    invalid_file text,
    problems jsonb not null default '[]',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null,
    deleted_at timestamptz
  )`,
  sql`create table project_members (
    project text not null references projects (name) on delete cascade,
    email text not null check (email = lower(email)),
    role text not null,
    primary key (project, email)
  )`,
  sql`create index project_members_email on project_members (email)`,
  sql`create table deployments (
    id text primary key,
    project text not null,
    name text not null,
    cluster text not null,
    wished boolean not null default true,
    spec jsonb not null,
    generation text not null,
    revision text not null,
    operation text,
    held boolean not null default false,
    restarts jsonb not null default '{}',
    reissue jsonb not null default '{}',
    retained jsonb not null default '{}',
    status jsonb,
    status_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null
  )`,
  sql`create index deployments_project on deployments (project, name)`,
  sql`create index deployments_cluster on deployments (cluster)`,
  sql`create table generations (
    deployment text not null,
    generation text not null,
    spec jsonb not null,
    revision text not null,
    at timestamptz not null default now(),
    primary key (deployment, generation)
  )`,
  sql`create table clusters (
    name text primary key,
    type_name text not null unique,
    address text not null,
    projects jsonb,
    state text not null check (state in ('NEVER_SEEN', 'CONNECTED', 'AWAY', 'INCOMPATIBLE', 'REMOVED')),
    draining boolean not null default false,
    contract_version integer,
    profile jsonb,
    join_token_hash text unique,
    join_token_expires_at timestamptz,
    public_key text,
    last_seen_at timestamptz,
    orphaned jsonb not null default '[]',
    orphaned_at timestamptz,
    registered_at timestamptz not null default now(),
    removed_at timestamptz
  )`,
  sql`create table links (
    cluster text primary key,
    replica text not null,
    address text not null,
    since timestamptz not null,
    seen_at timestamptz not null
  )`,
  sql`create table operations (
    id text primary key,
    kind text not null,
    project text,
    requested_by jsonb not null,
    requested_at timestamptz not null default now(),
    request jsonb not null,
    retry_of text,
    save_state text not null check (save_state in ('PENDING', 'SAVED', 'FAILED')),
    saved_at timestamptz,
    revision text,
    state text not null,
    started_at timestamptz,
    finished_at timestamptz,
    problems jsonb not null default '[]',
    waiting_for jsonb
  )`,
  sql`create index operations_project on operations (project, id desc)`,
  sql`create index operations_pending on operations (requested_at) where save_state = 'PENDING'`,
  sql`create index operations_revision on operations (revision)`,
  sql`create table targets (
    operation text not null references operations (id) on delete cascade,
    deployment text not null,
    generation text not null,
    state text not null,
    waiting_for jsonb,
    problems jsonb not null default '[]',
    superseded_by text,
    taken_at timestamptz,
    started_at timestamptz,
    finished_at timestamptz,
    primary key (operation, deployment)
  )`,
  sql`create index targets_open on targets (deployment) where state in ('SAVED', 'QUEUED', 'RUNNING')`,
  sql`create index targets_deployment on targets (deployment, operation)`,
  sql`create table steps (
    operation text not null,
    deployment text not null,
    step text not null,
    generation text not null,
    position integer generated always as identity,
    title text not null,
    needs jsonb not null,
    weight double precision not null,
    attempt integer not null,
    state text not null,
    started_at timestamptz,
    finished_at timestamptz,
    at timestamptz not null,
    message text not null,
    problem jsonb,
    proofs jsonb not null default '[]',
    primary key (operation, deployment, step),
    foreign key (operation, deployment) references targets (operation, deployment) on delete cascade
  )`,
  sql`create table events (
    cursor bigint generated always as identity primary key,
    at timestamptz not null,
    project text,
    operation text,
    deployment text,
    cluster text,
    change jsonb not null,
    dedupe text unique
  )`,
  sql`create index events_operation on events (operation, cursor) where operation is not null`,
  sql`create index events_project on events (project, cursor) where project is not null`,
  sql`create index events_cluster on events (cluster, cursor) where cluster is not null`,
  sql`create index events_estate on events (cursor) where project is null`,
  sql`create index events_at on events (at)`,
  sql`create table event_floors (scope text primary key, cursor bigint not null)`,
  sql`create table idempotency_keys (
    caller text not null,
    key text not null,
    input_hash text not null,
    operation text not null,
    expires_at timestamptz not null,
    primary key (caller, key)
  )`,
  sql`create table tombstones (
    id text primary key,
    cluster text not null,
    deployment text not null,
    service text,
    operation text not null,
    confirmed_by text not null,
    confirmed_at timestamptz not null,
    deletion jsonb not null,
    purge boolean not null,
    state text not null check (state in ('WISHED', 'TAKEN', 'DONE')),
    done_at timestamptz
  )`,
  sql`create index tombstones_cluster on tombstones (cluster) where state <> 'DONE'`,
  sql`create index tombstones_deployment on tombstones (deployment)`,
  sql`create table held_removals (
    id text primary key,
    project text not null,
    deployment text,
    service text,
    revision text not null,
    author text not null,
    held_at timestamptz not null default now(),
    ended_at timestamptz,
    ended_by text check (ended_by in ('CONFIRMED', 'RETURNED'))
  )`,
  sql`create unique index held_removals_open
    on held_removals (project, coalesce(deployment, ''), coalesce(service, '')) where ended_at is null`,
  sql`create table retained_data (
    deployment text not null,
    service text not null,
    project text not null,
    cluster text not null,
    type text not null,
    name text not null,
    until timestamptz not null,
    primary key (deployment, service)
  )`,
  sql`create index retained_data_project on retained_data (project)`,
  sql`create table supergraphs (
    version text primary key,
    sdl text not null,
    clusters jsonb not null,
    number integer generated always as identity unique,
    created_at timestamptz not null default now()
  )`,
  sql`create table repositories (
    branch text primary key,
    accepted_head text,
    held_head text,
    held_reason jsonb,
    held_at timestamptz,
    approved_head text
  )`,
  sql`create table access_tokens (
    id text primary key,
    hash text not null unique,
    name text not null,
    project text,
    scopes jsonb not null,
    created_by text not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    last_used_at timestamptz,
    revoked_at timestamptz
  )`,
  sql`create table sign_ins (
    email text primary key check (email = lower(email)),
    issuer text not null,
    subject text not null,
    bound_at timestamptz not null default now()
  )`,
  sql`create table audit (
    number bigint generated always as identity primary key,
    at timestamptz not null default now(),
    actor jsonb not null,
    action text not null,
    project text,
    cluster text,
    operation text,
    detail jsonb not null
  )`,
  sql`create index audit_project on audit (project, number desc)`,
]
