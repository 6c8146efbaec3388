#!/usr/bin/env python3
"""Changes an input while prov-dedupe runs: exit 2 and a message, no output.

The run is held by its dropped output, a FIFO that nobody reads until the
input has been changed: by then the input has been scanned, and is about to be
read once more.
"""
import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time


def write_corpus(path):
    rng = random.Random(5)
    words = ["".join(rng.choices("aeioulmnrst", k=6)) for _ in range(500)]
    with open(path, "w") as out:
        for i in range(3000):
            text = " ".join(rng.choices(words, k=80))
            for copy in range(2):
                out.write(json.dumps({"id": f"{i}-{copy}", "text": text}) + "\n")


def truncate(path):
    os.truncate(path, path.stat().st_size // 2)


def truncate_to_nothing(path):
    os.truncate(path, 0)


def append(path):
    with open(path, "a") as out:
        out.write('{"id":"late","text":"late"}\n')


def flip(path):
    with open(path, "r+b") as file:
        file.seek(path.stat().st_size - 20)
        byte = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(b"X" if byte != b"X" else b"Y")


def replace(path):
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    os.replace(other, path)


def wait_until_held(run):
    """Until the run waits for a reader: told by the kernel, else by the clock."""
    waiting = pathlib.Path(f"/proc/{run.pid}/wchan")
    begin = time.monotonic()
    while run.poll() is None and time.monotonic() - begin < 3:
        if waiting.exists() and "wait_for_partner" in waiting.read_text():
            return
        time.sleep(0.02)


def run_held(tool, folder, change, held):
    """Exit status, stderr and the files left of a run held at an output."""
    news = folder / "news.jsonl"
    write_corpus(news)
    fifo = folder / "fifo"
    os.mkfifo(fifo)
    outputs = {"kept": folder / "kept.jsonl", "dropped": folder / "dropped.jsonl"}
    outputs[held] = fifo
    run = subprocess.Popen(
        [tool, news.name, "-o", outputs["kept"].name, "--dropped",
         outputs["dropped"].name, "--max-removal-per-outlet", "100%", "--quiet"],
        cwd=folder, stderr=subprocess.PIPE)
    wait_until_held(run)
    change(news)
    with open(fifo, "rb") as reader:
        reader.read()
    message = run.communicate(timeout=60)[1].decode()
    left = {path.name for path in folder.iterdir()} - {"news.jsonl", "fifo"}
    return run.returncode, message, left


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    tool = str(parser.parse_args().bin / "prov-dedupe")
    failures = 0
    for change in (truncate, truncate_to_nothing, append, flip, replace):
        for held in ("kept", "dropped"):
            with tempfile.TemporaryDirectory() as scratch:
                status, message, left = run_held(
                    tool, pathlib.Path(scratch), change, held)
            right = (status == 2 and not left
                     and message.startswith("prov-dedupe: news.jsonl")
                     and "changed while it was read" in message)
            print(f"{'ok' if right else 'WRONG'}: {change.__name__}, {held} held: "
                  f"exit {status}, {message.strip()}, left {sorted(left)}")
            failures += not right
    with tempfile.TemporaryDirectory() as scratch:
        status, message, _ = run_held(tool, pathlib.Path(scratch),
                                      lambda path: None, "dropped")
        print(f"unchanged: exit {status}, {message.strip()}")
        failures += status != 0
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
