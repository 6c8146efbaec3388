#!/usr/bin/env bash
# How long a ledger of a million entries takes to record and to verify, beside
# openssl dgst -sha256 of the same file, in turn: medians of wall and processor
# seconds, and their ratios.
#
#   bench/ledger.sh [RUNS [COMMAND...]]
#
# COMMAND goes before each; `chrt -f 1` gives them the processors ahead of what
# else runs, as on an idle machine: two threads then run on two of them.
set -euo pipefail
cd "$(dirname "$0")/.."
exec python3 - "${@:-9}" <<'EOF'
import os, pathlib, random, shutil, statistics, subprocess, sys, tempfile, time

TOOL = pathlib.Path("build/release/tools/prov-ledger")
if not TOOL.exists():
    TOOL = pathlib.Path("build/dev/tools/prov-ledger")
ENTRIES = 1_000_000


def write_findings(path):
    rng = random.Random(2031)
    words = ["".join(rng.choices("aeioulmnrst", k=rng.randint(2, 9))) for _ in range(3000)]
    with open(path, "w") as out:
        out.write('{"schema":"prov.run/1","tool":"prov-quotes","version":"0.1.0",'
                  '"parameters":{},"inputs":[]}\n')
        for i in range(ENTRIES - 2):
            text = " ".join(rng.choices(words, k=12))
            out.write(f'{{"schema":"prov.quote/1","quote":"q{i:016x}","type":"direct",'
                      f'"traceable":true,"text":"{text}","speaker":null,"occurrences":'
                      f'[{{"id":"w-{i}","outlet":"Harbor Wire","begin":61,"end":120,'
                      f'"begin_byte":63,"end_byte":122,"exact":"{text}"}}]}}\n')


def timed(*command):
    before, begin = os.times(), time.monotonic()
    subprocess.run([*sys.argv[2:], *command], check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    return (time.monotonic() - begin,
            after.children_user + after.children_system
            - before.children_user - before.children_system)


with tempfile.TemporaryDirectory(dir=".") as scratch:
    findings, ledger = f"{scratch}/findings.jsonl", f"{scratch}/ledger"
    write_findings(findings)
    rows = {"openssl": [], "record": [], "verify": []}
    for _ in range(int(sys.argv[1])):
        shutil.rmtree(ledger, ignore_errors=True)
        rows["record"].append(timed(TOOL, "record", ledger, findings, "--quiet"))
        rows["openssl"].append(timed("openssl", "dgst", "-sha256", f"{ledger}/entries.jsonl"))
        rows["verify"].append(timed(TOOL, "verify", ledger))
    size = os.path.getsize(f"{ledger}/entries.jsonl")
    print(f"{ENTRIES} entries, {size / 1e6:.0f} MB, {os.cpu_count()} cores, "
          f"load {os.getloadavg()[0]:.1f}")
    print(f"{'':10}{'wall s':>8}{'ratio':>7}{'cpu s':>8}{'ratio':>7}")
    for name, runs in rows.items():
        wall, cpu = (statistics.median(run[i] for run in runs) for i in (0, 1))
        ratios = [statistics.median(run[i] / other[i]
                                    for run, other in zip(runs, rows["openssl"]))
                  for i in (0, 1)]
        print(f"{name:10}{wall:8.2f}{ratios[0]:7.2f}{cpu:8.2f}{ratios[1]:7.2f}")
EOF
