-- Lines in registers without a key, of requests that were withdrawn before this was done with the withdrawal itself: taken back on the day of the withdrawal, by the system.
with gone as (
  update product p set revoked_at = t.closed_at, revoke_reason = 'Permohonan ' || t.number || ' dicabut pemohon.', version = p.version + 1
  from ticket t
  where t.tenant_id = p.tenant_id and t.id = p.ticket_id and t.result = 'dicabut' and p.key is null
    and p.ended_at is null and p.revoked_at is null and p.voided_at is null and (p.valid_until is null or p.valid_until >= t.closed_at::date)
  returning p.tenant_id, p.id, p.ticket_id, p.revoked_at, p.revoke_reason)
insert into product_event (tenant_id, id, product_id, at, what, ticket_id, actor_kind, body)
  select tenant_id, gen_random_uuid(), id, revoked_at, 'revoked', ticket_id, 'system', jsonb_build_object('reason', revoke_reason) from gone;
