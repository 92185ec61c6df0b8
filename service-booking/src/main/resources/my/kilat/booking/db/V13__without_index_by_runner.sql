-- In a transaction of its own: after building indexes in V12, the stronger lock would be waited for by transactions that hold a
-- weaker one on the same table and wait for the build themselves.
drop index booking_by_runner;
