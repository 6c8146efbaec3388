#!/bin/bash
# Is anything lost, and are the bytes always the same?  Every real news file,
# and every shape of a file that archives hold, through prov-dedupe and back
# through prov-restore; then threads, input order and the separate steps
# against one plain run.
#
#   bench/roundtrip.sh
source "$(dirname "$0")/common.sh"
cd "$scratch"

same() { python3 "$bench/same_records.py" "$@"; }

# Nothing may be refused here because a data set loses much of an outlet.
dedupe() { nice prov-dedupe --max-removal-per-outlet 100% "$@"; }

# there_and_back FILE [REJECTS]: one input; outputs compressed if $suffix is set.
suffix=
there_and_back() {
  local rejects=(${2:+--rejects "$2"}) kept=kept.jsonl$suffix dropped=dropped.jsonl$suffix
  rm -f "$kept" "$dropped" back.jsonl
  dedupe "$1" -o "$kept" --dropped "$dropped" "${rejects[@]}" &&
    prov-restore "$kept" "$dropped" "${rejects[@]}" -o back.jsonl &&
    same bytes "$1" back.jsonl &&
    same subset "$kept" "$1"
}

# all_there_and_back REJECTS FILE...: several inputs; REJECTS may be empty.
all_there_and_back() {
  local rejects=(${1:+--rejects "$1"})
  shift
  rm -rf kept dropped.jsonl back
  mkdir kept back
  dedupe "$@" -o kept/ --dropped dropped.jsonl "${rejects[@]}" &&
    prov-restore kept/ dropped.jsonl "${rejects[@]}" --out-dir back &&
    same folder back "$@" &&
    same subset kept "$@"
}

# Drops are needed for a check of what is dropped to mean anything.
some_dropped() { grep -q '"prov.drop/1"' dropped.jsonl; }

# One file in every shape; fa_kes repeats records and ids.
make_shapes() {
  news fa_kes > plain.jsonl
  head -c -1 plain.jsonl > no_final_newline.jsonl
  sed 's/$/\r/' plain.jsonl > crlf.jsonl
  awk '{ printf "%s%s\n", $0, NR % 3 ? "" : "\r" }' plain.jsonl > mixed_endings.jsonl
  { printf '\xef\xbb\xbf'; cat plain.jsonl; } > bom.jsonl
  { echo; awk '{ print } NR % 7 == 0 { print "" }' plain.jsonl; echo; echo; } > blank_lines.jsonl
  { printf '\xef\xbb\xbf\r\n'; sed 's/$/\r\n\r/' plain.jsonl | head -c -4; } > all_at_once.jsonl
  gzip -c plain.jsonl > gzipped.jsonl.gz
  { head -n 400 plain.jsonl | gzip -c; tail -n +401 plain.jsonl | gzip -c; } > two_members.jsonl.gz
  zstd -qc plain.jsonl > zstandard.jsonl.zst
  cat plain.jsonl plain.jsonl > twice.jsonl
  : > empty.jsonl
  echo > newline_only.jsonl
  head -n 1 plain.jsonl > one_record.jsonl
  {
    echo 'no JSON'
    head -n 300 plain.jsonl
    printf '{"id":"latin-1","text":"caf\xe9"}\n\n{"id":"no-text"}\n{"id":"open","text":"\n'
    tail -n +301 plain.jsonl
    printf '{"id":"cut","text":"sho'
  } > malformed.jsonl
}

nothing_lost() {
  local shape set
  make_shapes
  for shape in plain no_final_newline crlf mixed_endings bom blank_lines all_at_once \
    gzipped two_members zstandard twice empty newline_only one_record; do
    check "nothing lost: $shape" there_and_back "$(echo $shape.jsonl*)"
  done
  check "nothing lost: plain, with drops" eval 'there_and_back twice.jsonl && some_dropped'
  suffix=.zst check "nothing lost: outputs as zst" there_and_back twice.jsonl
  suffix=.gz check "nothing lost: outputs as gz" there_and_back twice.jsonl
  check "nothing lost: rejects" there_and_back malformed.jsonl rejects.jsonl
  check "nothing lost: five rejects" eval '[[ $(grep -c . rejects.jsonl) == 5 ]]'
  check "refused without --rejects, nothing left" eval \
    'rm -f kept.jsonl dropped.jsonl; ! dedupe malformed.jsonl -o kept.jsonl --dropped dropped.jsonl &&
     [[ ! -e kept.jsonl && ! -e dropped.jsonl ]]'
  check "nothing lost: shapes all at once" all_there_and_back "" plain.jsonl \
    no_final_newline.jsonl crlf.jsonl bom.jsonl blank_lines.jsonl gzipped.jsonl.gz \
    zstandard.jsonl.zst empty.jsonl
  check "nothing lost: shapes all at once, rejects" all_there_and_back rejects.jsonl \
    plain.jsonl malformed.jsonl empty.jsonl all_at_once.jsonl
  mkdir news
  for set in "$data"/news/*.jsonl.zst; do
    set=$(basename "$set" .jsonl.zst)
    news "$set" > "news/$set.jsonl"
    check "nothing lost: $set" there_and_back "news/$set.jsonl"
    check "nothing lost: $set as it lies there" there_and_back "$data/news/$set.jsonl.zst"
  done
  check "nothing lost: all news at once" all_there_and_back "" news/*.jsonl
}

# same_bytes FILE...: threads, order and steps against one run; -j 1 is the reference.
same_bytes() {
  local docs=$1 j file name
  name=$(basename "$docs" .jsonl)
  check "same bytes: $name, one run" eval \
    "dedupe -j 1 $docs -o kept.1 --dropped dropped.1 && cp dropped.1 dropped.jsonl && some_dropped"
  for j in 2 8; do
    check "same bytes: $name, -j $j" eval \
      "dedupe -j $j $docs -o kept.$j --dropped dropped.$j &&
       cmp kept.1 kept.$j && cmp dropped.1 dropped.$j"
  done
  shuf --random-source=<(yes) "$docs" > shuffled.jsonl
  check "same bytes: $name, shuffled" eval \
    "dedupe shuffled.jsonl -o kept.s --dropped dropped.s &&
     same lines kept.1 kept.s && same drops dropped.1 dropped.s"
  for j in 1 8; do
    check "same bytes: $name, steps run, -j $j" eval \
      "nice prov-sketch -j $j $docs -o $j.sig && nice prov-match -j $j $j.sig $docs -o $j.matches &&
       nice prov-cluster -j $j $j.matches $j.sig -o $j.clusters"
  done
  for file in sig matches clusters; do
    check "same bytes: $name, $file of -j 1 and -j 8" cmp "1.$file" "8.$file"
  done
  check "same bytes: $name, prov-dedupe --clusters" eval \
    "dedupe $docs --clusters 1.clusters -o kept.c --dropped dropped.c &&
     cmp kept.1 kept.c && cmp dropped.1 dropped.c"
  rm -f kept.* dropped.* ./*.sig ./*.matches ./*.clusters
}

nothing_lost
nice plant --truth truth.tsv < news/allsides_55.jsonl > planted.jsonl
for docs in news/fa_kes.jsonl news/reuters21578.jsonl planted.jsonl; do
  same_bytes "$docs"
done
finish
