#!/usr/bin/env bash
#
# What the official image promises, as far as it is used here: POSTGRES_USER, POSTGRES_PASSWORD and POSTGRES_DB make a new
# cluster, /docker-entrypoint-initdb.d is run once in it, and meanwhile the server listens on no port.

set -euo pipefail

if [[ $(id -u) == 0 ]]; then
  chown postgres:postgres "$PGDATA" /var/run/postgresql
  exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
fi

if [[ ! -s $PGDATA/PG_VERSION ]]; then
  : "${POSTGRES_PASSWORD:?has to be set}"
  user=${POSTGRES_USER:-postgres}
  initdb --username="$user" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") --auth-local=trust \
    --auth-host=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8
  echo "host all all all scram-sha-256" >> "$PGDATA/pg_hba.conf"
  pg_ctl --wait --silent -o "-c listen_addresses=''" start
  database=${POSTGRES_DB:-$user}
  [[ $database == postgres ]] || psql --username="$user" --dbname=postgres --command="CREATE DATABASE \"$database\""
  for file in /docker-entrypoint-initdb.d/*; do
    case $file in
      *.sql) psql -v ON_ERROR_STOP=1 --username="$user" --dbname="$database" --file="$file" ;;
      *.sh) bash "$file" ;;
    esac
  done
  pg_ctl --wait --silent stop
fi
exec "$@"
