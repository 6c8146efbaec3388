#!/bin/bash
# Does --similarity containment find every text that lies in a larger one, by an oracle of
# its own?  Does a dropped record lie in its kept one, and never the reverse?  What does it
# cost beside the search by signatures?
#
#   bench/containment.sh
source "$(dirname "$0")/checks.sh"
cd "$scratch"
newsroom=${PROV_BENCH:-$repo/build/dev/bench}/newsroom/newsroom

# The pairs of prov-match, without those of equal sets, as the oracle has them.
pairs_of() {
  python3 - "$1" <<'EOF'
import json, sys
for line in open(sys.argv[1]):
    m = json.loads(line)
    if m["schema"] == "prov.match/1" and not m["shared"] == m["size_a"] == m["size_b"]:
        print(m["a"], m["b"], m["shared"], m["size_a"], m["size_b"], sep="\t")
EOF
}

# Every drop: how much of it its kept record has, and which is the larger.
lie_in_kept() {
  python3 - "$1" "$2" "$3" <<'EOF'
import json, sys
size = {row.split("\t")[1]: int(row.split("\t")[3]) for row in open(sys.argv[2])}
drops = [d for d in map(json.loads, open(sys.argv[1])) if d["schema"] == "prov.drop/1"]
wrong = [d for d in drops if d["similarity"] < float(sys.argv[3])
         or size[d["key"]] > size[d["kept"]]]
print(len(drops), "drops,", len(wrong), "wrong", wrong[:3])
sys.exit(bool(wrong) or not drops)
EOF
}

"$newsroom" docs --seed 12 --documents 20000 -o newsroom.jsonl
news fa_kes > fa_kes.jsonl
news reuters21578 > reuters21578.jsonl
for set in fa_kes reuters21578 newsroom; do
  prov-sketch $set.jsonl -o $set.sig --quiet
  for threshold in 0.5 0.8 0.95; do
    oracle --floor $threshold --measure containment --records records.tsv \
      < $set.jsonl > true.tsv
    prov-match $set.sig --similarity containment --threshold $threshold -o found.jsonl
    pairs_of found.jsonl | LC_ALL=C sort > found.tsv
    LC_ALL=C sort -o true.tsv true.tsv
    check "$set: each of $(wc -l < true.tsv) pairs of $threshold and more, no other" \
      cmp found.tsv true.tsv
    prov-dedupe $set.jsonl --similarity containment --threshold $threshold -o kept.jsonl \
      --dropped dropped.jsonl --quiet --max-removal-per-outlet 100%
    check "$set: what is dropped at $threshold lies in what is kept" \
      lie_in_kept dropped.jsonl records.tsv $threshold
  done
  echo "$set, threshold .8, one thread, seconds of this run"
  for how in "" --exact "--similarity containment"; do
    # shellcheck disable=SC2086
    ( TIMEFORMAT="  %U s  ${how:-signatures}"
      time prov-dedupe $set.jsonl --dry-run --quiet -j 1 --max-removal-per-outlet 100% $how )
  done
done
finish
