-- Every version of every SOP that was ever loaded: a ticket ends under the version with which it began.
create table sop_version (
  tenant_id text collate "C" not null references tenant,
  code text collate "C" not null check (code ~ '^[a-z][a-z0-9-]{0,59}$'),
  version date not null,
  title text not null,
  in_force_from date not null,
  -- The file as the clerk wrote it, and the SOP that was read from it.
  source text not null,
  definition jsonb not null,
  loaded_at timestamptz not null,
  primary key (tenant_id, code, version)
);
call guard_tenant('sop_version');
grant select on sop_version to tanggap_app;
comment on table sop_version is 'Written by the owner when a tenant is loaded, read by all; a version is never deleted.';
