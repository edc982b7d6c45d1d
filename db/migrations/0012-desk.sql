-- The officer's desk: who stood behind what was entered for them; imports of spreadsheets; the population register and what it said.

-- The sender of a letter, a call, a visit, or of an imported row: they have no account, or did not use it. Sealed.
create table desk_sender (
  tenant_id text collate "C" not null references tenant,
  ticket_id uuid not null,
  name_cipher bytea not null,
  nik_cipher bytea,
  nik_masked text,
  -- The officer who entered it: only they may print the receipt with its secret code.
  entered_by uuid not null,
  entered_at timestamptz not null,
  primary key (tenant_id, ticket_id),
  foreign key (tenant_id, ticket_id) references ticket,
  check ((nik_cipher is null) = (nik_masked is null))
);
call guard_tenant('desk_sender');
grant select, insert on desk_sender to tanggap_app;

-- One uploaded spreadsheet.
create table import (
  tenant_id text collate "C" not null references tenant,
  id uuid not null,
  -- Of the upload form: the same file sent twice by one press is one import.
  form_key uuid not null,
  at timestamptz not null,
  by_id uuid not null,
  file_name text not null,
  layout text not null check (layout in ('templat', 'sp4n')),
  sop text not null,
  sop_version date not null,
  -- The line of heads, for giving rows back as they came.
  heads text[] not null,
  state text not null default 'preview' check (state in ('preview', 'running', 'done', 'dropped')),
  confirmed_at timestamptz,
  finished_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, form_key)
);
call guard_tenant('import');
create index import_state on import (tenant_id, state, at);
grant select, insert, update (state, confirmed_at, finished_at) on import to tanggap_app;

create table import_row (
  tenant_id text collate "C" not null,
  import_id uuid not null,
  -- The row's number in the sheet, as the spreadsheet program shows it.
  no int not null,
  -- good: waits to be made; wrong: found at the preview; skipped: closed elsewhere; made; known: its ticket was there already; failed: refused when it was made.
  state text not null check (state in ('good', 'wrong', 'skipped', 'made', 'known', 'failed')),
  -- The form key of its ticket, always the same for the same row: so a row makes one ticket, however often it comes.
  row_key uuid not null,
  -- The number that the report has where it came from (Tracking ID).
  source_number text,
  -- What the row says and what is wrong with it; sealed, and forgotten once the ticket is there.
  sealed bytea,
  attempts int not null default 0,
  ticket_id uuid,
  handled_at timestamptz,
  primary key (tenant_id, import_id, no),
  foreign key (tenant_id, import_id) references import
);
call guard_tenant('import_row');
create index import_row_state on import_row (tenant_id, import_id, state, no);
create index import_row_key on import_row (tenant_id, row_key);
create index import_row_ticket on import_row (tenant_id, ticket_id) where ticket_id is not null;
grant select, insert, delete, update (state, sealed, attempts, ticket_id, handled_at) on import_row to tanggap_app;

-- A copy of the population register, for offices without a line to it: found by the keyed hash of the NIK, name and birth date sealed.
create table register_person (
  tenant_id text collate "C" not null,
  nik_hash bytea not null,
  sealed bytea not null,
  loaded_at timestamptz not null,
  primary key (tenant_id, nik_hash)
);
call guard_tenant('register_person');
grant select, insert, delete on register_person to tanggap_app;

-- What the register said about a ticket's reporter, each time that it was asked. The validator decides.
create table identity_check (
  tenant_id text collate "C" not null,
  id uuid not null,
  ticket_id uuid not null,
  -- Null where the sender has no account.
  person_id uuid,
  at timestamptz not null,
  by_id text,
  source text not null,
  result text not null check (result in ('cocok', 'tidak-cocok', 'tidak-ditemukan', 'gagal')),
  differs text[] not null default '{}',
  -- Why the register could not be asked.
  fault text check ((fault is null) = (result <> 'gagal')),
  purpose text not null check (purpose <> ''),
  primary key (tenant_id, id)
);
call guard_tenant('identity_check');
create index identity_check_ticket on identity_check (tenant_id, ticket_id, at);
grant select, insert on identity_check to tanggap_app;
