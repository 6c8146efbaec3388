#!/usr/bin/env python3
"""Gives the records of a JSON Lines file another form, for golden cases.

  convert.py csv|tsv IN OUT    a header and a record a line, quoted where needed
  convert.py txt IN FOLDER     FOLDER/ID.txt for each record, and on standard
                               output a manifest of them
  convert.py nested IN OUT     {"meta":{"id","outlet","published","url"},"article":
                               {"body":[paragraphs]}} a line
"""
import csv
import json
import pathlib
import sys

COLUMNS = ["id", "outlet", "published", "url", "title", "text"]


def main():
    form, source, target = sys.argv[1:]
    records = [json.loads(line) for line in open(source, encoding="utf-8")
               if line.strip()]
    if form in ("csv", "tsv"):
        with open(target, "w", encoding="utf-8", newline="") as out:
            rows = csv.writer(out, delimiter="," if form == "csv" else "\t",
                              lineterminator="\n")
            rows.writerow(COLUMNS)
            for record in records:
                rows.writerow([record.get(column) or "" for column in COLUMNS])
    elif form == "txt":
        folder = pathlib.Path(target)
        folder.mkdir(parents=True)
        print("path\toutlet\tpublished\turl")
        for number, record in enumerate(records):
            path = folder / f"{record.get('id') or number}.txt"
            path.write_text(record["text"] + "\n", encoding="utf-8")
            print(path.name, record.get("outlet") or "",
                  record.get("published") or "", record.get("url") or "", sep="\t")
    else:
        with open(target, "w", encoding="utf-8") as out:
            for record in records:
                meta = {key: record.get(key) for key in ("id", "outlet", "published", "url")}
                body = record["text"].split("\n\n")
                out.write(json.dumps({"meta": meta, "article": {"body": body}}) + "\n")


if __name__ == "__main__":
    main()
