#!/usr/bin/env python3
"""Turns the gold standard of PAN text alignment into a truth file of prov-eval.

  pan_truth.py FOLDER TRUTH.jsonl PAIRS.tsv [--half 0|1]

FOLDER holds susp/, src/ and gold.jsonl, a line for each compared pair of texts:
{"susp":"a.txt","src":"b.txt","category":"...","cases":[[offset,length,offset,length],...]}
with offsets in code points.  PAIRS.tsv is what prov-passages --pairs takes, and the truth
names the texts as it does: by their paths, FOLDER/susp/a.txt and FOLDER/src/b.txt.  The
words of a case are those between spaces on the side of susp.  --half keeps the pairs of one
half, by SHA-256 of their names: one to tune on, one to report.
"""
import argparse
import hashlib
import json
import pathlib


def half_of(gold):
    return hashlib.sha256(f"{gold['susp']} {gold['src']}".encode()).digest()[0] & 1


def truth_lines(folder, golds):
    paths = {f"{side}/{gold[side]}" for gold in golds for side in ("susp", "src")}
    yield {"schema": "prov.truth/1", "kind": "passages", "documents": len(paths)}
    for gold in golds:
        a, b = f"{folder}/susp/{gold['susp']}", f"{folder}/src/{gold['src']}"
        yield {"schema": "prov.truth.compared/1", "a": a, "b": b, "class": gold["category"]}
        text = pathlib.Path(a).read_bytes().decode()
        for at, length, source_at, source_length in gold["cases"]:
            yield {"schema": "prov.truth.passage/1", "class": gold["category"],
                   "words": len(text[at:at + length].split()),
                   "occurrences": [{"id": a, "begin": at, "end": at + length},
                                   {"id": b, "begin": source_at,
                                    "end": source_at + source_length}]}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("truth", type=pathlib.Path)
    parser.add_argument("pairs", type=pathlib.Path)
    parser.add_argument("--half", type=int, choices=(0, 1))
    args = parser.parse_args()
    with open(f"{args.folder}/gold.jsonl") as lines:
        golds = [json.loads(line) for line in lines]
    golds = [gold for gold in golds if args.half in (None, half_of(gold))]
    with args.truth.open("w") as out:
        for line in truth_lines(args.folder, golds):
            print(json.dumps(line, ensure_ascii=False, separators=(",", ":")), file=out)
    with args.pairs.open("w") as out:
        for gold in golds:
            print(f"{args.folder}/susp/{gold['susp']}\t{args.folder}/src/{gold['src']}", file=out)


if __name__ == "__main__":
    main()
