-- Product registers (daftar), and what services yield and keep in them.

-- One register of a tenant, as its daftar/*.yaml was checked and loaded. One that left the folder is kept, inactive: its entries stay readable.
create table product_register (
  tenant_id text collate "C" not null references tenant,
  code text collate "C" not null,
  definition jsonb not null,
  -- Who keeps it, and may open it besides the tenant's administrators.
  keeper_post text not null,
  keeper_unit text not null,
  public boolean not null,
  active boolean not null default true,
  loaded_at timestamptz not null,
  primary key (tenant_id, code)
);
call guard_tenant('product_register');
grant select on product_register to tanggap_app;

-- The last number given in a register and year. Its row is locked until the product is there, so no number is left out or given twice.
create table product_number (
  tenant_id text collate "C" not null,
  register text collate "C" not null,
  year int not null,
  last int not null check (last > 0),
  primary key (tenant_id, register, year)
);
call guard_tenant('product_number');
grant select, insert, update (last) on product_number to tanggap_app;

alter table product rename column kind to register;
alter table product rename column facts to "values";
alter table product
  add column number text collate "C",
  -- The value of the register's key column, without capitals and with single spaces.
  add column key text collate "C",
  add column holder_person uuid,
  add column holder_unit text,
  add column holder_name text,
  -- Days in the tenant's zone; it holds on both of them. Without an end it holds until it is revoked.
  add column valid_from date,
  add column valid_until date,
  -- Its time was over, and the same key was issued anew.
  add column ended_at timestamptz,
  add column revoked_at timestamptz,
  add column voided_at timestamptz,
  -- Of a revoked or a void one.
  add column revoke_reason text,
  add column version int not null default 1;

-- What was issued before there were registers: all facts of its ticket, as texts.
update product p set
  "values" = coalesce((
    select jsonb_object_agg(f.key, case jsonb_typeof(f.value)
      when 'boolean' then case when f.value = 'true'::jsonb then 'ya' else 'tidak' end
      when 'array' then (select coalesce(string_agg(one, ', '), '') from jsonb_array_elements_text(f.value) as one)
      else f.value #>> '{}' end)
    from jsonb_each(p."values") as f where jsonb_typeof(f.value) <> 'null'), '{}'),
  holder_name = 'Pemohon tiket ' || (select t.number from ticket t where t.tenant_id = p.tenant_id and t.id = p.ticket_id),
  holder_person = (select t.reporter_id from ticket t where t.tenant_id = p.tenant_id and t.id = p.ticket_id),
  valid_from = (p.issued_at at time zone case (select settings ->> 'zone' from tenant where id = p.tenant_id)
    when 'WIT' then 'Asia/Jayapura' when 'WITA' then 'Asia/Makassar' else 'Asia/Jakarta' end)::date;

alter table product
  alter column holder_name set not null,
  alter column valid_from set not null,
  add check (jsonb_typeof("values") = 'object'),
  add check (valid_until >= valid_from),
  add check (num_nonnulls(ended_at, revoked_at, voided_at) <= 1),
  add check ((num_nonnulls(revoked_at, voided_at) = 1) = (revoke_reason is not null));

-- One in force for each key, whatever the program does.
create unique index product_in_force on product (tenant_id, register, key)
  where key is not null and ended_at is null and revoked_at is null and voided_at is null;
create unique index product_numbered on product (tenant_id, register, number) where number is not null;
create index product_page on product (tenant_id, register, id);
create index product_by_key on product (tenant_id, register, key, id) where key is not null;
create index product_of_ticket on product (tenant_id, ticket_id);
create index product_expiry on product (tenant_id, register, valid_until)
  where valid_until is not null and ended_at is null and revoked_at is null and voided_at is null;

-- Number, holder, register and ticket of a product never change, and none is deleted.
revoke insert on product from tanggap_app;
grant insert (tenant_id, id, ticket_id, register, number, key, "values", holder_person, holder_unit, holder_name, issued_at, valid_from, valid_until) on product to tanggap_app;
grant update (key, "values", valid_from, valid_until, ended_at, revoked_at, voided_at, revoke_reason, version) on product to tanggap_app;

-- What happened to a product; nobody changes or deletes it.
create table product_event (
  tenant_id text collate "C" not null,
  id uuid not null,
  product_id uuid not null,
  at timestamptz not null,
  what text not null check (what in ('issued', 'noted', 'renewed', 'revoked', 'voided', 'ended', 'reminded')),
  -- The ticket by which it happened; none for what time itself does.
  ticket_id uuid,
  actor_kind text not null,
  actor_id text,
  body jsonb not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, product_id) references product
);
call guard_tenant('product_event');
create index product_event_of on product_event (tenant_id, product_id, id);
-- A reminder comes once for each distance and each end of the validity.
create unique index product_event_reminded on product_event (tenant_id, product_id, (body ->> 'before'), (body ->> 'validUntil')) where what = 'reminded';
grant select, insert on product_event to tanggap_app;
