#!/usr/bin/env python3
"""prov-trace over five real news texts of two events: what it must show of them.

  trace_seeds_test.py --bin TOOLS --data ../shared/data
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

SKIPPED = 77


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--data", required=True)
    options = parser.parse_args()
    seeds = sorted((pathlib.Path(options.data) / "seeds").glob("*.txt"))
    if not seeds:
        print("SKIPPED: no ../shared/data")
        return SKIPPED
    tool = pathlib.Path(options.bin) / "prov-trace"

    def trace(*arguments):
        out = subprocess.run([tool, *arguments, *seeds], check=True, capture_output=True,
                             text=True).stdout
        return [json.loads(line) for line in out.splitlines()][1:]

    with tempfile.TemporaryDirectory() as folder:
        # The first and third are of 2013, the others of 2017.
        dates = ["2013-08-27", "2017-05-30", "2013-08-28", "06/04/2017", "2017-04-14"]
        manifest = pathlib.Path(folder) / "manifest.tsv"
        manifest.write_text("path\toutlet\tpublished\n" + "".join(
            f"{path}\tOutlet {i}\t{date}\n" for i, (path, date) in enumerate(zip(seeds, dates))))
        known = ("--manifest", manifest)
        keys = [str(path) for path in seeds]

        def documents(chain):
            return [node for node in chain["nodes"] if not node["virtual"]]

        # Both variants, and whom both cite; without dates nothing puts them in order.
        for query in ("100 percent fabrication", "\u201c100-percent fabrication\u201d"):
            [chain] = trace("find", query)
            assert chain["verdict"] == "order-unknown" and chain["first"] is None
            assert {node["exact"] for node in documents(chain)} == {
                "100-percent fabrication", "100 percent fabrication"}
            assert {node["cited"]["outlet"] for node in documents(chain)} == {
                "Agence France-Presse"}
            assert "common-source" in {link["relation"] for link in chain["links"]}
            assert not any(evidence["kind"] == "time" for link in chain["links"]
                           for evidence in link["evidence"])
        # With dates, who was later in this archive; AFP is still the source of both.
        [chain] = trace("find", "100 percent fabrication", *known)
        assert [node["id"] for node in documents(chain)] == [keys[4], keys[1]]
        assert [n["id"] for n in chain["nodes"] if n["virtual"]] == [
            "outlet:Agence France-Presse"]

        # What is common is not traced unasked; events years apart are not joined.
        chains = trace("all", *known)
        assert not any(chain["subject"]["text"].strip(",.").lower() == "red line"
                       for chain in chains)
        for chain in chains:
            years = {keys.index(node["id"]) in (0, 2) for node in documents(chain)}
            assert len(years) == 1, chain["subject"]
        assert trace("find", "red line", *known)[0]["flags"].count("short") == 1

        # Whom a spokesperson spoke to is not who spoke.
        [chain] = trace("find", "did not have evidence of whether", *known)
        [node] = documents(chain)
        assert node["cited"]["outlet"] == "RT" and node["cited"]["form"] == "quoted-by"
        assert "spokesperson" in node["speaker"], node["speaker"]

        # 06/04/2017 is two dates, until something settles it.
        def date_of_ambiguous(*more):
            found = trace("find", "Washington", "--all-matches", *known, *more)
            return {json.dumps(node["published"]) for chain in found
                    for node in documents(chain) if node["id"] == keys[3]}

        [both] = map(json.loads, date_of_ambiguous())
        assert both["grade"] == "D"
        assert (both["earliest"][:10], both["latest"][:10]) == ("2017-04-06", "2017-06-05")
        # Another date of the same outlet does, by what it can only be.
        for other, day in (("14/04/2017", "2017-04-06"), ("04/14/2017", "2017-06-04")):
            text = manifest.read_text().replace("Outlet 4\t2017-04-14", f"Outlet 3\t{other}")
            assert other in text
            known = ("--manifest", pathlib.Path(folder) / "settled.tsv")
            known[1].write_text(text)
            [one] = map(json.loads, date_of_ambiguous())
            assert one["grade"] == "B" and one["earliest"][:10] == day, one
        known = ("--manifest", manifest)
        [one] = map(json.loads, date_of_ambiguous("--date-order", "dmy"))
        assert one["grade"] == "B" and one["earliest"][:10] == "2017-04-06"
    return 0


if __name__ == "__main__":
    sys.exit(main())
