-- Official outgoing letters (naskah dinas): templates, versions, initials, numbers, signed files.

-- The templates of a tenant's folder `surat/`. One that left the folder is inactive: letters may still name it.
create table naskah_template (
  tenant_id text collate "C" not null references tenant,
  code text not null,
  definition jsonb not null,
  position int not null,
  active boolean not null default true,
  loaded_at timestamptz not null,
  primary key (tenant_id, code)
);
call guard_tenant('naskah_template');
grant select on naskah_template to tanggap_app;

create table naskah (
  tenant_id text collate "C" not null references tenant,
  id uuid not null,
  ticket_id uuid not null,
  template text not null,
  -- Whose letter it is: its letterhead, its numbers, its book.
  unit text not null,
  subject text not null,
  recipient text not null,
  state text not null default 'draft' check (state in ('draft', 'initialled', 'numbered', 'signed', 'sent', 'void')),
  version int not null default 1 check (version > 0),
  -- Of the proof page: 130 random bits in 26 letters.
  token text collate "C" not null check (token ~ '^[0-9a-hjkmnp-tv-z]{26}$'),
  number text,
  number_year int,
  seq int check (seq > 0),
  numbered_at timestamptz,
  signed_at timestamptz,
  -- Of the signed PDF, in hexadecimal digits.
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  -- Post, unit and words of whoever signed, as the letter says them.
  signer jsonb,
  sent_at timestamptz,
  voided_at timestamptz,
  void_reason text check (void_reason <> ''),
  -- The letter that took the place of this one.
  replaced_by uuid,
  -- Whether anybody who knows the token may read the letter itself.
  open boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, token),
  unique (tenant_id, unit, number_year, seq),
  foreign key (tenant_id, ticket_id) references ticket,
  foreign key (tenant_id, replaced_by) references naskah,
  check (num_nulls(number, number_year, seq, numbered_at) in (0, 4)),
  check (num_nulls(signed_at, sha256, signer) in (0, 3)),
  check (num_nulls(voided_at, void_reason) in (0, 2)),
  check ((state = 'void') = (voided_at is not null)),
  check (state not in ('numbered', 'signed', 'sent') or number is not null),
  check (state not in ('signed', 'sent') or signed_at is not null),
  check (signed_at is null or number is not null),
  check ((state = 'sent') <= (sent_at is not null))
);
call guard_tenant('naskah');
create index naskah_ticket on naskah (tenant_id, ticket_id, updated_at);
create index naskah_draft on naskah (tenant_id, unit, id) where seq is null;
grant select, insert, update (subject, recipient, state, version, number, number_year, seq, numbered_at, signed_at, sha256, signer, sent_at, voided_at, void_reason,
  replaced_by, updated_at) on naskah to tanggap_app;

-- A number once given, a signature once made, and the end of a letter stay for ever, whoever asks.
create function keep_naskah() returns trigger language plpgsql as $$
begin
  if old.seq is not null and (new.number, new.number_year, new.seq, new.numbered_at) is distinct from (old.number, old.number_year, old.seq, old.numbered_at) then
    raise exception 'the number of a naskah never changes';
  end if;
  if old.signed_at is not null and (new.signed_at, new.sha256, new.signer, new.version) is distinct from (old.signed_at, old.sha256, old.signer, old.version) then
    raise exception 'a signed naskah never changes';
  end if;
  if old.state = 'void' and (new.state, new.voided_at, new.void_reason) is distinct from (old.state, old.voided_at, old.void_reason) then
    raise exception 'a void naskah stays void';
  end if;
  return new;
end $$;
create trigger keep_naskah before update on naskah for each row execute function keep_naskah();

-- Each text that a letter had. `frame` is all of it but its body: subject, recipient, signer, copies, as the template and the ticket gave them.
create table naskah_version (
  tenant_id text collate "C" not null,
  naskah_id uuid not null,
  no int not null check (no > 0),
  body text not null,
  frame jsonb not null,
  at timestamptz not null,
  by_kind text not null,
  by_id text,
  -- Of whom, in words: `Fungsional Pranata Komputer`.
  role text not null,
  primary key (tenant_id, naskah_id, no),
  foreign key (tenant_id, naskah_id) references naskah
);
call guard_tenant('naskah_version');
grant select, insert on naskah_version to tanggap_app;

-- A post has read one version and put its initials (paraf) on it.
create table naskah_initial (
  tenant_id text collate "C" not null,
  naskah_id uuid not null,
  version int not null,
  post text not null,
  unit text not null,
  role text not null,
  at timestamptz not null,
  by_id text,
  primary key (tenant_id, naskah_id, version, post, unit),
  foreign key (tenant_id, naskah_id, version) references naskah_version
);
call guard_tenant('naskah_initial');
grant select, insert on naskah_initial to tanggap_app;

-- The last number that a unit gave in a year. Its row is locked until the letter that takes the next one is committed: so there is never a gap.
create table naskah_number (
  tenant_id text collate "C" not null references tenant,
  unit text not null,
  year int not null,
  last int not null check (last > 0),
  primary key (tenant_id, unit, year)
);
call guard_tenant('naskah_number');
grant select, insert, update (last) on naskah_number to tanggap_app;

-- The signed PDF. Bytes that the program made lie in the database: they are small, never replaced, and belong in the same transaction and backup as their number.
create table naskah_file (
  tenant_id text collate "C" not null,
  naskah_id uuid not null,
  bytes bytea not null check (octet_length(bytes) between 1 and 2097152),
  at timestamptz not null,
  primary key (tenant_id, naskah_id),
  foreign key (tenant_id, naskah_id) references naskah
);
call guard_tenant('naskah_file');
alter table naskah_file alter column bytes set storage external;
grant select, insert on naskah_file to tanggap_app;

-- What happened to a letter, in order.
create table naskah_event (
  tenant_id text collate "C" not null,
  id uuid not null,
  naskah_id uuid not null,
  at timestamptz not null,
  kind text not null check (kind in ('drafted', 'initialled', 'numbered', 'signed', 'sent', 'void', 'replaced')),
  version int not null,
  by_kind text not null,
  by_id text,
  -- In words, where the act has any: of whom, or why.
  note text,
  primary key (tenant_id, id),
  foreign key (tenant_id, naskah_id) references naskah
);
call guard_tenant('naskah_event');
create index naskah_event_of on naskah_event (tenant_id, naskah_id, id);
grant select, insert on naskah_event to tanggap_app;
