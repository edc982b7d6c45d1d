-- The service standards that a regency has published (UU 25/2009 art. 21, Permen PANRB 15/2014), one of 14 components for each service.
create table service_standard (
  tenant_id text collate "C" not null references tenant,
  code text collate "C" not null check (code ~ '^[a-z][a-z0-9-]{0,59}$'),
  -- The standard that was read from its file.
  definition jsonb not null,
  -- What people search by: the name; and summary, applicants, requirements, product, procedures.
  heading text not null,
  body text not null,
  search tsvector not null generated always as (
    setweight(to_tsvector('pg_catalog.indonesian', heading), 'A') || setweight(to_tsvector('pg_catalog.indonesian', body), 'B')) stored,
  loaded_at timestamptz not null,
  primary key (tenant_id, code)
);
call guard_tenant('service_standard');
create index service_standard_search on service_standard using gin (search);
grant select on service_standard to tanggap_app;
comment on table service_standard is 'Written by the owner when a tenant is loaded, read by all; one that leaves the folder is no longer published.';
