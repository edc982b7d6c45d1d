-- What everybody sees of a ticket where an officer has covered some of it. Versions are only added, by whom and when; the newest counts, and each has its event in
-- the ticket's chain. The picture as it was sent stays in `upload`.
create table picture_redaction (
  tenant_id text collate "C" not null references tenant,
  upload_id uuid not null,
  no int not null check (no > 0),
  ticket_id uuid not null,
  -- Of the form: the same form sent twice is one version.
  form_key uuid not null,
  at timestamptz not null,
  officer_id uuid not null,
  -- Not shown to everybody at all.
  hidden boolean not null,
  -- What is covered, in percent of the sides: [{"x": 10, "y": 20.5, "width": 30, "height": 15}].
  boxes jsonb not null check (jsonb_typeof(boxes) = 'array'),
  -- The covered copy and its preview; null where nothing is covered.
  kind text check (kind in ('jpeg', 'png', 'webp')),
  bytes int check (bytes > 0),
  sha256 text collate "C" check (sha256 ~ '^[0-9a-f]{64}$'),
  preview_sha256 text collate "C" check (preview_sha256 ~ '^[0-9a-f]{64}$'),
  preview_bytes int check (preview_bytes > 0),
  primary key (tenant_id, upload_id, no),
  unique (tenant_id, upload_id, form_key),
  foreign key (tenant_id, upload_id) references upload,
  check ((sha256 is null) = (jsonb_array_length(boxes) = 0)),
  check ((sha256 is null) = (kind is null) and (sha256 is null) = (bytes is null) and (sha256 is null) = (preview_sha256 is null) and (sha256 is null) = (preview_bytes is null))
);
call guard_tenant('picture_redaction');
create index picture_redaction_ticket on picture_redaction (tenant_id, ticket_id);
-- So that no sweep takes bytes that a copy names.
create index picture_redaction_sha256 on picture_redaction (tenant_id, sha256) where sha256 is not null;
create index picture_redaction_preview on picture_redaction (tenant_id, preview_sha256) where preview_sha256 is not null;
grant select, insert on picture_redaction to tanggap_app;

-- Passages of title, story, place and answer that an officer has covered. They are personal, so they are sealed; their event holds a MAC of them.
create table public_mask (
  tenant_id text collate "C" not null references tenant,
  ticket_id uuid not null,
  no int not null check (no > 0),
  -- Of its event in the ticket's chain.
  seq int not null,
  form_key uuid not null,
  at timestamptz not null,
  -- Null where nobody decided: the name of a person who is being erased is covered by itself.
  officer_id uuid,
  passages int not null check (passages >= 0),
  -- The passages as a JSON list, AES-256-GCM, bound to tenant and ticket.
  sealed bytea not null,
  primary key (tenant_id, ticket_id, no),
  unique (tenant_id, ticket_id, form_key)
);
call guard_tenant('public_mask');
grant select, insert on public_mask to tanggap_app;
