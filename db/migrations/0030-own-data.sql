-- Citizens close their account: the person is erased, the tickets stay.

-- The row stays under its id, which tickets and logs name; all that says who it was goes, and the account with it.
alter table person add column erased_at timestamptz, add column former_cipher bytea, alter column user_id drop not null, add check (erased_at is not null or user_id is not null);
comment on column person.former_cipher is 'Names and numbers that the person had before a correction, sealed: they are covered and erased like those of now.';
grant update (former_cipher) on person to tanggap_app;

-- Without it nobody can guess from the digests in the events what a reporter sent. It goes with the person; tickets from before have none.
alter table ticket add column salt text;

-- Messages about a ticket are no evidence: what they say of a person who is erased is taken out.
grant update (text, letter_title, letter_text) on message to tanggap_app;
grant delete on desk_sender, search_word to tanggap_app;
grant update (masked) on step_link to tanggap_app;

-- So that what is a person's is found among millions.
create index message_follower on message (tenant_id, person_id) where to_kind = 'follower';
create index letter_owner on letter (tenant_id, owner_id);
create index incoming_ticket on incoming (tenant_id, ticket_id) where ticket_id is not null;
create index product_holder on product (tenant_id, holder_person) where holder_person is not null;

-- A new phone number waits for the code that was sent to it.
create table phone_change (
  tenant_id text collate "C" not null,
  person_id uuid not null,
  phone_cipher bytea not null,
  -- Keyed hash: the code itself stands in the sealed letter only.
  code_hash bytea not null,
  expires_at timestamptz not null,
  tries int not null default 0,
  primary key (tenant_id, person_id)
);
call guard_tenant('phone_change');
grant select, insert, update, delete on phone_change to tanggap_app;

-- The application may not change a NIK; to forget one it asks here. Afterwards the same NIK can register anew. Files that wait on a form of theirs are left to the next sweep.
create function erase_person(gone uuid, moment timestamptz) returns void language sql security definer set search_path = pg_catalog, public as $$
  update person set user_id = null, name = '(akun ditutup)', nik_cipher = '', nik_hash = sha256(convert_to(gen_random_uuid()::text, 'UTF8')), nik_masked = '',
    phone_cipher = null, phone_hash = null, phone_masked = null, address = null, former_cipher = null, erased_at = moment
  where tenant_id = current_tenant() and id = gone and erased_at is null;
  update upload set at = 'epoch', form_key = null where tenant_id = current_tenant() and owner_kind = 'citizen' and owner_id = gone::text and attached_to is null
$$;
revoke execute on function erase_person(uuid, timestamptz) from public;
grant execute on function erase_person(uuid, timestamptz) to tanggap_app;

-- What a reporter sent is never changed, but for this: what the ticket's newest event says was erased, at its reporter's wish. `left` is what stays: {"submitted",
-- "title", "salt", "answers": [{"no", "text"}], "names": [{"id", "name"}] of files}. Files that the event names hang on nothing any more, and their covered copies neither:
-- the next sweep takes both from the disk.
create function erase_from_ticket(ticket uuid, kept jsonb) returns void language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  said jsonb;
  gone uuid[];
begin
  select case when newest.act = 'hapus-data' then newest.body end into said from (
    select act, body from event where tenant_id = current_tenant() and ticket_id = ticket order by seq desc limit 1) newest;
  if said is null or exists (
    select from ticket t cross join lateral jsonb_object_keys(t.submitted || (kept -> 'submitted')) key
    where t.tenant_id = current_tenant() and t.id = ticket and (t.submitted -> key) is distinct from (kept -> 'submitted' -> key) and not said -> 'isian' ? key) then
    raise exception 'no event says that this is erased from ticket %', ticket;
  end if;
  update ticket t set submitted = kept -> 'submitted', title = kept ->> 'title', salt = kept ->> 'salt' where t.tenant_id = current_tenant() and t.id = ticket;
  update answer a set text = said_anew.text from jsonb_to_recordset(kept -> 'answers') as said_anew (no int, text text)
    where a.tenant_id = current_tenant() and a.ticket_id = ticket and a.no = said_anew.no;
  update upload u set name = named.name from jsonb_to_recordset(kept -> 'names') as named (id uuid, name text)
    where u.tenant_id = current_tenant() and u.attached_to = ticket and u.id = named.id;
  gone := array(select one::uuid from jsonb_array_elements_text(said -> 'berkas') one);
  with redacted as (delete from picture_redaction r where r.tenant_id = current_tenant() and r.ticket_id = ticket and r.upload_id = any(gone) returning r.*)
  insert into upload (tenant_id, id, owner_kind, field, name, kind, bytes, sha256, width, height, preview_sha256, preview_bytes, at)
    select tenant_id, gen_random_uuid(), 'system', 'samaran', 'samaran', kind, bytes, sha256, 1, 1, preview_sha256, preview_bytes, 'epoch' from redacted where sha256 is not null;
  update upload u set attached_to = null, attached_at = null, form_key = null, at = 'epoch', name = 'dihapus' where u.tenant_id = current_tenant() and u.attached_to = ticket and u.id = any(gone);
end $$;
revoke execute on function erase_from_ticket(uuid, jsonb) from public;
grant execute on function erase_from_ticket(uuid, jsonb) to tanggap_app;
