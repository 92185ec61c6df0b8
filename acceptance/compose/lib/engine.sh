# The Docker engine: the one that runs here, or one of our own, with everything it keeps under .kilat/compose.

our_engine=unix://$state/engine/docker.sock
engine_pid=''

start_engine() {
  local missing=()
  command -v dockerd > /dev/null && command -v iptables > /dev/null || missing+=(docker.io iptables)
  command -v docker-compose > /dev/null || missing+=(docker-compose)
  command -v curl > /dev/null || missing+=(curl)
  $pull || command -v debootstrap > /dev/null || missing+=(debootstrap)
  if ((${#missing[@]} > 0)); then
    [[ $(id -u) == 0 ]] || { echo "As root, this installs ${missing[*]}; install them, or run it as root."; return 1; }
    apt-get update
    DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "${missing[@]}"
  fi
  if docker info &> /dev/null || DOCKER_HOST=$our_engine docker info &> /dev/null; then
    return
  fi
  [[ $(id -u) == 0 ]] || { echo "No Docker engine answers here; start one, or run this as root."; return 1; }
  mkdir -p "$state/engine"
  setsid dockerd --host "$our_engine" --data-root "$state/engine/data" --exec-root "$state/engine/exec" \
    --pidfile "$state/engine/docker.pid" &> "$state/engine/dockerd.out" < /dev/null &
  export DOCKER_HOST=$our_engine
  await 60 docker version || { tail "$state/engine/dockerd.out"; return 1; }
}

# From now on, the engine that the step above has found or started.
use_engine() {
  if ! docker info &> /dev/null; then
    export DOCKER_HOST=$our_engine
    engine_pid=$(< "$state/engine/docker.pid")
  fi
  # A client without its BuildKit part refuses to build unless it is told to do without.
  if ! docker buildx version &> /dev/null; then
    export DOCKER_BUILDKIT=0
  fi
}

stop_engine() {
  if [[ -n $engine_pid ]]; then
    kill "$engine_pid" 2> /dev/null || return 0
    await 30 eval "! kill -0 $engine_pid 2> /dev/null" || true
  fi
}

# ./kilat builds what has changed before it does anything; what doctor then finds does not matter here.
build_jars() { "$home/kilat" doctor || [[ -d $home/broker/target/lib ]]; }

# The JDK 25 of this machine.
find_jdk() {
  local directory
  for directory in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/java/* /opt/*; do
    if [[ -x $directory/bin/javac ]] && grep -q '^JAVA_VERSION="25[."]' "$directory/release" 2> /dev/null; then
      readlink -f "$directory"
      return
    fi
  done
}

make_stand_ins() { "$here/stand-ins/build" "$jdk" "$state/stand-ins"; }

build_images() {
  if [[ -n $engine_pid ]]; then
    # Stages of earlier builds; those of the last day make the next build quick.
    docker image prune --force --filter until=24h > /dev/null
  fi
  if $pull; then
    compose pull postgres zookeeper kafka
    compose build --pull
  else
    compose build
  fi
}
