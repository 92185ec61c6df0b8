# Bad input: a container says in one line what is wrong and ends, or stays unready and is shown as unhealthy.

check_refusals() {
  ensure_up
  # Two that only time shows: they begin now and are looked at last.
  bear_for 30s service-notification > "$state/impatient.yml"
  KAFKA_BROKERS=127.0.0.1:9 compose -f "$state/impatient.yml" up -d --no-deps service-notification &> /dev/null
  UPSTREAM_RUNNER=http://service-nowhere:8003 compose up -d --no-deps api-gateway &> /dev/null

  check "production without a password of the database" refused service-payment \
    'DB_PASSWORD is not set; outside development it has no default' APP_ENV=production
  check "production with the password of development" refused service-payment \
    'DB_PASSWORD holds the development default' APP_ENV=production DB_PASSWORD=kilat_secret
  check "production without a key to sign tokens with" refused service-identity \
    'there is no key to sign tokens with' APP_ENV=production DB_PASSWORD=of-our-own
  check "production without a secret that services share" refused service-booking \
    'SERVICE_SECRET is not set; outside development it has no default' APP_ENV=production DB_PASSWORD=of-our-own
  check "production without a word on who moves the money" refused service-payment \
    'PAYMENT_PROVIDER is not set; outside development it has no default' APP_ENV=production DB_PASSWORD=of-our-own
  check "a secret that is too short" refused service-booking 'JWT_SECRET has 5 characters' JWT_SECRET=short
  check "a wrong password" refused service-runner 'refuses DB_USER / DB_PASSWORD' DB_PASSWORD=wrong
  check "an upstream that is no address" refused api-gateway 'UPSTREAM_BOOKING holds "booking"' UPSTREAM_BOOKING=booking
  check "a broker whose name nobody knows" refused service-tracking 'KAFKA_BROKERS is nowhere:29092' KAFKA_BROKERS=nowhere:29092
  check "a database server that is not there" refused service-booking 'cannot be reached: the connection is refused; check DB_HOST and DB_PORT' \
    DB_HOST=127.0.0.1 DB_START_WAIT=1s
  check "a database that does not exist" refused service-booking 'does not exist' DB_NAME_BOOKING=kilat_nowhere
  check "a database without PostGIS" without_postgis
  check "a port that is in use" port_in_use
  check "an upstream that does not answer: the gateway says which, and serves the others" lacks_the_runner
  check "a broker that never comes: the service is unhealthy and says what it waits for" \
    stays_unhealthy service-notification 'topics fails and will try again: '
  check "up -d with what is right mends both" mended
}

# bear_for TIME SERVICE   a Compose file that gives a starting container this time, not two minutes, before it is unhealthy
bear_for() { printf 'services:\n  %s:\n    healthcheck: {start_period: %s}\n' "$2" "$1"; }

# Log lines without the escapes of JSON.
plain_words() { sed 's|\\\([/"]\)|\1|g'; }

# refused SERVICE WORDS VARIABLE=VALUE...   it ends by itself, not well, and says so in one line
refused() {
  local service=$1 words=$2 code=0 said
  shift 2
  said=$(env "$@" timeout 60 docker-compose --project-directory "$infrastructure" -f "$infrastructure/$file" \
    run --rm --no-deps -T "$service" 2> /dev/null | plain_words) || code=$?
  printf '%s\n' "$said"
  ((code == 1)) && [[ $(grep -c 'cannot start' <<< "$said") == 1 ]] \
    && grep 'cannot start' <<< "$said" | grep -qF -- "$words"
}

# A server that has not got the extension is played by this one, with the file put aside that tells of it.
without_postgis() {
  local control id
  id=$(container postgres)
  control=$(docker exec "$id" sh -c 'ls /usr/share/postgresql/*/extension/postgis.control')
  psql kilat_booking 'create database kilat_bare'
  docker exec --user root "$id" mv "$control" "$control.aside"
  local code=0
  (refused service-booking 'does not have the extension postgis, which kilat_bare needs; install it on that server' DB_NAME_BOOKING=kilat_bare) || code=$?
  docker exec --user root "$id" mv "$control.aside" "$control"
  psql kilat_booking 'drop database kilat_bare'
  return "$code"
}

port_in_use() {
  local said code=0
  said=$(docker-compose --project-directory "$infrastructure" -p kilat-other -f "$infrastructure/$file" \
    up -d --no-deps service-payment 2>&1) || code=$?
  docker-compose --project-directory "$infrastructure" -p kilat-other -f "$infrastructure/$file" down -v &> /dev/null
  printf '%s\n' "$said"
  ((code != 0))
  grep -q '8002.*port is already allocated' <<< "$said"
}

stays_unhealthy() {
  await 240 is_unhealthy "$1"
  compose ps | grep "$1.*unhealthy"
  await 60 says "$1" "$2"
}
says() { docker logs "$(container "$1")" 2>&1 | plain_words | grep -F -- "$2" | tail -1; }

lacks_the_runner() {
  await 60 eval '[[ $(curl --silent --max-time 10 http://localhost:8080/health) == *"\"runner\":{\"status\":\"unhealthy\""* ]]'
  says api-gateway 'runner at http://service-nowhere:8003 cannot be resolved'
  await 60 is_healthy api-gateway
  answers 8080 /live 200
  answers 8080 /.well-known/jwks.json 200
}

mended() {
  compose up -d
  await 60 is_up
  await 60 all_healthy
}
