#!/bin/bash
# Does --strip boilerplate keep footers from making duplicates, and from hiding them?
#
#   bench/strip.sh
source "$(dirname "$0")/checks.sh"
cd "$scratch"

# drops NAME OPTIONS...: dedupes NAME.jsonl, and counts drops and pairs inside an outlet.
drops() {
  local name=$1
  shift
  prov-dedupe "$name.jsonl" -o kept.jsonl --dropped dropped.jsonl --quiet \
    --summary summary.json --max-removal-per-outlet 100% "$@"
  prov-restore kept.jsonl dropped.jsonl -o again.jsonl --quiet
  cmp "$name.jsonl" again.jsonl
  prov-dedupe "$name.jsonl" --annotate -o plan.jsonl --quiet "$@"
  python3 - <<'PY'
import collections, json
pairs = 0
for line in open("plan.jsonl"):
    cluster = json.loads(line)
    outlets = collections.Counter(m["outlet"] for m in cluster.get("members", ()))
    pairs += sum(n * (n - 1) // 2 for n in outlets.values())
summary = json.load(open("summary.json"))
print(f"  {summary['dropped']} dropped; pairs of one outlet in a cluster: {pairs};"
      f" {summary.get('stripped', 'not stripped')}")
PY
}

# Bodies of which some are nothing but what a site prints everywhere.
news recovery_covid > covid.jsonl
echo "news/recovery_covid, 2,030 records"
drops covid
drops covid --strip boilerplate

# The subscription line of one of the seeds, under 260 beginnings of real texts of one
# outlet: 60 of 4 words and 200 of 25, of which every fifth is in another outlet too,
# without the line.
python3 - "$data/seeds" <(news reuters21578) <<'PY' > line.jsonl
import glob, json, sys
lines = [l for f in sorted(glob.glob(sys.argv[1] + "/*.txt")) for l in open(f)]
footer = next(l.strip() for l in lines if "is your source for all" in l)
texts, seen = [], set()
for record in map(json.loads, open(sys.argv[2])):
    words = record["text"].split()
    begin = tuple(w.strip(".,").lower() for w in words[:4])  # Reuters has copies.
    if len(words) > 80 and begin not in seen:
        texts.append(words)
        seen.add(begin)
    if len(texts) == 260:
        break
for i, words in enumerate(texts):
    text = " ".join(words[:4 if i < 60 else 25])
    print(json.dumps({"id": f"a{i}", "outlet": "A", "text": f"{text}\n\n{footer}"}))
    if i >= 60 and i % 5 == 0:
        print(json.dumps({"id": f"b{i}", "outlet": "B", "text": text}))
PY
copies() {  # copies DROPPED: those of the 40 true pairs that are found, and others
  python3 - "$1" <<'PY'
import json, sys
drops = [d for d in map(json.loads, open(sys.argv[1])) if d["schema"] == "prov.drop/1"]
right = sum(d["key"][1:] == d["kept"][1:] for d in drops)
print(f"  {right} of 40 copies found, {len(drops) - right} dropped that are none")
sys.exit(right < 40 or len(drops) > right)
PY
}
echo "the subscription line of a seed under 260 short texts"
prov-dedupe line.jsonl -o kept.jsonl --dropped dropped.jsonl --quiet --max-removal-per-outlet 100%
copies dropped.jsonl || true
prov-dedupe line.jsonl -o kept.jsonl --dropped dropped.jsonl --quiet \
  --max-removal-per-outlet 100% --strip boilerplate
copies dropped.jsonl || failures=$((failures + 1))

for jobs in 1 2 7; do
  prov-dedupe covid.jsonl -o "kept$jobs" --dropped "dropped$jobs" --quiet --strip boilerplate \
    --max-removal-per-outlet 100% -j $jobs --memory $((64 * jobs))M
done
check "the same bytes for any -j and --memory" \
  eval 'cmp kept1 kept2 && cmp kept1 kept7 && cmp dropped1 dropped2 && cmp dropped1 dropped7'
finish
