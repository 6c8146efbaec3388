#!/usr/bin/env python3
"""Prints what a run of prov-dedupe kept and dropped, for people.

usage: show_drops.py DROPPED KEPT...
"""
import json
import pathlib
import sys
import unicodedata


def records(path):
    """Yields the JSON objects of a file, one a line."""
    for line in pathlib.Path(path).read_bytes().split(b"\n"):
        if line.strip():
            yield json.loads(line)


def cell(text, width):
    """Cuts or pads `text` to `width` columns of a terminal."""
    shown, columns = "", 0
    for char in text:
        wide = 2 if unicodedata.east_asian_width(char) in "WF" else 1
        if columns + wide > width:
            break
        shown, columns = shown + char, columns + wide
    return shown + " " * (width - columns)


def main():
    dropped, *kept_files = sys.argv[1:]
    print("\nkept")
    for path in kept_files:
        for record in records(path):
            name = record.get("id") or "(no id)"
            print("  " + cell(str(name), 12) + cell(record.get("outlet") or "", 22)
                  + cell(record.get("title") or record["text"], 50).rstrip())

    inputs, drops = [], []
    for line in records(dropped):
        if line["schema"] == "prov.input/1":
            inputs.append(pathlib.PurePath(line["name"]).name)
        elif line["schema"] == "prov.drop/1":
            drops.append(line)

    print("\n" + cell("dropped", 22) + cell("where", 20) + cell("kept instead", 22)
          + cell("kind", 18) + cell("similarity", 12) + "differs in")
    for drop in drops:
        where = f"{inputs[drop['input']]}:{drop['line']}"
        print("  " + cell(drop["key"], 20) + cell(where, 20) + cell(drop["kept"], 22)
              + cell(drop["kind"], 18) + cell(f"{drop['similarity']:.4f}", 12)
              + ", ".join(drop.get("differs") or ["-"]))


if __name__ == "__main__":
    main()
