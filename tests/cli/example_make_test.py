#!/usr/bin/env python3
"""scripts/example.mk under make -j4: right, and no step more than necessary."""
import argparse
import gzip
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

SOURCE = pathlib.Path(__file__).resolve().parents[2]
DEMO = SOURCE / "tests/data/demo"


def tree(folder):
    return {str(path.relative_to(folder)): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file()}


class Archive:
    """A folder with news/, which make turns into out/."""

    def __init__(self, folder, tools):
        self.folder, self.tools = folder, tools
        self.news, self.out = folder / "news", folder / "out"
        for day, names in (("2031-03-01", ["coast"]), ("2031-03-02", ["harbor"]),
                           ("2031-03-03", ["valley"])):
            (self.news / day).mkdir(parents=True)
            for name in names:
                shutil.copy(DEMO / f"{name}.jsonl", self.news / day)
        lines = (DEMO / "valley.jsonl").read_bytes().splitlines(True)[:5]
        with gzip.open(self.news / "2031-03-03/reprint.jsonl.gz", "wb") as out:
            out.write(b"".join(lines).replace(b"Valley", b"Dale"))

    def make(self, *arguments):
        """Runs make; returns the tools it ran, and the days it sketched."""
        # Files of the same second would look equally old on some filesystems.
        time.sleep(0.02)
        environment = {name: value for name, value in os.environ.items()
                       if not name.startswith("MAKE")}
        run = subprocess.run(
            ["make", "-f", SOURCE / "scripts/example.mk", "-j4",
             f"BIN={self.tools}/", *arguments], cwd=self.folder, env=environment,
            capture_output=True, text=True, timeout=100)
        assert run.returncode == 0, run.stdout + run.stderr
        assert "make:" not in run.stderr, run.stderr
        assert not list(self.folder.rglob(".*.prov-partial"))
        ran = re.findall(r"/prov-(\w+) ", run.stdout)
        days = re.findall(r"--stamp out/build/(2031-\d\d-\d\d)\.stamp", run.stdout)
        return [tool for tool in ran if tool != "sketch"], sorted(days)

    def check(self, *options):
        """What lies in out/ is what prov-dedupe makes of the archive at once."""
        days = sorted(self.news.iterdir())
        inputs = [path for day in days for path in sorted(day.iterdir())]
        with tempfile.TemporaryDirectory() as scratch:
            once = pathlib.Path(scratch)
            subprocess.run(
                [self.tools / "prov-dedupe", "--quiet", *inputs, *options,
                 "-o", f"{once}/kept/", "--dropped", once / "dropped.jsonl"],
                check=True)
            assert tree(self.out / "kept") == tree(once / "kept"), "kept differs"
            assert ((self.out / "dropped.jsonl").read_bytes()
                    == (once / "dropped.jsonl").read_bytes()), "dropped differs"


def times_of(folder):
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")
            if path.is_file()}


def run(archive):
    all_days = ["2031-03-01", "2031-03-02", "2031-03-03"]
    follow = ["match", "cluster", "dedupe"]

    assert archive.make() == (follow, all_days)
    archive.check()
    before = times_of(archive.folder)
    assert archive.make() == ([], []), "a second run does nothing"
    assert times_of(archive.folder) == before

    (archive.news / "2031-03-02/harbor.jsonl").touch()
    assert archive.make() == ([], ["2031-03-02"]), "touched, not changed"
    assert archive.make() == ([], [])

    kept = times_of(archive.out / "kept")
    with open(archive.news / "2031-03-03/valley.jsonl", "ab") as file:
        file.write(b'\n{"id":"new","text":"The night ferry sails again at nine."}\n')
    assert archive.make() == (follow, ["2031-03-03"]), "one shard changed"
    archive.check()
    changed = [path.name for path, when in times_of(archive.out / "kept").items()
               if kept[path] != when]
    assert changed == ["valley.jsonl"], f"kept files written again: {changed}"

    shutil.copy(DEMO / "coast.jsonl", archive.news / "2031-03-02/again.jsonl")
    assert archive.make() == (follow, ["2031-03-02"]), "a file more"
    archive.check()
    (archive.news / "2031-03-03/reprint.jsonl.gz").unlink()
    assert archive.make() == (follow, ["2031-03-03"]), "a file less does not stop make"
    archive.check()

    # Other options redo what hangs on them.
    assert archive.make("KEEP=longest") == (["cluster", "dedupe"], [])
    archive.check("--keep", "longest")
    assert archive.make("KEEP=longest", "THRESHOLD=0.6", "REMOVE=80%") == (follow, [])
    archive.check("--keep", "longest", "--threshold", "0.6",
                  "--max-removal-per-outlet", "80%")
    assert archive.make() == (follow, [])

    # What somebody removed comes back.
    (archive.out / "build/2031-03-01.sig").unlink()
    (archive.out / "kept/2031-03-01/coast.jsonl").unlink()
    assert archive.make() == (follow, ["2031-03-01"])
    archive.check()

    # A run that fails leaves nothing that looks new.
    bad = archive.news / "2031-03-01/bad.jsonl"
    bad.write_text("no record\n")
    try:
        archive.make()
        raise SystemExit("make took a malformed record")
    except AssertionError as failure:
        assert "bad.jsonl:1" in str(failure), failure
    bad.unlink()
    assert archive.make()[1] == ["2031-03-01"]
    archive.check()

    # The whole mission, in a ledger; what has not changed is not done again.
    steps, days = archive.make("mission")
    assert sorted(steps) == ["ledger", "ledger", "passages", "quotes", "trace"], steps
    assert archive.make("mission") == ([], []) and not days
    first = (archive.out / "checkpoint").read_bytes()
    (archive.news / "2031-03-02/harbor.jsonl").touch()
    steps, _ = archive.make("mission")
    assert sorted(steps) == ["ledger", "ledger", "passages", "quotes", "trace"], steps
    assert (archive.out / "checkpoint").read_bytes() == first, "recorded twice"

    assert archive.make("restore") == (["restore"], [])
    assert tree(archive.out / "restored").keys() == tree(archive.news).keys()
    for name, content in tree(archive.news).items():
        assert (archive.out / "restored" / name).read_bytes() == content, name
    shutil.rmtree(archive.news / "2031-03-02")
    shutil.rmtree(archive.news / "2031-03-03")
    assert archive.make() == (follow, []), "days less"
    archive.check()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    tools = parser.parse_args().bin.resolve()
    if shutil.which("make") is None:
        print("skipped: make is not here")
        return 77
    with tempfile.TemporaryDirectory() as scratch:
        run(Archive(pathlib.Path(scratch), tools))
    return 0


if __name__ == "__main__":
    sys.exit(main())
