#!/usr/bin/env python3
"""Man pages and completions say what --help says, no more and no less."""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys

SOURCE = pathlib.Path(__file__).resolve().parents[2]
SECTIONS = ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "MAKE", "ENVIRONMENT",
            "FILES", "EXIT STATUS", "EXAMPLES", "SEE ALSO"]


def options_of_help(text):
    """{option: (letter, value, default)}, all but the option empty if none."""
    found = {}
    for match in re.finditer(
            r"^  (?:(-\w) \[ )?(--[a-z0-9-]+)(?: \])?(?: ([^\s(]+))?(?: \(=(\S+)\))?"
            r"(?=\s|$)", text, re.M):
        letter, name, value, default = match.groups()
        found[name] = (letter, value, default)
    return found


def options_of_page(page):
    found = {}
    text = page[page.index(".Sh OPTIONS"):page.index(".Sh MAKE")]
    for item in re.split(r"^\.It ", text, flags=re.M)[1:]:
        head, _, description = item.partition("\n")
        match = re.match(r"(?:Fl (\w) , )?Fl Fl ([a-z0-9-]+)(?: (?:Ar|Cm) (.*))?$", head)
        assert match, head
        letter, name, value = match.groups()
        value = re.sub(r" Ns \| Ns Cm ", "|", value) if value else None
        found["--" + name] = (letter and "-" + letter, value, description)
    return found


def check_page(tool, page, help_text):
    in_help, in_page = options_of_help(help_text), options_of_page(page)
    assert len(in_help) > 5, f"{tool}: --help was not understood"
    only_help, only_page = in_help.keys() - in_page.keys(), in_page.keys() - in_help.keys()
    assert not only_help, f"{tool}.1 lacks {sorted(only_help)}"
    assert not only_page, f"{tool}.1 has {sorted(only_page)}, --help has not"
    for name, (letter, value, default) in in_help.items():
        page_letter, page_value, description = in_page[name]
        assert page_letter == letter, f"{tool}.1: {name}: {page_letter}, not {letter}"
        assert page_value == value, f"{tool}.1: {name}: {page_value}, not {value}"
        assert default is None or re.search(
            rf"(?<![\w.]){re.escape(default)}(?!\w)", description), \
            f"{tool}.1: {name}: the default {default} is not named"
    sections = re.findall(r"^\.Sh (.*)$", page, re.M)
    assert sections == SECTIONS, f"{tool}.1: {sections}"
    assert not re.search(r"@[A-Z_]+@", page), f"{tool}.1: a part is missing"
    example = re.search(r"^Example: (.*)$", help_text, re.M)[1]
    assert example in page.replace(r"\(dq", '"'), f"{tool}.1: lacks the example of --help"


def check_formats(tool, path):
    shown = subprocess.run(["groff", "-mdoc", "-Tutf8", "-ww", path],
                           capture_output=True, text=True)
    assert shown.returncode == 0 and not shown.stderr, f"{tool}.1: {shown.stderr}"
    plain = re.sub(".\x08", "", shown.stdout)  # Bold is struck twice.
    assert all(section in plain for section in SECTIONS), f"{tool}.1: {plain}"


def complete(tools, *words):
    """What bash completes the last of the words to."""
    script = """
        source "$1"; PATH=$2:$PATH; shift 2
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); compopt() { :; }
        _prov "$1"; printf '%s\\n' "${COMPREPLY[@]}"
    """
    run = subprocess.run(
        ["bash", "-c", script, "bash", SOURCE / "tools/man/prov-completion.bash",
         tools, *words], capture_output=True, text=True, check=True)
    assert not run.stderr, run.stderr
    return set(run.stdout.split())


def check_completions(tool, tools, in_help):
    assert complete(tools, tool, "--") == set(in_help), tool
    assert complete(tools, tool, "--dep") == {"--depfile"}
    assert complete(tools, tool, "fi") == set(), "files are left to bash"
    for name, words in (("--keep", {"earliest", "longest", "first", "outlet:"}),
                        ("--linkage", {"star", "components"}),
                        ("--revisions", {"keep", "collapse"}),
                        ("--similarity", {"jaccard", "containment"}),
                        ("--strip", {"boilerplate"}),
                        ("--format", {"text", "jsonl", "dot", "mermaid"} if tool == "prov-trace"
                         else {"prov-json", "prov-jsonld", "prov-n", "webannotation", "dot"}
                         if tool == "prov-ledger" else {"jsonl", "csv", "tsv", "text"}),
                        ("--input-format", {"jsonl", "csv", "tsv", "text"}),
                        ("--date-order", {"dmy", "mdy"})):
        if name in in_help:
            assert complete(tools, tool, name, "") == words
    if "--error-if" in in_help:
        assert (complete(tools, tool, "--error-if", "")
                == set(in_help["--error-if"][1].split("|")))
    for file in ("prov-completion.bash", "_prov"):
        assert re.search(rf"\b{tool}\b", (SOURCE / "tools/man" / file).read_text()), \
            f"{file} does not know {tool}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    tools = parser.parse_args().bin.resolve()
    pages = sorted((tools / "man").glob("*.1"))
    executables = sorted(path.name for path in tools.glob("prov-*") if path.is_file())
    assert [page.stem for page in pages] == executables, "a man page for each tool"
    have_groff = shutil.which("groff") is not None
    if not have_groff:
        print("groff is not here: formatting was not tried")
    for page in pages:
        tool = page.stem
        help_text = subprocess.run([tools / tool, "--help"], capture_output=True,
                                   text=True, check=True).stdout
        check_page(tool, page.read_text(), help_text)
        if have_groff:
            check_formats(tool, page)
        check_completions(tool, tools, options_of_help(help_text))


if __name__ == "__main__":
    sys.exit(main())
