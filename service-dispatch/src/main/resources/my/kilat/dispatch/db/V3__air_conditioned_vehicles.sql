-- Whether the vehicle is air-conditioned; false until the profile has been read again, which takes a minute.
alter table runner add column air_conditioned boolean not null default false;
