-- How people are reached outside of the product, and the letters on their way to them.

-- An address of a person, of an officer, or of a ticket whose sender has no account. Sealed; found again by its keyed hash.
create table contact (
  tenant_id text collate "C" not null references tenant,
  owner_kind text not null check (owner_kind in ('person', 'officer', 'ticket')),
  owner_id uuid not null,
  channel text not null check (channel in ('sms', 'email', 'whatsapp', 'push')),
  -- Several push subscriptions of one officer are several devices; other channels have one address each.
  slot text not null default '',
  address_cipher bytea not null,
  address_hash bytea not null,
  address_masked text not null,
  enabled boolean not null default true,
  since timestamptz not null,
  primary key (tenant_id, owner_kind, owner_id, channel, slot)
);
call guard_tenant('contact');
create index contact_address on contact (tenant_id, channel, address_hash);
grant select, insert, update, delete on contact to tanggap_app;

-- One letter to one address by one channel. Written in the transaction of the act that it tells of.
create table letter (
  tenant_id text collate "C" not null references tenant,
  id uuid not null,
  message_id uuid,
  subject_id uuid,
  kind text not null,
  channel text not null,
  owner_kind text not null,
  owner_id uuid not null,
  slot text not null default '',
  title text not null,
  text text not null,
  -- The same key is the same letter, however often the act behind it is tried.
  idempotency_key text not null,
  state text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'delivered', 'dead', 'held')),
  queued_at timestamptz not null,
  -- Not sent before: quiet hours, or the wait after a failed try.
  not_before timestamptz not null,
  attempts int not null default 0,
  lease_until timestamptz,
  provider_id text,
  last_error text,
  sent_at timestamptz,
  delivered_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, idempotency_key)
);
call guard_tenant('letter');
create index letter_due on letter (tenant_id, not_before) where state = 'queued';
create index letter_leased on letter (tenant_id, lease_until) where state = 'sending';
create index letter_subject on letter (tenant_id, subject_id, queued_at);
create index letter_log on letter (tenant_id, queued_at, id);
grant select, insert, update on letter to tanggap_app;

-- What came in from outside, kept before anything is made of it: nothing is lost, and the same message twice is one.
create table incoming (
  tenant_id text collate "C" not null references tenant,
  id uuid not null,
  channel text not null check (channel in ('sms', 'email', 'whatsapp')),
  -- The gateway's own id of the message, so that a repeated delivery is known.
  provider_id text not null,
  address_cipher bytea not null,
  address_hash bytea not null,
  address_masked text not null,
  text text not null,
  received_at timestamptz not null,
  state text not null default 'new' check (state in ('new', 'done', 'held')),
  -- What was made of it, or why it is held.
  outcome text,
  ticket_id uuid,
  handled_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, channel, provider_id)
);
call guard_tenant('incoming');
create index incoming_state on incoming (tenant_id, state, received_at);
create index incoming_sender on incoming (tenant_id, address_hash, received_at);
grant select, insert, update on incoming to tanggap_app;

-- A tenant's own words for a kind of letter; without a row the product's words are used.
create table letter_template (
  tenant_id text collate "C" not null references tenant,
  kind text not null,
  title text not null,
  text text not null,
  changed_at timestamptz not null,
  primary key (tenant_id, kind)
);
call guard_tenant('letter_template');
grant select, insert, update, delete on letter_template to tanggap_app;

-- What a letter about this message says; the text itself is what is read in the product.
alter table message add column kind text not null default 'kabar', add column letter_title text not null default '', add column letter_text text not null default '';

-- A digest is about no ticket.
alter table message alter column subject_id drop not null;

-- The mornings whose digest was told.
create table digest_day (
  tenant_id text collate "C" not null references tenant,
  day date not null,
  primary key (tenant_id, day)
);
call guard_tenant('digest_day');
grant select, insert on digest_day to tanggap_app;

-- A UUIDv7 of a moment, as the program makes them: rows made together lie together.
create function uuid_at(moment timestamptz) returns uuid language sql volatile parallel safe
  return encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) placing substring(int8send((extract(epoch from moment) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid;
