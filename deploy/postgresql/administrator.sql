-- The account with which a cluster backend administers the tenants' PostgreSQL, version 16 or later.
-- A superuser runs this in any database; running it again changes nothing. README.md beside it says more.
--
--   psql -v ON_ERROR_STOP=1 -c "set operations_manager.account = 'operations_manager'" -f administrator.sql
--   psql -c '\password operations_manager'

do $$
declare
  account constant text := current_setting('operations_manager.account');
begin
  if current_setting('server_version_num')::integer < 160000 then
    raise exception 'PostgreSQL 16 or later is needed: before it, CREATEROLE is a right over every role of the server';
  end if;
  if not exists (select from pg_roles where rolname = account) then
    execute format('create role %I', account);
  end if;
  execute format(
    'alter role %I with'
    -- It connects with a password, to its maintenance database and to those of the tenants.
    ' login'
    -- It makes one database for each instance of the service. Renaming one, which retention does, asks for it too.
    ' createdb'
    -- It makes one role for each instance. Since PostgreSQL 16 this is a right over the roles that it made and no
    -- other: it cannot change, drop, comment on or act as a role that somebody else made.
    ' createrole'
    -- It owns through the roles that it made: ending their sessions, marking, renaming and dropping their databases,
    -- making schemas and trusted extensions in them.
    ' inherit'
    -- Nothing that is done needs these.
    ' nosuperuser noreplication nobypassrls',
    account
  );
  -- Its maintenance database is the one that POSTGRESQL_URL names, which closed-databases.sql closes to others.
  execute format('grant connect on database %I to %I', current_database(), account);
end
$$;
