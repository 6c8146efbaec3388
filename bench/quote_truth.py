#!/usr/bin/env python3
"""Turns articles whose attributions people marked into a truth file of prov-eval.

  quote_truth.py polnear DOCS.jsonl ATTRIBUTIONS.jsonl SPLIT > TRUTH.jsonl
  quote_truth.py german DOCS.jsonl SPLIT > TRUTH.jsonl

PolNeAR marks contents, not quotes.  The double quote marks of a marked content
are paired off two by two; a content of an odd number of marks says nothing,
unless its only mark begins it and it reaches to the end of its paragraph.  What
contents say something is what the truth speaks of.  The speakers of a quote are
the sources of the smallest content around it.  The German set marks quotes
("Direct").
"""
import json
import re
import sys

MARK = re.compile("''|``|[\"\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02]")
SPACE = " \t\r\n\u00a0\u202f"
GERMAN_MARKS = "\u201e\u201c\u201d\"\u00bb\u00ab'\u201a\u2018" + SPACE


def lines_of(path):
    with open(path) as lines:
        return [json.loads(line) for line in lines]


def trimmed(text, begin, end, what=SPACE):
    while begin < end and text[begin] in what:
        begin += 1
    while end > begin and text[end - 1] in what:
        end -= 1
    return begin, end


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
    """({(begin, end): source spans}, [what contents say something])"""
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
    return {span: source for span, (_, source) in quotes.items()}, judged


def german_truth(text, annotations):
    quotes = {}
    for annotation in annotations:
        if annotation["type"] == "Direct":
            for begin, end in annotation["quote"]:
                span = trimmed(text, begin, end, GERMAN_MARKS)
                quotes[span] = annotation["speaker"]
    return quotes, list(quotes)


def truth_lines(marked, documents, truth_of):
    yield {"schema": "prov.truth/1", "kind": "quotes", "documents": len(marked)}
    for key, annotations in marked.items():
        text = documents[key]["text"]
        quotes, judged = truth_of(text, annotations)
        for (begin, end), sources in sorted(quotes.items()):
            yield {"schema": "prov.truth.quote/1", "id": key, "begin": begin, "end": end,
                   "words": len(text[begin:end].split()),
                   "speakers": [{"name": text[b:e], "begin": b, "end": e} for b, e in sources]}
        for begin, end in judged:
            yield {"schema": "prov.truth.judged/1", "id": key, "begin": begin, "end": end}


def main():
    task, *paths, split = sys.argv[1:]
    documents = {d["id"]: d for d in lines_of(paths[0])}
    if task == "polnear":
        marked = {}
        for line in lines_of(paths[1]):
            if line["split"] == split:  # Of an article marked twice, the first.
                marked.setdefault(line["doc"], line["attributions"])
    else:
        marked = {d["id"]: d["annotations"] for d in documents.values() if d["split"] == split}
    truth_of = polnear_truth if task == "polnear" else german_truth
    for line in truth_lines(marked, documents, truth_of):
        print(json.dumps(line, ensure_ascii=False, separators=(",", ":")))


if __name__ == "__main__":
    main()
