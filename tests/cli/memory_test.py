#!/usr/bin/env python3
"""Any --memory gives the same bytes: prov-dedupe, the composed steps and
prov-passages.

A corpus of families of copies, groups so large that they are crowds, repeated
ids, rejects, a blank stretch and a long line, run with no limit, with 64M and
with 256M.  The smallest limit also has to be kept, with room to spare for what
differs between machines.
"""
import argparse
import hashlib
import os
import pathlib
import random
import subprocess
import sys
import tempfile

LIMITS = ([], ["--memory", "256M"], ["--memory", "64M"])
DOCUMENTS = 40000


def words_of(rng, count):
    return ["".join(rng.choices("aeioulmnrst", k=rng.randint(2, 7)))
            for _ in range(count)]


def write_corpus(path):
    """Short texts, so that many documents are little work."""
    rng = random.Random(9)
    words = words_of(rng, 3000)
    template = rng.choices(words, k=40)
    with open(path, "w", newline="") as out:
        written = 0
        while written < DOCUMENTS:
            text = rng.choices(words, k=rng.randint(15, 60))
            if rng.random() < 0.01:
                text = template + rng.choices(words, k=4)
            for copy in range(rng.choice((1, 1, 1, 2, 5))):
                if rng.random() < 0.7:
                    text[rng.randrange(len(text))] = rng.choice(words)
                identity = written if rng.random() < 0.9 else rng.randrange(500)
                out.write('{"id":"https://news.example/archive/of/the/harbor/2031/with/a/long/path/to/pass/over/before/the/number/%d",'
                          '"outlet":"o%d","published":"2031-%02d-%02d",'
                          '"text":"%s"}\n' % (
                              identity, rng.randrange(9), rng.randint(1, 12),
                              rng.randint(1, 28), " ".join(text)))
                written += 1
            if written % 1000 < 2:
                out.write('{"text":\n')
        out.write(" \n" * 3_000_000)
        out.write("x" * 20_000_000 + "\n")
        out.write('{"id":"last","text":"at the very end"}')


def run(command, folder):
    """Peak resident memory in bytes.  A process begins with the peak of the one
    that forked it, so this one has to stay small."""
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE)
    message = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{' '.join(map(str, command))}: {message}")
    return usage.ru_maxrss * 1024


def steps(tools, limit):
    return [
        [tools / "prov-dedupe", "../news.jsonl", "-o", "kept.jsonl",
         "--dropped", "dropped.jsonl.zst", "--rejects", "rejects",
         "--summary", "summary.json", "--max-removal-per-outlet", "100%",
         "--quiet", *limit],
        [tools / "prov-dedupe", "../news.jsonl", "--annotate", "-o",
         "fused.jsonl", "--rejects", "again", "--quiet", *limit],
        [tools / "prov-sketch", "../news.jsonl", "-o", "news.sig", "--rejects",
         "other", "--quiet", *limit],
        [tools / "prov-match", "news.sig", "-o", "matches.jsonl", "--quiet",
         *limit],
        [tools / "prov-match", "news.sig", "--exact", "-o", "exact.jsonl.zst",
         "--quiet", *limit],
        [tools / "prov-cluster", "matches.jsonl", "news.sig", "-o",
         "clusters.jsonl", "--quiet", *limit],
        [tools / "prov-dedupe", "../news.jsonl", "--clusters", "fused.jsonl",
         "-o", "planned.jsonl", "--dropped", "planned_dropped.jsonl",
         "--rejects", "last", "--max-removal-per-outlet", "100%", "--quiet",
         *limit],
        [tools / "prov-passages", "../news.jsonl", "-o", "passages.jsonl",
         "--rejects", "passage_rejects", "--quiet", *limit],
    ]


def digests(folder):
    found = {}
    for path in sorted(folder.iterdir()):
        sha256 = hashlib.sha256()
        with open(path, "rb") as file:
            while piece := file.read(1 << 20):
                sha256.update(piece)
        found[path.name] = sha256.hexdigest()
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=pathlib.Path)
    parser.add_argument("--write", type=pathlib.Path, help="only the corpus")
    options = parser.parse_args()
    if options.write:
        write_corpus(options.write)
        return 0
    tools = options.bin.resolve()
    failures = 0
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        subprocess.run([sys.executable, __file__, "--write",
                        scratch / "news.jsonl"], check=True)
        expected = None
        for number, limit in enumerate(LIMITS):
            folder = scratch / str(number)
            folder.mkdir()
            for command in steps(tools, limit):
                peak = run(command, folder)
                # A sanitizer takes memory of its own.
                over = "64M" in limit and peak > 96 << 20 and not os.environ.get(
                    "PROV_SANITIZER")
                print(f"{'OVER' if over else 'ok'}: {command[0].name} "
                      f"{' '.join(limit) or 'unlimited'}: {peak >> 20} MB")
                failures += over
            found = digests(folder)
            expected = expected or found
            for name in expected | found:
                if expected.get(name) != found.get(name):
                    print(f"WRONG: {name} differs with {limit}")
                    failures += 1
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
