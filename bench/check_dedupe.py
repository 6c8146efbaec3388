#!/usr/bin/env python3
"""Holds what the tools found and dropped to the oracle's complete list of pairs.

  check_dedupe.py --input docs.jsonl --pairs pairs.tsv --records records.tsv
                  --threshold 0.8 [--exact] [--matches matches.jsonl]
                  [--kept kept.jsonl --dropped dropped.jsonl]

pairs.tsv and records.tsv come from `oracle` over the same input. Checked, each a
line that ends in ok or FAILED:

  matches  recall in bands of .05 over pairs of distinct shingle sets, each .99 or
           more (1 with --exact); equal sets joined to their class; no match that
           is not true, every number right to the fourth decimal
  kept     every line is a line of the input and of no dropped record; no pair that
           should not both be kept is left, but 1 % (none with --exact); kept and
           dropped together are smaller than the input
  dropped  each similarity right to the fourth decimal and over the threshold; the
           record it was dropped for is kept

A pair should not both be kept if its similarity is the threshold or more, unless
the records are revisions: same outlet and url, other tokens. The last line is the
same as JSON. Exit 1 if anything FAILED.
"""
import argparse
import collections
import gzip
import json
import math
import os
import subprocess
import sys

BAND = 500  # Ten-thousandths.


def wilson(found, total):
    """The 95 % interval of a proportion."""
    if total == 0:
        return 0.0, 1.0
    z, p = 1.959964, found / total
    middle = p + z * z / (2 * total)
    half = z * math.sqrt(p * (1 - p) / total + z * z / (4 * total * total))
    return tuple(min(1.0, max(0.0, (middle + s * half) / (1 + z * z / total))) for s in (-1, 1))


def ten_thousandths(numerator, denominator):
    return numerator * 10000 // denominator


def read_lines(path):
    """Lines as bytes, without endings, byte order mark and blank ones; gz and zst by magic."""
    with open(path, "rb") as file:
        content = file.read()
    if content[:2] == b"\x1f\x8b":
        content = gzip.decompress(content)
    elif content[:4] == b"\x28\xb5\x2f\xfd":
        content = subprocess.run(["zstd", "-dcq", path], capture_output=True, check=True).stdout
    lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    return [line.removesuffix(b"\r") for line in lines if line.strip()]


def findings(path, schema):
    for line in read_lines(path):
        finding = json.loads(line, parse_float=str)
        if finding["schema"] == schema:
            yield finding


class Truth:
    """What the oracle knows, by key."""

    def __init__(self, pairs, records, threshold):
        self.threshold = threshold
        self.class_of, self.size, self.line = {}, {}, {}
        self.identity = {}  # Key -> (origin, tokens).
        self.keys = []      # In input order.
        with open(records, encoding="utf-8", newline="\n") as file:
            for row in file:
                line, key, first, size, tokens, origin = row.rstrip("\n").split("\t")
                self.keys.append(key)
                self.class_of[key], self.size[key], self.line[key] = first, int(size), int(line)
                self.identity[key] = (origin, tokens)
        self.shared = {}    # Pair of first keys -> shared shingles, at or over the floor.
        with open(pairs, encoding="utf-8", newline="\n") as file:
            for row in file:
                a, b, shared, _, _ = row.rstrip("\n").split("\t")
                self.shared[a, b] = int(shared)

    def jaccard(self, a, b):
        """In ten-thousandths; None below the oracle's floor."""
        a, b = sorted((self.class_of[a], self.class_of[b]))
        if self.size[a] == 0:
            return None
        if a == b:
            return 10000
        if (a, b) not in self.shared:
            return None
        shared = self.shared[a, b]
        return ten_thousandths(shared, self.size[a] + self.size[b] - shared)

    def similar_pairs(self):
        """(first key, first key, similarity) of distinct classes at or over the threshold."""
        for a, b in self.shared:
            similarity = self.jaccard(a, b)
            if similarity >= self.threshold:
                yield a, b, similarity


class Report:
    def __init__(self):
        self.summary, self.failed = {}, []

    def say(self, name, good, text):
        print(f"{name:<28}{text}  {'ok' if good else 'FAILED'}")
        if not good:
            self.failed.append(name)

    def wrong(self, name, total, wrong):
        """A check that no one of `total` is among `wrong`."""
        self.say(name, not wrong, f"{total - len(wrong)} of {total}")
        for example in wrong[:10]:
            print(f"    {example}")
        self.summary[name] = {"total": total, "wrong": len(wrong)}


def true_members(truth, match):
    """What a match of these two keys must say, or None if they are not similar."""
    a, b = match["a"], match["b"]
    if a not in truth.class_of or b not in truth.class_of:
        return None
    similarity = truth.jaccard(a, b)
    if similarity is None or similarity < truth.threshold:
        return None
    first_a, first_b = sorted((truth.class_of[a], truth.class_of[b]))
    shared = truth.size[a] if first_a == first_b else truth.shared[first_a, first_b]
    decimal = lambda value: f"{value // 10000}.{value % 10000:04}"
    return {"jaccard": decimal(similarity), "shared": shared,
            "a_in_b": decimal(ten_thousandths(shared, truth.size[a])),
            "b_in_a": decimal(ten_thousandths(shared, truth.size[b])),
            "size_a": truth.size[a], "size_b": truth.size[b]}


def check_matches(report, truth, path, bound):
    found, joined, wrong, total = set(), set(), [], 0
    for match in findings(path, "prov.match/1"):
        total += 1
        expected = true_members(truth, match)
        if expected is None:
            wrong.append(f"no such pair: {match['a']} {match['b']} {match['jaccard']}")
            continue
        for member, value in expected.items():
            if match[member] != value:
                wrong.append(f"{match['a']} {match['b']}: {member} {match[member]}, not {value}")
        firsts = tuple(sorted((truth.class_of[match["a"]], truth.class_of[match["b"]])))
        if firsts[0] != firsts[1]:
            found.add(firsts)
        elif firsts[0] in (match["a"], match["b"]):
            joined.update((match["a"], match["b"]))
    report.wrong("matches true", total, wrong)

    bands = collections.defaultdict(lambda: [0, 0])
    for a, b, similarity in truth.similar_pairs():
        band = bands[(similarity - truth.threshold) // BAND]
        band[0] += (a, b) in found
        band[1] += 1
    rows = []
    for number in range(-(-(10000 - truth.threshold) // BAND)):
        hits, pairs = bands[number]
        low = (truth.threshold + number * BAND) / 10000
        interval = wilson(hits, pairs)
        rows.append({"from": low, "found": hits, "pairs": pairs, "wilson": interval})
        report.say(f"recall [{low:.2f}, {min(1, low + BAND / 10000):.2f})", hits >= bound * pairs,
                   f"{hits} of {pairs}" + (f" = {hits / pairs:.4f}, 95 % in {interval[0]:.4f} to "
                                           f"{interval[1]:.4f}" if pairs else ""))
    report.summary["recall"] = rows
    members = [k for k in truth.keys if truth.size[k] and truth.class_of[k] != k]
    report.wrong("equal sets joined", len(members), [k for k in members if k not in joined])


def count_pairs(truth, a, b):
    """Pairs of a record in `a` with one in `b` that are no revisions of each other; if `a` is
    `b`, unordered pairs of two."""
    def pairs(values_a, values_b):
        if a is b:
            return sum(n * (n - 1) // 2 for n in values_a.values())
        return sum(n * values_b[value] for value, n in values_a.items())

    def tally(keys, of):
        return collections.Counter(of(truth.identity[k]) for k in keys if truth.identity[k][0] != "-")

    everything = pairs({0: len(a)}, {0: len(b)})
    same_origin = pairs(*(tally(keys, lambda i: i[0]) for keys in (a, b)))
    same_tokens = pairs(*(tally(keys, lambda i: i) for keys in (a, b)))
    return everything - same_origin + same_tokens


def check_left(report, truth, kept, allowed):
    members, kept_members = collections.defaultdict(list), collections.defaultdict(list)
    for key in truth.keys:
        if truth.size[key]:
            members[truth.class_of[key]].append(key)
            if key in kept:
                kept_members[truth.class_of[key]].append(key)
    pairs = [(first, first, 10000) for first in members] + list(truth.similar_pairs())
    total, left, examples = 0, 0, []
    for a, b, similarity in pairs:
        total += count_pairs(truth, members[a], members[b])
        both = count_pairs(truth, kept_members[a], kept_members[b])
        if both:
            left += both
            examples.append(f"{kept_members[a][0]} {kept_members[b][-1]} {similarity / 10000:.4f}"
                            + f" ({both} pairs)" * (both > 1))
    percent = 100 * left / total if total else 0
    report.say("pairs left", left <= allowed * total, f"{left} of {total} = {percent:.3f} %")
    for example in examples[:10]:
        print(f"    {example}")
    report.summary["pairs left"] = {"left": left, "total": total, "percent": percent}


def check_drops(report, truth, drops):
    wrong, over = [], []
    dropped = {drop["key"] for drop in drops}
    for drop in drops:
        key, kept = drop["key"], drop["kept"]
        if key not in truth.class_of or kept not in truth.class_of:
            wrong.append(f"{key} {kept}: no such keys")
            continue
        true = truth.jaccard(key, kept)
        if true is None or drop["similarity"] != f"{true // 10000}.{true % 10000:04}":
            wrong.append(f"{key} {kept}: {drop['similarity']}, not {true and true / 10000}")
        if true is None or true < truth.threshold or kept in dropped:
            over.append(f"{key} {kept}: {true and true / 10000}" + " dropped too" * (kept in dropped))
    report.wrong("drop similarity true", len(drops), wrong)
    report.wrong("dropped for a kept one", len(drops), over)
    report.wrong("dropped once", len(drops), sorted(
        k for k, n in collections.Counter(drop["key"] for drop in drops).items() if n > 1))


def check_dedupe(report, truth, args):
    drops = list(findings(args.dropped, "prov.drop/1"))
    check_drops(report, truth, drops)
    kept = set(truth.keys) - {drop["key"] for drop in drops}
    check_left(report, truth, kept, 0 if args.exact else args.max_left)

    lines = dict(zip(truth.keys, read_lines(args.input), strict=True))
    kept_lines = read_lines(args.kept)
    due = collections.Counter(lines[key] for key in kept)
    strange = collections.Counter(kept_lines) - due
    report.wrong("kept lines of the input", len(kept_lines), [line[:60] for line in strange.elements()])
    missing = due - collections.Counter(kept_lines)
    report.wrong("kept or dropped", len(lines), [line[:60] for line in missing.elements()])

    size = {name: os.path.getsize(getattr(args, name)) for name in ("input", "kept", "dropped")}
    out = size["kept"] + size["dropped"]
    report.say("outputs are smaller", out < size["input"],
               f"{size['kept']} + {size['dropped']} = {out / size['input']:.4f} of the input")
    report.summary["sizes"] = size


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("input", "pairs", "records"):
        parser.add_argument(f"--{name}", required=True)
    for name in ("matches", "kept", "dropped"):
        parser.add_argument(f"--{name}")
    parser.add_argument("--threshold", type=float, default=.8)
    parser.add_argument("--recall", type=float, default=.99, help="asked of each band")
    parser.add_argument("--max-left", type=float, default=.01, help="share of pairs that may be left")
    parser.add_argument("--exact", action="store_true", help="all pairs must be found")
    args = parser.parse_args()
    if bool(args.kept) != bool(args.dropped) or not (args.matches or args.kept):
        parser.error("give --matches, or --kept and --dropped")

    truth = Truth(args.pairs, args.records, round(args.threshold * 10000))
    report = Report()
    if args.matches:
        check_matches(report, truth, args.matches, 1 if args.exact else args.recall)
    if args.kept:
        check_dedupe(report, truth, args)
    print(json.dumps({"threshold": args.threshold, "exact": args.exact,
                      "failed": report.failed, **report.summary}))
    return bool(report.failed)


if __name__ == "__main__":
    sys.exit(main())
