#!/bin/bash
# Are quotes found to the letter, and given to those who say them, in articles
# whose attributions people have marked?  The rules were tuned on train alone.
#
#   bench/quotes.sh [DOCUMENTS]      of the newsroom; 20000
source "$(dirname "$0")/checks.sh"
cd "$scratch"

judge() {  # NAME SPLIT FILES...
  echo "$1 $2"
  python3 "$bench/quote_truth.py" "$1" "${@:3}" "$2" > truth
  prov-eval quotes "$1.found" truth
  prov-eval speakers "$1.found" truth
}

for name in polnear_docs polnear_attributions german_docs; do
  zstd -dqf "$data/quotes/$name.jsonl.zst" -o "$name.jsonl"
done
prov-quotes polnear_docs.jsonl --quiet -o polnear.found
prov-quotes german_docs.jsonl --quiet -o german.found
for split in train dev; do
  judge polnear "$split" polnear_docs.jsonl polnear_attributions.jsonl
  judge german "$split" german_docs.jsonl
done

documents=${1:-20000}
newsroom=${PROV_BENCH:-$repo/build/dev/bench}/newsroom/newsroom
"$newsroom" docs --seed 90125 --documents "$documents" -o newsroom.jsonl
"$newsroom" truth --seed 90125 --documents "$documents" --out-dir newsroom.truth
prov-quotes newsroom.jsonl --quiet -o newsroom.found
echo "newsroom, $documents documents"
for task in quotes speakers cited; do
  prov-eval "$task" newsroom.found newsroom.truth/quotes.jsonl
done

prov-quotes polnear_docs.jsonl --quiet -j 1 -o one.found
prov-quotes polnear_docs.jsonl --quiet -j 4 -o four.found
check "the same bytes on one thread and four" cmp one.found four.found

zstd -dqf "$data/news/allsides_55.jsonl.zst" -o news.jsonl
echo "news/allsides_55, two threads, and wc -w"
for _ in 1 2 3; do
  ( time prov-quotes news.jsonl -j 2 --quiet -o news.quotes ) 2>&1 | grep real || true
  ( time wc -w < news.jsonl > /dev/null ) 2>&1 | grep real || true
done
finish
