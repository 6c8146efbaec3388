#!/usr/bin/env python3
"""Kills prov-dedupe at random moments and looks at what it left.

A kept file of a run never stands without that run's dropped file, what an
older run wrote stays whole, and the next run succeeds over the leftovers.  The
two runs whose files may be seen keep different records, so each kept file
tells which run it is of.
"""
import argparse
import hashlib
import json
import pathlib
import random
import subprocess
import tempfile
import time

RECORDS = 20000
KILLS = 50
BUDGET_SECONDS = 30


def write_corpus(path):
    """Word salad of twelve outlets that do not exist, half of it copied longer."""
    rng = random.Random(2031)
    words = ["".join(rng.choices("aeioulmnrst", k=rng.randint(2, 9)))
             for _ in range(3000)]
    texts = [" ".join(rng.choices(words, k=rng.randint(20, 60)))
             for _ in range(RECORDS // 2)]
    with open(path, "w") as out:
        for i in range(RECORDS):
            record = {"id": f"r-{i}", "outlet": f"Outlet {i % 12}",
                      "published": 1900000000 + rng.randrange(10**6),
                      "text": texts[i % len(texts)] + " more" * (i // len(texts))}
            out.write(json.dumps(record) + "\n")


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def partner_of(dropped):
    """The SHA-256 of the kept file that a dropped file names."""
    layout = json.loads(dropped.read_bytes().splitlines()[-1])
    assert layout["schema"] == "prov.layout/1", "a dropped file is cut short"
    return layout["kept_sha256"][0]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    tool = str(parser.parse_args().bin / "prov-dedupe")
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        news, kept, dropped = (folder / name for name in
                               ("news.jsonl", "kept.jsonl", "dropped.jsonl"))
        write_corpus(news)

        def command(rule):
            return [tool, str(news), "-o", str(kept), "--dropped", str(dropped),
                    "--keep", rule, "--max-removal-per-outlet", "100%", "--quiet"]

        whole = {}  # Of each rule: (kept, dropped) digests of a whole run.
        started = time.monotonic()
        for rule in ("earliest", "longest"):
            begin = time.monotonic()
            subprocess.run(command(rule), check=True)
            seconds = time.monotonic() - begin
            whole[rule] = (digest(kept), digest(dropped))
            assert partner_of(dropped) == whole[rule][0]
        kept_of = {pair[0] for pair in whole.values()}
        dropped_of = {pair[1] for pair in whole.values()}
        assert len(kept_of) == len(dropped_of) == 2, "the runs cannot be told apart"

        rng = random.Random(int(time.time()))
        state, kills, finished, between = "longest", 0, 0, 0
        while kills < KILLS and time.monotonic() - started < BUDGET_SECONDS:
            rule = "earliest" if state == "longest" else "longest"
            fresh = rng.random() < 0.3  # As often onto nothing as may be.
            if fresh:
                kept.unlink(missing_ok=True)
                dropped.unlink(missing_ok=True)
            run = subprocess.Popen(command(rule))
            # Half of the kills where the outputs are written and renamed.
            late = rng.random() < 0.5
            time.sleep(seconds * (rng.uniform(0.8, 1.1) if late else rng.random()))
            run.kill()
            finished += run.wait() == 0
            kills += 1
            if kept.exists():
                got = (digest(kept), digest(dropped) if dropped.exists() else None)
                assert got[0] in kept_of, "a kept file is not whole"
                assert got[1] is not None, "a kept file without its dropped file"
                if got[0] == whole[rule][0]:
                    assert got[1] == whole[rule][1], "a new kept file beside an old dropped file"
                    state = rule
            if dropped.exists():
                assert digest(dropped) in dropped_of, "a dropped file is not whole"
                if not kept.exists() or digest(kept) != partner_of(dropped):
                    between += 1  # Told by its digest; prov-restore refuses it.
            assert {path.name for path in folder.iterdir()} <= {
                "news.jsonl", "kept.jsonl", "dropped.jsonl",
                ".kept.jsonl.prov-partial", ".dropped.jsonl.prov-partial"}
        rule = "earliest" if state == "longest" else "longest"
        subprocess.run(command(rule), check=True)
        assert (digest(kept), digest(dropped)) == whole[rule], "a run over leftovers"
        left = sorted(path.name for path in folder.iterdir())
        assert left == ["dropped.jsonl", "kept.jsonl", "news.jsonl"], left
        print(f"{kills} kills at 0 to {1.1 * seconds:.2f} s; {finished} runs were "
              f"faster, {between} ended between the two renames")
        assert kills - finished > 0, "no run was killed"


if __name__ == "__main__":
    main()
