-- What requests need beyond complaints: a unit that applies, links that work once, registers that the system asks, a ticket that moves to another service.

-- An agency applies through an officer of its own: whoever holds that post there stands as the reporter.
alter table ticket add column applicant_unit text, add column applicant_post text, add check ((applicant_unit is null) = (applicant_post is null));
create index ticket_applicant on ticket (tenant_id, applicant_unit, id) where applicant_unit is not null;
-- A complaint that is an information request moves there whole; its events say so.
grant update (sop, sop_version) on ticket to tanggap_app;
create index ticket_parent on ticket (tenant_id, parent_id) where parent_id is not null;

-- A product or an official letter may come of the very act that opens its ticket.
alter table product alter constraint product_tenant_id_ticket_id_fkey deferrable initially deferred;

-- A link that lets whoever reads an address act once on one step. Only the digest of its key is kept.
create table step_link (
  tenant_id text collate "C" not null,
  digest bytea not null,
  ticket_id uuid not null,
  step text not null,
  -- The address as it may be shown, `b•••@contoh.go.id`.
  masked text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  -- A newer link, or another way on, has taken its place.
  replaced_at timestamptz,
  primary key (tenant_id, digest)
);
call guard_tenant('step_link');
create index step_link_ticket on step_link (tenant_id, ticket_id, step, made_at);
grant select, insert on step_link to tanggap_app;
grant update (used_at, replaced_at) on step_link to tanggap_app;

-- Tickets that wait for what a register outside answers.
create table register_turn (
  tenant_id text collate "C" not null,
  ticket_id uuid not null,
  step text not null,
  since timestamptz not null,
  attempts int not null default 0,
  next_at timestamptz not null,
  primary key (tenant_id, ticket_id)
);
call guard_tenant('register_turn');
create index register_turn_due on register_turn (tenant_id, next_at);
grant select, insert, update, delete on register_turn to tanggap_app;
