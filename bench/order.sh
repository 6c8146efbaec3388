#!/bin/bash
# Does a text alone tell which of two versions came first?  Versions of
# encyclopedia articles grow: the earlier should lie in the later more than the
# later in the earlier.  Of adjacent versions, whose order is known, how many are
# told rightly that way, by how much they must differ for anything to be said.
#
#   bench/order.sh
source "$(dirname "$0")/common.sh"
cd "$scratch"

zstd -dqf "$data/order/wiki_versions.jsonl.zst" -o versions.jsonl
python3 "$bench/version_order.py" documents versions.jsonl > documents.jsonl
prov-sketch documents.jsonl --quiet -o documents.sig
prov-match documents.sig documents.jsonl --exact --threshold 0.1 --quiet -o matches.jsonl
python3 "$bench/version_order.py" order versions.jsonl matches.jsonl
finish
