-- Hands to the account of administrator.sql what the backend made before with another account, a superuser's say.
-- A superuser runs this once, after administrator.sql; running it again changes nothing. Only what carries the mark of
-- the installation (INSTALLATION_ID of the backend) is handed over.
--
--   psql -v ON_ERROR_STOP=1 -c "set operations_manager.account = 'operations_manager'" \
--     -c "set operations_manager.installation = '…'" -f hand-over.sql

do $$
declare
  account constant text := current_setting('operations_manager.account');
  mark constant text :=
    'operations-manager [' || to_json(current_setting('operations_manager.installation'))::text || ',';
  name text;
begin
  -- What it would have over a role that it had made itself. The roles own their databases, so these follow.
  for name in select rolname from pg_roles where starts_with(shobj_description(oid, 'pg_authid'), mark) loop
    execute format('grant %I to %I with admin true, inherit true, set true', name, account);
  end loop;
  -- The database that proofs find closed, unless another installation's account has it. It holds nothing.
  if exists (
    select from pg_database join pg_roles r on r.oid = datdba
    where datname = 'operations_manager_canary' and r.rolsuper
  ) then
    execute format('alter database operations_manager_canary owner to %I', account);
  end if;
end
$$;
