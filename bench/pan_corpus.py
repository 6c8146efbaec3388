#!/usr/bin/env python3
"""How many pairs of PAN text alignment are found where all texts are one corpus.

  pan_corpus.py FOLDER PASSAGES.jsonl --half 0|1

FOLDER is as pan_truth.py has it, and PASSAGES what `prov-passages --spun FOLDER/susp
FOLDER/src` wrote.  Of the pairs of one half that share something: those with a passage of
either channel, and of each.
"""
import argparse
import collections
import json
import pathlib

from pan_truth import half_of


def found_pairs(path):
    """By channel, the pairs of file names that some passage is in."""
    pairs = collections.defaultdict(set)
    with open(path) as lines:
        for line in lines:
            found = json.loads(line)
            if found["schema"] != "prov.passage/1":
                continue
            names = sorted({pathlib.Path(o["id"]).name for o in found["occurrences"]})
            pairs[found["channel"]].update(
                (a, b) for i, a in enumerate(names) for b in names[i + 1:])
    return pairs


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("passages")
    parser.add_argument("--half", type=int, choices=(0, 1), required=True)
    args = parser.parse_args()
    golds = [json.loads(line) for line in (args.folder / "gold.jsonl").open()]
    pairs = found_pairs(args.passages)
    counts = collections.defaultdict(collections.Counter)
    for gold in golds:
        if half_of(gold) != args.half or not gold["cases"]:
            continue
        pair = tuple(sorted((gold["susp"], gold["src"])))
        channels = [channel for channel in ("verbatim", "spun") if pair in pairs[channel]]
        counts[gold["category"]].update(["pairs", *channels, *["either"] * bool(channels)])
    print(f"{'':24}{'pairs':>8}{'either':>8}{'verbatim':>10}{'spun':>8}")
    for category, count in sorted(counts.items()):
        print(f"{category:24}{count['pairs']:8}{count['either']:8}{count['verbatim']:10}"
              f"{count['spun']:8}")
    known = {tuple(sorted((g["susp"], g["src"]))) for g in golds if g["cases"]}
    print(f"spun pairs {len(pairs['spun'])}, known {len(pairs['spun'] & known)}")


if __name__ == "__main__":
    main()
