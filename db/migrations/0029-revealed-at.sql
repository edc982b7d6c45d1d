-- What a reporter chose at first stays as it was: that they gave their name later is a moment of its own.
revoke update (anonymous) on ticket from tanggap_app;
alter table ticket add column revealed_at timestamptz;
grant update (revealed_at) on ticket to tanggap_app;
