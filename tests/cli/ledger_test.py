#!/usr/bin/env python3
"""Ledgers under attack: killed writers, two of them, changed bits, cut files.

Roots and proofs are compared with an independent implementation of RFC 6962
below, 20 lines of Python that share nothing with the tool.
"""
import argparse
import base64
import hashlib
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

KILLS = 200
KILL_SECONDS = 30
ENTRIES = 1000


# RFC 6962, section 2.1.
def sha(data):
    return hashlib.sha256(data).digest()


def split(n):
    return 1 << (n - 1).bit_length() - 1


def root_of(d):
    if not d:
        return sha(b"")
    if len(d) == 1:
        return sha(b"\0" + d[0])
    k = split(len(d))
    return sha(b"\1" + root_of(d[:k]) + root_of(d[k:]))


def path_of(m, d):
    if len(d) == 1:
        return []
    k = split(len(d))
    return (path_of(m, d[:k]) + [root_of(d[k:])] if m < k
            else path_of(m - k, d[k:]) + [root_of(d[:k])])


def growth_of(m, d, whole=True):
    if m == len(d):
        return [] if whole else [root_of(d)]
    k = split(len(d))
    return (growth_of(m, d[:k], whole) + [root_of(d[k:])] if m <= k
            else growth_of(m - k, d[k:], False) + [root_of(d[:k])])


def findings(seed, count):
    """A findings file of `count` lines that no other seed gives."""
    rng = random.Random(seed)
    lines = [json.dumps({"schema": "prov.run/1", "tool": "prov-quotes",
                         "version": "0.1.0", "parameters": {"seed": str(seed)},
                         "inputs": []}, separators=(",", ":"))]
    for i in range(count - 1):
        text = "".join(rng.choices("abc \u00e4\u20ac", k=rng.randint(0, 60)))
        lines.append(json.dumps({"schema": "prov.quote/1", "quote": f"q{i}",
                                 "text": text}, ensure_ascii=rng.random() < 0.5))
    return "".join(line + "\n" for line in lines).encode()


class Case:
    """A folder with ledgers, and the tool that works on them."""

    def __init__(self, tool, folder):
        self.tool, self.folder = str(tool), folder

    def run(self, *arguments, code=0):
        run = subprocess.run([self.tool, *map(str, arguments)], cwd=self.folder,
                             capture_output=True, text=True, timeout=100)
        assert run.returncode == code, (arguments, run)
        return run

    def write(self, name, data):
        (self.folder / name).write_bytes(data)
        return name

    def verifies(self, *arguments):
        run = subprocess.run([self.tool, "verify", *map(str, arguments)],
                             cwd=self.folder, capture_output=True, text=True)
        assert run.returncode in (0, 1), run
        return run.returncode == 0

    def entries(self, ledger="ledger"):
        """The entries that count, by the checkpoint."""
        size = int((self.folder / ledger / "checkpoint").read_text().split("\n")[1])
        data = (self.folder / ledger / "entries.jsonl").read_bytes()
        lines = data.split(b"\n")[:size]
        assert len(lines) == size
        return lines


def hashes_in(proof):
    head = proof.split("\n\n")[0].split("\n")
    return [base64.b64decode(line) for line in head[1:]
            if not line.startswith(("extra ", "index "))]


def test_roots_and_proofs(case):
    """All that the tool says is what RFC 6962 says, a second record included."""
    case.write("a.jsonl", findings(1, 40))
    case.write("b.jsonl", findings(2, 2500))
    for number, name in enumerate(("a.jsonl", "b.jsonl")):
        case.run("record", "ledger", name, "-o", f"checkpoint{number}")
        recorded = (case.folder / name).read_bytes().split(b"\n")[:-1]
        entries = case.entries()
        assert entries[-len(recorded):] == recorded, "not byte for byte"
        note = (case.folder / f"checkpoint{number}").read_text().split("\n")
        assert base64.b64decode(note[2]) == root_of(entries)
    for entry in {0, 1, 40, 41, 42, len(entries) - 1, *random.Random(3).sample(range(len(entries)), 20)}:
        proof = case.run("prove", "ledger", entry).stdout
        assert hashes_in(proof) == path_of(entry, entries), entry
        case.write("proof", proof.encode())
        case.run("check", "proof", "--against", "checkpoint1")
        case.run("check", "proof", "--against", "checkpoint0", code=1)
    proof = case.run("prove", "ledger", "--against", "checkpoint0", "-o", "grown")
    assert hashes_in((case.folder / "grown").read_text()) == growth_of(41, entries)
    case.run("check", "grown", "--against", "checkpoint0")
    assert case.verifies("ledger", "--against", "checkpoint0")
    # The same bytes whatever the number of threads, at one time.
    os.environ["SOURCE_DATE_EPOCH"] = "1930000000"
    for threads in (1, 8):
        case.run("record", f"j{threads}", "a.jsonl", "b.jsonl", "-j", threads,
                 "--quiet")
        case.run("record", f"j{threads}", "a.jsonl", "-j", threads)
    del os.environ["SOURCE_DATE_EPOCH"]
    assert case.entries("j1") == case.entries("j8")


def test_tampering(case):
    """Every changed bit is seen, and every cut."""
    case.write("a.jsonl", findings(4, ENTRIES // 2))
    long_line = json.dumps({"schema": "prov.quote/1", "quote": "long",
                            "occurrences": [{"id": f"d{i}"} for i in range(7000)]})
    case.write("b.jsonl", findings(5, ENTRIES - ENTRIES // 2 - 3)
               + long_line.encode() + b"\n")
    case.run("record", "ledger", "a.jsonl", "-o", "earlier")
    earlier = {path.name: path.read_bytes()
               for path in (case.folder / "ledger").iterdir() if path.is_file()}
    case.run("record", "ledger", "b.jsonl", "-o", "kept")
    assert len(case.entries()) == ENTRIES
    (entry,) = [line for line in case.entries() if b"prov.object/1" in line]
    assert json.loads(entry)["counts"] == {"occurrences": 7000}
    (stored,) = [path for path in (case.folder / "ledger/objects").rglob("*")
                 if path.is_file()]
    assert stored.read_bytes() == long_line.encode()
    assert stored.name == hashlib.sha256(long_line.encode()).hexdigest()

    log = case.folder / "ledger/entries.jsonl"
    whole = log.read_bytes()
    rng = random.Random(6)
    # The bits of the first and the last entries and of the entry of an object,
    # and a sample of all others; bench/ledger_bits goes through every bit.
    at = whole.index(entry)
    bits = {*rng.sample(range(8 * len(whole)), 150), *range(0, 80, 3),
            *range(8 * len(whole) - 40, 8 * len(whole), 3),
            *range(8 * at, 8 * (at + len(entry)), 43)}
    for bit in sorted(bits):
        changed = bytearray(whole)
        changed[bit // 8] ^= 1 << bit % 8
        log.write_bytes(changed)
        assert not case.verifies("ledger"), f"bit {bit} of entries.jsonl"
    log.write_bytes(whole)
    good = stored.read_bytes()
    for bit in rng.sample(range(8 * len(good)), 60):
        changed = bytearray(good)
        changed[bit // 8] ^= 1 << bit % 8
        stored.write_bytes(changed)
        assert not case.verifies("ledger"), f"bit {bit} of an object"
    stored.unlink()
    assert not case.verifies("ledger"), "an object is missing"
    stored.write_bytes(good)
    for size in (0, 1, len(whole) - 1, *rng.sample(range(len(whole)), 40)):
        log.write_bytes(whole[:size])
        assert not case.verifies("ledger"), f"cut to {size} bytes"
    log.unlink()
    assert not case.verifies("ledger"), "no entries"
    log.write_bytes(whole)
    (case.folder / "ledger/checkpoint").unlink()
    assert not case.verifies("ledger"), "no checkpoint"
    # An earlier state verifies, but not against what was kept since.
    for name, data in earlier.items():
        (case.folder / "ledger" / name).write_bytes(data)
    assert case.verifies("ledger")
    assert case.verifies("ledger", "--against", "earlier")
    assert not case.verifies("ledger", "--against", "kept")
    # One that was rewritten from the start does so neither.
    shutil.rmtree(case.folder / "ledger")
    case.write("a.jsonl", findings(4, ENTRIES // 2).replace(b"q7", b"q8"))
    case.run("record", "ledger", "a.jsonl", "b.jsonl")
    assert case.verifies("ledger")
    assert not case.verifies("ledger", "--against", "kept")
    assert not case.verifies("ledger", "--against", "earlier")


def test_kills(case):
    """A writer that is killed loses nothing that was committed."""
    case.run("record", "ledger", case.write("first.jsonl", findings(0, 5)))
    case.write("big.jsonl", findings(7, 20000))
    begin = time.monotonic()
    case.run("record", "timed", "big.jsonl")
    seconds = time.monotonic() - begin
    rng = random.Random(int(time.time()))
    started, kills, finished = time.monotonic(), 0, 0
    kept = case.entries()
    while kills < KILLS and time.monotonic() - started < KILL_SECONDS:
        name = case.write("next.jsonl", findings(100 + kills, rng.choice((3, 3000))))
        run = subprocess.Popen([case.tool, "record", "ledger", name, "--quiet"],
                               cwd=case.folder, stdout=subprocess.DEVNULL)
        time.sleep(seconds * rng.random() * rng.choice((0.1, 0.5, 1)))
        run.kill()
        finished += run.wait() == 0
        kills += 1
        entries = case.entries()
        assert entries[:len(kept)] == kept, "a committed entry is gone"
        recorded = (case.folder / name).read_bytes().split(b"\n")[:-1]
        assert len(entries) == len(kept) or entries[-len(recorded):] == recorded, \
            "a part of a run counts"
        kept = entries
        if kills % 5 == 0:
            assert case.verifies("ledger")
            assert case.entries() == kept
    assert case.verifies("ledger")
    note = (case.folder / "ledger/checkpoint").read_text().split("\n")
    assert base64.b64decode(note[2]) == root_of(kept)
    print(f"{kills} kills within {seconds:.2f} s; {finished} runs were faster, "
          f"{len(kept)} entries are left")
    assert kills - finished > 0, "no run was killed"


def test_two_writers(case):
    """Writers wait for each other, and readers see whole states."""
    names = [case.write(f"w{i}.jsonl", findings(1000 + i, 300)) for i in range(12)]
    runs = [subprocess.Popen([case.tool, "record", "ledger", name, "--quiet"],
                             cwd=case.folder, stdout=subprocess.DEVNULL)
            for name in names]
    looks = 0
    while any(run.poll() is None for run in runs):
        if (case.folder / "ledger/checkpoint").exists():
            assert case.verifies("ledger")
            looks += 1
    assert all(run.returncode == 0 for run in runs)
    entries = case.entries()
    assert len(entries) == len(names) * 301
    for name in names:
        lines = (case.folder / name).read_bytes().split(b"\n")[:-1]
        at = entries.index(lines[0])
        assert entries[at:at + len(lines)] == lines, "runs are mixed"
    assert case.verifies("ledger")
    print(f"{looks} looks at a ledger with {len(runs)} writers")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    tool = parser.parse_args().bin.resolve() / "prov-ledger"
    os.environ.pop("SOURCE_DATE_EPOCH", None)
    for test in (test_roots_and_proofs, test_tampering, test_kills, test_two_writers):
        with tempfile.TemporaryDirectory() as scratch:
            begin = time.monotonic()
            test(Case(tool, pathlib.Path(scratch)))
            print(f"{test.__name__}: {time.monotonic() - begin:.1f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main())
