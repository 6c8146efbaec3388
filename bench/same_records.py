#!/usr/bin/env python3
"""Comparisons for roundtrip.sh; exit 1 and say what differs, if it does.

  same_records.py bytes FILE BACK        the same decoded bytes (SHA-256)
  same_records.py folder BACK FILE...    BACK holds each FILE, by name, decoded
  same_records.py subset KEPT FILE...    every line of KEPT (a file or a folder) is a
                                         line of a FILE, no more often than there
  same_records.py lines A B              the same lines in any order
  same_records.py drops A B              the same prov.drop/1 findings in any order,
                                         whatever the places they name
"""
import collections
import gzip
import hashlib
import json
import pathlib
import subprocess
import sys


def decoded(path):
    content = pathlib.Path(path).read_bytes()
    if content[:2] == b"\x1f\x8b":
        return gzip.decompress(content)
    if content[:4] == b"\x28\xb5\x2f\xfd":
        return subprocess.run(["zstd", "-dcq", path], capture_output=True, check=True).stdout
    return content


def lines(path):
    parts = decoded(path).removeprefix(b"\xef\xbb\xbf").split(b"\n")
    return collections.Counter(line.removesuffix(b"\r") for line in parts if line.strip())


def drops(path):
    found = collections.Counter()
    for line in lines(path).elements():
        drop = json.loads(line)
        if drop["schema"] == "prov.drop/1":
            for place in ("input", "line", "offset"):
                del drop[place]
            found[json.dumps(drop)] += 1
    return found


def same_bytes(path, back):
    a, b = (hashlib.sha256(decoded(p)).hexdigest() for p in (path, back))
    return [] if a == b else [f"{path} is {a}", f"{back} is {b}"]


def same_folder(folder, *paths):
    wrong = []
    for path in map(pathlib.Path, paths):
        names = [path.name, path.name.removesuffix(path.suffix)]  # x.jsonl.gz, x.jsonl
        backs = [pathlib.Path(folder) / name for name in names]
        back = next((b for b in backs if b.is_file()), None)
        wrong += same_bytes(path, back) if back else [f"{path.name}: not in {folder}"]
    return wrong


def subset(kept, *paths):
    kept = pathlib.Path(kept)
    files = sorted(kept.iterdir()) if kept.is_dir() else [kept]
    found = sum((lines(file) for file in files), collections.Counter())
    extra = found - sum((lines(path) for path in paths), collections.Counter())
    return [f"no input line: {line[:80]}" for line in extra]


def same_set(a, b):
    return [f"in one only: {str(item)[:200]}" for item in list((a - b) + (b - a))[:5]]


CHECKS = {"bytes": same_bytes, "folder": same_folder, "subset": subset,
          "lines": lambda a, b: same_set(lines(a), lines(b)),
          "drops": lambda a, b: same_set(drops(a), drops(b))}

differences = CHECKS[sys.argv[1]](*sys.argv[2:])
print("\n".join(differences))
sys.exit(bool(differences))
