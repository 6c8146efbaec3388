#!/usr/bin/env python3
"""Inputs that are far larger than they should be: a record of 1 GiB is refused
with its place, and what a small compressed file unfolds to is read from disk,
all within bounded memory; a TMPDIR that is too small is named.
"""
import argparse
import gzip
import os
import pathlib
import resource
import signal
import subprocess
import sys
import tempfile

MAX_RESIDENT_KB = 300 << 10
GIB = 1 << 30


def dedupe(args, folder, *arguments, max_file=None):
    """Returns (exit status, stderr, peak resident kB)."""
    def limit():
        if max_file is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (max_file, max_file))
    with open(folder / "stderr", "wb") as stderr:
        pid = subprocess.Popen(
            [str(args.bin / "prov-dedupe"), "-j2", "--dry-run", "--quiet", *arguments],
            cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=stderr,
            preexec_fn=limit, env={**os.environ, "TMPDIR": str(folder)}).pid
    _, status, usage = os.wait4(pid, 0)
    return (os.waitstatus_to_exitcode(status), (folder / "stderr").read_text(),
            usage.ru_maxrss)


def sparse(path, head, size, tail=b""):
    with open(path, "wb") as file:
        file.write(head)
        file.truncate(size)
        file.seek(0, os.SEEK_END)
        file.write(tail)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    args = parser.parse_args()
    sanitised = b"__asan_init" in (args.bin / "prov-dedupe").read_bytes()
    failures = []

    def check(name, wanted_status, wanted_message, outcome):
        status, message, resident_kb = outcome
        if status != wanted_status or not message.startswith(wanted_message):
            failures.append(f"{name}: exit {status}: {message}")
        if resident_kb > MAX_RESIDENT_KB and not sanitised:
            failures.append(f"{name}: took {resident_kb} kB")

    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        record = b'{"text":"x"}\n'
        sparse(folder / "a.jsonl", record + b'{"text":"', GIB, b'"}\n' + record)
        check("a line", 2, "prov-dedupe: a.jsonl:2: a record of 1073741813 bytes is over "
              "the limit of 16777216; raise --max-record", dedupe(args, folder, "a.jsonl"))
        sparse(folder / "a.csv", b'text\nx\n"', GIB)
        check("a field", 2, "prov-dedupe: a.csv:3: a quote in this record is never closed: it "
              "goes on for 1073741817 bytes", dedupe(args, folder, "a.csv"))
        sparse(folder / "b.csv", b'text\n"', GIB, b'"\nx\n')
        check("a closed field", 2, "prov-dedupe: b.csv:2: a record of 1073741820 bytes is over "
              "the limit", dedupe(args, folder, "b.csv"))
        sparse(folder / "c.csv", b'"', GIB)
        check("a header", 2, "prov-dedupe: c.csv:1: a quote in the header is never closed",
              dedupe(args, folder, "c.csv"))
        sparse(folder / "a.txt", b"", GIB)
        check("a text", 2, "prov-dedupe: a.txt: a record of 1073741824 bytes is over the limit",
              dedupe(args, folder, "a.txt"))
        # A quarter of a gigabyte of blank lines in a quarter of a megabyte.
        with gzip.open(folder / "bomb.jsonl.gz", "wb") as bomb:
            for _ in range(64):
                bomb.write(b"\n" * (4 << 20))
            bomb.write(record)
        check("a bomb", 0, "", dedupe(args, folder, "bomb.jsonl.gz"))
        check("a bomb, little room", 2, "prov-dedupe: bomb.jsonl.gz: TMPDIR (",
              dedupe(args, folder, "bomb.jsonl.gz", max_file=64 << 20))
        os.rename(folder / "bomb.jsonl.gz", folder / "bomb.txt.gz")
        check("a bomb for a text", 2, "prov-dedupe: bomb.txt.gz: a record of 268435469 bytes",
              dedupe(args, folder, "bomb.txt.gz"))
    print("\n".join(failures), end="\n" if failures else "")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
