#!/usr/bin/env python3
"""oracle_check.py ORACLE: holds the oracle to a brute force of a few lines.

Made-up documents of plain lower-case words, so that splitting at spaces is all
the normalising there is; among them copies, short and empty texts, equal ids.
"""
import hashlib
import itertools
import json
import pathlib
import random
import subprocess
import sys
import tempfile

rng = random.Random(7)
texts = []
for i in range(150):
    if texts and rng.random() < .7:
        words = rng.choice(texts).split()
        for _ in range(rng.randrange(3)):
            words[rng.randrange(len(words))] = rng.choice("abcdefgh")
        words = words[:max(1, len(words) - rng.randrange(3))]
    else:
        words = [rng.choice("abcdefgh") + rng.choice("xyz") for _ in range(rng.randrange(1, 60))]
    texts.append(" ".join(words))
texts += ["", "  ", "one", "one", "one two three four", "one two three four five"]
lines = [json.dumps({"id": f"id{rng.randrange(60)}", "text": text}) for text in texts]

with tempfile.TemporaryDirectory() as scratch:
    table = pathlib.Path(scratch) / "records.tsv"
    out = subprocess.run([sys.argv[1], "--floor", ".3", "--records", table],
                         input="\n".join(lines), capture_output=True, text=True, check=True).stdout
    records = [row.split("\t") for row in table.read_text().splitlines()]

shingles = [{tuple(w[i:i + 5]) for i in range(max(1, len(w) - 4))} if (w := text.split()) else set()
            for text in texts]
ids = [json.loads(line)["id"] for line in lines]
digests = [hashlib.sha256(line.encode()).digest() for line in lines]
keys = []
for i in range(len(lines)):  # Equal digests in input order.
    peers = sorted((j for j in range(len(lines)) if ids[j] == ids[i]), key=lambda j: (digests[j], j))
    keys.append(ids[i] if len(peers) == 1 else f"{ids[i]}#{peers.index(i) + 1}")
firsts = [min(k for k, s in zip(keys, shingles) if s == own) for own in shingles]
pairs = set()
for (k, s), (l, t) in itertools.combinations(sorted({f: s for f, s in zip(firsts, shingles)}.items()), 2):
    if s & t and len(s & t) * 10 >= 3 * len(s | t):
        pairs.add("\t".join(map(str, (k, l, len(s & t), len(s), len(t)))))

assert [r[1] for r in records] == keys, "keys differ"
assert [r[2] for r in records] == firsts, "classes differ"
assert [int(r[3]) for r in records] == [len(s) for s in shingles], "sizes differ"
assert set(out.splitlines()) == pairs, set(out.splitlines()) ^ pairs
assert len(pairs) > 100, "the sample is too easy"
print(f"{len(lines)} records, {len(pairs)} pairs: the oracle agrees")
