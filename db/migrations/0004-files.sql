-- Attachments. The bytes lie on disk under the name of their SHA-256; a row says what they are and to what they belong.
create table upload (
  tenant_id text collate "C" not null references tenant,
  id uuid not null,
  -- The form that the file was put into; null once the person has taken it out again.
  form_key uuid,
  owner_kind text not null check (owner_kind in ('guest', 'citizen', 'officer', 'system')),
  owner_id text,
  field text not null,
  name text not null check (length(name) between 1 and 200),
  kind text not null check (kind in ('jpeg', 'png', 'webp', 'pdf')),
  bytes int not null check (bytes > 0),
  sha256 text collate "C" not null check (sha256 ~ '^[0-9a-f]{64}$'),
  width int check (width > 0),
  height int check (height > 0),
  preview_sha256 text collate "C" check (preview_sha256 ~ '^[0-9a-f]{64}$'),
  preview_bytes int check (preview_bytes > 0),
  at timestamptz not null,
  attached_to uuid,
  attached_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, form_key, field, sha256),
  check ((kind = 'pdf') = (preview_sha256 is null)),
  check ((kind = 'pdf') = (width is null)),
  check ((width is null) = (height is null)),
  check ((preview_sha256 is null) = (preview_bytes is null)),
  check ((attached_to is null) = (attached_at is null))
);
call guard_tenant('upload');
create index upload_attached on upload (tenant_id, attached_to, id) where attached_to is not null;
create index upload_waiting on upload (tenant_id, at) where attached_to is null;
create index upload_sha256 on upload (tenant_id, sha256);
create index upload_preview on upload (tenant_id, preview_sha256) where preview_sha256 is not null;
grant select, insert, delete on upload to tanggap_app;
grant update (form_key, attached_to, attached_at) on upload to tanggap_app;

-- What hangs on a ticket is evidence: the application can neither move it nor take it away.
create policy evidence_stays on upload as restrictive for update to tanggap_app using (attached_to is null) with check (true);
create policy evidence_is_kept on upload as restrictive for delete to tanggap_app using (attached_to is null);
