# What is said while it runs: a line for each check, and what a check printed when it fails.

passed=0 failed=0 number=0

green='' red='' bold='' dim='' plain=''
if [[ -t 1 && -z ${NO_COLOR:-} ]]; then
  green=$'\e[32m' red=$'\e[31m' bold=$'\e[1m' dim=$'\e[2m' plain=$'\e[0m'
fi

section() { printf '\n%s%s%s\n' "$bold" "$1" "$plain"; }

# A figure or a fact that is neither right nor wrong.
note() { printf '  %s%s%s\n' "$dim" "$*" "$plain"; }

# check WORDS COMMAND...   the words say what is true when the command succeeds
check() {
  local words=$1 begin=$SECONDS code log
  number=$((number + 1))
  log=$state/$(printf '%02d' "$number").log
  shift
  set +e
  (
    set -e
    trap - EXIT
    "$@"
  ) &> "$log" < /dev/null
  code=$?
  set -e
  if ((code == 0)); then
    passed=$((passed + 1))
    printf '  %s✔%s %s %s%d s%s\n' "$green" "$plain" "$words" "$dim" "$((SECONDS - begin))" "$plain"
  else
    failed=$((failed + 1))
    printf '  %s✘%s %s %s%d s%s\n' "$red" "$plain" "$words" "$dim" "$((SECONDS - begin))" "$plain"
    tail --lines=30 "$log" | sed 's/^/      /'
  fi
  return 0
}

# As a check, but everything after it stands on it.
step() {
  local before=$failed
  check "$@"
  ((failed == before)) || exit 1
}

# await SECONDS COMMAND...   again and again until it succeeds
await() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    if ((SECONDS >= end)); then
      echo "in vain: $*"
      return 1
    fi
    sleep 0.3
  done
}
