#!/bin/bash
# Is anything lost, and are the bytes always the same?  Every real news file,
# and every shape of a file that archives hold, through prov-dedupe and back
# through prov-restore; then threads, input order and the separate steps
# against one plain run.
#
#   bench/roundtrip.sh
source "$(dirname "$0")/checks.sh"
cd "$scratch"

convert() { python3 "$bench/../tests/golden/convert.py" "$@"; }
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

# csv_there_and_back FILE: one input that is no JSON Lines.
csv_there_and_back() {
  local suffix=${1##*.}
  dedupe "$1" -o "kept.$suffix" --dropped dropped.jsonl &&
    prov-restore "kept.$suffix" dropped.jsonl -o "back.$suffix" &&
    same bytes "$1" "back.$suffix" &&
    head -c 3 "$1" | cmp - <(head -c 3 "kept.$suffix")
}

# A folder of texts: what is dropped is removed, and had back.
texts_there_and_back() {
  rm -rf left back
  cp -r "$1" left &&
    dedupe left --kept-list kept.list --dropped-list dropped.list -0 --dropped dropped.jsonl &&
    xargs -0 rm -f < dropped.list &&
    [[ $(find left -type f | wc -l) == $(tr -cd '\0' < kept.list | wc -c) ]] &&
    prov-restore left dropped.jsonl --out-dir back && diff -r "$1" back &&
    rm -rf copies back && mkdir copies back &&
    dedupe "$1" -o copies/ --dropped dropped.jsonl && diff -r left copies &&
    prov-restore copies/ dropped.jsonl --out-dir back && diff -r "$1" back
}

# The same news in the other formats, in the shapes that they come in.
other_formats() {
  local set format shape
  for set in fa_kes reuters21578 allsides_55; do
    for format in csv tsv; do
      convert "$format" "news/$set.jsonl" "$set.$format"
      check "nothing lost: $set as $format" csv_there_and_back "$set.$format"
    done
  done
  mkdir shapes
  sed 's/$/\r/' fa_kes.csv > shapes/crlf.csv
  awk '{ printf "%s%s\n", $0, NR % 3 ? "" : "\r" }' fa_kes.csv > shapes/mixed_endings.csv
  { printf '\xef\xbb\xbf'; cat fa_kes.csv; } > shapes/bom.csv
  head -c -1 fa_kes.csv > shapes/no_final_newline.csv
  { printf '\n\r\n'; cat fa_kes.csv; printf '\n\n'; } > shapes/blank_lines.csv
  { cat fa_kes.csv; tail -n +2 fa_kes.csv; } > shapes/twice.csv
  for shape in crlf mixed_endings bom no_final_newline blank_lines twice; do
    check "nothing lost: csv, $shape" csv_there_and_back "shapes/$shape.csv"
  done
  gzip -c fa_kes.tsv > shapes/gzipped.tsv.gz
  cp plain.jsonl shapes/
  rm -rf kept back && mkdir kept back
  check "nothing lost: all formats at once" eval \
    'dedupe shapes -o kept/ --dropped dropped.jsonl && some_dropped &&
     prov-restore kept/ dropped.jsonl --out-dir back && same folder back shapes/*'
  convert txt news/reuters21578.jsonl texts > manifest.tsv
  check "nothing lost: a folder of texts" texts_there_and_back texts
  convert nested news/fa_kes.jsonl nested.jsonl
  check "nothing lost: members mapped" eval \
    'dedupe nested.jsonl --field text=/article/body --field id=/meta/id -o kept.n \
       --dropped dropped.jsonl && some_dropped &&
     prov-restore kept.n dropped.jsonl -o back.n && cmp nested.jsonl back.n'
  for j in 1 8; do
    check "same bytes: allsides_55 as csv, -j $j" eval \
      "dedupe -j $j allsides_55.csv -o kept.$j --dropped dropped.$j &&
       cmp kept.1 kept.$j && cmp dropped.1 dropped.$j"
  done
  rm -f kept.* dropped.*
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
other_formats
nice plant --truth truth.tsv < news/allsides_55.jsonl > planted.jsonl
for docs in news/fa_kes.jsonl news/reuters21578.jsonl planted.jsonl; do
  same_bytes "$docs"
done
finish
