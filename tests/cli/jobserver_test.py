#!/usr/bin/env python3
"""Tools under a jobserver: no more threads than tokens, and no token lost.

The jobserver is a pipe or FIFO of our own.  Each ending of a run is tried: done,
malformed input, a guard that stops it, and signals at random moments.
"""
import argparse
import fcntl
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

TOKENS = b"+abcdef"
SIGNALLED_RUNS = 24


def write_corpus(path, records):
    rng = random.Random(2031)
    words = ["".join(rng.choices("aeioulmnrst", k=rng.randint(2, 9)))
             for _ in range(3000)]
    with open(path, "w") as out:
        for i in range(records):
            text = " ".join(rng.choices(words, k=60))
            for copy in range(2):
                out.write(json.dumps({"id": f"{i}-{copy}", "text": text}) + "\n")


class Jobserver:
    """TOKENS in a pipe, or in a FIFO at `path`."""

    def __init__(self, path=None):
        if path is None:
            self.read_fd, self.write_fd = os.pipe()
            self.passed = (self.read_fd, self.write_fd)
            self.auth = f"{self.read_fd},{self.write_fd}"
        else:
            os.mkfifo(path)
            self.read_fd = self.write_fd = os.open(path, os.O_RDWR)
            self.passed = ()
            self.auth = f"fifo:{path}"
        self.fill(TOKENS)

    def fill(self, tokens):
        os.write(self.write_fd, tokens)

    def drain(self):
        """All tokens that lie there."""
        flags = fcntl.fcntl(self.read_fd, fcntl.F_GETFL)
        fcntl.fcntl(self.read_fd, fcntl.F_SETFL, flags | os.O_NONBLOCK)
        try:
            return os.read(self.read_fd, 4096)
        except BlockingIOError:
            return b""
        finally:
            fcntl.fcntl(self.read_fd, fcntl.F_SETFL, flags)

    def check_whole(self, what):
        left = self.drain()
        assert sorted(left) == sorted(TOKENS), f"{what}: {left} is left of {TOKENS}"
        self.fill(left)

    def environment(self):
        return dict(os.environ, MAKEFLAGS=f" -j8 --jobserver-auth={self.auth}")

    def start(self, command):
        return subprocess.Popen(command, env=self.environment(),
                                pass_fds=self.passed, stderr=subprocess.PIPE)


def most_threads(run):
    """The most threads the run was seen to have."""
    most = 0
    tasks = f"/proc/{run.pid}/task"
    while run.poll() is None:
        try:
            most = max(most, len(os.listdir(tasks)))
        except FileNotFoundError:
            pass
        time.sleep(0.0005)
    run.communicate()
    return most


def check_endings(jobserver, tools, folder):
    news, bad = folder / "news.jsonl", folder / "bad.jsonl"
    outputs = ["-o", str(folder / "kept"), "--dropped", str(folder / "dropped.zst")]
    dedupe = [str(tools / "prov-dedupe"), "-j", "6", "--quiet"]
    free = ["--max-removal-per-outlet", "100%"]
    for name, command, status in (
            ("done", [*dedupe, str(news), *outputs, *free], 0),
            ("no outputs", [*dedupe, str(news), "--check"], 1),
            ("malformed", [*dedupe, str(news), str(bad), *outputs, *free], 2),
            ("guarded", [*dedupe, str(news), *outputs, "--max-removal-per-outlet", "10%"], 2),
            ("usage", [*dedupe, str(news), "--nonsense"], 2),
            ("full", [*dedupe, str(news), "-o", "/dev/full", "--dropped",
                      str(folder / "dropped"), *free], 2),
            ("sketch", [str(tools / "prov-sketch"), "-j", "6", "--quiet",
                        str(news), "-o", str(folder / "news.sig")], 0)):
        run = jobserver.start(command)
        message = run.communicate(timeout=60)[1].decode()
        assert run.returncode == status, f"{name}: exit {run.returncode}, {message}"
        jobserver.check_whole(name)
    # A reader that goes away.
    run = subprocess.Popen([str(tools / "prov-show"), str(folder / "news.sig")],
                           env=jobserver.environment(), pass_fds=jobserver.passed,
                           stdout=subprocess.PIPE)
    run.stdout.read(10)
    run.stdout.close()
    assert run.wait() == -signal.SIGPIPE
    jobserver.check_whole("SIGPIPE")


def check_signals(jobserver, tools, folder):
    command = [str(tools / "prov-dedupe"), "-j", "6", "--quiet",
               str(folder / "news.jsonl"), "-o", str(folder / "kept"), "--dropped",
               str(folder / "dropped"), "--max-removal-per-outlet", "100%"]
    begin = time.monotonic()
    jobserver.start(command).communicate()
    seconds = time.monotonic() - begin
    rng = random.Random(7)
    ended = held = 0
    for i in range(SIGNALLED_RUNS):
        number = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)[i % 3]
        run = jobserver.start(command)
        time.sleep(seconds * rng.random())
        left = jobserver.drain()
        held += len(left) < len(TOKENS)
        jobserver.fill(left)
        run.send_signal(number)
        run.communicate(timeout=60)
        assert run.returncode in (0, -number), run.returncode
        ended += run.returncode == -number
        jobserver.check_whole(f"signal {number}")
    assert ended > 0 and held > 0, f"{ended} runs ended early, {held} held tokens"
    print(f"{ended} of {SIGNALLED_RUNS} runs ended by signals, {held} held tokens")


def check_threads(tools, folder):
    """As many threads as tokens allow, and the same bytes."""
    news = folder / "news.jsonl"
    results = set()
    # A sanitizer may have threads of its own.
    alone = most_threads(subprocess.Popen(
        [str(tools / "prov-sketch"), "--quiet", "-j", "1", str(news), "-o",
         str(folder / "threads.sig")], stderr=subprocess.PIPE)) - 1
    for tokens, jobs, most in ((b"", "8", 1), (b"x", "8", 2), (b"xyz", "8", 4),
                               (b"xyzxyz", "3", 3)):
        jobserver = Jobserver()
        jobserver.drain()
        jobserver.fill(tokens)
        seen = most_threads(jobserver.start(
            [str(tools / "prov-sketch"), "--quiet", "-j", jobs, str(news), "-o",
             str(folder / "threads.sig")])) - alone
        assert seen <= most, f"{seen} threads with {len(tokens)} tokens, -j {jobs}"
        assert most == 1 or seen > 1, "no thread was ever added"
        assert sorted(jobserver.drain()) == sorted(tokens)
        results.add((folder / "threads.sig").read_bytes())
    # Descriptors that are named but closed: no thread is added.
    closed = dict(os.environ, MAKEFLAGS=" -j8 --jobserver-auth=3,4")
    seen = most_threads(subprocess.Popen(
        [str(tools / "prov-sketch"), "--quiet", "-j", "8", str(news), "-o",
         str(folder / "threads.sig")], env=closed, stderr=subprocess.PIPE)) - alone
    assert seen <= 1, f"{seen} threads without a jobserver that can be reached"
    results.add((folder / "threads.sig").read_bytes())
    assert len(results) == 1, "bytes depend on tokens"


def check_make(tools, folder):
    """What GNU Make itself hands out; it complains if tokens are missing."""
    if shutil.which("make") is None:
        print("make is not here: not tried under it")
        return
    targets = " ".join(f"out{i}.sig" for i in range(6))
    (folder / "Makefile").write_text(
        f"all: {targets}\n%.sig: news.jsonl\n"
        f"\t+{tools}/prov-sketch --quiet -j 4 $< -o $@\n")
    environment = {k: v for k, v in os.environ.items() if k != "MAKEFLAGS"}
    run = subprocess.run(["make", "-j3", "-C", str(folder)], env=environment,
                         capture_output=True, text=True, timeout=100)
    assert run.returncode == 0 and not run.stderr, run.stderr
    assert len({(folder / f"out{i}.sig").read_bytes() for i in range(6)}) == 1


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    tools = parser.parse_args().bin.resolve()
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        write_corpus(folder / "news.jsonl", 8000)
        (folder / "bad.jsonl").write_text("no record\n")
        for jobserver in (Jobserver(), Jobserver(folder / "fifo")):
            check_endings(jobserver, tools, folder)
            check_signals(jobserver, tools, folder)
        check_threads(tools, folder)
        check_make(tools, folder)


if __name__ == "__main__":
    sys.exit(main())
