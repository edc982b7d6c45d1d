-- The inbox of a post, however many tickets it has had: its newest unread messages without those that were read,
create index message_unread on message (tenant_id, post, unit, at desc) where to_kind = 'post' and read_at is null and kind <> 'ringkasan';
-- Who waits for a reporter, among all whose turn it is.
create index turn_paused on turn (tenant_id, post, unit, rank_at, ticket_id) where paused;
