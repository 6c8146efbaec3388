#!/bin/bash
# Are all shared runs of words found, by an oracle of its own?  How well are
# rewritten texts aligned (PAN 2013)?  How long does it take beside wc -w?
#
#   bench/passages.sh
source "$(dirname "$0")/checks.sh"
cd "$scratch"

judge() { python3 "$bench/check_passages.py" "$@"; }

covers() {  # covers NAME: prints the table, fails unless every run is found
  prov-passages "$1.jsonl" --quiet -o "$1.passages" && judge coverage "$1.jsonl" "$1.passages"
}

for set in news/fa_kes news/other2018 quotes/polnear_docs; do
  name=$(basename "$set")
  zstd -dqf "$data/$set.jsonl.zst" -o "$name.jsonl"
  check "every shared run of 8 words and more: $name" covers "$name"
done

if [[ -f $data/reuse/pan13_train.tar.zst ]]; then
  tar --zstd -xf "$data/reuse/pan13_train.tar.zst"
  for half in 0 1; do
    echo "PAN 2013, --pairs --spun, half $half (0 is for tuning, 1 is the report)"
    python3 "$bench/pan_truth.py" train truth.jsonl pairs.tsv --half "$half"
    ( time prov-passages --pairs pairs.tsv --spun -o pan.jsonl ) 2>&1 | grep -E 'real|user' || true
    prov-eval passages pan.jsonl truth.jsonl
    prov-eval passages pan.jsonl truth.jsonl -o pan.json
    check "plagdet, as the scorer of the gold standard has it, half $half" \
      judge pan train pairs.tsv pan.jsonl pan.json "$data/scoring"
  done
  echo "PAN 2013, all texts as one corpus, half 1"
  prov-passages --spun train/susp train/src --quiet -o corpus.jsonl
  python3 "$bench/pan_corpus.py" train corpus.jsonl --half 1
fi

seed=${PROV_BENCH_SEED:-$RANDOM}
echo "6,000 made-up documents, seed $seed"
"${PROV_BENCH:-$repo/build/dev/bench}/newsroom/newsroom" docs --seed "$seed" --documents 6000 -o newsroom.jsonl
"${PROV_BENCH:-$repo/build/dev/bench}/newsroom/newsroom" truth --seed "$seed" --documents 6000 --out-dir truth
prov-passages newsroom.jsonl --quiet -o newsroom.passages
prov-eval passages newsroom.passages truth/passages.jsonl
check "spans: precision and recall .97 or more" prov-eval passages newsroom.passages \
  truth/passages.jsonl --min-precision 97% --min-recall 97%
prov-eval passages newsroom.passages truth/passages.jsonl -o newsroom.json
check "classes: .95 or more are right" python3 -c \
  'import json, sys; sys.exit(json.load(open("newsroom.json"))["class_accuracy"]["value"] < .95)'

zstd -dqf "$data/news/allsides_55.jsonl.zst" -o news.jsonl
echo "news/allsides_55, two threads, and wc -w"
TIMEFORMAT='  %R s, processor %U + %S'
for _ in 1 2 3 4 5; do
  echo "prov-passages"
  time prov-passages news.jsonl -j 2 --quiet -o news.passages
  echo "wc -w"
  time wc -w < news.jsonl > /dev/null
done

same_with() {  # same_with MEMORY: the same bytes, and the peak below the limit
  local peak
  peak=$(/usr/bin/time -f %M prov-passages news.jsonl --memory "$1M" --quiet \
         -o limited.passages 2>&1) && cmp limited.passages news.passages &&
    echo "--memory $1M: $((peak / 1024)) MB at most" && ((peak <= $1 * 1024))
}
for limit in 512 256 192; do
  check "the same bytes with --memory ${limit}M" same_with "$limit"
done
finish
