-- Escalation in stages, words of letters for single steps, held messages that are dismissed, the register's loads, forgotten passwords.

-- Who is told of a breach, and when: [{"to", "after", "at", "toldAt"}]; `escalate_at` is the first moment of those not told yet, null while paused.
alter table clock add column stages jsonb not null default '[]', add column escalate_at timestamptz;
create index clock_escalate on clock (tenant_id, escalate_at) where stopped_at is null and escalate_at is not null;

-- SOPs that were loaded before named the targets only: they are told at once, as they were.
update sop_version set definition = jsonb_set(definition, '{escalate}',
  (select coalesce(jsonb_agg(jsonb_build_object('to', target)), '[]') from jsonb_array_elements_text(definition -> 'escalate') as target))
where jsonb_path_exists(definition, '$.escalate[*] ? (@.type() == "string")');

-- Clocks that run get their stages from their SOP; who was told at the breach is not told again.
update clock c set escalate_at = case when c.breached_at is null then c.due_at end,
  stages = (select coalesce(jsonb_agg(target || case when c.due_at is null then '{}' else jsonb_build_object('at', c.due_at) end
      || case when c.breached_at is null then '{}' else jsonb_build_object('toldAt', c.breached_at) end), '[]')
    from jsonb_array_elements(s.definition -> 'escalate') as target)
from ticket t join sop_version s on s.tenant_id = t.tenant_id and s.code = t.sop and s.version = t.sop_version
where t.tenant_id = c.tenant_id and t.id = c.subject_id and c.stopped_at is null;

-- Which step of which SOP a message comes from; and a tenant's own words for a kind at one step. Without a step they are for the kind everywhere.
alter table message add column sop text, add column step text;
alter table letter_template add column sop text not null default '', add column step text not null default '';
alter table letter_template add check ((sop = '') = (step = '')), drop constraint letter_template_pkey, add primary key (tenant_id, kind, sop, step);

-- A held message that an administrator sets aside, with the reason. It is kept, and can still be released.
alter table incoming drop constraint incoming_state_check, add check (state in ('new', 'done', 'held', 'dismissed')),
  add column dismissed_at timestamptz, add column dismissed_by uuid, add column dismissal text,
  add check (state <> 'dismissed' or (dismissed_at is not null and dismissal <> ''));

-- Each time that a copy of the population register was brought: looked through first, then taken in the place of the one before, or dropped.
create table register_load (
  tenant_id text collate "C" not null,
  id uuid not null,
  -- Of the upload form: the same file sent twice by one press is one load. Null for the command line.
  form_key uuid,
  at timestamptz not null,
  by_id uuid,
  state text not null check (state in ('preview', 'loaded', 'dropped')),
  -- Lines that can be used, and those that cannot; the first faults, without personal data but the masked NIK.
  good int not null,
  bad int not null,
  faults jsonb not null,
  loaded_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, form_key),
  check ((loaded_at is null) = (state <> 'loaded'))
);
call guard_tenant('register_load');
create index register_load_at on register_load (tenant_id, at);
grant select, insert, update (state, loaded_at) on register_load to tanggap_app;

-- The people of a load that waits for its confirmation; sealed as in register_person.
create table register_draft (
  tenant_id text collate "C" not null,
  load_id uuid not null,
  nik_hash bytea not null,
  sealed bytea not null,
  primary key (tenant_id, load_id, nik_hash),
  foreign key (tenant_id, load_id) references register_load
);
call guard_tenant('register_draft');
grant select, insert, delete on register_draft to tanggap_app;

-- A code for a new password, by SMS. `person_id` is null where nobody has that NIK or number: from outside that looks the same.
create table password_reset (
  tenant_id text collate "C" not null,
  id uuid not null,
  person_id uuid,
  -- Keyed hash: the code itself stands in the sealed letter only, until that is sent.
  code_hash bytea not null,
  at timestamptz not null,
  expires_at timestamptz not null,
  tries int not null default 0,
  used_at timestamptz,
  primary key (tenant_id, id)
);
call guard_tenant('password_reset');
create index password_reset_person on password_reset (tenant_id, person_id, at) where person_id is not null;
create index password_reset_at on password_reset (tenant_id, at);
grant select, insert, update (tries, used_at), delete on password_reset to tanggap_app;

-- A letter with a secret (kind `kode`): address and code, sealed; gone once it is sent or given up. The text has {kode} in its place.
alter table letter add column sealed bytea, add column address_masked text;
