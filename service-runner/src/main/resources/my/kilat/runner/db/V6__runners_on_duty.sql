-- Operators look at the runners who are on duty, of whom there are far fewer than of all.
create index runner_duty_active on runner_duty (user_id) where status = 'active';
