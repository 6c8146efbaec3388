#!/bin/bash
# Are all shared runs of words found, by an oracle of its own?  How well are
# rewritten texts aligned (PAN 2013)?  How long does it take beside wc -w?
#
#   bench/passages.sh
source "$(dirname "$0")/common.sh"
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
  awk '{print "train/susp/" $1 "\ttrain/src/" $2}' train/pairs > pairs.tsv
  echo "PAN 2013, --pairs --spun: half 0 is for tuning, half 1 is the report"
  ( time prov-passages --pairs pairs.tsv --spun -o pan.jsonl ) 2>&1 | grep -E 'real|user' || true
  for half in 0 1; do
    echo " half $half"
    judge pan train pan.jsonl "$data/scoring" "$half"
  done
fi

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
