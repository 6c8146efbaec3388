#!/usr/bin/env python3
"""Holds pan_truth.py, and what prov-eval makes of it, to a gold standard of two texts.

  pan_truth_check.py PROV_EVAL [PLAGDET.py]

With the scorer that the real gold standard comes with, figures of prov-eval for random
detections are compared with its figures, class by class.
"""
import json
import pathlib
import random
import subprocess
import sys
import tempfile

PROV_EVAL = sys.argv[1]
SCRIPT = pathlib.Path(__file__).parent / "pan_truth.py"
MEASURES = ("precision", "recall", "granularity", "plagdet")


def evaluate(found, truth):
    out = subprocess.run([PROV_EVAL, "passages", found, truth, "--format", "json"],
                         check=True, capture_output=True).stdout
    return json.loads(out)


def write_gold(folder, golds):
    for side in ("susp", "src"):
        (folder / side).mkdir(parents=True, exist_ok=True)
        for gold in golds:
            (folder / side / gold[side]).write_text("thé quick fox ran " * 60)
    (folder / "gold.jsonl").write_text("".join(json.dumps(gold) + "\n" for gold in golds))


def write_found(path, folder, detections):
    with path.open("w") as out:
        for (susp, src), cases in detections.items():
            for at, length, source_at, source_length in cases:
                places = [{"id": f"{folder}/susp/{susp}", "begin": at, "end": at + length},
                          {"id": f"{folder}/src/{src}", "begin": source_at,
                           "end": source_at + source_length}]
                print(json.dumps({"schema": "prov.passage/1", "class": "recycled",
                                  "occurrences": places}), file=out)


def convert(folder, *options):
    subprocess.run([sys.executable, SCRIPT, folder, folder / "truth.jsonl",
                    folder / "pairs.tsv", *options], check=True)
    lines = map(json.loads, (folder / "truth.jsonl").read_text().splitlines())
    return list(lines), (folder / "pairs.tsv").read_text().splitlines()


def check_by_hand(folder):
    golds = [{"susp": "a.txt", "src": "b.txt", "category": "random", "cases": [[4, 18, 22, 18]]},
             {"susp": "a.txt", "src": "c.txt", "category": "none", "cases": []}]
    write_gold(folder, golds)
    truth, pairs = convert(folder)
    assert [line["schema"] for line in truth] == [
        "prov.truth/1", "prov.truth.compared/1", "prov.truth.passage/1",
        "prov.truth.compared/1"], truth
    assert truth[0]["documents"] == 3, truth
    assert truth[2]["words"] == 4 and truth[2]["occurrences"][1] == {
        "id": f"{folder}/src/b.txt", "begin": 22, "end": 40}, truth
    assert pairs == [f"{folder}/susp/a.txt\t{folder}/src/{b}.txt" for b in "bc"], pairs
    # Half of the case twice, something where nothing is, and two texts nobody compared.
    write_found(folder / "found.jsonl", folder, {
        ("a.txt", "b.txt"): [[4, 9, 22, 9], [13, 9, 31, 9]],
        ("a.txt", "c.txt"): [[0, 9, 0, 9]], ("c.txt", "b.txt"): [[0, 9, 0, 9]]})
    score = evaluate(folder / "found.jsonl", folder / "truth.jsonl")
    classes = {of["class"]: [of[m] for m in MEASURES] for of in score["classes"]}
    assert classes == {"none": [0, None, 1, None], "random": [1, 1, 2, .6309]}, classes
    assert [score[m] for m in MEASURES] == [.6666, 1, 2, .5047], score
    assert score["not_judged"] == 1 and score["class_accuracy"]["of"] == 0, score
    assert score["run_lengths"][0]["from_words"] == 1, score
    # Each pair is in one half.
    halves = [convert(folder, "--half", str(half))[1] for half in (0, 1)]
    assert sorted(halves[0] + halves[1]) == pairs, halves


def check_against(scorer, folder):
    sys.path.insert(0, str(pathlib.Path(scorer).parent))
    import plagdet
    dice = random.Random(7)

    def case():
        return [dice.randrange(400), dice.randrange(80), dice.randrange(400), dice.randrange(80)]

    golds = [{"susp": f"{i % 7}.txt", "src": f"{i // 7}.txt", "category": "xyz"[i % 3],
              "cases": [case() for _ in range(i % 4)]} for i in range(60)]
    detections = {}
    for gold in golds:
        moved = [[at + dice.randrange(20), length, s, s_length]
                 for at, length, s, s_length in gold["cases"] if dice.random() < .8]
        cases = moved + [case() for _ in range(dice.randrange(3))]
        if cases:
            detections[gold["susp"], gold["src"]] = [tuple(c) for c in cases]
    write_gold(folder, golds)
    convert(folder)
    write_found(folder / "found.jsonl", folder, detections)
    score = evaluate(folder / "found.jsonl", folder / "truth.jsonl")
    for of in [score, *score["classes"]]:
        category = of.get("class")
        gold = plagdet.load(folder / "gold.jsonl", category)
        expected = plagdet.score(gold, {k: v for k, v in detections.items() if k in gold})
        for measure in MEASURES:
            # One rounds to five decimals, the other cuts after four.
            assert abs(of[measure] - expected[measure]) < 1.1e-4, (category, measure, of, expected)
    assert score["granularity"] > 1.05 and .1 < score["plagdet"] < .9, score


def main():
    with tempfile.TemporaryDirectory() as scratch:
        check_by_hand(pathlib.Path(scratch) / "hand")
        if len(sys.argv) > 2 and pathlib.Path(sys.argv[2]).exists():
            check_against(sys.argv[2], pathlib.Path(scratch) / "random")


if __name__ == "__main__":
    main()
