#!/usr/bin/env python3
"""Gives labelled UTF-8 cases and the naughty strings to the tools, in every
format.

What is labelled valid is a document, what is invalid is refused with its place
and set aside with --rejects, whatever the format; and a string is measured
alike as JSON Lines, CSV, TSV and a text file, and comes back byte for byte.
Passages, quotes and chains are found in all that is valid, with spans that hold
what they say.
Exits with 77 where the data is not there.
"""
import argparse
import csv
import io
import json
import pathlib
import subprocess
import sys
import tarfile
import tempfile


def read_data(archive, names):
    unpacked = subprocess.run(["zstd", "-dcq", str(archive)], check=True,
                              stdout=subprocess.PIPE).stdout
    with tarfile.open(fileobj=io.BytesIO(unpacked)) as tar:
        return [tar.extractfile("robust_text/" + name).read() for name in names]


def run(args, *command, folder):
    done = subprocess.run([str(args.bin / command[0]), *command[1:]], cwd=folder,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE)
    return done.returncode, done.stdout, done.stderr.decode(errors="replace")


def in_quotes(field):
    return b'"' + field.replace(b'"', b'""') + b'"'


def write_cases(folder, cases):
    """Each case in each format; a JSON string holds no control characters."""
    plain = [(name, text, valid) for name, text, valid in cases
             if not any(byte < 0x20 or byte in b'"\\' for byte in text)]
    (folder / "cases.jsonl").write_bytes(b"".join(
        b'{"id":"%s","text":"%s"}\n' % (name.encode(), text) for name, text, _ in plain))
    for suffix, separator in (("csv", b","), ("tsv", b"\t")):
        (folder / f"cases.{suffix}").write_bytes(separator.join((b"id", b"text")) + b"\n" + b"".join(
            name.encode() + separator + in_quotes(text) + b"\n" for name, text, _ in cases))
    texts = folder / "texts"
    texts.mkdir()
    for name, text, _ in cases:
        (texts / f"{name}.txt").write_bytes(text)
    return plain


def check_utf8(args, cases, failures):
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        plain = write_cases(folder, cases)
        for source, wanted in (("cases.jsonl", plain), ("cases.csv", cases),
                               ("cases.tsv", cases), ("texts", cases)):
            invalid = sum(not valid for _, _, valid in wanted)
            status, _, message = run(args, "prov-dedupe", source, "--dry-run", "--quiet",
                                     folder=folder)
            if status != 2 or not message.startswith(f"prov-dedupe: {source}"):
                failures.append(f"{source}: exit {status}: {message}")
            status, _, message = run(args, "prov-dedupe", source, "-o", "kept/", "--dropped",
                                     "dropped", "--rejects", "rejects", "--summary", "summary",
                                     folder=folder)
            if status != 0:
                failures.append(f"{source}: exit {status}: {message}")
                continue
            summary = json.loads((folder / "summary").read_text())
            if (summary["rejected"], summary["records"]) != (invalid, len(wanted)):
                failures.append(f"{source}: {summary['rejected']} of {summary['records']} "
                                f"rejected, not {invalid} of {len(wanted)}")
            status, _, message = run(args, "prov-restore", "kept/", "dropped", "--rejects",
                                     "rejects", "--out-dir", "back/", folder=folder)
            sources = sorted((folder / source).iterdir()) if source == "texts" else [folder / source]
            for path in sources:
                back = folder / "back" / path.name
                if status != 0 or back.read_bytes() != path.read_bytes():
                    failures.append(f"{path.name}: not restored: {message}")
            print(f"{source}: {invalid} of {len(wanted)} refused")


def check_strings(args, strings, failures):
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        with open(folder / "s.jsonl", "w", encoding="utf-8") as out:
            for i, text in enumerate(strings):
                out.write(json.dumps({"id": f"{i:04}", "text": text}, ensure_ascii=False) + "\n")
        for suffix, separator in (("csv", ","), ("tsv", "\t")):
            with open(folder / f"s.{suffix}", "w", encoding="utf-8", newline="") as out:
                rows = csv.writer(out, delimiter=separator, lineterminator="\n",
                                  quoting=csv.QUOTE_ALL)
                rows.writerow(["id", "text"])
                rows.writerows([f"{i:04}", text] for i, text in enumerate(strings))
        (folder / "texts").mkdir()
        for i, text in enumerate(strings):
            (folder / "texts" / f"{i:04}.txt").write_bytes(text.encode())
        measured = {}
        for source in ("s.jsonl", "s.csv", "s.tsv", "texts"):
            status, _, message = run(args, "prov-sketch", source, "-o", "x.sig", folder=folder)
            if status != 0:
                failures.append(f"{source}: exit {status}: {message}")
                continue
            _, out, _ = run(args, "prov-show", "x.sig", folder=folder)
            rows = [json.loads(line) for line in out.splitlines()[1:]]
            measured[source] = [(row["tokens"], row["slots"]) for row in rows]
            if measured[source] != measured["s.jsonl"]:
                failures.append(f"{source}: is measured otherwise than as JSON Lines")
        print(f"{len(measured.get('s.jsonl', []))} strings measured alike")


def spans_hold(text, place):
    """Whether code points and bytes of an occurrence are of the same stretch."""
    stretch = text[place["begin"]:place["end"]]
    return (text.encode()[place["begin_byte"]:place["end_byte"]] == stretch.encode() and
            place.get("exact", stretch) == stretch)


def check_findings(args, strings, failures):
    """Each string twice, in quote marks and out of them, given to what finds spans."""
    texts = {}
    for i, string in enumerate(strings):
        for copy in "ab":
            texts[f"{i:04}{copy}"] = (f'{string}\n\nThe mayor of the town told us on that day: '
                                      f'"{string} and so we did what we had to do"\n\n{string}')
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        with open(folder / "s.jsonl", "w", encoding="utf-8") as out:
            for key, text in texts.items():
                out.write(json.dumps({"id": key, "text": text}, ensure_ascii=False) + "\n")
        for tool, members, least in (("prov-passages", "occurrences", 2 * len(strings)),
                                     ("prov-quotes", "occurrences", 2 * len(strings)),
                                     ("prov-trace all", "nodes", 100)):
            status, found, message = run(args, *tool.split(), "s.jsonl", "--quiet", folder=folder)
            records = [json.loads(line) for line in found.splitlines()]
            places = [place for record in records for place in record.get(members, ())]
            if status != 0 or len(places) < least:
                failures.append(f"{tool}: exit {status}, {len(places)} places: {message}")
            wrong = [place for place in places if not spans_hold(texts[place["id"]], place)]
            if wrong:
                failures.append(f"{tool}: {len(wrong)} wrong spans, such as {wrong[0]}")
            print(f"{tool}: {len(places)} places")
        for string in strings:
            if "\0" in string:
                continue
            status, _, message = run(args, "prov-trace", "find", "--", string, "s.jsonl",
                                     folder=folder)
            if status not in (0, 2):
                failures.append(f"prov-trace find {string!r}: exit {status}: {message}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    args = parser.parse_args()
    archive = args.data / "robust" / "robust_text.tar.zst"
    if not archive.exists():
        print("SKIPPED: no ../shared/data")
        return 77
    stress, blns = read_data(archive, ["utf8_stress.bin", "blns/package/resources/blns.json"])
    cases = []
    for line in stress.removesuffix(b"\n").split(b"\n"):
        name, _, rest = line.partition(b"\t")
        text, _, label = rest.rpartition(b"\t")
        cases.append((f"{len(cases):03}-{name.decode()}", text, label == b"VALID"))
    assert len(cases) == 201 and 10 < sum(valid for _, _, valid in cases) < 201
    strings = json.loads(blns)
    assert len(strings) > 400
    failures = []
    check_utf8(args, cases, failures)
    check_strings(args, strings, failures)
    valid = [text.decode() for _, text, is_valid in cases if is_valid]
    check_findings(args, [s for s in strings + valid if s], failures)
    print("\n".join(failures), end="\n" if failures else "")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
