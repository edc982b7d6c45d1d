-- The way to the survey, for the reporter of a ticket that an act has ended; each channel writes it in its own words, or not at all.
alter table message add column letter_survey text;
alter table letter add column survey text;
