# The backup of the databases as docs/deploy.md has it: written, everything deleted, read back.

databases=("${services[@]#service-}")

check_backup() {
  ensure_up
  check "every database is written to a file while the platform runs" backup
  check "down -v leaves nothing: no container, no volume, no network" leaves_nothing
  check "a new platform takes the files in" restore
  check "everything is there again, and the ledger is zero" is_restored
  check "rides go on from there" demo --bookings 6
}

backup() {
  local each
  rm -rf "$state/backup"
  mkdir "$state/backup"
  register saved@example.com
  for each in "${databases[@]}"; do
    compose exec -T postgres pg_dump --username=kilat --format=custom "kilat_$each" > "$state/backup/kilat_$each.dump"
  done
  counts > "$state/backup/counts"
  cat "$state/backup/counts"
}

counts() {
  psql kilat_booking 'select count(*) from booking'
  psql kilat_payment 'select count(*), sum(amount_cents) from ledger_entry'
  psql kilat_notification 'select count(*) from notification'
}

leaves_nothing() {
  local label=label=com.docker.compose.project=$COMPOSE_PROJECT_NAME
  compose down -v
  [[ -z $(docker ps -aq --filter "$label")$(docker volume ls -q --filter "$label")$(docker network ls -q --filter "$label") ]]
}

restore() {
  local each
  compose up -d postgres
  await 60 is_healthy postgres
  for each in "${databases[@]}"; do
    compose exec -T postgres pg_restore --username=kilat --clean --if-exists --exit-on-error --dbname="kilat_$each" \
      < "$state/backup/kilat_$each.dump"
  done
  compose up -d
  await 60 is_up
}

is_restored() {
  log_in saved@example.com
  counts | diff "$state/backup/counts" -
}
