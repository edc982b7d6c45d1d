-- Officers: reasons of broken promises, merged duplicates, tickets split to several units, the same act on several tickets.

-- Who owed a promise when it was broken, seat by seat. Each promise wants one reason, from whoever holds one of these posts; its event is `explained_seq`.
create table late_promise (
  tenant_id text collate "C" not null references tenant,
  ticket_id uuid not null,
  clock_id uuid not null,
  post text collate "C" not null,
  unit text collate "C" not null,
  due_at timestamptz not null,
  explained_seq int,
  primary key (tenant_id, ticket_id, clock_id, post, unit)
);
call guard_tenant('late_promise');
create index late_promise_owed on late_promise (tenant_id, post, unit, ticket_id) where explained_seq is null;
grant select, insert, update (explained_seq) on late_promise to tanggap_app;

-- A duplicate that was closed in favour of another ticket, which its reporter follows from then on. Undone, it is open again.
create table merged_ticket (
  tenant_id text collate "C" not null references tenant,
  ticket_id uuid not null,
  into_id uuid not null,
  at timestamptz not null,
  officer_id uuid not null,
  undone_at timestamptz,
  primary key (tenant_id, ticket_id, at)
);
call guard_tenant('merged_ticket');
create unique index merged_ticket_now on merged_ticket (tenant_id, ticket_id) where undone_at is null;
create index merged_ticket_into on merged_ticket (tenant_id, into_id) where undone_at is null;
grant select, insert, update (undone_at) on merged_ticket to tanggap_app;

-- A ticket that is split: `parts` says whether it waits for its parts or is ready to be answered. A part has its number there, and its mother as parent.
alter table ticket add column part_no int, add column parts text check (parts in ('waiting', 'ready')), add check (part_no is null or parent_id is not null);
grant update (parts) on ticket to tanggap_app;

-- One act on several tickets, in the name of the officer who ordered it; the worker takes them one by one.
create table bulk_run (
  tenant_id text collate "C" not null references tenant,
  id uuid not null,
  -- Of the form: sent twice, it is one run.
  form_key uuid not null,
  officer_id uuid not null,
  at timestamptz not null,
  sop text not null,
  sop_version date not null,
  step text not null,
  act text not null,
  typed jsonb not null,
  finished_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, officer_id, form_key)
);
call guard_tenant('bulk_run');
create index bulk_run_open on bulk_run (tenant_id, id) where finished_at is null;
grant select, insert, update (finished_at) on bulk_run to tanggap_app;

create table bulk_item (
  tenant_id text collate "C" not null references tenant,
  run_id uuid not null,
  no int not null,
  ticket_id uuid not null,
  seen_version int not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'refused')),
  -- Why it was refused, in words.
  reason text,
  at timestamptz,
  primary key (tenant_id, run_id, no),
  unique (tenant_id, run_id, ticket_id),
  foreign key (tenant_id, run_id) references bulk_run
);
call guard_tenant('bulk_item');
grant select, insert, update (state, reason, at) on bulk_item to tanggap_app;
