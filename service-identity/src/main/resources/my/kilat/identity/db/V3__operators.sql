-- Operators look at everything in the console and change nothing.
alter table account drop constraint account_role_check;
alter table account add constraint account_role_check check (role in ('owner', 'runner', 'shop', 'admin', 'operator'));
create index account_by_phone on account (phone) where phone <> '';
