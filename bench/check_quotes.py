#!/usr/bin/env python3
"""Judges what prov-quotes found in articles whose attributions people marked.

  check_quotes.py polnear DOCS.jsonl ATTRIBUTIONS.jsonl FOUND.jsonl train|dev
  check_quotes.py german DOCS.jsonl FOUND.jsonl train|dev
      --errors N  shows up to N errors of each kind (keep it to train)

What is true comes from the marked contents alone:

  boundaries  PolNeAR marks contents, not quotes.  The double quote marks of a
              marked content are paired off two by two; a content of an odd
              number of marks says nothing, unless its only mark begins it and it
              reaches to the end of its paragraph.  A found quote counts if it
              touches a content that says something; it is right if it begins and
              ends where a true one does.  The German set marks quotes ("Direct").
  speakers    of true quotes of five words or more, the source of the smallest
              content around the quote.  A speaker is right if its span touches
              the source's, or if both end in the same word.  Precision is over
              the speakers given, recall over the true quotes with a source,
              found or not.
"""
import collections
import json
import re
import sys

MARK = re.compile("''|``|[\"\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02]")
SPACE = " \t\r\n\u00a0\u202f"


def lines_of(path):
    with open(path) as lines:
        return [json.loads(line) for line in lines]


def trimmed(text, begin, end):
    while begin < end and text[begin] in SPACE:
        begin += 1
    while end > begin and text[end - 1] in SPACE:
        end -= 1
    return begin, end


def found_quotes(path):
    """document -> [(begin, end, speaker or None, nested)]"""
    found = collections.defaultdict(list)
    for record in lines_of(path):
        if record.get("schema") != "prov.quote/1":
            continue
        for place in record["occurrences"]:
            if "unmarked" in place["flags"]:
                continue
            found[place["id"]].append(place)
    for places in found.values():
        places.sort(key=lambda p: p["begin"])
    return found


def joined(text, pieces):
    """Pieces of a content that only space parts, within a paragraph, as one."""
    runs = []
    for begin, end in sorted(pieces):
        if runs and begin >= runs[-1][1]:
            between = text[runs[-1][1]:begin]
            if not between.strip(SPACE) and "\n" not in between:
                runs[-1][1] = end
                continue
        runs.append([begin, end])
    return runs


def true_of_piece(text, begin, end):
    """Quotes in a run of content; None if it says nothing."""
    if begin > 0 and MARK.fullmatch(text[begin - 1]):
        begin -= 1
    if MARK.fullmatch(text[end:end + 1] or " "):
        end += 1
    marks = list(MARK.finditer(text, begin, end))
    if len(marks) % 2 == 0:
        return [trimmed(text, a.end(), b.start())
                for a, b in zip(marks[::2], marks[1::2])]
    paragraph_end = text.find("\n", end)
    rest = text[end:paragraph_end if paragraph_end >= 0 else len(text)]
    if len(marks) == 1 and marks[0].start() == begin and not rest.strip(SPACE):
        return [trimmed(text, marks[0].end(), end)]
    return None


def polnear_truth(text, attributions):
    """([(begin, end, source spans)], what contents say something)"""
    quotes, judged = {}, []
    for attribution in attributions:
        if not attribution["has_quote_mark"]:
            continue
        runs = joined(text, attribution["content"])
        size = sum(end - begin for begin, end in runs)
        for begin, end in runs:
            for line in re.finditer(r"[^\n]+", text[begin:end]):
                of_line = true_of_piece(text, begin + line.start(), begin + line.end())
                if of_line is None:
                    continue
                judged.append((begin + line.start(), begin + line.end()))
                for span in of_line:
                    if span[0] < span[1] and (span not in quotes or quotes[span][0] > size):
                        quotes[span] = (size, attribution["source"])
    return ([(b, e, source) for (b, e), (_, source) in sorted(quotes.items())], judged)


def german_truth(text, annotations):
    quotes = {}
    for annotation in annotations:
        if annotation["type"] != "Direct":
            continue
        for begin, end in annotation["quote"]:
            while begin < end and text[begin] in "\u201e\u201c\u201d\"\u00bb\u00ab'\u201a\u2018" + SPACE:
                begin += 1
            while end > begin and text[end - 1] in "\u201e\u201c\u201d\"\u00bb\u00ab'\u201a\u2018" + SPACE:
                end -= 1
            quotes[(begin, end)] = annotation["speaker"]
    return [(b, e, s) for (b, e), s in sorted(quotes.items())], list(quotes)


def touches(a, b):
    return a[0] < b[1] and b[0] < a[1]


def is_right(text, speaker, sources):
    span = (speaker["begin"], speaker["end"])
    if any(touches(span, source) for source in sources):
        return True
    words = re.findall(r"\w+", text[span[0]:span[1]].lower())
    return bool(words) and any(
        re.findall(r"\w+", text[b:e].lower())[-1:] == words[-1:] for b, e in sources)


class Score:
    def __init__(self, errors):
        self.counts = collections.Counter()
        self.rules = collections.Counter()
        self.left = collections.Counter()
        self.errors = errors

    def show(self, kind, text):
        self.left[kind] += 1
        if self.left[kind] <= self.errors:
            print(f"  {kind}: {text!r}")

    def boundaries(self, text, true, judged, found):
        spans = {(b, e) for b, e, _ in true}
        counted = {(p["begin"], p["end"]) for p in found
                   if (p["begin"], p["end"]) in spans or
                   "single" not in p["flags"] and "nested" not in p["flags"] and
                   any(touches((p["begin"], p["end"]), j) for j in judged)}
        hits = len(spans & counted)
        self.counts.update(true=len(spans), found=len(counted), hits=hits)
        for b, e in sorted(spans - counted):
            self.show("missed", text[max(0, b - 40):b] + "[[" + text[b:e] + "]]" + text[e:e + 40])
        for b, e in sorted(counted - spans):
            self.show("wrong", text[max(0, b - 40):b] + "[[" + text[b:e] + "]]" + text[e:e + 40])

    def speakers(self, text, true, found):
        for begin, end, sources in true:
            words = len(text[begin:end].split())
            if not sources or words < 5:
                continue
            at = [p for p in found if touches((p["begin"], p["end"]), (begin, end))]
            at.sort(key=lambda p: (p["begin"] != begin, p["begin"]))
            speaker = next((p["speaker"] for p in at if p["speaker"]), None)
            self.counts["sourced"] += 1
            around = (text[max(0, begin - 300):begin] + " [[" + text[begin:end] + "]] " +
                      text[end:end + 160])
            wanted = " / ".join(text[b:e] for b, e in sources)
            if not speaker:
                self.show("no speaker", f"<{wanted}> {around}")
                self.rules["none", 0] += 1
                continue
            self.counts["given"] += 1
            right = is_right(text, speaker, sources)
            self.rules[speaker.get("rule", "?"), right] += 1
            if right:
                self.counts["right"] += 1
            else:
                self.show("wrong speaker", f"{speaker.get('rule')} {text[speaker['begin']:speaker['end']]!r}"
                          f" not <{wanted}> {around}")

    def print(self, name):
        c = self.counts
        print(f"{name}: boundaries P {c['hits'] / max(1, c['found']):.4f}"
              f" R {c['hits'] / max(1, c['true']):.4f}"
              f" F1 {2 * c['hits'] / max(1, c['found'] + c['true']):.4f}"
              f" ({c['true']} true, {c['found']} found)")
        print(f"{name}: speakers   P {c['right'] / max(1, c['given']):.4f}"
              f" R {c['right'] / max(1, c['sourced']):.4f} ({c['sourced']} true, {c['given']} given)")
        for rule in sorted({rule for rule, _ in self.rules}):
            if self.errors:
                print(f"    {rule:22} right {self.rules[rule, True]:5}"
                      f"  wrong {self.rules[rule, False]:5}")


def main():
    arguments = sys.argv[1:]
    errors = 0
    if "--errors" in arguments:
        at = arguments.index("--errors")
        errors = int(arguments[at + 1])
        del arguments[at:at + 2]
    task, paths, split = arguments[0], arguments[1:-1], arguments[-1]
    score = Score(errors)
    found = found_quotes(paths[-1])
    documents = {d["id"]: d for d in lines_of(paths[0])}
    if task == "polnear":
        marked = {}
        for line in lines_of(paths[1]):
            if line["split"] == split:
                marked.setdefault(line["doc"], line["attributions"])
    else:
        marked = {d["id"]: d["annotations"] for d in documents.values() if d["split"] == split}
    for key, attributions in marked.items():
        text = documents[key]["text"]
        true, judged = (polnear_truth if task == "polnear" else german_truth)(text, attributions)
        score.boundaries(text, true, judged, found[key])
        score.speakers(text, true, found[key])
    score.print(f"{task} {split}")


if __name__ == "__main__":
    main()
