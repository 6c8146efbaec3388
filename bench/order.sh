#!/bin/bash
# Does a text alone tell which of two versions came first?  Versions of
# encyclopedia articles grow: the earlier should lie in the later more than the
# later in the earlier.  Of adjacent versions, whose order is known, how many are
# told rightly that way, by how much they must differ for anything to be said.
# And of newspaper pages of two centuries: are the agencies that they name seen, and
# those that they are credited to, in languages that the rules for quotes do not know?
# And of political news, in English: is an agency's article known for one?
#
#   bench/order.sh
source "$(dirname "$0")/checks.sh"
cd "$scratch"

zstd -dqf "$data/order/wiki_versions.jsonl.zst" -o versions.jsonl
python3 "$bench/version_order.py" documents versions.jsonl > documents.jsonl
prov-sketch documents.jsonl --quiet -o documents.sig
prov-match documents.sig documents.jsonl --exact --threshold 0.1 --quiet -o matches.jsonl
python3 "$bench/version_order.py" order versions.jsonl matches.jsonl

zstd -dqf "$data/order/newsagency_dev.jsonl.zst" -o pages.jsonl
"${PROV_BENCH:-$repo/build/dev/bench}/agencies" < pages.jsonl > seen.jsonl
python3 "$bench/agency_score.py" pages.jsonl seen.jsonl

echo "articles of 2015 and 2016, by the agency that they are from"
zstd -dqf "$data/quotes/polnear_docs.jsonl.zst" -o articles.jsonl
"${PROV_BENCH:-$repo/build/dev/bench}/agencies" < articles.jsonl > seen.jsonl
python3 "$bench/wire_labels.py" articles.jsonl seen.jsonl
finish
