-- The proof: an append-only event for each act, in a hash chain per ticket, sealed in a chain per tenant.
create table event (
  tenant_id text collate "C" not null references tenant,
  ticket_id uuid not null,
  seq int not null check (seq > 0),
  at timestamptz not null,
  actor jsonb not null,
  act text not null,
  body jsonb not null,
  prev bytea not null check (length(prev) = 32),
  hash bytea not null check (length(hash) = 32),
  primary key (tenant_id, ticket_id, seq)
);
call guard_tenant('event');
grant select, insert on event to tanggap_app;
comment on table event is 'Append-only. hash = SHA-256 over the canonical JSON of all else; prev = hash of the event before, or 32 zero bytes.';

-- Events that wait for the next seal. Only this queue may be emptied.
create table event_to_seal (
  tenant_id text collate "C" not null,
  ticket_id uuid not null,
  seq int not null,
  primary key (tenant_id, ticket_id, seq)
);
call guard_tenant('event_to_seal');
grant select, insert, delete on event_to_seal to tanggap_app;

create table seal (
  tenant_id text collate "C" not null references tenant,
  no int not null check (no > 0),
  at timestamptz not null,
  -- [[ticket id, seq, hash in hex], …]: a second copy of each hash, so that a deleted event is missed by name.
  events jsonb not null,
  prev bytea not null,
  hash bytea not null,
  -- HMAC-SHA-256 of hash under a key that the database does not know: the chain cannot be made anew by who has only the database.
  mac bytea not null,
  primary key (tenant_id, no)
);
call guard_tenant('seal');
grant select, insert on seal to tanggap_app;
