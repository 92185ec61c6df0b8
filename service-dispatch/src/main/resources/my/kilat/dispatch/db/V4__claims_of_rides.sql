-- A step of a search is claimed: due_at moves to the end of the claim, and tries counts the claims since the last step that was
-- stored. A step that fails is put off by a pause that grows with it.
alter table ride add column tries integer not null default 0;
