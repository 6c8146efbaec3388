#!/usr/bin/env python3
"""Gives every file of JSONTestSuite to prov-dedupe.

Within a record, {"id":"a","text":"t","x":<file>}, what must parse (y_) is
accepted, what must not (n_) is refused with exit 2 and the place, and what may
(i_) is one or the other.  As whole inputs none of them crashes the tool.
Exits with 77 where the suite is not there.
"""
import argparse
import pathlib
import subprocess
import sys
import tarfile
import tempfile

SUITE = "JSONTestSuite/test_parsing/"


def read_suite(archive):
    unpacked = subprocess.run(["zstd", "-dcq", str(archive)], check=True,
                              stdout=subprocess.PIPE).stdout
    with tempfile.TemporaryFile() as file:
        file.write(unpacked)
        file.seek(0)
        with tarfile.open(fileobj=file) as tar:
            return {member.name.rpartition("/")[2]: tar.extractfile(member).read()
                    for member in tar
                    if member.isfile() and SUITE in member.name
                    and member.name.endswith(".json")}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    args = parser.parse_args()
    archive = args.data / "robust" / "robust_json.tar.zst"
    if not archive.exists():
        print("SKIPPED: no ../shared/data")
        return 77
    failures = []
    counts = {"accepted": 0, "refused": 0}

    def dedupe(path):
        run = subprocess.run([str(args.bin / "prov-dedupe"), "--dry-run", "-j1", path.name],
                             cwd=path.parent, stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        return run.returncode, run.stderr.decode(errors="replace")

    suite = read_suite(archive)
    assert len(suite) > 300, "the suite is not whole"
    with tempfile.TemporaryDirectory() as scratch:
        path = pathlib.Path(scratch) / "in.jsonl"
        for name, content in sorted(suite.items()):
            path.write_bytes(content)
            status, message = dedupe(path)
            if status not in (0, 2):
                failures.append(f"{name} as an input: exit {status}: {message}")
            if b"\n" in content.rstrip(b"\n"):
                continue
            path.write_bytes(b'{"id":"a","text":"t","x":' + content.rstrip(b"\n") + b"}\n")
            status, message = dedupe(path)
            counts["refused" if status else "accepted"] += 1
            wanted = {"y": (0,), "n": (2,), "i": (0, 2)}[name[0]]
            if status not in wanted:
                failures.append(f"{name} in a record: exit {status}: {message}")
            if status == 2 and not message.startswith("prov-dedupe: in.jsonl:1:"):
                failures.append(f"{name} in a record: no place: {message}")
    print(f"{counts['accepted']} values accepted, {counts['refused']} refused, "
          f"{len(suite)} inputs")
    print("\n".join(failures), end="\n" if failures else "")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
