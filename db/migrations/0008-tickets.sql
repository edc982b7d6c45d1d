-- Tickets: complaints and service requests.
create table ticket (
  tenant_id text collate "C" not null references tenant,
  id uuid not null,
  number text collate "C" not null,
  sop text not null,
  sop_version date not null,
  channel text not null,
  reporter_id uuid,
  anonymous boolean not null default false,
  secret boolean not null default false,
  title text not null,
  -- What the reporter sent, never changed; its digest stands in the first event.
  submitted jsonb not null,
  facts jsonb not null,
  step text not null,
  unit text,
  unit_group text[] not null default '{}',
  officer_id uuid,
  acted jsonb not null default '{}',
  drafted boolean not null default false,
  extended boolean not null default false,
  question text,
  waiting_since timestamptz,
  answer text,
  answered_at timestamptz,
  answer_private boolean not null default false,
  published_at timestamptz,
  read_at timestamptz,
  open boolean not null default true,
  result text,
  parent_id uuid,
  opened_at timestamptz not null,
  closed_at timestamptz,
  -- Of the promise that falls due first.
  due_at timestamptz,
  version int not null,
  last_seq int not null,
  last_hash bytea not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  check (published_at is null or not secret),
  check (published_at is null or not answer_private),
  check (published_at is null or coalesce(facts ->> 'identitas', 'valid') = 'valid'),
  check (open = (closed_at is null)),
  check (open or result is not null)
);
call guard_tenant('ticket');
create index ticket_reporter on ticket (tenant_id, reporter_id, id) where reporter_id is not null;
create index ticket_published on ticket (tenant_id, published_at, id) where published_at is not null;


grant select, insert, update on ticket to tanggap_app;

-- Whose turn it is: one row for each post at each unit that a ticket waits for. The inbox reads only this.
create table turn (
  tenant_id text collate "C" not null,
  ticket_id uuid not null,
  lane text not null,
  post text not null,
  unit text not null,
  step text not null,
  officer_id uuid,
  since timestamptz not null,
  -- 'infinity' while nothing is promised or the clocks are paused, so that one index orders all.
  due_at timestamptz not null,
  paused boolean not null default false,
  -- Its place in the inbox: by its due date; what has none by when it came, so that it is not forgotten behind the others; what is paused comes last.
  rank_at timestamptz not null generated always as (case when due_at = 'infinity' and not paused then since else due_at end) stored,
  primary key (tenant_id, ticket_id, lane, unit),
  foreign key (tenant_id, ticket_id) references ticket
);
call guard_tenant('turn');
create index turn_inbox on turn (tenant_id, post, unit, rank_at, ticket_id);
grant select, insert, update, delete on turn to tanggap_app;

-- The units that have, or once had, a part in a ticket: their officers may read it.
create table ticket_party (
  tenant_id text collate "C" not null,
  unit text not null,
  ticket_id uuid not null,
  since timestamptz not null,
  open boolean not null,
  primary key (tenant_id, unit, ticket_id),
  foreign key (tenant_id, ticket_id) references ticket
);
call guard_tenant('ticket_party');
create index ticket_party_open on ticket_party (tenant_id, unit, open, ticket_id);
grant select, insert, update (open) on ticket_party to tanggap_app;

-- Every version of an answer: drafts, corrections, and the one released.
create table answer (
  tenant_id text collate "C" not null,
  ticket_id uuid not null,
  no int not null,
  text text not null,
  released boolean not null,
  role text not null,
  officer_id uuid,
  at timestamptz not null,
  primary key (tenant_id, ticket_id, no),
  foreign key (tenant_id, ticket_id) references ticket
);
call guard_tenant('answer');
grant select, insert on answer to tanggap_app;

-- A form sent twice gives the same receipt: the key was made with the form.
create table submission (
  tenant_id text collate "C" not null,
  form_key uuid not null,
  ticket_id uuid not null,
  primary key (tenant_id, form_key)
);
call guard_tenant('submission');
grant select, insert on submission to tanggap_app;

-- What services yield: a permit, an account, a certificate.
create table product (
  tenant_id text collate "C" not null,
  id uuid not null,
  ticket_id uuid not null,
  kind text not null,
  facts jsonb not null,
  issued_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, ticket_id) references ticket
);
call guard_tenant('product');
grant select, insert on product to tanggap_app;
