#!/usr/bin/env python3
"""Judges what prov-passages found.

  check_passages.py coverage DOCS.jsonl PASSAGES.jsonl
      Every maximal run of 8 or more words that two documents share, by brute
      force over a tokeniser of its own: is there a passage with an occurrence
      around it in either?  Exit 1 unless all are there.
  check_passages.py pan FOLDER PAIRS.tsv PAIRS.jsonl EVAL.json SCORING
      Does what prov-eval says of a --pairs run agree with the scorer that PAN's
      gold standard comes with, class by class?  Exit 1 unless it does.
"""
import collections
import json
import os
import sys
import unicodedata

WIDTH = 8
BANDS = ((8, 9), (10, 12), (13, 19), (20, 49), (50, 10**9))
APOSTROPHES = "'\u2019\u2018\u201b\u02bc\uff07`\u00b4"


def tokens(text):
    """[(folded word, begin, end)]: letters, digits and marks, apostrophes joined."""
    found, word, begin, end = [], "", 0, 0
    for i, c in enumerate(text):
        category = unicodedata.category(c)
        if category == "Cf" or c == "\ufe0f":
            continue
        if category[0] in "LM" or category in ("Nd", "Nl"):
            if not word:
                begin = i
            word, end = word + c, i + 1
        elif (c in APOSTROPHES and word and word[-1].isalpha() and
              i + 1 < len(text) and text[i + 1].isalpha()):
            continue
        else:
            if word:
                found.append((word, begin, end))
            word = ""
    if word:
        found.append((word, begin, end))
    return [(fold(w), b, e) for w, b, e in found]


def fold(word):
    plain = (c for c in unicodedata.normalize("NFKD", word)
             if not unicodedata.combining(c))
    return unicodedata.normalize("NFKD", "".join(plain).casefold())


def passages_of(path):
    with open(path) as lines:
        for line in lines:
            record = json.loads(line)
            if record["schema"] == "prov.passage/1":
                yield record


def shared_runs(documents):
    """(a, i, b, j, length) of every maximal run of two documents."""
    places = collections.defaultdict(list)
    for d, words in enumerate(documents):
        for i in range(len(words) - WIDTH + 1):
            places[tuple(w for w, _, _ in words[i:i + WIDTH])].append((d, i))
    for group in places.values():
        for x, (a, i) in enumerate(group):
            for b, j in group[x + 1:]:
                one, other = documents[a], documents[b]
                if a == b or (i and j and one[i - 1][0] == other[j - 1][0]):
                    continue
                length = 0
                while (i + length < len(one) and j + length < len(other) and
                       one[i + length][0] == other[j + length][0]):
                    length += 1
                yield a, i, b, j, length


def coverage(documents_path, passages_path):
    with open(documents_path) as lines:
        records = [json.loads(line) for line in lines]
    times = collections.Counter(record["id"] for record in records)
    records = [record for record in records if times[record["id"]] == 1]
    documents = [tokens(record["text"]) for record in records]
    spans = collections.defaultdict(list)
    for number, passage in enumerate(passages_of(passages_path)):
        for place in passage["occurrences"]:
            spans[place["id"]].append((place["begin"], place["end"], number))

    def around(d, i, length):
        begin, end = documents[d][i][1], documents[d][i + length - 1][2]
        return {n for b, e, n in spans[records[d]["id"]] if b <= begin and end <= e}

    runs, found = collections.Counter(), collections.Counter()
    for a, i, b, j, length in shared_runs(documents):
        band = next(band for band in BANDS if length <= band[1])
        runs[band] += 1
        found[band] += bool(around(a, i, length) & around(b, j, length))
    for low, high in BANDS:
        count = runs[low, high]
        label = f"{low}-{high}" if high < 10**9 else f"{low} and more"
        print(f"  runs of {label} words: {found[low, high]} of {count}")
    return runs == found and bool(runs)


def pan(folder, list_path, pairs_path, eval_path, scoring):
    sys.path.insert(0, scoring)
    import plagdet

    found = collections.defaultdict(list)
    for passage in passages_of(pairs_path):
        a, b = passage["occurrences"]
        found[os.path.basename(a["id"]), os.path.basename(b["id"])].append(
            (a["begin"], a["end"] - a["begin"], b["begin"], b["end"] - b["begin"]))
    with open(eval_path) as line:
        score = json.load(line)
    with open(list_path) as pairs:
        compared = {tuple(map(os.path.basename, pair.rstrip("\n").split("\t"))) for pair in pairs}
    agrees = True
    for of in [score, *score["classes"]]:
        gold = {key: cases for key, cases in
                plagdet.load(os.path.join(folder, "gold.jsonl"), of.get("class")).items()
                if key in compared}
        expected = plagdet.score(gold, {k: c for k, c in found.items() if k in gold})
        print(f"  {of.get('class', 'all'):24}", expected)
        for measure in ("precision", "recall", "granularity", "plagdet"):
            # One rounds to five decimals, the other cuts after four.
            agrees &= abs((of[measure] or 0) - expected[measure]) < 1.1e-4
    return agrees


if __name__ == "__main__":
    verbs = {"coverage": coverage, "pan": pan}
    sys.exit(0 if verbs[sys.argv[1]](*sys.argv[2:]) else 1)
