-- A number that rises with every change of what a regency has set: units, posts, categories, classes, SOPs, words of letters. Programs remember their lists under
-- it, and ask only for the number.
create table settings_version (
  tenant_id text collate "C" not null references tenant,
  version bigint not null,
  primary key (tenant_id)
);
call guard_tenant('settings_version');
grant select on settings_version to tanggap_app;
insert into settings_version (tenant_id, version) select id, 1 from tenant;

-- As the owner, since the application's role may change what it lists but not the number.
create function raise_settings_version() returns trigger language plpgsql security definer set search_path = public as $$
declare
  changed text := case when tg_table_name = 'tenant' then to_jsonb(coalesce(new, old)) ->> 'id' else to_jsonb(coalesce(new, old)) ->> 'tenant_id' end;
begin
  insert into settings_version as s (tenant_id, version) values (changed, 1) on conflict (tenant_id) do update set version = s.version + 1;
  return null;
end $$;
revoke execute on function raise_settings_version() from public;

create trigger raise_settings_version after insert or update on tenant for each row execute function raise_settings_version();
do $$
declare
  listed text;
begin
  foreach listed in array array['unit', 'post_kind', 'category', 'class', 'letter_template', 'sop_version', 'product_register', 'naskah_template'] loop
    execute format('create trigger raise_settings_version after insert or update or delete on %I for each row execute function raise_settings_version()', listed);
  end loop;
end $$;
