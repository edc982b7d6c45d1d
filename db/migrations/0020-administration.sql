-- Administration: officers and what was done to them, letters of assignment with their kind and end, absence, the tenant's own days off,
-- recomputation of promises, sign-in sessions, passkeys and sign-in by another system.

alter table officer add column email text check (email <> '');
grant update (email) on officer to tanggap_app;

-- What was done to an officer, and who did it. Append-only.
create table officer_event (
  tenant_id text collate "C" not null,
  id uuid not null,
  officer_id uuid not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id text,
  act text not null check (act in ('added', 'edited', 'deactivated', 'reactivated', 'password', 'totp', 'sessions', 'assigned', 'ended', 'absence', 'back', 'passkey')),
  detail text not null,
  -- Of the form that did it: the same form sent twice did it once.
  form_key uuid,
  primary key (tenant_id, id),
  unique (tenant_id, form_key),
  foreign key (tenant_id, officer_id) references officer
);
create index officer_event_of on officer_event (tenant_id, officer_id, id);
call guard_tenant('officer_event');
grant select, insert on officer_event to tanggap_app;

-- An officer is away, and who stands in.
create table absence (
  tenant_id text collate "C" not null,
  id uuid not null,
  officer_id uuid not null,
  stand_in_id uuid not null,
  absent_from date not null,
  absent_until date not null check (absent_until >= absent_from or ended_at is not null),
  reason text not null check (reason <> ''),
  letter_number text,
  recorded_at timestamptz not null,
  recorded_by text,
  -- Came back before the day that was said.
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, officer_id) references officer,
  foreign key (tenant_id, stand_in_id) references officer,
  check (officer_id <> stand_in_id)
);
create index absence_officer on absence (tenant_id, officer_id, absent_from);
call guard_tenant('absence');
grant select, insert, update (absent_until, ended_at) on absence to tanggap_app;

-- plt: acting while the post is vacant. plh: from day to day while its holder is away.
alter table assignment
  add column kind text not null default 'tetap' check (kind in ('tetap', 'plt', 'plh')),
  -- The assignment of the holder who is away, for a plh.
  add column stands_for uuid,
  add column absence_id uuid,
  -- What the letter said, once it was ended before that.
  add column letter_until date,
  add column ended_at timestamptz,
  add column ended_by text,
  add column end_reason text,
  -- Administrators were told that it ends soon, and that it has ended.
  add column warned_at timestamptz,
  add column expiry_told_at timestamptz;
alter table assignment drop constraint assignment_letter_number_check, drop constraint assignment_check;
alter table assignment
  -- Someone who stands in during an absence may have no letter of their own.
  add constraint assignment_letter check (letter_number <> '' or kind = 'plh'),
  -- One that was ended before it began holds on no day.
  add constraint assignment_days check (valid_until >= valid_from or ended_at is not null),
  add constraint assignment_stands_for foreign key (tenant_id, stands_for) references assignment,
  add constraint assignment_absence foreign key (tenant_id, absence_id) references absence,
  add constraint assignment_kind check (kind = 'plh' or (stands_for is null and absence_id is null));
create index assignment_until on assignment (tenant_id, valid_until) where expiry_told_at is null and valid_until is not null;
create index assignment_stands on assignment (tenant_id, stands_for) where stands_for is not null;
grant update (letter_until, ended_at, ended_by, end_reason, warned_at, expiry_told_at) on assignment to tanggap_app;

-- A post that tickets wait for and nobody holds: told to the administrators once, until somebody holds it again.
create table empty_seat (
  tenant_id text collate "C" not null references tenant,
  post text collate "C" not null,
  unit text collate "C" not null,
  told_at timestamptz not null,
  filled_at timestamptz,
  primary key (tenant_id, post, unit)
);
call guard_tenant('empty_seat');
grant select, insert, update (told_at, filled_at) on empty_seat to tanggap_app;

-- Days off that administrators decreed on the screen, beside those of tenant.yaml (holiday).
create table own_holiday (
  tenant_id text collate "C" not null references tenant,
  id uuid not null,
  date date not null,
  name text not null check (name <> ''),
  kind text not null check (kind in ('libur', 'cuti-bersama')),
  -- The decree.
  source text not null check (source <> ''),
  added_at timestamptz not null,
  added_by text,
  withdrawn_at timestamptz,
  withdrawn_by text,
  withdrawn_reason text,
  primary key (tenant_id, id),
  check (withdrawn_at is null or withdrawn_reason <> '')
);
create unique index own_holiday_date on own_holiday (tenant_id, date) where withdrawn_at is null;
call guard_tenant('own_holiday');
grant select, insert, update (withdrawn_at, withdrawn_by, withdrawn_reason) on own_holiday to tanggap_app;
grant insert on calendar_change to tanggap_app;

-- All running promises are reckoned anew, batch by batch, after the calendar changed on the screen.
create table reckoning (
  tenant_id text collate "C" not null references tenant,
  id uuid not null,
  at timestamptz not null,
  cause text not null,
  -- How far it has come.
  last_subject uuid not null default '00000000-0000-0000-0000-000000000000',
  seen int not null default 0,
  moved int not null default 0,
  finished_at timestamptz,
  primary key (tenant_id, id)
);
create index reckoning_open on reckoning (tenant_id, id) where finished_at is null;
call guard_tenant('reckoning');
grant select, insert, update (last_subject, seen, moved, finished_at) on reckoning to tanggap_app;

-- A password that an administrator gave opens only the page where it is changed.
alter table auth."user" add column initial_password boolean not null default false;
alter table auth.session add column last_used_at timestamptz;

-- Keys in a phone, a computer or a stick (WebAuthn) by which officers sign in.
create table auth.passkey (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth."user" on delete cascade,
  -- In base64url, as the browser gives it.
  credential_id text not null unique,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  name text not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_holder on auth.passkey (user_id);
grant select, insert, update, delete on auth.passkey to tanggap_app;
