# Each command that the documentation names.

check_commands() {
  ensure_up
  check "logs -f service-booking follows what it says" logs_follow
  check "told to end, a service drains and ends by itself" ends_by_itself
  check "up -d --build service-booking builds it and starts it anew" builds_one
  check "the gateway finds it again" await 60 is_up
  check "down ends everything and keeps the data" down_keeps_data
  check "up -d service-booking starts it with what it needs, and no more" up_one
  check "up -d brings the rest, and who was registered can log in" up_again
  if docker compose version &> /dev/null; then
    check "docker compose v2 reads the three files" v2_reads
  else
    note "docker compose v2 is not on this machine, and was not asked"
  fi
}

logs_follow() {
  compose logs -f service-booking > "$state/follow.out" 2>&1 &
  local follower=$!
  await 20 grep -q 'listens on port 8001' "$state/follow.out"
  # What is said from now on has to come by itself.
  compose stop service-booking
  await 20 grep -q '"formattedMessage":"stops"' "$state/follow.out"
  kill "$follower" 2> /dev/null || true
}

# 143 is what a JVM ends with that was asked to; 137 would be the kill after the grace period.
ends_by_itself() {
  [[ $(docker inspect --format '{{ .State.Status }} {{ .State.ExitCode }}' "$(container service-booking)") == "exited 143" ]]
}

builds_one() {
  compose up -d --build service-booking
  await 120 is_healthy service-booking
}

down_keeps_data() {
  register keeper@example.com
  compose down
  [[ -z $(docker ps -aq --filter "label=com.docker.compose.project=$COMPOSE_PROJECT_NAME") ]]
  docker volume inspect "${COMPOSE_PROJECT_NAME}_postgres-data" "${COMPOSE_PROJECT_NAME}_kafka-data" > /dev/null
}

up_one() {
  compose up -d service-booking
  await 120 is_healthy service-booking
  [[ $(compose ps --services --filter status=running | sort | paste -sd' ') == "kafka postgres service-booking zookeeper" ]]
}

up_again() {
  compose up -d
  await 60 is_up
  log_in keeper@example.com
}

v2_reads() {
  local each
  for each in docker-compose.yml docker-compose.kraft.yml docker-compose.scale.yml; do
    docker compose -f "$infrastructure/$each" config --quiet
  done
}
