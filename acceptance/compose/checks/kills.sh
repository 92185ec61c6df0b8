# docker kill, in the middle of rides: of the broker, the database, each service and the gateway.

check_kills() {
  ensure_up
  rm -f "$state/demo.log"
  local each before
  before=$(books) || before=unknown
  check "kafka, killed and started again in the middle of rides" kill_amid_rides kafka events_wait
  check "postgres, killed and started again in the middle of rides" kill_amid_rides postgres answers 8001 /readiness 503
  for each in "${services[@]}" api-gateway; do
    check "$each, killed and started again in the middle of rides" kill_amid_rides "$each" misses "$each"
  done
  check "every booking of the last rides is final too" finish_demo 240
  after_kills "$before"
}

# after_kills BOOKS   as they were before the rides
after_kills() {
  check "nothing waits in any outbox" await 30 outboxes_are_empty
  check "no booking is open, nothing of it in escrow, the whole ledger is zero" await 60 books_are "$1"
  check "nothing went to the dead letters" no_dead_letters
  check "no container ran out of memory" none_out_of_memory
}

# kill_amid_rides SERVICE IS-MISSED...   the command tells when its absence is felt
# The container is started again in any case, so that one failure does not fail every check that follows.
kill_amid_rides() {
  local id missed=true
  id=$(container "$1")
  shift
  ensure_rides
  docker kill "$id"
  await 60 "$@" || missed=false
  docker start "$id"
  await 150 all_healthy
  await 30 is_up
  $missed
}

# Rides that go on; those of an earlier demo have to have ended well.
ensure_rides() {
  if [[ -f $state/demo.log ]]; then
    if ! demo_is_over; then
      return
    fi
    finish_demo 1
  fi
  begin_demo --bookings 100 --runners 10
}

# So that the broker's absence is felt, something has to happen that is worth telling.
events_wait() { awk -v "age=$(metric 8001 kilat_outbox_oldest_seconds)" 'BEGIN { exit !(age > 2) }'; }
