-- The register of civil servants (BKN) beside the population register, and which of the two said what.

-- A copy of it, for offices without a line to it: found by the keyed hash of the NIP; the name sealed.
create table personnel_entry (
  tenant_id text collate "C" not null,
  nip_hash bytea not null,
  sealed bytea not null,
  loaded_at timestamptz not null,
  primary key (tenant_id, nip_hash)
);
call guard_tenant('personnel_entry');
grant select, insert, delete on personnel_entry to tanggap_app;

alter table identity_check add column register text not null default 'kependudukan' check (register in ('kependudukan', 'kepegawaian'));
