#!/usr/bin/env python3
"""prov-trace audit says yes to the chains that prov-trace wrote, and no to each of 50 mutants
of each kind: a span moved by a word, a direction swapped, a document deleted, a citation invented.

  audit_test.py --bin TOOLS
"""
import argparse
import copy
import json
import pathlib
import random
import subprocess
import tempfile

CHAINS = 60
MUTANTS = 50
PEOPLE = ["Ana Ruiz", "Bo Noor", "Carla Lindt", "Dan Okafor", "Eva Marsh", "Finn Tarrow"]
PAPERS = ["Mill Valley Post", "Bay Observer", "Tarn Gazette", "Northern Ledger", "Port Sella Times"]
SYLLABLES = "bar den fol gim har kel lun mor nar pol quin rad sel tor vin wex".split()



def corpus(dice):
    """Documents: of each quote four or five, some of which say where they have it from."""
    documents = []
    for number in range(CHAINS):
        a, b, c, d, e, f = ("".join(dice.choices(SYLLABLES, k=3)) for _ in range(6))
        quote = f"The {a} of {b} will never {c} again and no {d} will ever {e} a {f}"
        who = dice.choice(PEOPLE)
        papers = dice.sample(PAPERS, 4)
        day = 1 + number % 27
        texts = [
            ("Coast News Agency", f"2031-03-{day:02}T08:00:00Z",
             f"The council met again on Monday, and it was not a short night. "
             f"“{quote},” {who} said."),
            (papers[0], f"2031-03-{day + 1:02}",
             f"There was more to it than the town was told. \"{quote},\" {who} was quoted by "
             f"the Coast News Agency as saying."),
            (papers[1], f"2031-03-{day + 1:02}",
             f"Not everybody in the town was for it. \"{quote},\" said {who}."),
            (papers[2], f"2031-03-{day + 2:02}",
             f"\"{quote},\" {who} told the Tarn Courier, and the mayor had nothing to say to that."),
            (papers[3], f"2031-04-{day:02}",
             f"It was said here that {quote[0].lower() + quote[1:]}, but it was not."),
        ]
        for outlet, published, text in texts:
            documents.append({"id": f"d{len(documents)}", "outlet": outlet,
                              "published": published, "text": text})
    return documents


def write(path, rows):
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


class Auditor:
    def __init__(self, tool, folder):
        self.tool, self.folder = tool, pathlib.Path(folder)

    def trace(self, documents):
        write(self.folder / "docs.jsonl", documents)
        out = subprocess.run([self.tool, "all", self.folder / "docs.jsonl"], check=True,
                             capture_output=True, text=True).stdout
        return [json.loads(line) for line in out.splitlines()]

    def audit(self, rows, documents):
        """Of each chain whether it holds, and the exit status."""
        write(self.folder / "docs.jsonl", documents)
        write(self.folder / "chains.jsonl", rows)
        run = subprocess.run([self.tool, "audit", "--quiet", self.folder / "chains.jsonl",
                              self.folder / "docs.jsonl"], capture_output=True, text=True)
        lines = [json.loads(line) for line in run.stdout.splitlines()]
        audited = [line for line in lines if line["schema"] == "prov.audit/1"]
        assert all(line["holds"] == (not line["refuted"]) for line in audited)
        return [line["holds"] for line in audited], run.returncode


def real(chain):
    return [node for node in chain["nodes"] if not node["virtual"]]


def moved_span(chain, texts, dice):
    """One word on, with the words that stand there."""
    node = dice.choice(real(chain))
    text = texts[node["id"]]
    begin = text.index(" ", node["begin"]) + 1
    end = text.find(" ", node["end"] + 1)
    end = end if end >= 0 else len(text)
    node.update(begin=begin, end=end, exact=text[begin:end],
                begin_byte=len(text[:begin].encode()), end_byte=len(text[:end].encode()))


def swapped(chain, texts, dice):
    link = dice.choice(chain["links"])
    link["from"], link["to"] = link["to"], link["from"]


def invented(chain, texts, dice):
    """A citation that is not in the text, with a link that it proves."""
    node = dice.choice([node for node in real(chain)[1:] if node["cited"] is None])
    first = real(chain)[0]
    span = {name: node[name] for name in ("begin", "end", "begin_byte", "end_byte")}
    node["cited"] = {"outlet": first["outlet"], "form": "told", **span}
    for link in chain["links"]:
        if link["from"] == node["id"]:
            link.update(to=first["id"], relation="copies")
            link["evidence"].append({"kind": "citation", "id": node["id"], **span})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    tool = pathlib.Path(parser.parse_args().bin) / "prov-trace"
    dice = random.Random(7)
    documents = corpus(dice)
    texts = {document["id"]: document["text"] for document in documents}
    with tempfile.TemporaryDirectory() as folder:
        auditor = Auditor(tool, folder)
        run, *chains = auditor.trace(documents)
        chains = [chain for chain in chains if len(real(chain)) == 5]
        assert len(chains) >= MUTANTS, len(chains)
        assert all(len(chain["links"]) >= 4 for chain in chains)
        assert auditor.audit([run] + chains, documents) == ([True] * len(chains), 0)
        # Documents beside them, and other orders of members, do not matter.
        more = documents + [{"id": "e1", "text": "Nothing here."}]
        turned = [dict(reversed(chain.items())) | {"note": 1} for chain in chains]
        assert auditor.audit([run] + turned, more) == ([True] * len(chains), 0)
        for mutate in (moved_span, swapped, invented):
            mutants = copy.deepcopy(dice.sample(chains, MUTANTS))
            for mutant in mutants:
                mutate(mutant, texts, dice)
            assert auditor.audit([run] + mutants, documents) == ([False] * MUTANTS, 1), mutate
        # A document deleted: from the archive, and from the chain.
        sample = dice.sample(chains, MUTANTS)
        gone = {dice.choice(real(chain))["id"] for chain in sample}
        left = [document for document in documents if document["id"] not in gone]
        assert auditor.audit([run] + sample, left) == ([False] * MUTANTS, 1)
        mutants = copy.deepcopy(sample)
        for mutant in mutants:
            removed = dice.choice(real(mutant))["id"]
            mutant["nodes"] = [n for n in mutant["nodes"] if n["id"] != removed]
            mutant["links"] = [k for k in mutant["links"] if removed not in (k["from"], k["to"])]
        assert auditor.audit([run] + mutants, documents) == ([False] * MUTANTS, 1)


if __name__ == "__main__":
    main()
