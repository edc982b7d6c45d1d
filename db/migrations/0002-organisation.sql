-- Who a regency is made of: units, kinds of posts, officers with their letters of assignment, categories and keywords, and its days off.

-- Names the content of all settings, and of the calendar among them: what was read or built once is used until its digest changes.
alter table tenant add column digest text not null default '', add column calendar_digest text not null default '';

-- National holidays, joint leave and fasting months, the same for every tenant.
create table national_calendar (
  only_one boolean primary key default true check (only_one),
  calendar jsonb not null,
  digest text not null,
  loaded_at timestamptz not null
);
comment on table national_calendar is 'Public facts from the decrees of three ministers, so without row-level security.';
grant select on national_calendar to tanggap_app;

create table unit (
  tenant_id text collate "C" not null references tenant,
  code text collate "C" not null,
  name text not null,
  short_name text not null,
  kind text not null check (kind in ('opd', 'vertical')),
  function text not null,
  -- Working days a week; the tenant's own when null.
  week smallint check (week in (5, 6)),
  position int not null,
  active boolean not null default true,
  primary key (tenant_id, code)
);
comment on table unit is 'An agency (OPD) or a vertical agency. One that vanishes from tenant.yaml becomes inactive, since old tickets name it.';
call guard_tenant('unit');
grant select on unit to tanggap_app;

create table post_kind (
  tenant_id text collate "C" not null references tenant,
  code text collate "C" not null,
  name text not null,
  -- The units where the post can be held.
  units text[] not null,
  -- The kind of post that is its superior in the same unit.
  superior text,
  administrator boolean not null,
  position int not null,
  active boolean not null default true,
  primary key (tenant_id, code)
);
call guard_tenant('post_kind');
grant select on post_kind to tanggap_app;

create table officer (
  tenant_id text collate "C" not null references tenant,
  id uuid not null,
  name text not null check (name <> ''),
  username text collate "C" not null check (username ~ '^[a-z0-9][a-z0-9._-]{2,39}$'),
  phone text,
  active boolean not null default true,
  joined_at timestamptz not null,
  primary key (tenant_id, id),
  constraint officer_username unique (tenant_id, username)
);
call guard_tenant('officer');
grant select, insert on officer to tanggap_app;
grant update (name, phone, active) on officer to tanggap_app;

-- A post held under a letter of assignment (Surat Tugas), both days included.
create table assignment (
  tenant_id text collate "C" not null,
  id uuid not null,
  officer_id uuid not null,
  post text collate "C" not null,
  unit text collate "C" not null,
  letter_number text not null check (letter_number <> ''),
  valid_from date not null,
  valid_until date check (valid_until >= valid_from),
  primary key (tenant_id, id),
  foreign key (tenant_id, officer_id) references officer,
  foreign key (tenant_id, post) references post_kind,
  foreign key (tenant_id, unit) references unit
);
create index assignment_officer on assignment (tenant_id, officer_id);
create index assignment_post on assignment (tenant_id, post, unit);
call guard_tenant('assignment');
grant select, insert on assignment to tanggap_app;
grant update (valid_until) on assignment to tanggap_app;

create table category (
  tenant_id text collate "C" not null references tenant,
  code text collate "C" not null,
  name text not null,
  units text[] not null,
  keywords text[] not null,
  -- As tenant.yaml had them last: words changed on the screen stay until the file's own words change.
  file_keywords text[] not null,
  position int not null,
  active boolean not null default true,
  primary key (tenant_id, code)
);
call guard_tenant('category');
grant select on category to tanggap_app;
grant update (keywords) on category to tanggap_app;

create table class (
  tenant_id text collate "C" not null references tenant,
  code text collate "C" not null,
  name text not null,
  keywords text[] not null,
  file_keywords text[] not null,
  -- The first is the one that a text without any keyword falls into.
  position int not null,
  active boolean not null default true,
  primary key (tenant_id, code)
);
call guard_tenant('class');
grant select on class to tanggap_app;
grant update (keywords) on class to tanggap_app;

-- Days off by the tenant's own decision, beside those of national_calendar.
create table holiday (
  tenant_id text collate "C" not null references tenant,
  date date not null,
  name text not null,
  source text not null,
  primary key (tenant_id, date)
);
call guard_tenant('holiday');
grant select on holiday to tanggap_app;

create table calendar_change (
  tenant_id text collate "C" not null references tenant,
  id uuid not null,
  at timestamptz not null,
  what text not null,
  primary key (tenant_id, id)
);
comment on table calendar_change is 'Append-only: whoever asks why a due date moved finds what was changed in the calendar, and when.';
call guard_tenant('calendar_change');
grant select on calendar_change to tanggap_app;
