#!/usr/bin/env python3
"""Holds the truth of small newsrooms to their documents, with the oracle.

  check.py NEWSROOM ORACLE
"""
import collections
import itertools
import json
import pathlib
import subprocess
import sys
import tempfile

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
        for kind in ("pairs", "clusters", "documents"):
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


def main():
    with tempfile.TemporaryDirectory() as folder:
        small = Newsroom(folder, "--seed", 3, "--documents", 600)
        assert len(small.documents) == 600
        pairs = check_pairs(small, folder)
        check_documents(small)
        again = run("docs", "--seed", 3, "--documents", 600)
        assert again == small.bytes
        other = run("docs", "--seed", 4, "--documents", 600)
        texts = {d["text"] for d in small.documents.values()}
        assert not texts & {json.loads(line)["text"] for line in other.splitlines()}
        large = Newsroom(folder, "--seed", 5, "--documents", 5000)
        check_pairs(large, folder)
        check_documents(large)
        assert run("docs", "--seed", 5, "--documents", 5000, "-j", 3) == large.bytes
    print(f"600 documents, {pairs} pairs: the truth agrees")


if __name__ == "__main__":
    main()
