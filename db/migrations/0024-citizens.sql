-- Citizens: reports opened again, followers, the satisfaction survey, what reporters wrote, accounts that were closed.

-- How often the reporter opened it again; each time stands in its chain.
alter table ticket add column reopened_count int not null default 0;
grant update (reopened_count) on ticket to tanggap_app;

-- What a reporter wrote with an act (an answer to a question, a reason). The event holds SHA-256 over salt and text. When the person is erased, both go, and the
-- digest, which then tells nothing, stays.
create table reporter_text (
  tenant_id text collate "C" not null references tenant,
  ticket_id uuid not null,
  -- Of its event.
  seq int not null,
  name text not null,
  text text,
  salt text,
  primary key (tenant_id, ticket_id, seq, name),
  check ((text is null) = (salt is null))
);
call guard_tenant('reporter_text');
grant select, insert, update (text, salt) on reporter_text to tanggap_app;

-- Who is told of a public report that is not theirs; `joined`: they have the same matter and stand behind it.
create table ticket_follower (
  tenant_id text collate "C" not null references tenant,
  ticket_id uuid not null,
  person_id uuid not null,
  since timestamptz not null,
  joined boolean not null default false,
  primary key (tenant_id, ticket_id, person_id)
);
call guard_tenant('ticket_follower');
create index ticket_follower_person on ticket_follower (tenant_id, person_id, since);
grant select, insert, update (joined), delete on ticket_follower to tanggap_app;

-- Somebody who is told of a ticket without being its reporter.
alter table message drop constraint message_to_kind_check;
alter table message add constraint message_to_kind check (to_kind in ('reporter', 'post', 'officer', 'follower'));

-- The satisfaction survey (SKM, Permen PANRB 14/2017). Of a ticket it is only known that it was rated; how, nobody can find out: the rating has neither ticket, nor
-- person, nor time of day, and its id tells nothing.
create table survey_given (
  tenant_id text collate "C" not null references tenant,
  ticket_id uuid not null,
  primary key (tenant_id, ticket_id)
);
call guard_tenant('survey_given');
grant select, insert on survey_given to tanggap_app;

create table survey_answer (
  tenant_id text collate "C" not null references tenant,
  id uuid not null default gen_random_uuid(),
  -- Of the regency's own day.
  day date not null,
  -- The unit that answered; empty where none can be told.
  unit text collate "C" not null,
  sop text collate "C" not null,
  elements smallint[] not null check (cardinality(elements) = 9 and 1 <= all (elements) and 4 >= all (elements)),
  words text check (words <> ''),
  age text,
  sex text,
  education text,
  occupation text,
  primary key (tenant_id, id)
);
call guard_tenant('survey_answer');
create index survey_answer_day on survey_answer (tenant_id, day);
grant select, insert on survey_answer to tanggap_app;
