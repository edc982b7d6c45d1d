-- Electronic certificates that this installation issues, and the counts of wrong passphrases. No passphrase is kept anywhere, and no key in clear.

create table certificate (
  tenant_id text collate "C" not null references tenant,
  id uuid not null,
  -- In hexadecimal.
  serial text collate "C" not null,
  email text collate "C" not null check (email = lower(email)),
  common_name text not null check (common_name <> ''),
  organisation text not null check (organisation <> ''),
  -- Whose it is: a registered person, an officer, or neither (known by their address only).
  person_id uuid,
  officer_id uuid,
  pem text not null,
  -- The P12: locked with its owner's passphrase, then sealed with the installation's key.
  p12 bytea not null,
  not_before timestamptz not null,
  not_after timestamptz not null check (not_after > not_before),
  issued_at timestamptz not null,
  revoked_at timestamptz,
  revoke_reason text,
  superseded_at timestamptz,
  renewed_from uuid,
  primary key (tenant_id, id),
  unique (tenant_id, serial),
  foreign key (tenant_id, renewed_from) references certificate,
  check ((revoked_at is null) = (revoke_reason is null))
);
call guard_tenant('certificate');
-- One address, one certificate that is neither revoked nor superseded: two orders at once make one.
create unique index certificate_in_force on certificate (tenant_id, email) where revoked_at is null and superseded_at is null;
create index certificate_email on certificate (tenant_id, email, issued_at desc);
grant select, insert, update (revoked_at, revoke_reason, superseded_at) on certificate to tanggap_app;

-- Wrong passphrases in a row, by certificate or by the keyed hash of a NIK.
create table signing_try (
  tenant_id text collate "C" not null references tenant,
  subject text collate "C" not null,
  failures int not null,
  since timestamptz not null,
  primary key (tenant_id, subject)
);
call guard_tenant('signing_try');
grant select, insert, update on signing_try to tanggap_app;
