-- Accounts and sessions (schema auth, written by better-auth through the application's pool), people with their sealed NIK,
-- and the logs of who looked at what.
create schema auth;
grant usage on schema auth to tanggap_app;

-- better-auth knows no tenants, so these tables have no row-level security: "user".tenant_id is compared by src/domains/access.
create table auth."user" (
  id uuid primary key default gen_random_uuid(),
  tenant_id text collate "C" not null,
  kind text not null check (kind in ('citizen', 'officer')),
  -- person.id of a citizen, officer.id of an officer.
  holder_id text not null,
  name text not null,
  -- Never a real address: <person id or username>@<kind>.<tenant>.invalid
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  two_factor_enabled boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (tenant_id, kind, holder_id)
);

create table auth.session (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth."user" on delete cascade,
  token text not null unique,
  -- True once a code of the authenticator was given for this very session. An officer's session counts only then.
  second_factor boolean not null default false,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index session_holder on auth.session (user_id);
create index session_expiry on auth.session (expires_at);

create table auth.account (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth."user" on delete cascade,
  account_id text not null,
  provider_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider_id, account_id)
);
create index account_holder on auth.account (user_id);

create table auth.verification (
  id uuid primary key default gen_random_uuid(),
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index verification_identifier on auth.verification (identifier);
create index verification_expiry on auth.verification (expires_at);

create table auth.two_factor (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null unique references auth."user" on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until timestamptz
);

-- A code that was accepted once is not accepted again while it would still be valid.
create table auth.used_code (
  user_id uuid not null references auth."user" on delete cascade,
  code_hash bytea not null,
  at timestamptz not null,
  primary key (user_id, code_hash)
);

grant select, insert, update, delete on auth."user", auth.session, auth.account, auth.verification, auth.two_factor, auth.used_code to tanggap_app;

create table person (
  tenant_id text collate "C" not null,
  id uuid not null,
  user_id uuid not null references auth."user",
  name text not null check (name <> ''),
  nik_cipher bytea not null,
  nik_hash bytea not null,
  nik_masked text not null,
  phone_cipher bytea,
  phone_hash bytea,
  phone_masked text,
  address text,
  registered_at timestamptz not null,
  primary key (tenant_id, id),
  constraint person_nik unique (tenant_id, nik_hash),
  constraint person_phone unique (tenant_id, phone_hash),
  check ((phone_cipher is null) = (phone_hash is null) and (phone_cipher is null) = (phone_masked is null))
);
comment on column person.nik_cipher is 'AES-256-GCM, bound to tenant and person: a row copied to another person or tenant cannot be opened.';
comment on column person.nik_hash is 'HMAC-SHA-256 with a key that is not in the database.';
create index person_account on person (user_id);
call guard_tenant('person');
grant select, insert on person to tanggap_app;
grant update (name, address, phone_cipher, phone_hash, phone_masked) on person to tanggap_app;

create table nik_look (
  tenant_id text collate "C" not null,
  id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id text,
  purpose text not null check (purpose <> ''),
  primary key (tenant_id, id)
);
create index nik_look_person on nik_look (tenant_id, person_id, at);
call guard_tenant('nik_look');
grant select, insert on nik_look to tanggap_app;

create table access_look (
  tenant_id text collate "C" not null,
  id uuid not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id text,
  what text not null check (what <> ''),
  subject text not null,
  purpose text not null,
  primary key (tenant_id, id)
);
create index access_look_subject on access_look (tenant_id, subject, at);
create index access_look_actor on access_look (tenant_id, actor_id, at);
create index access_look_at on access_look (tenant_id, at);
call guard_tenant('access_look');
grant select, insert on access_look to tanggap_app;

-- Wrong passwords of one account since the first of them. `account` is a keyed hash: it tells neither NIK nor phone.
create table sign_in_try (
  tenant_id text collate "C" not null,
  account text collate "C" not null,
  failures integer not null,
  since timestamptz not null,
  primary key (tenant_id, account)
);
call guard_tenant('sign_in_try');
grant select, insert, update, delete on sign_in_try to tanggap_app;
