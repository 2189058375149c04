#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual pages and bash's completion are sound, and tell what the programs' help tells.

Usage: test-shell.py DATA_DIR [HEXWIRE_CLI] [HEXWIRE]
"""

import os
import re
import shutil
import subprocess
import sys

COMPLETE = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
spec=($(complete -p "${1##*/}")); name=${spec[-2]}
"$name" "$1" && printf '%s\\n' "${COMPREPLY[@]}"
"""

#: The words of a line, and what may follow.
CLI_CASES = [
    (["pac"], ["pack"]),
    (["lis"], ["listen"]),
    (["listen", ""], ["tcp", "udp"]),
    (["send", "u"], ["udp"]),
    (["listen", "tcp", "0", "--rep"], ["--reply"]),
    (["listen", "tcp", "0", "--reply", "e"], ["echo"]),
    (["listen", "tcp", "0", "--reply", "=", "e"], ["echo"]),
    (["listen", "tcp", "0", "--reply", "="], ["nothing", "echo", "discard"]),
    (["send", "tcp", "localhost:1", "--show", "b"], ["both"]),
    (["send", "tcp", "localhost:1", "--re"], ["--record", "--repeat"]),
    (["convert", "--from", "py"], ["python"]),
    (["convert", "--from", "hex", "--t"], ["--to"]),
    (["checksum", "CRC-32/BZ"], ["CRC-32/BZIP2"]),
    (["unpack", "--rec"], ["--records"]),
    (["send", "tcp", "localhost:1", "--file", ""], []),
]
WINDOW_CASES = [
    (["--tcp"], ["--tcp-server=", "--tcp-client="]),
    (["--reply", "=", "d"], ["discard"]),
    (["name-of-a-file"], []),
]

OPTION = re.compile(r"--[a-z0-9-]+")


class Report:
    """Prints results in the Test Anything Protocol."""

    n_run = 0
    n_failed = 0

    def line(self, name, mistakes):
        """One test's line, and what was wrong."""
        self.n_run += 1
        self.n_failed += bool(mistakes)
        print("not ok" if mistakes else "ok", self.n_run, name)
        for mistake in mistakes:
            print("#", mistake)

    def skip(self, name, reason):
        """A test that cannot be run."""
        self.n_run += 1
        print("ok", self.n_run, name, "# SKIP", reason)


def run(*command):
    """What a program prints, on both outputs."""
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60,
                            env=dict(os.environ, LC_ALL="C.UTF-8"))
    return result.stdout, result.stderr


def check_page(report, page):
    """A manual page has no mistakes that groff knows of, and fits into 80 columns."""
    name = os.path.basename(page)
    if shutil.which("groff") is None:
        report.skip(name, "groff is not installed")
        return
    mistakes = run("groff", "-man", "-Tutf8", "-ww", "-z", page)[1].splitlines()
    text = re.sub("\x1b\\[[0-9;]*m", "", run("groff", "-man", "-Tutf8", page)[0])
    mistakes += [f"too wide: {line}" for line in re.sub(".\b", "", text).splitlines()
                 if len(line) > 80]
    report.line(name, mistakes)


def list_options(*command):
    """The options in a program's help."""
    return set(OPTION.findall(run(*command, "--help")[0])) - {"--help-all", "--help-gapplication"}


def check_told(report, what, text, options):
    """A text names every option."""
    told = set(OPTION.findall(text.replace("\\-", "-")))
    report.line(f"options in {what}", [f"{option} is missing" for option in options - told]
                + ([] if len(options) > 3 else ["the help has no options"]))


def check_completion(report, script, program, cases):
    """What bash offers."""
    for words, expected in cases:
        out, error = run("bash", "--norc", "-c", COMPLETE, "bash", script, program, *words)
        offered = out.split()
        report.line(f"complete {' '.join([os.path.basename(program), *words])}",
                    [f"{offered}, not {expected}"] * (offered != expected) + error.splitlines())


def main():
    data_dir, *programs = sys.argv[1:]
    report = Report()
    for program in programs:
        name = os.path.basename(program)
        page = os.path.join(data_dir, "man", name + ".1")
        script = os.path.join(data_dir, "completions", name)
        check_page(report, page)
        with open(page, encoding="utf-8") as file:
            page_text = file.read()
        if name == "hexwire":
            options = list_options(program)
            with open(script, encoding="utf-8") as file:
                check_told(report, f"completion of {name}", file.read(), options)
        else:
            verbs = re.findall("^  ([a-z]+) ", run(program, "--help")[0], re.MULTILINE)
            options = set().union(*(list_options(program, verb) for verb in verbs)) - {"--help"}
            report.line(f"verbs in the page of {name}",
                        [verb for verb in verbs if f"\\fB{verb}" not in page_text])
        check_told(report, f"the page of {name}", page_text, options)
        if shutil.which("bash") is None:
            report.skip(f"completion of {name}", "bash is not installed")
        else:
            check_completion(report, script, program,
                             WINDOW_CASES if name == "hexwire" else CLI_CASES)
    print(f"1..{report.n_run}")
    return bool(report.n_failed)


if __name__ == "__main__":
    sys.exit(main())
