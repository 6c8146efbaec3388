#!/usr/bin/env python3
"""prov-passages over texts of every kind, short and long, few and many.

Each case names the documents and, for each passage that must be found, what
stands in its occurrences.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

RUN = "the harbour board of Port Sella met on Monday to hear the pilots"
LEAD = "Pilots in Port Sella will not sail at night until lamps are lit."
HAN = "\u6e2f\u53e3\u59d4\u5458\u4f1a\u5468\u4e00\u4e3e\u884c\u4f1a\u8bae"
HEBREW = " ".join("\u05d0\u05d1\u05d2 \u05d3\u05d4\u05d5 \u05d6\u05d7\u05d8 "
                  "\u05d9\u05db\u05dc \u05de\u05e0\u05e1 \u05e2\u05e4\u05e6 "
                  "\u05e7\u05e8\u05e9 \u05ea\u05d0\u05d1 \u05d1\u05d2\u05d3".split())

# name: documents, [the texts of the occurrences of each passage]
CASES = {
    "identical documents": ([RUN + ".", RUN + "."], [[RUN, RUN]]),
    "at the beginning and at the end": (
        [RUN + " today.", "We heard that " + RUN], [[RUN, RUN]]),
    "a lead three times": (
        [f"{LEAD}\n\n{LEAD}\n\nThe board met.\n\n{LEAD}"],
        [[LEAD.rstrip(".")] * 3]),
    "no-break spaces": ([RUN, RUN.replace(" ", "\u00a0")],
                        [[RUN, RUN.replace(" ", "\u00a0")]]),
    "quotes of two apostrophes": (
        [f"Ana wrote ''{RUN}'' twice.", f'She said "{RUN}" once.'],
        [[RUN, RUN]]),
    "soft hyphens": ([RUN, RUN.replace("harbour", "har\u00adbour")],
                     [[RUN, RUN.replace("harbour", "har\u00adbour")]]),
    "combining marks": (
        [RUN.replace("board", "caf\u00e9"), RUN.replace("board", "cafe\u0301")],
        [[RUN.replace("board", "caf\u00e9"),
          RUN.replace("board", "cafe\u0301")]]),
    "text without spaces": (["\u4eca\u5929" + HAN, HAN + "\u3002"], [[HAN, HAN]]),
    "from right to left": ([HEBREW + ".", "\u05e9\u05dc\u05d5\u05dd: " + HEBREW],
                           [[HEBREW, HEBREW]]),
    "emoji": (["\U0001f600 " + RUN, "ok \U0001f469\u200d\U0001f4bb " + RUN + "\U0001f600"],
              [[RUN, RUN]]),
    "an empty document": (["", RUN, " \n", RUN], [[RUN, RUN]]),
    "nothing shared": ([RUN, LEAD], []),
}


class Failed(Exception):
    pass


def passages_of(tool, path, *options):
    process = subprocess.run([tool, str(path), "--quiet", *options], check=True,
                             stdout=subprocess.PIPE)
    lines = [json.loads(line) for line in process.stdout.splitlines()]
    if lines[0]["schema"] != "prov.run/1":
        raise Failed("the first line is no prov.run/1")
    return lines[1:]


def check_case(tool, path, documents, expected):
    texts = {f"d{i}": text for i, text in enumerate(documents)}
    with open(path, "w") as out:
        for key, text in texts.items():
            json.dump({"id": key, "outlet": key, "text": text}, out)
            out.write("\n")
    found = []
    for record in passages_of(tool, path):
        if record["schema"] != "prov.passage/1":
            raise Failed(f"an unexpected record: {record}")
        words = []
        for place in record["occurrences"]:
            text = texts[place["id"]]
            words.append(text[place["begin"]:place["end"]])
            in_bytes = text.encode()[place["begin_byte"]:place["end_byte"]]
            if in_bytes.decode() != words[-1]:
                raise Failed("bytes and code points differ")
        found.append(words)
    if found != expected:
        raise Failed(f"{found} is not {expected}")


def check_long(tool, path):
    """A run of one short document at the very end of one of 50 MB."""
    with open(path, "w") as out:
        out.write('{"id":"long","text":"')
        out.write(" ".join(f"w{i}" for i in range(5_800_000)))
        out.write(" " + RUN + '"}\n')
        json.dump({"id": "short", "text": RUN}, out)
    if path.stat().st_size < 50_000_000:
        raise Failed("the document is not long")
    found = passages_of(tool, path, "--max-record", "64M")
    places = [place["begin"] for place in found[0]["occurrences"]]
    size = path.stat().st_size
    if len(found) != 1 or not 49_000_000 < max(places) < size or min(places):
        raise Failed(f"{len(found)} passages at {places}")


def check_many(tool, path):
    """A million documents that are the same: one passage, all of them in it."""
    with open(path, "w") as out:
        for i in range(1_000_000):
            out.write(f'{{"id":"{i}","text":"{RUN}"}}\n')
    found = passages_of(tool, path)
    if len(found) != 1 or len(found[0]["occurrences"]) != 1_000_000:
        raise Failed(f"{len(found)} passages")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=pathlib.Path)
    tool = parser.parse_args().bin.resolve() / "prov-passages"
    failures = 0
    with tempfile.TemporaryDirectory() as scratch:
        path = pathlib.Path(scratch) / "documents.jsonl"
        checks = {name: lambda case=case: check_case(tool, path, *case)
                  for name, case in CASES.items()}
        checks["a document of 50 MB"] = lambda: check_long(tool, path)
        checks["a million documents"] = lambda: check_many(tool, path)
        for name, check in checks.items():
            try:
                check()
                print(f"ok: {name}")
            except Failed as failure:
                print(f"WRONG: {name}: {failure}")
                failures += 1
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
