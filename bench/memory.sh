#!/bin/bash
# Does --memory hold, and does it change nothing?  Peak resident memory and
# processor time of each tool without a limit, with 256M and with 64M, and the
# SHA-256 of all that it wrote.
#
#   bench/memory.sh [DOCUMENTS [CORPUS...]]   (650000, about 2.3 GB; spread dense)
#
# spread  texts of sentences drawn anew, one in ten a near-copy of the one before
#         (plant --recombine): as many distinct texts as there can be
# dense   the corpus again and again with two words of each text changed, so
#         that every document resembles a dozen others: many pairs, many matches
#
# What has to hold: the same bytes under every limit, and a peak under 300 MB
# with --memory 256M.  TMPDIR needs 12 GB.
source "$(dirname "$0")/checks.sh"
cd "$scratch"

documents=${1:-650000}
corpora=("${@:2}")
((${#corpora[@]} > 0)) || corpora=(spread dense)

# measure CORPUS LIMIT NAME COMMAND...
measure() {
  local corpus=$1 limit=$2 name=$3 kilobytes user system
  shift 3
  /usr/bin/time -f '%M %U %S' -o peak "$@" --quiet || {
    echo "memory.sh: failed: $*" >&2
    exit 2
  }
  read -r kilobytes user system < peak
  printf '%-8s %-6s %-8s %6d MB %8.1f s user %6.1f s system\n' "$corpus" "$limit" \
    "$name" $((kilobytes / 1024)) "$user" "$system"
  if [[ $limit == 256M ]] && ((kilobytes > 300 * 1024)); then
    echo "FAILED: over 300 MB"
    failures=$((failures + 1))
  fi
}

# run CORPUS LIMIT: all tools, their outputs digested and removed.
run() {
  local corpus=$1 limit=$2 memory=()
  [[ $limit == none ]] || memory=(--memory "$limit")
  mkdir out
  measure "$corpus" "$limit" dedupe prov-dedupe "$corpus.jsonl" -o out/kept.jsonl \
    --dropped out/dropped.jsonl --max-removal-per-outlet 100% "${memory[@]}"
  measure "$corpus" "$limit" sketch prov-sketch "$corpus.jsonl" -o out/news.sig "${memory[@]}"
  measure "$corpus" "$limit" match prov-match out/news.sig -o out/matches.jsonl "${memory[@]}"
  measure "$corpus" "$limit" cluster prov-cluster out/matches.jsonl out/news.sig \
    -o out/clusters.jsonl "${memory[@]}"
  (cd out && sha256sum -- *) > "$corpus.$limit.sums"
  rm -r out
}

# dense_of BYTES: the corpus with changes, again and again.
dense_of() {
  python3 -c '
import json, random, sys
lines = [json.loads(line) for line in sys.stdin]
rng, written, again = random.Random(3), 0, 0
while written < int(sys.argv[1]):
    again += 1
    for record in lines:
        words = record["text"].split(" ")
        for _ in range(2):
            words[rng.randrange(len(words))] = "w%d" % rng.randrange(10**6)
        changed = dict(record, id="%s~%d" % (record["id"], again), text=" ".join(words))
        line = json.dumps(changed, ensure_ascii=False)
        print(line)
        written += len(line.encode()) + 1
' "$1"
}

(news allsides_55; news reuters21578) > mixed.jsonl
for corpus in "${corpora[@]}"; do
  if [[ $corpus == spread ]]; then
    plant --recombine "$documents" < mixed.jsonl > $corpus.jsonl
  else
    dense_of $((documents * 3000)) < mixed.jsonl > $corpus.jsonl
  fi
  echo "# $corpus: $(wc -l < $corpus.jsonl) documents, $(stat -c %s $corpus.jsonl) bytes"
  for limit in none 256M 64M; do run $corpus $limit; done
  check "$corpus: the same bytes with 256M" cmp $corpus.none.sums $corpus.256M.sums
  check "$corpus: the same bytes with 64M" cmp $corpus.none.sums $corpus.64M.sums
  rm $corpus.jsonl
done
finish
