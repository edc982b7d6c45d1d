-- Extensions, the application's role, and the tenants (one tenant is one regency government).
create extension if not exists pg_trgm;
create extension if not exists unaccent;

grant usage on schema public to tanggap_app;

create table tenant (
  id text collate "C" primary key check (id ~ '^[a-z][a-z0-9-]{1,40}$'),
  name text not null,
  -- The whole of tenant.yaml as it was checked and loaded: settings, colours, office hours, contacts.
  settings jsonb not null,
  loaded_at timestamptz not null
);
comment on table tenant is 'One regency government. Its rows are public facts, so this table alone has no row-level security.';
grant select on tenant to tanggap_app;

-- The tenant of the running transaction; null (so no row matches) where none was set.
create function current_tenant() returns text language sql stable parallel safe
  return nullif(current_setting('tanggap.tenant', true), '');

-- Turns on the second wall for one table: a row of another tenant can neither be seen nor written.
create procedure guard_tenant(guarded regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', guarded);
  execute format('create policy own_tenant on %s using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())', guarded);
end $$;
