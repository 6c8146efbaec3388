#!/usr/bin/env python3
"""Holds the truth of small newsrooms to their documents, with the oracle.

  check.py NEWSROOM ORACLE
"""
import collections
import itertools
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata

NEWSROOM, ORACLE = sys.argv[1:3]


def lines(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def run(*options):
    return subprocess.run([NEWSROOM, *map(str, options)], check=True, capture_output=True).stdout


class Newsroom:
    """The documents and the truth of one call."""

    def __init__(self, folder, *options):
        folder = pathlib.Path(folder)
        self.bytes = run("docs", *options)
        self.documents = {d["id"]: d for d in map(json.loads, self.bytes.splitlines())}
        run("truth", *options, "--out-dir", folder)
        self.truth = {}
        for kind in ("pairs", "clusters", "passages", "quotes", "chains", "documents"):
            first, *self.truth[kind] = lines(folder / f"{kind}.jsonl")
            assert first["schema"] == "prov.truth/1" and first["kind"] == kind, first
            assert len({t["schema"] for t in self.truth[kind]}) == 1, kind


def oracle_pairs(documents, folder):
    """{(a, b): four decimals of their Jaccard similarity}, by brute force over libprov's words."""
    table = pathlib.Path(folder) / "records.tsv"
    out = subprocess.run([ORACLE, "--floor", ".3", "--records", table], input=documents,
                         check=True, capture_output=True).stdout.decode()
    members = collections.defaultdict(list)
    for row in table.read_text().splitlines():
        _, key, first, *_ = row.split("\t")
        members[first].append(key)
    pairs = {tuple(sorted(p)): "1.0000" for m in members.values() for p in itertools.combinations(m, 2)}
    for row in out.splitlines():
        a, b, *sizes = row.split("\t")
        shared, one, other = map(int, sizes)
        ratio = shared * 10000 // (one + other - shared)
        for x, y in itertools.product(members[a], members[b]):
            pairs[tuple(sorted((x, y)))] = f"{ratio // 10000}.{ratio % 10000:04}"
    return pairs


def check_pairs(newsroom, folder):
    expected = oracle_pairs(newsroom.bytes, folder)
    found = {(t["a"], t["b"]): f"{t['jaccard']:.4f}" for t in newsroom.truth["pairs"]}
    assert found == expected, sorted(set(found.items()) ^ set(expected.items()))[:5]
    assert len(found) > 100, len(found)
    bands = collections.Counter(min(int(t["jaccard"] * 10), 9) for t in newsroom.truth["pairs"])
    assert set(bands) == set(range(3, 10)), bands
    # Clusters are the components of the pairs of .5 and more, and a partition.
    above = {d: d for d in newsroom.documents}
    def root(d):
        while above[d] != d:
            d = above[d]
        return d
    for t in newsroom.truth["pairs"]:
        if t["jaccard"] >= .5:
            above[root(t["a"])] = root(t["b"])
    clusters = collections.defaultdict(set)
    for d in newsroom.documents:
        clusters[root(d)].add(d)
    members = [t["members"] for t in newsroom.truth["clusters"]]
    assert sorted(map(sorted, clusters.values())) == sorted(members)
    assert sum(map(len, members)) == len(newsroom.documents)
    return len(found)


def check_documents(newsroom):
    truth = {t["id"]: t for t in newsroom.truth["documents"]}
    assert truth.keys() == newsroom.documents.keys()
    for t in truth.values():
        assert t["outlet"] == newsroom.documents[t["id"]]["outlet"]
        if t["parent"] is not None:
            assert truth[t["parent"]]["published"] < t["published"], t
        if t["relation"] == "revision" and t["parent"] is not None:
            assert newsroom.documents[t["id"]]["url"] == newsroom.documents[t["parent"]]["url"]
    wrong = sum(t["clock"] != "right" for t in truth.values())
    assert .07 < wrong / len(truth) < .13, wrong


def words_of(text):
    """[(word, begin, end)] in code points, by a normalisation of a few lines."""
    joined = re.sub(r"(?<=[^\W\d_])['\u2019\u2018](?=[^\W\d_])", "\u00b7", text)
    def fold(word):
        return "".join(c for c in unicodedata.normalize("NFKD", word.replace("\u00b7", "").casefold())
                       if not unicodedata.combining(c))
    return [(fold(m[0]), *m.span()) for m in re.finditer(r"[^\W_]+(?:\u00b7[^\W_]+)*", joined)]


def cut(newsroom, place, prefix=""):
    """The span of a truth line in its document, the same in bytes and code points."""
    text = newsroom.documents[place["id"]]["text"]
    begin, end, begin_byte, end_byte = (place[prefix + k] for k in ("begin", "end", "begin_byte", "end_byte"))
    assert 0 <= begin < end <= len(text), place
    assert text[begin:end] == text.encode()[begin_byte:end_byte].decode(), place
    return text[begin:end]


def check_passages(newsroom):
    inside = collections.defaultdict(list)
    for t in newsroom.truth["passages"]:
        assert len(t["occurrences"]) >= 2, t
        whole, counts = [], []
        for o in t["occurrences"]:
            inside[o["id"]].append((o["begin"], o["end"]))
            words = [w for w, *_ in words_of(cut(newsroom, o))]
            assert len(words) >= 8, o
            counts.append(len(words))
            if o["identity"] == 1:
                whole.append(words)
        assert t["words"] == min(counts), t
        # What kept all words and got none is the same everywhere.
        least = min(map(len, whole), default=0)
        same = [w for w in whole if len(w) == least]
        if t["class"] != "quote":
            assert all(w == same[0] for w in same), t
    classes = {t["class"] for t in newsroom.truth["passages"]}
    assert classes == {"recycled", "syndicated", "boilerplate", "repeated-lead", "in-document-repeat",
                       "quote"}, classes
    # Brute force: of eight words that stand in two places, some are in a passage.
    places, total = collections.defaultdict(list), 0
    for key, document in newsroom.documents.items():
        words = words_of(document["text"])
        total += len(words)
        covered = [any(b <= begin and end <= e for b, e in inside[key]) for _, begin, end in words]
        for i in range(len(words) - 7):
            places[" ".join(w for w, *_ in words[i:i + 8])].append(sum(covered[i:i + 8]))
    shared = [p for p in places.values() if len(p) > 1]
    outside = sum(min(p) == 0 for p in shared)
    assert len(shared) > 10000 and outside < 100 * total / 1e6, (len(shared), outside, total)
    return len(shared), outside


MARKS = "\"'“”„«»"
VARIANTS = {"identical", "fragment", "bracket", "ellipsis", "marks", "word-edit", "misattributed"}


def check_quotes(newsroom):
    said = collections.defaultdict(list)
    for t in newsroom.truth["quotes"]:
        text = newsroom.documents[t["id"]]["text"]
        words = [w for w, *_ in words_of(cut(newsroom, t))]
        assert text[t["begin"] - 1] in MARKS and text[t["end"]] in MARKS, t
        first, last = t["speaker"].split(" ")
        assert cut(newsroom, t, "speaker_") in (t["speaker"], last, "he", "she"), t
        if t["cited"] is not None:
            assert cut(newsroom, t, "cited_") == t["cited"], t
        assert (t["speaker"] != t["said_by"]) == (t["variant"] == "misattributed"), t
        said[t["quote"]].append((t["variant"], words))
    assert {v for prints in said.values() for v, _ in prints} == VARIANTS
    for quote, prints in said.items():
        whole = [w for v, w in prints if v in ("identical", "misattributed", "marks")]
        assert all(w == whole[0] for w in whole), quote
        for variant, words in prints:
            if variant == "fragment" and whole:
                assert " ".join(words) in " ".join(whole[0]), quote


def check_chains(newsroom, deleted=False):
    time = {t["id"]: t["published"] for t in newsroom.truth["documents"]}
    printed = collections.defaultdict(set)
    for t in newsroom.truth["quotes"]:
        printed[t["quote"]].add(t["id"])
    chains = {t["quote"]: t for t in newsroom.truth["chains"]}
    assert chains.keys() == {q for q, ids in printed.items() if len(ids) > 1}
    for quote, t in chains.items():
        ids = printed[quote]
        assert time[t["earliest"]] == min(time[i] for i in ids), t
        assert {k["from"] for k in t["links"]} == ids - {t["earliest"]}, t
        assert len(t["links"]) == len(ids) - 1, t
        assert all(time[k["to"]] < time[k["from"]] and k["to"] in ids for k in t["links"]), t
        assert t["deleted"] == (t["first"] != t["earliest"]), t
        assert t["first"] is None or (t["first"] in newsroom.documents) == (not t["deleted"]), t
        assert not (t["deleted"] and t["decidable"]), t
    relations = {k["relation"] for t in chains.values() for k in t["links"]}
    expected = {"copies", "common-source", "same-utterance"} | (set() if deleted else {"wire", "press-release"})
    assert relations == expected, relations
    share = sum(t["deleted"] for t in chains.values()) / len(chains)
    assert share > .6 if deleted else share < .2, share


def check_report():
    report = dict(line.split(" ", 1) for line in
                  run("report", "--seed", 5, "--documents", 5000).decode().splitlines())
    assert float(report["accidental-runs-per-million"]) < 50, report
    assert -1.3 < float(report["zipf-slope"]) < -.7, report
    assert int(report["distinct-words"]) > 5000, report
    assert 350 < int(report["median-words"]) < 550, report


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder, "not", "there")  # It makes its folder.
        small = Newsroom(folder, "--seed", 3, "--documents", 600)
        assert len(small.documents) == 600
        pairs = check_pairs(small, folder)
        check_documents(small)
        shared, outside = check_passages(small)
        assert run("docs", "--seed", 3, "--documents", 600) == small.bytes
        other = run("docs", "--seed", 4, "--documents", 600)
        texts = {d["text"] for d in small.documents.values()}
        assert not texts & {json.loads(line)["text"] for line in other.splitlines()}

        large = Newsroom(folder, "--seed", 5, "--documents", 5000, "--german-share", 200)
        check_pairs(large, folder)
        check_documents(large)
        check_quotes(large)
        check_chains(large)
        assert {d["lang"] for d in large.documents.values()} == {"en", "de"}
        options = ("--seed", 5, "--documents", 5000, "--german-share", 200, "-j", 3)
        assert run("docs", *options) == large.bytes

        # The first prints are gone, and nothing else changes.
        orphaned = Newsroom(folder, *options, "--delete-first")
        check_chains(orphaned, deleted=True)
        assert orphaned.documents.keys() < large.documents.keys()
        assert all(large.documents[k] == d for k, d in orphaned.documents.items())

        scanned = Newsroom(folder, "--seed", 3, "--documents", 2000, "--ocr")
        check_pairs(scanned, folder)
        assert not texts & {d["text"] for d in scanned.documents.values()}
        check_report()
    print(f"600 documents, {pairs} pairs, {shared} shared runs of which {outside} by accident: "
          "the truth agrees")


if __name__ == "__main__":
    main()
