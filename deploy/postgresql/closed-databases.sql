-- Closes the databases of the server itself, which every role may connect to as PostgreSQL is delivered, to tenants.
-- A superuser runs this in the maintenance database of the backend's account (usually "postgres"), before or after
-- administrator.sql. What else uses the server without being a superuser needs a grant of its own afterwards.
--
--   psql -v ON_ERROR_STOP=1 -f closed-databases.sql

do $$
declare
  name text;
begin
  for name in select datname from pg_database where datname in ('postgres', 'template1', current_database()) loop
    execute format('revoke all on database %I from public', name);
  end loop;
end
$$;
