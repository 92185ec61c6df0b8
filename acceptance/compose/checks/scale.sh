# docker-compose.scale.yml: two of everything, one of each killed under load.

check_scale() {
  local each before
  rm -f "$state/demo.log"
  file=docker-compose.scale.yml
  take_down
  short_lived
  check "up -d brings up two of every service and two gateways behind one port" up_twice
  before=$(books) || before=unknown
  check "both instances of every service do work" both_work
  for each in "${services[@]}" api-gateway; do
    check "one $each of two, killed under load, is not missed" one_killed "$each"
  done
  check "all of them are healthy again" await 150 all_healthy
  check "every booking of the last rides is final too" finish_demo 240
  after_kills "$before"
  check "down -v leaves nothing" leaves_nothing
  file=docker-compose.yml
}

up_twice() {
  local each
  compose up -d
  for each in "${services[@]}" api-gateway; do
    [[ $(containers "$each" | wc -l) == 2 ]]
  done
  await 60 all_healthy
  await 30 is_up
}

# Requests that each instance has answered, by its own count. Nobody need ask dispatch anything: events are its work. The demo
# opens no page of the console, so that is done here, often enough for both instances to be chosen.
both_work() {
  local each id port
  demo --bookings 10
  for _ in {1..20}; do
    answers 8080 /console 200
  done
  for each in "${services[@]}"; do
    for id in $(containers "$each"); do
      port=$(docker exec "$id" printenv SERVICE_PORT)
      docker exec "$id" bash -c "exec 3<> /dev/tcp/localhost/$port; printf 'GET /metrics HTTP/1.0\r\n\r\n' >&3; cat <&3" \
        > "$state/metrics.out"
      echo "$each $id: $(grep -c '^kilat_http_requests_seconds_count' "$state/metrics.out") operations"
      if [[ $each == service-dispatch ]]; then
        grep -qE '^kilat_events_applied_total.* [1-9]' "$state/metrics.out"
      else
        grep -q '^kilat_http_requests_seconds_count.*status="20[01]"' "$state/metrics.out"
      fi
    done
  done
}

# It is started again only after the other one has been seen to carry on alone, and may still be starting when one of the next
# service is killed.
one_killed() {
  local id before
  id=$(containers "$1" | head -1)
  ensure_rides
  docker kill "$id"
  before=$(bookings)
  await 60 is_up
  await 60 more_bookings "$before"
  docker start "$id"
}

bookings() { psql kilat_booking 'select count(*) from booking_history'; }
more_bookings() { (($(bookings) > $1 + 5)) || demo_is_over; }
