#!/usr/bin/env python3
"""A few lines of a findings file for people: passages, quotes or chains.

  scripts/show_findings.py passages|quotes|chains FILE
"""
import collections
import json
import sys
import textwrap

SHOWN = 4


def short(text, width=58):
    return textwrap.shorten(text, width, placeholder=" ...")


def passages(found):
    classes = collections.Counter(passage["class"] for passage in found)
    print("   " + ", ".join(f"{count} {name}" for name, count in classes.most_common()))
    for passage in sorted(found, key=lambda p: -len(p["occurrences"]))[:SHOWN]:
        outlets = sorted({place["outlet"] for place in passage["occurrences"]})
        print(f"   {passage['class']:24}{len(passage['occurrences'])} places  "
              f"{short(passage['text'])}\n{'':37}{', '.join(outlets)}")


def quotes(found):
    types = collections.Counter(quote["type"] for quote in found)
    print("   " + ", ".join(f"{count} {name}" for name, count in types.most_common()))
    for quote in sorted(found, key=lambda q: -len(q["occurrences"]))[:SHOWN]:
        speaker = quote["speaker"]["name"] if quote["speaker"] else "?"
        print(f"   {speaker:24}{len(quote['occurrences'])} places  {short(quote['text'])}")
        cited = sorted({place["cited"]["outlet"] for place in quote["occurrences"]
                        if place["cited"]})
        if cited:
            print(f"{'':37}cited: {', '.join(cited)}")


def chains(found):
    verdicts = collections.Counter(chain["verdict"] for chain in found)
    print("   " + ", ".join(f"{count} {name}" for name, count in verdicts.most_common()))
    for chain in sorted(found, key=lambda c: -len(c["nodes"]))[:SHOWN]:
        first = chain["first"]
        print(f"   {short(chain['subject']['text'], 70)}\n"
              f"      {chain['verdict']}"
              + (f": {first['outlet']}, p {first['probability']}" if first else ""))
        outlets = {node["id"]: node["outlet"] for node in chain["nodes"]}
        for link in chain["links"][:3]:
            kinds = ", ".join(evidence["kind"] for evidence in link["evidence"])
            print(f"      {outlets[link['from']]} <- {outlets[link['to']]}: "
                  f"{link['relation']} ({kinds})")


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in ("passages", "quotes", "chains"):
        sys.exit(__doc__)
    with open(sys.argv[2], encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    show = {"passages": passages, "quotes": quotes, "chains": chains}[sys.argv[1]]
    show([line for line in found if line["schema"] == f"prov.{sys.argv[1][:-1]}/1"])


if __name__ == "__main__":
    main()
