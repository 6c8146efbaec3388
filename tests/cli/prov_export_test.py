#!/usr/bin/env python3
"""Other people's readers take what prov-ledger export writes.

Debian's prov-convert and prov-compare round-trip the PROV-JSON; the PROV-JSONLD
is valid by the JSON Schema of the submission, where a copy of that lies beside
the project; a current Python `prov`, had from pip, reads both as the same
document.  What is not to be had is skipped by name.  No circle, no derivation
against time and no primary source is ever in it, for findings that say such
things, too.
"""
import argparse
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parents[2]
DEMO = SOURCE / "tests/data/demo"
READ_BOTH = """
import sys, prov.model
a, b = (prov.model.ProvDocument.deserialize(path, format=form)
        for path, form in ((sys.argv[1], "json"), (sys.argv[2], "jsonld")))
def sets(document):
    yield None, frozenset(document.get_records())
    for bundle in document.bundles:
        yield bundle.identifier, frozenset(bundle.get_records())
assert dict(sets(a)) == dict(sets(b)), "PROV-JSON and PROV-JSONLD differ"
print(sum(len(records) for _, records in sets(a)), "records in both")
"""


def skip(what, why):
    print(f"skipped: {what}: {why}")


def run(*command, **options):
    return subprocess.run(list(map(str, command)), check=True, text=True,
                          capture_output=True, **options)


def demo_ledger(tools, folder):
    """A ledger of all that the tools find in the demo corpus."""
    documents = sorted(DEMO.glob("*.jsonl"))
    for tool, name, *options in (("quotes", "quotes"), ("passages", "passages"),
                                 ("trace", "chains", "all")):
        run(tools / f"prov-{tool}", *options, *documents, "--quiet", "-o",
            folder / f"{name}.jsonl")
    run(tools / "prov-sketch", *documents, "--quiet", "-o", folder / "d.sig")
    run(tools / "prov-match", folder / "d.sig", "--quiet", "-o", folder / "matches.jsonl")
    run(tools / "prov-cluster", folder / "matches.jsonl", folder / "d.sig", "--quiet",
        "-o", folder / "clusters.jsonl")
    run(tools / "prov-dedupe", *documents, "--quiet", "-o", folder / "kept/",
        "--dropped", folder / "dropped.jsonl")
    ledger = folder / "ledger"
    run(tools / "prov-ledger", "record", ledger, "--quiet",
        *sorted(folder.glob("*.jsonl")))
    return ledger


def random_ledger(tools, folder, seed):
    """One of chains that contradict each other and their dates."""
    rng = random.Random(seed)
    lines = [{"schema": "prov.run/1", "tool": "prov-trace", "version": "0.1.0",
              "parameters": {}, "inputs": []}]
    dates = {}
    for i in range(12):
        day = rng.randint(1, 25)
        dates[f"d{i}"] = rng.choice([None, {
            "earliest": f"2031-03-{day:02d}T00:00:00Z",
            "latest": f"2031-03-{day + rng.randint(0, 3):02d}T00:00:00Z", "grade": "B"}])
    for chain in range(20):
        ids = rng.sample(sorted(dates), rng.randint(2, 6))
        links = [{"from": rng.choice(ids), "to": rng.choice(ids),
                  "relation": rng.choice(["copies", "wire", "press-release", "revision",
                                          "common-source", "same-utterance",
                                          "incidental", "undetermined"]),
                  "probability": 0.5,
                  "evidence": [{"kind": kind} for kind in
                               rng.sample(["time", "citation", "url", "speaker"],
                                          rng.randint(0, 4))]}
                 for _ in range(rng.randint(1, 8))]
        nodes = [{"id": i, "outlet": f"Outlet {i}", "url": None, "published": dates[i],
                  "begin": chain % 3, "end": 9, "begin_byte": chain % 3, "end_byte": 9,
                  "exact": "some text", "virtual": False} for i in ids]
        lines.append({"schema": "prov.chain/1", "chain": f"c{chain}", "nodes": nodes,
                      "links": links})
    path = folder / f"random{seed}.jsonl"
    path.write_text("".join(json.dumps(line, separators=(",", ":")) + "\n"
                            for line in lines))
    run(tools / "prov-ledger", "record", folder / f"random{seed}", path, "--quiet")
    return folder / f"random{seed}"


def value(attribute):
    return attribute["$"] if isinstance(attribute, dict) else attribute


def check_order(document):
    """No circle, nothing against time, no direction without evidence."""
    derived, dates = {}, {}
    for part in [document, *document.get("bundle", {}).values()]:
        for name, entity in part.get("entity", {}).items():
            if "pv:publishedEarliest" in entity:
                dates[name] = (value(entity["pv:publishedEarliest"]),
                               value(entity["pv:publishedLatest"]))
    documents = {name: value(entity["dcterms:isPartOf"])
                 for part in document.get("bundle", {}).values()
                 for name, entity in part.get("entity", {}).items()
                 if "dcterms:isPartOf" in entity}
    count = 0
    for part in [document, *document.get("bundle", {}).values()]:
        for edge in part.get("wasDerivedFrom", {}).values():
            new, old = edge["prov:generatedEntity"], edge["prov:usedEntity"]
            derived.setdefault(new, set()).add(old)
            count += 1
            a, b = (dates.get(documents.get(name, name)) for name in (new, old))
            assert not a or not b or b[0] <= a[1], f"against time: {edge}"
            kind = value(edge.get("prov:type", ""))
            assert kind != "prov:PrimarySource", edge
            if kind == "prov:Quotation":
                assert (edge["pv:kind"] == "said"
                        or "citation" in edge["pv:evidence"].split()), edge
    state = {}

    def visit(name):
        state[name] = "open"
        for old in derived.get(name, ()):
            assert state.get(old) != "open", f"a circle through {old}"
            if old not in state:
                visit(old)
        state[name] = "done"

    for name in derived:
        if name not in state:
            visit(name)
    return count


def check_debian(folder):
    if shutil.which("prov-convert") is None or shutil.which("prov-compare") is None:
        return skip("prov-convert, prov-compare", "the package prov-tools is not here")
    run("prov-convert", "-f", "json", folder / "out.json", folder / "again.json")
    run("prov-compare", "-f", "json", "-F", "json", folder / "out.json",
        folder / "again.json")
    print("prov-convert and prov-compare: the same document comes back")


def check_schema(document, schema):
    """By rules of the submission, and by its schema where that is to be had."""
    assert set(document) == {"@context", "@graph"}
    for statement in document["@graph"]:
        parts = statement["@graph"] if statement["@type"] == "Bundle" else [statement]
        if statement["@type"] == "Bundle":
            assert statement["@context"] == document["@context"], "prefixes not repeated"
        for part in parts:
            for name, values in part.items():
                assert (isinstance(values, list)
                        == (":" in name or name in ("type", "label", "value"))), part
    if not schema.exists():
        return skip("the JSON Schema of PROV-JSONLD", f"no {schema.name} beside the project")
    try:
        import jsonschema
    except ImportError:
        return skip("the JSON Schema of PROV-JSONLD", "no Python jsonschema")
    jsonschema.validate(document, json.loads(schema.read_text()))
    print("PROV-JSONLD: valid by the schema of the submission")


def check_current_prov(folder, build):
    """With the `prov` of pip, kept in the build folder."""
    venv = build / "python-prov"
    python = venv / "bin/python"
    if subprocess.run([python, "-c", "import prov"], capture_output=True).returncode if \
            python.exists() else True:
        try:
            run(sys.executable, "-m", "venv", venv, timeout=30)
            run(python, "-m", "pip", "install", "-q", "--retries", "0", "--timeout", "5",
                "prov>=3", timeout=40)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            return skip("a current Python prov", f"not to be had from pip: {error}")
    shown = run(python, "-W", "ignore", "-c", READ_BOTH, folder / "out.json",
                folder / "out.jsonld").stdout
    print("a current Python prov:", shown.strip())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    args = parser.parse_args()
    tools = args.bin.resolve()
    ledger_tool = tools / "prov-ledger"
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        ledger = demo_ledger(tools, folder)
        run(ledger_tool, "verify", ledger, "--archive", *sorted(DEMO.glob("*.jsonl")))
        for form, name in (("prov-json", "out.json"), ("prov-jsonld", "out.jsonld"),
                           ("prov-n", "out.provn"), ("dot", "out.dot"),
                           ("webannotation", "out.anno")):
            run(ledger_tool, "export", ledger, "--format", form, "-o", folder / name)
        document = json.loads((folder / "out.json").read_text())
        assert check_order(document) > 50, "hardly any derivation was exported"
        assert len(document["bundle"]) == 6, "not a bundle a run"
        assert all("prefix" in bundle for bundle in document["bundle"].values())
        check_debian(folder)
        check_schema(json.loads((folder / "out.jsonld").read_text()),
                     args.data / "prov-jsonld/schema.json")
        check_current_prov(folder, tools.parent)
        provn = (folder / "out.provn").read_text()
        assert provn.count("bundle run:") == provn.count("endBundle") == 6
        if shutil.which("dot"):
            run("dot", "-Tsvg", folder / "out.dot", "-o", folder / "out.svg")
        else:
            skip("Graphviz", "dot is not here")
        # Without texts no words of any document are in it.
        texts = {passage["exact"] for line in (folder / "quotes.jsonl").open()
                 for passage in json.loads(line).get("occurrences", [])
                 if len(passage["exact"]) > 12}
        for form in ("prov-json", "prov-jsonld", "prov-n", "webannotation", "dot"):
            with_texts = run(ledger_tool, "export", ledger, "--format", form).stdout
            without = run(ledger_tool, "export", ledger, "--format", form,
                          "--no-text").stdout
            assert form == "dot" or any(text in with_texts for text in texts)
            assert not any(text in without for text in texts), form
        for seed in range(25):
            made = random_ledger(tools, folder, seed)
            check_order(json.loads(run(ledger_tool, "export", made, "--quiet").stdout))
        print("25 ledgers of findings that contradict each other: no circle, "
              "nothing against time")


if __name__ == "__main__":
    sys.exit(main())
