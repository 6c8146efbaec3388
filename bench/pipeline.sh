#!/bin/bash
# How fast, and in how much memory?  Ratios to `wc -w` over the same file in the
# same run, so that they hold on another machine: medians of five, the commands
# taking turns, the file in the page cache.  Instructions are counted on a slice
# of 20 MB by callgrind, which no neighbour disturbs.
#
#   bench/pipeline.sh [speed|instructions|state]...      (default: all three)
#
# speed   the planted corpus repeated to 1 GB with distinct ids
# state   anonymous memory at 200,000 and 400,000 documents; the slope is what
#         one more document costs.  Their texts are sentences of the planted
#         corpus drawn anew, with the lengths of real articles (plant
#         --recombine): repeats would be dropped as they come and cost too
#         little, and words changed at random would make every document a
#         near-copy of twenty others and cost too much.  One in ten is a near-copy.
source "$(dirname "$0")/checks.sh"
cd "$scratch"

rounds=5
guard=(--max-removal-per-outlet 100%)  # Repeats are meant to go.

# claim NAME BOUND VALUE: a row of the table; what is not above 0 was not measured.
claim() {
  local verdict=ok
  if ! awk -v value="$3" -v bound="$2" 'BEGIN { exit !(value > 0 && value <= bound + 0) }'; then
    verdict=FAILED
    failures=$((failures + 1))
  fi
  printf '%-52s %9s %9s  %s\n' "$1" "$2" "$3" "$verdict"
}

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.3f\n", a / b }'; }

# timed NAME COMMAND...: appends the seconds of one run to NAME.times.
timed() {
  local name=$1 TIMEFORMAT=%R
  shift
  rm -f kept.jsonl dropped.jsonl
  { time "$@" > said 2>&1; } 2>> "$name.times" || {
    echo "pipeline.sh: failed: $*" >&2
    cat said >&2
    exit 2
  }
}

speed() {
  local i name written=(-o kept.jsonl --dropped dropped.jsonl)
  plant --repeat-bytes 1000000000 < planted.jsonl > large.jsonl
  cat large.jsonl > /dev/null
  for ((i = 0; i < rounds; i++)); do
    timed words wc -w large.jsonl
    timed dry2 prov-dedupe "${guard[@]}" -j 2 --dry-run large.jsonl
    timed full2 prov-dedupe "${guard[@]}" -j 2 large.jsonl "${written[@]}"
    timed dry1 prov-dedupe "${guard[@]}" -j 1 --dry-run large.jsonl
    timed full1 prov-dedupe "${guard[@]}" -j 1 large.jsonl "${written[@]}"
  done
  rm -f large.jsonl kept.jsonl dropped.jsonl
  for ((i = 0; i < rounds; i++)); do
    timed words_once wc -w planted.jsonl
    timed dry2_once prov-dedupe "${guard[@]}" -j 2 --dry-run planted.jsonl
    timed dry1_once prov-dedupe "${guard[@]}" -j 1 --dry-run planted.jsonl
  done
  local words
  words=$(median < words.times)
  for name in words dry2 full2 dry1 full1 words_once dry2_once dry1_once; do
    echo "# seconds, $name: $(sort -n $name.times | tr '\n' ' ')"
  done
  claim "-j 2 --dry-run / wc -w, time" 0.35 "$(ratio "$(median < dry2.times)" "$words")"
  claim "-j 2, all outputs / wc -w, time" 0.55 "$(ratio "$(median < full2.times)" "$words")"
  claim "-j 1 --dry-run / wc -w, time" 0.5 "$(ratio "$(median < dry1.times)" "$words")"
  echo "# -j 1, all outputs / wc -w, time (no bound): $(ratio "$(median < full1.times)" "$words")"
  # In the repeated corpus six texts in seven come again and are not tokenised
  # again; here nearly every text is new.
  words=$(median < words_once.times)
  echo "# the planted corpus once, -j 2 --dry-run / wc -w: $(ratio "$(median < dry2_once.times)" "$words")"
  echo "# the planted corpus once, -j 1 --dry-run / wc -w: $(ratio "$(median < dry1_once.times)" "$words")"
}

# collected COMMAND...: instructions executed.
collected() {
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2> counted > /dev/null || {
    cat counted >&2
    return 1
  }
  sed -n 's/.*Collected : *\([0-9]*\).*/\1/p' counted
}

instructions() {
  local words ours
  head -c 20000000 planted.jsonl | sed '$d' > slice.jsonl
  words=$(collected wc -w slice.jsonl)
  ours=$(collected prov-dedupe "${guard[@]}" -j 1 --dry-run slice.jsonl)
  echo "# instructions: wc -w $words, prov-dedupe $ours"
  claim "-j 1 --dry-run / wc -w, instructions, 20 MB" 0.55 "$(ratio "$ours" "$words")"
}

# peak COMMAND...: the most RssAnon in bytes, looked at every 5 ms.
peak() {
  python3 - "$@" << 'PYTHON'
import re, subprocess, sys, time
run = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
most = 0
while run.poll() is None:
    with open(f"/proc/{run.pid}/status") as status:
        found = re.search(r"RssAnon:\s*(\d+) kB", status.read())
    most = max(most, int(found[1]) * 1024 if found else 0)
    time.sleep(.005)
if run.returncode:
    sys.exit(run.stderr.read().decode())
print(most)
PYTHON
}

state() {
  local threshold mode documents
  for documents in 200000 400000; do
    plant --recombine $documents < planted.jsonl > $documents.jsonl
  done
  for threshold in 0.5 0.8; do
    for mode in "--dry-run" "-o kept.jsonl --dropped dropped.jsonl"; do
      for documents in 200000 400000; do
        peak prov-dedupe "${guard[@]}" -j 2 --threshold $threshold $mode $documents.jsonl \
          > $documents.peak
        rm -f kept.jsonl dropped.jsonl
      done
      echo "# RssAnon: $(cat 200000.peak) $(cat 400000.peak)"
      claim "bytes a document at $threshold, ${mode%% *}" 500 \
        "$((($(cat 400000.peak) - $(cat 200000.peak)) / 200000))"
    done
  done
  rm -f 200000.jsonl 400000.jsonl
}

news allsides_55 | plant --truth truth.tsv > planted.jsonl
printf '%-52s %9s %9s\n' claim bound measured
for part in "${@:-speed instructions state}"; do
  # The default is one word list; names given are words already.
  for name in $part; do "$name"; done
done
finish
