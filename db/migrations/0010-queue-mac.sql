-- An event that waits for its seal carries a MAC under the seals' key: only Tanggap can put one before the sealer.
alter table event_to_seal add column mac bytea not null default '';
alter table event_to_seal alter column mac drop default;
comment on column event_to_seal.mac is 'HMAC-SHA-256 of the event''s hash under a key that the database does not know.';
