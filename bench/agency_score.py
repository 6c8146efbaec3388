#!/usr/bin/env python3
"""Judges what `agencies` saw in newspaper pages whose agencies people marked.

  agency_score.py PAGES.jsonl SEEN.jsonl

mentions    a seen mention is right if it overlaps a marked one of the same agency; agencies
            that the marks do not name (unk, ag) are left out on both sides
source      whether the outlets a page is credited to are those marked as its source:
            all of them and no others; and whether any of them is
"""
import collections
import json
import sys

# The labels of mentions, and the entities of sources.
NAMES = {"Havas": "Havas", "Reuters": "Reuters", "Wolff": "Wolff", "Stefani": "Stefani",
         "DNB": "DNB", "AP": "Associated Press", "AFP": "Agence France-Presse", "ATS-SDA": "ATS",
         "UP-UPI": "United Press International", "Extel": "Extel", "Europapress": "Europapress",
         "Q2826560": "Havas", "Q130879": "Reuters", "Q552226": "Wolff", "Q1415690": "Stefani",
         "Q1205856": "DNB", "Q40469": "Associated Press", "Q40464": "Agence France-Presse",
         "Q430109": "ATS", "Q493845": "United Press International", "Q1525848": "Extel"}


def lines_of(path):
    with open(path) as lines:
        return [json.loads(line) for line in lines]


def share(hits, of):
    return f"{hits / of:.4f} ({hits} of {of})" if of else "-"


def count_mentions(page, seen, counts):
    marked = [(NAMES.get(label.split(".")[-1]), begin, end) for label, begin, end in page["mentions"]]
    known = [m for m in marked if m[0]]
    for mention in seen["mentions"]:
        at = [m for m in marked if m[1] < mention["end"] and mention["begin"] < m[2]]
        if any(m[0] is None for m in at):
            continue
        counts["given"] += 1
        counts["right"] += any(m[0] == mention["agency"] for m in at)
    counts["marked"] += len(known)
    counts["found"] += sum(any(m[1] < s["end"] and s["begin"] < m[2] and s["agency"] == m[0]
                               for s in seen["mentions"]) for m in known)


def count_source(page, seen, counts):
    sources = {NAMES.get(s) for s in (page["agency_as_source"] or "").split(", ") if s}
    if None in sources:
        return
    counts["pages"] += 1
    counts["same"] += sources == set(seen["credited"])
    counts["sourced"] += bool(sources)
    counts["any"] += bool(sources & set(seen["credited"]))
    counts["credited"] += bool(seen["credited"])


def main():
    by_language = collections.defaultdict(collections.Counter)
    for page, seen in zip(lines_of(sys.argv[1]), lines_of(sys.argv[2])):
        for language in (page["lang"], "all"):
            count_mentions(page, seen, by_language[language])
            count_source(page, seen, by_language[language])
    for language, c in sorted(by_language.items()):
        print(f"{language}: mentions  P {share(c['right'], c['given'])}"
              f"  R {share(c['found'], c['marked'])}")
        print(f"{language}: source    same {share(c['same'], c['pages'])}"
              f"  any P {share(c['any'], c['credited'])}  R {share(c['any'], c['sourced'])}")


if __name__ == "__main__":
    main()
