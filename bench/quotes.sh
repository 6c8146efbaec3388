#!/bin/bash
# Are quotes found to the letter, and given to those who say them, in articles
# whose attributions people have marked?  The rules were tuned on train alone.
#
#   bench/quotes.sh
source "$(dirname "$0")/common.sh"
cd "$scratch"

judge() { python3 "$bench/check_quotes.py" "$@"; }

for name in polnear_docs polnear_attributions german_docs; do
  zstd -dqf "$data/quotes/$name.jsonl.zst" -o "$name.jsonl"
done
prov-quotes polnear_docs.jsonl --quiet -o polnear.found
prov-quotes german_docs.jsonl --quiet -o german.found
for split in train dev; do
  judge polnear polnear_docs.jsonl polnear_attributions.jsonl polnear.found "$split"
  judge german german_docs.jsonl german.found "$split"
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
