#!/usr/bin/env python3
"""Judges which of PolNeAR's articles `agencies` sees credited to the agency they are from.

  wire_labels.py DOCUMENTS.jsonl SEEN.jsonl

A label is right if the agency is among those credited; where the label is null, any agency
credited is wrong.  Articles whose label is NA are left out.
"""
import collections
import sys

from agency_score import lines_of

NAMES = {"ap": "Associated Press", "upi": "United Press International",
         "afp": "Agence France-Presse", "reuters": "Reuters"}


def main():
    credited = {seen["id"]: set(seen["credited"]) for seen in lines_of(sys.argv[2])}
    counts = collections.defaultdict(collections.Counter)
    for document in lines_of(sys.argv[1]):
        label = document["wire"]
        if label == "NA":
            continue
        found = credited[document["id"]] & set(NAMES.values())
        true = {NAMES[label.lower()]} if label else set()
        counts[document["split"]].update(
            found=len(found), right=len(found & true), true=len(true))
    for split, count in sorted(counts.items()):
        right, found, true = count["right"], count["found"], count["true"]
        print(f"{split:6} P {right / found:.4f} ({right} of {found})  "
              f"R {right / true:.4f} ({right} of {true})")


if __name__ == "__main__":
    main()
