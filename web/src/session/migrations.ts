/** In order; names are permanent, and what was released is never edited. */
export const migrations = {
  '0001-sessions': `
    create table web.sessions (
      -- The id itself is only in its browser's cookie.
      id_hash bytea primary key,
      subject text not null,
      name text not null,
      email text,
      -- Access, refresh and identity token, encrypted.
      tokens text not null,
      access_expires_at timestamptz not null,
      created_at timestamptz not null default now(),
      last_seen_at timestamptz not null default now()
    );
    create index sessions_subject on web.sessions (subject);
    create index sessions_created_at on web.sessions (created_at)`,
  // By what a person knows which of their sessions it is.
  '0002-browser': `alter table web.sessions add column browser text not null default ''`,
} as const satisfies Readonly<Record<string, string>>
