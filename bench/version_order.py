#!/usr/bin/env python3
"""Versions of articles as documents, and how far their containment tells their order.

  version_order.py documents VERSIONS.jsonl                 documents with ids ARTICLE@VERSION
  version_order.py order VERSIONS.jsonl MATCHES.jsonl       a table

VERSIONS holds {"article":"...","version":0,"text":"..."}, version 0 the oldest.
"""
import collections
import json
import sys

MARGINS = (0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3)


def lines_of(path):
    with open(path) as lines:
        yield from map(json.loads, lines)


def name_of(version):
    return f"{version['article']}@{version['version']}"


def print_documents(path):
    for version in lines_of(path):
        print(json.dumps({"id": name_of(version), "text": version["text"]}))


def asymmetries(versions, matches):
    """Of adjacent versions: how much more the earlier lies in the later, or None."""
    of_article = collections.defaultdict(list)
    for version in lines_of(versions):
        of_article[version["article"]].append(version)
    contained = {}
    for match in lines_of(matches):
        if match["schema"] == "prov.match/1":
            contained[match["a"], match["b"]] = match["a_in_b"]
            contained[match["b"], match["a"]] = match["b_in_a"]
    for of_one in of_article.values():
        of_one.sort(key=lambda version: version["version"])
        for earlier, later in zip(of_one, of_one[1:]):
            pair = name_of(earlier), name_of(later)
            known = pair in contained
            yield contained[pair] - contained[pair[::-1]] if known else None


def print_order(versions, matches):
    differences = list(asymmetries(versions, matches))
    print(f"{len(differences)} adjacent versions,"
          f" {differences.count(None)} of them with little text in common")
    print("margin  said of all  right of said")
    for margin in MARGINS:
        right = sum(d is not None and d > margin for d in differences)
        wrong = sum(d is not None and d < -margin for d in differences)
        print(f"{margin:6.2f} {(right + wrong) / len(differences):12.4f}"
              f" {right / (right + wrong):14.4f}")


def main():
    task, *paths = sys.argv[1:]
    if task == "documents":
        print_documents(*paths)
    else:
        print_order(*paths)


if __name__ == "__main__":
    main()
