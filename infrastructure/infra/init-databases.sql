-- The databases of Kilat, one per service, with the extensions their tables stand on.
--
-- Runs through psql, as the development super-user `kilat`, in two places: Docker runs it once from
-- /docker-entrypoint-initdb.d, and `./kilat up` runs it on the private cluster of this machine. It may run any
-- number of times: what exists is left alone.

\set ON_ERROR_STOP on

-- catalogue: databases, written by ./kilat services --write
SELECT format('CREATE DATABASE %I', name)
  FROM unnest(ARRAY['kilat_identity', 'kilat_booking', 'kilat_payment', 'kilat_runner', 'kilat_dispatch', 'kilat_tracking', 'kilat_notification', 'kilat_console']) AS name
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = name)
\gexec

\connect kilat_identity
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS "uuid-ossp";

\connect kilat_booking
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS "uuid-ossp";
CREATE EXTENSION IF NOT EXISTS postgis;

\connect kilat_payment
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS "uuid-ossp";

\connect kilat_runner
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS "uuid-ossp";
CREATE EXTENSION IF NOT EXISTS postgis;

\connect kilat_dispatch
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS "uuid-ossp";
CREATE EXTENSION IF NOT EXISTS postgis;

\connect kilat_tracking
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS "uuid-ossp";
CREATE EXTENSION IF NOT EXISTS postgis;

\connect kilat_notification
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS "uuid-ossp";

\connect kilat_console
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS "uuid-ossp";
-- catalogue: end
