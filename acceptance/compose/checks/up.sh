# up -d: everything is healthy, and each container is as it is meant to be.

check_up() {
  step "up -d brings up the whole platform, and returns when it is there" bring_up
  check "every container is healthy" await 60 all_healthy
  check "the gateway answers for all of them" await 10 is_up
  check "a service is nobody in particular, and cannot write to its image" is_confined
  check "restart policy, memory limits and log rotation hold for every container" are_limited
  check "every service runs from the AOT cache of its own jars" uses_cache
  check "an image with another jar does not use the cache of the old one" other_jar_has_no_cache
  check "the console has its pages, scripts included" has_pages
  check "a process that dies is started again" rises_again
  figures
}

bring_up() { compose up -d; }

# For checks that are asked for alone.
ensure_up() { is_up || step "up -d" bring_up; }

is_confined() {
  local each id
  for each in "${services[@]}" api-gateway; do
    id=$(container "$each")
    [[ $(docker exec "$id" id -u) == 10001 ]]
    if docker exec "$id" touch /opt/kilat/x; then
      return 1
    fi
    [[ $(docker inspect --format '{{ .HostConfig.ReadonlyRootfs }} {{ .HostConfig.CapDrop }}' "$id") == "true [ALL]" ]]
  done
}

are_limited() {
  local id
  for id in $(compose ps -q); do
    docker inspect --format '{{ .Name }} {{ .HostConfig.Memory }} {{ .HostConfig.RestartPolicy.Name }}
{{- " " }}{{ index .HostConfig.LogConfig.Config "max-size" }}' "$id" | tee /dev/stderr \
      | grep -qE ' [1-9][0-9]{7,} unless-stopped 10m$'
    # The limit that the kernel keeps is the one that was asked for.
    [[ $(docker exec "$id" sh -c 'cat /sys/fs/cgroup/memory.max 2> /dev/null || cat /sys/fs/cgroup/memory/memory.limit_in_bytes') \
      == $(docker inspect --format '{{ .HostConfig.Memory }}' "$id") ]]
  done
}

uses_cache() {
  local each
  for each in "${services[@]}" api-gateway; do
    docker exec "$(container "$each")" sh -c 'grep -qF "$(/opt/kilat/cache-name)" /proc/1/maps'
  done
}

# The same name, size and time; the JVM itself would not notice.
other_jar_has_no_cache() {
  docker build --quiet --tag kilat-other-jar - << 'DOCKERFILE'
FROM kilat/service-booking
USER root
RUN jar=$(ls /opt/kilat/lib/*.jar | head -1) && touch -r "$jar" /tmp/time \
 && printf '\377' | dd of="$jar" bs=1 seek=14 conv=notrunc && touch -r /tmp/time "$jar"
DOCKERFILE
  docker run --rm --entrypoint sh kilat/service-booking -c 'test -f "$(/opt/kilat/cache-name)"'
  docker run --rm --entrypoint sh kilat-other-jar -c 'test ! -e "$(/opt/kilat/cache-name)"'
  docker image rm kilat-other-jar
}

has_pages() {
  local script
  script=$(curl --silent --max-time 10 http://localhost:8080/console | grep -o '/console/assets/[^"]*[.]js' | head -1)
  echo "the script is ${script:-missing}"
  [[ -n $script ]] && answers 8080 "$script" 200
}

# Not docker kill, which counts as a wish: the process itself, from outside.
rises_again() {
  local id
  id=$(container service-runner)
  kill -9 "$(docker inspect --format '{{ .State.Pid }}' "$id")"
  await 30 eval "[[ \$(docker inspect --format '{{ .RestartCount }}' $id) -ge 1 ]]"
  await 90 is_healthy service-runner
}

figures() {
  local each id
  local whole jre
  whole=$(docker image inspect --format '{{ .Size }}' kilat/service-booking)
  jre=$(docker image inspect --format '{{ .Size }}' eclipse-temurin:25-jre)
  note "an image has $((whole / 1000000)) MB, of which $((jre / 1000000)) MB are the JRE's; all $((${#services[@]} + 1)) share all layers"
  for each in "${services[@]}" api-gateway; do
    id=$(container "$each")
    note "$(printf '%-22s listens %5s s after its start, uses %s' "$each" "$(seconds_to_listen "$id")" \
      "$(docker stats --no-stream --format '{{ .MemUsage }}' "$id")")"
  done
}

# From the start of the container to the line with which a service says that it listens.
seconds_to_listen() {
  local started listens
  started=$(date --date="$(docker inspect --format '{{ .State.StartedAt }}' "$1")" +%s.%N)
  listens=$(docker logs --timestamps "$1" 2>&1 | grep ' listens on ' | tail -1 | cut -d' ' -f1)
  echo "$(date --date="$listens" +%s.%N) $started" | awk '{ printf "%.1f", $1 - $2 }'
}
