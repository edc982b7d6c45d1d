-- The NIK of an officer who signs through BSrE, which knows people by it. Sealed as citizens' are; entered by the officer alone.
create table officer_nik (
  tenant_id text collate "C" not null,
  officer_id uuid not null,
  sealed bytea not null,
  changed_at timestamptz not null,
  primary key (tenant_id, officer_id),
  foreign key (tenant_id, officer_id) references officer (tenant_id, id)
);
call guard_tenant('officer_nik');
grant select, insert on officer_nik to tanggap_app;
grant update (sealed, changed_at) on officer_nik to tanggap_app;
