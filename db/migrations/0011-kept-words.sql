-- What the reporter sent, and under which number, name and SOP, is never changed: the application's role may update only what acts change.
revoke update on ticket from tanggap_app;
grant update (
  facts, step, unit, unit_group, officer_id, acted, drafted, extended, question, waiting_since, answer, answered_at, answer_private, published_at, read_at, open,
  result, closed_at, due_at, version, last_seq, last_hash
) on ticket to tanggap_app;
