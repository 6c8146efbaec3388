#!/bin/bash
# Does it find and drop what it must?  Over Reuters and over allsides_55 with
# 2,500 planted records, at four thresholds, with and without --exact, against
# the oracle's complete list of pairs (check_dedupe.py says what is checked).
#
#   bench/quality.sh [NAME]     raw output to bench/runs/DATE-NAME/
source "$(dirname "$0")/checks.sh"

runs=$bench/runs/$(date +%F)-${1:-quality}
mkdir -p "$runs"

# measure CORPUS THRESHOLD [--exact]
measure() {
  local docs=$scratch/$1.jsonl threshold=$2 exact=${3:-}
  local options=(--threshold "$threshold" $exact)
  # Below .8 more than half of each made-up outlet is meant to go.
  local guard=()
  if [[ $threshold < 0.8 ]]; then guard=(--max-removal-per-outlet 100%); fi
  nice prov-match "$scratch/$1.sig" "$docs" -o "$scratch/matches.jsonl" "${options[@]}" &&
    nice prov-dedupe "$docs" -o "$scratch/kept.jsonl" --dropped "$scratch/dropped.jsonl" \
      "${options[@]}" "${guard[@]}" &&
    python3 "$bench/check_dedupe.py" --input "$docs" --pairs "$scratch/$1.pairs" \
      --records "$scratch/$1.records" --threshold "$threshold" $exact \
      --matches "$scratch/matches.jsonl" \
      --kept "$scratch/kept.jsonl" --dropped "$scratch/dropped.jsonl"
}

# measured CORPUS THRESHOLD [--exact]: the same, into a file of its own.
measured() {
  local raw=$runs/$1-$2${3:-}.txt
  rm -f "$scratch"/{matches,kept,dropped}.jsonl
  # No `set -e` here: a failed check is a result.
  if measure "$@" > "$raw" 2>&1; then return 0; fi
  { grep -A 2 'FAILED$' "$raw" || tail -n 5 "$raw"; } | grep -v '^{'
  return 1
}

news reuters21578 > "$scratch/reuters21578.jsonl"
news allsides_55 | nice plant --truth "$scratch/truth.tsv" > "$scratch/planted.jsonl"
for corpus in reuters21578 planted; do
  nice oracle --floor 0.5 --records "$scratch/$corpus.records" \
    < "$scratch/$corpus.jsonl" > "$scratch/$corpus.pairs"
  check "$corpus: sketched" nice prov-sketch "$scratch/$corpus.jsonl" -o "$scratch/$corpus.sig"
  for threshold in 0.5 0.7 0.8 0.9; do
    check "$corpus at $threshold" measured "$corpus" "$threshold"
    check "$corpus at $threshold --exact" measured "$corpus" "$threshold" --exact
  done
done | tee "$runs/summary.txt"
failures=$(grep -c 'FAILED$' "$runs/summary.txt" || true)
finish
