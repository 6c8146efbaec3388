#!/usr/bin/env python3
"""Judges what prov-passages found.

  check_passages.py coverage DOCS.jsonl PASSAGES.jsonl
      Every maximal run of 8 or more words that two documents share, by brute
      force over a tokeniser of its own: is there a passage with an occurrence
      around it in either?  Exit 1 unless all are there.
  check_passages.py pan FOLDER PAIRS.jsonl SCORING [half]
      PAN text alignment measures of a --pairs run, by category; `half` keeps
      the pairs of one half, 0 or 1, by SHA-256 of their names.
"""
import collections
import hashlib
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


def pan(folder, pairs_path, scoring, half=None):
    sys.path.insert(0, scoring)
    import plagdet

    def wanted(key):
        digest = hashlib.sha256(" ".join(key).encode()).digest()
        return half is None or digest[0] & 1 == int(half)

    found = collections.defaultdict(list)
    for passage in passages_of(pairs_path):
        a, b = passage["occurrences"]
        key = os.path.basename(a["id"]), os.path.basename(b["id"])
        if wanted(key):
            found[key].append((a["begin"], a["end"] - a["begin"],
                               b["begin"], b["end"] - b["begin"]))
    for category in (None, "no-obfuscation", "random-obfuscation",
                     "translation-obfuscation", "summary-obfuscation"):
        gold = {key: cases for key, cases in
                plagdet.load(os.path.join(folder, "gold.jsonl"), category).items()
                if wanted(key)}
        of_category = {key: cases for key, cases in found.items()
                       if category is None or key in gold}
        print(f"  {category or 'all':24}", plagdet.score(gold, of_category))
    return True


if __name__ == "__main__":
    verbs = {"coverage": coverage, "pan": pan}
    sys.exit(0 if verbs[sys.argv[1]](*sys.argv[2:]) else 1)
