# The platform in its containers, seen from outside.

file=docker-compose.yml
mapfile -t services < <(sed -n 's/^  \(service-[a-z]*\):$/\1/p' "$infrastructure/$file")

compose() { (cd "$infrastructure" && docker-compose -f "$file" "$@"); }

# Removes everything that any of the three files has made.
take_down() {
  local each
  for each in docker-compose.scale.yml docker-compose.kraft.yml docker-compose.yml; do
    (cd "$infrastructure" && docker-compose -f "$each" down -v --remove-orphans --timeout 3) &> /dev/null || true
  done
}

# For containers that live a few minutes: their JVMs compile with the quick compiler only, as those of other tests do. Twenty that
# compile for a long life keep two processors busy for longer than that.
short_lived() { export JAVA_OPTS=-XX:TieredStopAtLevel=1; }

# --- Containers ---------------------------------------------------------------------------------------------------

# The containers of a service, one a line.
containers() {
  docker ps -aq --filter "label=com.docker.compose.project=$COMPOSE_PROJECT_NAME" \
    --filter "label=com.docker.compose.service=$1" --filter label=com.docker.compose.oneoff=False
}
container() { containers "$1" | head -1; }
health() { docker inspect --format '{{ .State.Health.Status }}' "$(container "$1")"; }
is_healthy() { [[ $(health "$1") == healthy ]]; }
is_unhealthy() { [[ $(health "$1") == unhealthy ]]; }

# Also whatever has no health of its own has to run.
all_healthy() {
  [[ -z $(docker ps --all --filter "label=com.docker.compose.project=$COMPOSE_PROJECT_NAME" \
    --filter label=com.docker.compose.oneoff=False --format '{{ .Status }}' | grep -vE '^Up [^(]*([(]healthy[)])?$') ]]
}

psql() { docker exec "$(container postgres)" psql --username=kilat --dbname="$1" --no-align --tuples-only --command="$2"; }

# --- Requests -----------------------------------------------------------------------------------------------------

# answers PORT PATH STATUS   000 stands for no answer at all
answers() { [[ $(curl --silent --max-time 10 --output /dev/null --write-out '%{http_code}' "http://localhost:$1$2") == "$3" ]]; }
metric() { curl --silent --max-time 10 "http://localhost:$1/metrics" | sed -n "s/^$2\({[^}]*}\)\? //p" | head -1; }

is_up() { answers 8080 /health 200; }

# misses SERVICE   the gateway reports it as away; without dispatch the platform as a whole stays healthy
misses() {
  if [[ $1 == api-gateway ]]; then
    ! is_up
  else
    ! curl --silent --max-time 10 http://localhost:8080/health | grep -q "\"${1#service-}\":{\"status\":\"healthy\""
  fi
}

post() { curl --silent --fail --show-error --header 'Content-Type: application/json' --data "$2" "http://localhost:8080$1"; }

# Somebody whose account is there again later, or is not.
register() {
  post /api/v1/auth/register \
    "{\"email\":\"$1\",\"password\":\"Keeper123!\",\"full_name\":\"Keeper\",\"phone\":\"+60123456789\",\"role\":\"owner\"}"
}
log_in() { post /api/v1/auth/login "{\"email\":\"$1\",\"password\":\"Keeper123!\"}"; }

# --- Rides --------------------------------------------------------------------------------------------------------

# A demo fails unless every booking is final and the ledger is zero.
demo=("$home/kilat" demo --url http://localhost:8080 --payment-url http://localhost:8002)
demo() { "${demo[@]}" "$@"; }

# One in the background, until runners are on their way.
begin_demo() {
  : > "$state/demo.log"
  rm -f "$state/demo.code"
  {
    trap - EXIT
    code=0
    "${demo[@]}" "$@" &> "$state/demo.log" &
    echo $! > "$state/demo.pid"
    wait $! || code=$?
    echo "$code" > "$state/demo.code"
  } < /dev/null &> /dev/null &
  await 120 is_in_the_middle
}
is_in_the_middle() { grep -qE 'positions sent [1-9]' "$state/demo.log" || demo_is_over; }
demo_is_over() { [[ -f $state/demo.code ]]; }

end_demo() { demo_is_over || kill "$(< "$state/demo.pid")" 2> /dev/null || true; }

# Waits for it, and passes on whether all went well.
finish_demo() {
  await "$1" demo_is_over
  grep -A 100 '^Bookings' "$state/demo.log" || tail "$state/demo.log"
  [[ $(< "$state/demo.code") == 0 ]]
}

# --- Afterwards ---------------------------------------------------------------------------------------------------

# The sum of the whole ledger, what is in escrow, and how many bookings are open. The flows leave some of those.
books() {
  psql kilat_payment 'select coalesce(sum(amount_cents), 0) from ledger_entry'
  psql kilat_payment "select coalesce(sum(balance_cents), 0) from ledger_account where account = 'escrow'"
  psql kilat_booking "select count(*) from booking where status not in ('completed', 'cancelled')"
}
books_are() { [[ $(books) == "$1" && $(head -1 <<< "$1") == 0 ]]; }

outboxes_are_empty() {
  local database
  for database in "${services[@]#service-}"; do
    [[ $(psql "kilat_$database" 'select count(*) from outbox') == 0 ]] || return 1
  done
}

no_dead_letters() { ! compose logs --no-color | grep ' gives up on '; }

none_out_of_memory() {
  local id
  for id in $(compose ps -q); do
    [[ $(docker inspect --format '{{ .State.OOMKilled }}' "$id") == false ]]
  done
}
