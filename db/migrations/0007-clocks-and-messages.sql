-- Promises of time. A clock belongs to a step of a ticket, or to the whole ticket.
create table clock (
  tenant_id text collate "C" not null references tenant,
  id uuid not null,
  subject_id uuid not null,
  scope text not null check (scope in ('ticket', 'step')),
  step text,
  -- The roles that owe the promise, as the sheet names them; and the unit whose office hours count.
  roles text[] not null,
  unit text,
  duration jsonb not null,
  started_at timestamptz not null,
  -- Null while paused.
  due_at timestamptz,
  remind_at timestamptz,
  reminded_at timestamptz,
  pauses jsonb not null default '[]',
  extension jsonb,
  stopped_at timestamptz,
  breached_at timestamptz,
  primary key (tenant_id, id),
  check (extension is null or extension ? 'reason')
);
call guard_tenant('clock');
create index clock_subject on clock (tenant_id, subject_id, started_at);
create index clock_due on clock (tenant_id, due_at) where stopped_at is null and breached_at is null;
create index clock_remind on clock (tenant_id, remind_at) where stopped_at is null and reminded_at is null and remind_at is not null;
grant select, insert, update on clock to tanggap_app;

-- Messages to people, in the product. Other channels are carried by the outbox.
create table message (
  tenant_id text collate "C" not null references tenant,
  id uuid not null,
  at timestamptz not null,
  subject_id uuid not null,
  to_kind text not null check (to_kind in ('reporter', 'post', 'officer')),
  person_id uuid,
  officer_id uuid,
  post text,
  unit text,
  text text not null,
  read_at timestamptz,
  primary key (tenant_id, id)
);
call guard_tenant('message');
create index message_post on message (tenant_id, post, unit, at desc) where to_kind = 'post';
create index message_subject on message (tenant_id, subject_id, at);
grant select, insert on message to tanggap_app;
grant update (read_at) on message to tanggap_app;
