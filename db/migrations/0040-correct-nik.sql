-- A citizen who mistyped their NIK may put it right. The application may not change one by itself: it asks here, and one that the population register has found to be this person's stays.
create function correct_nik(owner uuid, cipher bytea, hash bytea, masked text) returns void language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if exists (select from identity_check c where c.tenant_id = current_tenant() and c.person_id = owner and c.register = 'kependudukan' and c.result = 'cocok') then
    raise exception 'the NIK of % was confirmed by the population register', owner;
  end if;
  update person set nik_cipher = cipher, nik_hash = hash, nik_masked = masked where tenant_id = current_tenant() and id = owner and erased_at is null;
end $$;
revoke execute on function correct_nik(uuid, bytea, bytea, text) from public;
grant execute on function correct_nik(uuid, bytea, bytea, text) to tanggap_app;
create index identity_check_person on identity_check (tenant_id, person_id) where person_id is not null;
