-- What officers write for each other about a ticket. It leaves the office by no way: no page of the reporter or the public, no letter, no export reads it.
create table internal_note (
  tenant_id text collate "C" not null references tenant,
  ticket_id uuid not null,
  -- Of its event in the ticket's chain, which holds a MAC of the text and not the text.
  seq int not null,
  -- Of the form: the same form sent twice is one note.
  form_key uuid not null,
  at timestamptz not null,
  officer_id uuid not null,
  post text not null,
  unit text not null,
  text text not null check (text <> ''),
  primary key (tenant_id, ticket_id, seq),
  unique (tenant_id, ticket_id, form_key),
  foreign key (tenant_id, ticket_id, seq) references event
);
call guard_tenant('internal_note');
grant select, insert on internal_note to tanggap_app;

-- Who of a seat opened the ticket first, each time that it was that seat's turn.
create table turn_seen (
  tenant_id text collate "C" not null references tenant,
  ticket_id uuid not null,
  post text not null,
  unit text not null,
  -- When the turn began: the same ticket may come back to a seat.
  since timestamptz not null,
  officer_id uuid not null,
  at timestamptz not null,
  primary key (tenant_id, ticket_id, post, unit, since),
  foreign key (tenant_id, ticket_id) references ticket
);
call guard_tenant('turn_seen');
grant select, insert on turn_seen to tanggap_app;

-- Answers that are written often, for the whole regency (unit is empty) or one unit.
create table canned_answer (
  tenant_id text collate "C" not null references tenant,
  id uuid not null,
  unit text collate "C" not null,
  title text not null check (title <> ''),
  text text not null check (text <> ''),
  changed_by uuid not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, unit, title)
);
call guard_tenant('canned_answer');
grant select, insert, update (title, text, changed_by, changed_at), delete on canned_answer to tanggap_app;
