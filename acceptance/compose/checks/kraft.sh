# docker-compose.kraft.yml: the same without ZooKeeper.

check_kraft() {
  rm -f "$state/demo.log"
  file=docker-compose.kraft.yml
  take_down
  short_lived
  check "up -d brings up the whole platform without ZooKeeper" compose up -d
  check "every container is healthy, and none is a ZooKeeper" is_whole_without_zookeeper
  check "kafka, killed and started again in the middle of rides" kill_amid_rides kafka events_wait
  check "every booking is final and the ledger is zero" finish_demo 240
  check "the broker's data outlives down" keeps_topics
  check "down -v leaves nothing" leaves_nothing
  file=docker-compose.yml
}

is_whole_without_zookeeper() {
  await 60 all_healthy
  await 10 is_up
  # The services, the gateway, PostgreSQL and Kafka.
  [[ $(compose ps -q | wc -l) == $((${#services[@]} + 3)) && -z $(container zookeeper) ]]
}

keeps_topics() {
  compose down
  compose up -d kafka
  await 60 is_healthy kafka
  docker exec "$(container kafka)" ls /var/lib/kafka/data | grep -x 'booking.events-5'
}
