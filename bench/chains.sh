#!/bin/bash
# Who is named first, how well that is calibrated, and which way links lead, in
# newsrooms a tenth of whose clocks are wrong; with all documents, and with the
# first publisher of each quote taken out.  The weights of wrong clocks were set
# on seed 11.
#
#   bench/chains.sh [DOCUMENTS [SEED]]      200000 and 12
source "$(dirname "$0")/checks.sh"
cd "$scratch"

documents=${1:-200000}
seed=${2:-12}
newsroom=${PROV_BENCH:-$repo/build/dev/bench}/newsroom/newsroom

judge() {  # NAME OPTIONS OF THE NEWSROOM...
  echo "$1"
  "$newsroom" docs --seed "$seed" "${@:2}" -o "$1.jsonl"
  "$newsroom" truth --seed "$seed" "${@:2}" --out-dir "$1.truth"
  prov-trace all "$1.jsonl" --quiet -o "$1.chains"
  prov-eval chains "$1.chains" "$1.truth/chains.jsonl"
}

judge whole --documents "$documents"
judge deleted --documents "$((documents / 5))" --delete-first

check "every chain holds" prov-trace audit deleted.chains deleted.jsonl -o audit.jsonl
prov-trace all deleted.jsonl --quiet -j 1 -o one.chains
check "the same bytes on one thread" cmp deleted.chains one.chains

# One quote among those of five times as many documents.
prov-quotes whole.jsonl --quiet -o quotes.jsonl
for copy in a b c d; do
  sed "1d; s/\"id\":\"n/\"id\":\"$copy/g" quotes.jsonl > "more.$copy"
done
cat more.? >> quotes.jsonl
prov-trace index quotes.jsonl
words=$(sed -n 5000p whole.chains | sed 's/.*"text":"\([^"]*\)".*/\1/')
echo "find in the quotes of $((documents * 5)) documents, $(stat -c %s quotes.jsonl) bytes"
for _ in 1 2 3 4 5; do
  ( time prov-trace find "$words" --quotes quotes.jsonl --quiet > /dev/null ) 2>&1 | grep real
done
finish
