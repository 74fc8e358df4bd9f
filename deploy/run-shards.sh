#!/usr/bin/env bash
# Runs the suite in containers inside the network of the lab: the matrix as N shards side by side, and then all other
# specs, which start programs of their own and have a bound on their time. Merges their reports into playwright-report and
# test-results on this machine, with the packages of this folder. Exit code 0 when all passed.
# usage: deploy/run-shards.sh [N]
set -uo pipefail
cd "$(dirname "$0")/.."
shards=${1:-2}
[[ $shards =~ ^[1-9][0-9]*$ ]] || { echo "Failed to shard: N is 1 or more, not '$shards'." >&2 && exit 2; }
[[ -d node_modules ]] || { echo "Failed to merge what shards report: run npm ci first." >&2 && exit 2; }
compose=(docker compose --profile test)
rm -rf blob-report && mkdir blob-report
# The containers write into these folders as their owner.
mkdir -p playwright-report test-results
EARSHOT_USER="$(id -u):$(id -g)"
export EARSHOT_USER
trap '"${compose[@]}" down --volumes --timeout 3' EXIT

"${compose[@]}" build || exit 2
docker compose up --detach --wait || exit 2
running=()
run_part() {
  # Each empties its own folder of reports first, so only what is ready goes where all of them are.
  "${compose[@]}" run --rm --no-deps --no-TTY -v "$PWD/blob-report:/blobs" specs bash -c \
    "npm run $*; code=\$?; cp blob-report/*.zip /blobs; exit \$code" &
  running+=($!)
}
failed=0
wait_for_all() {
  for part in "${running[@]}"; do wait "$part" || failed=1; done
  running=()
}
for i in $(seq "$shards"); do run_part test:matrix -- --shard "$i/$shards"; done
wait_for_all
run_part test:other
wait_for_all
npm run --silent test:merge-reports || exit 2
exit "$failed"
