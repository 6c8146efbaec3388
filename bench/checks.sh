# Sourced by the scripts here that need news: where the tools and the data are, and
# how a check is reported.
#
#   PROV_BIN          the tools measured      (build/release/tools)
#   PROV_BENCH        plant and oracle        (build/dev/bench)
#   PROV_SHARED_DATA  real news               (../shared/data)
#   TMPDIR            room for scratch files, 5 GB for pipeline.sh (/tmp)
set -euo pipefail
export LC_ALL=C.UTF-8

bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repo=$(dirname "$bench")
PATH=${PROV_BIN:-$repo/build/release/tools}:${PROV_BENCH:-$repo/build/dev/bench}:$PATH
data=${PROV_SHARED_DATA:-$repo/../shared/data}

if [[ ! -d $data/news ]]; then
  echo "SKIPPED: no ../shared/data"
  exit 0
fi
for program in prov-dedupe plant oracle; do
  if ! type -P "$program" > /dev/null; then
    echo "$0: no $program: build it, or set PROV_BIN and PROV_BENCH" >&2
    exit 2
  fi
done

scratch=$(mktemp -d "${TMPDIR:-/tmp}/prov-bench.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
failures=0

# check NAME COMMAND...: one line, ok or FAILED, and what a failed command said.
check() {
  local name=$1
  shift
  if "$@" > "$scratch/said" 2>&1; then
    printf '%-62s ok\n' "$name"
  else
    printf '%-62s FAILED\n' "$name"
    head -n 12 "$scratch/said" | sed 's/^/    /'
    failures=$((failures + 1))
  fi
}

# finish: the last line, and the exit status.
finish() {
  echo "$failures failed"
  exit $((failures > 0))
}

news() {
  zstd -dcq "$data/news/$1.jsonl.zst"
}
