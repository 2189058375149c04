#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs hexwire-cli's codec verbs and compares what they print. Usage: test-cli.py HEXWIRE_CLI"""

import os
import struct
import subprocess
import sys
import tempfile

# Arguments, standard input, exit status, standard output, a part of standard error.
CASES = [
    (["--version"], b"", 0, None, ""),
    (["--help"], b"", 0, None, ""),
    (["pack", "--help"], b"", 0, None, ""),
    ([], b"", 2, "", "Usage: hexwire-cli VERB"),
    (["fly"], b"", 2, "", "fly"),
    (["pack"], b"", 2, "", "Usage: hexwire-cli pack FORMAT"),
    (["pack", "--fly", ">h"], b"", 2, "", "--fly"),
    (["pack", ">hiq", "12", "23", "451312"], b"", 0, "000c00000017000000000006e2f0\n", ""),
    (["pack", ">hi", "-7", "-8"], b"", 0, "fff9fffffff8\n", ""),
    (["pack", "--", ">hi", "-7", "-8"], b"", 0, "fff9fffffff8\n", ""),
    (["pack", ">hd", "--", "-7", "-.5"], b"", 0, "fff9bfe0000000000000\n", ""),
    (["pack", ">f", "-inf"], b"", 0, "ff800000\n", ""),
    (["pack", "3sc?", "b'ab'", "'C'", "True"], b"", 0, "6162004301\n", ""),
    (["pack", ">"], b"", 0, "\n", ""),
    (["pack", ">id:h count:h", "1", "70000"], b"", 1, "",
     'value 2 "count": 70000 does not fit h, -32768 to 32767'),
    (["pack", ">hh", "1", "2x"], b"", 1, "", "value 2: position 2:"),
    (["pack", ">hh", "1"], b"", 1, "", "takes 2 values"),
    (["pack", ">k", "1"], b"", 1, "", "position 2:"),
    (["unpack", ">hiq", "000c00000017000000000006e2f0"], b"", 0, "12\n23\n451312\n", ""),
    (["unpack", ">hiq", "00 0c", "00:00:00:17", "000000000006e2f0"], b"", 0,
     "12\n23\n451312\n", ""),
    (["unpack", ">d3s", "-"], b"3fb999999999999a 61620a\n", 0, "0.1\nb'ab\\n'\n", ""),
    (["unpack", ">h"], b"fffe", 0, "-2\n", ""),
    (["unpack", ""], b"", 0, "", ""),
    (["unpack", ">h", "00"], b"", 1, "", "takes 2 bytes, there are 1"),
    (["unpack", ">h", "000102"], b"", 1, "", "takes 2 bytes, there are 3"),
    (["unpack", ">h", "0x"], b"", 1, "", "position 3:"),
    (["unpack", "99999999999c", "00"], b"", 1, "", "takes 99999999999 bytes"),
    (["unpack", "--offset", "1", ">h", "00010203"], b"", 0, "258\n", ""),
    (["unpack", "--offset", "3", ">h", "00010203"], b"", 1, "", "there are 1"),
    (["unpack", "--offset", "9", ">h", "00010203"], b"", 1, "", "there are 0"),
    (["unpack", "--records", ">hb"], bytes(range(6)), 0, "1,2\n772,5\n", ""),
    (["unpack", "--records", ">hb", "-"], bytes(range(5)), 1, "1,2\n", "2 bytes are left over"),
    (["unpack", "--records", ">hb", "-"], b"", 0, "", ""),
    (["unpack", "--records", "2x"], b"1234", 0, "\n\n", ""),
    (["unpack", "--records", "0s"], b"", 1, "", "no bytes"),
    (["unpack", "--records", "h", "/nonexistent/file"], b"", 1, "", "/nonexistent/file"),
    (["unpack", "--records", "99999999999i"], b"1234", 1, "", "left over"),
    (["size", ">hiq"], b"", 0, "14\n", ""),
    (["size", "name:0s"], b"", 0, "0\n", ""),
    (["size", "9223372036854775808s"], b"", 1, "", "too long"),
    (["size", "h", "i"], b"", 2, "", "Usage"),
    (["int", "ff"], b"", 0, "255\n", ""),
    (["int", "--signed", "ff"], b"", 0, "-1\n", ""),
    (["int", "--little", "01 02"], b"", 0, "513\n", ""),
    (["int", "-ls", "01", "ff"], b"", 0, "-255\n", ""),
    (["int"], b"", 0, "0\n", ""),
    (["int", "zz"], b"", 1, "", "position 1:"),
    (["bytes", "258", "4"], b"", 0, "00000102\n", ""),
    (["bytes", "--little", "258", "4"], b"", 0, "02010000\n", ""),
    (["bytes", "--signed", "-2", "3"], b"", 0, "fffffe\n", ""),
    (["bytes", "--signed", "--", "-2", "3"], b"", 0, "fffffe\n", ""),
    (["bytes", "-2", "3"], b"", 1, "", "unsigned"),
    (["bytes", "0x1_00", "1"], b"", 1, "", "does not fit"),
    (["bytes", "1", "99999999999"], b"", 1, "", "too wide"),
    (["bytes", "1", "many"], b"", 1, "", "many"),
    (["bytes", "1"], b"", 2, "", "Usage"),
    (["convert", "--from", "hex", "--to", "python"], b"41 0a", 0, "b'A\\n'\n", ""),
    (["convert", "--from", "text", "--to", "hex"], b"a\x00\xff\n", 0, "61 00 ff 0a\n", ""),
    (["convert", "--from", "python", "--to", "c"], b"b'AB'\n", 0, "{0x41, 0x42}\n", ""),
    (["convert", "--from", "c", "--to", "base64"], b"{0x41, 'B'}\n", 0, "QUI=\n", ""),
    (["convert", "--from", "base64", "--to", "text"], b"QUI=\n", 0, "AB\n", ""),
    (["convert", "--from", "escaped", "--to", "dump"], b"A\\n", 0,
     "00000000  41 0a" + " " * 45 + "|A.|\n", ""),
    (["convert", "--from", "dump", "--to", "escaped"], b"0000  41 0a", 0, "A\\n\n", ""),
    (["convert", "--from", "hex", "--to", "hex"], b"4\x001", 1, "", "zero bytes"),
    (["convert", "--from", "hex", "--to", "hex"], b"zz", 1, "", "position 1:"),
    (["convert", "--from", "morse", "--to", "hex"], b"", 2, "", "notations"),
    (["convert", "--from", "hex"], b"", 2, "", "Usage"),
    (["convert"], b"b'AB'", 2, "", "looks like --from python"),
    (["checksum", "CRC-16/MODBUS", "313233343536373839"], b"", 0, "4b37\n", ""),
    (["checksum", "sha1"], b"", 0, "da39a3ee5e6b4b0d3255bfef95601890afd80709\n", ""),
    (["checksum", "width=16 poly=0x8005 init=0xffff refin=true refout=true", "-"],
     b"31 32 33 34 35 36 37 38 39", 0, "4b37\n", ""),
    (["checksum", "CRC-99", "00"], b"", 1, "", "CRC-99"),
    (["checksum"], b"", 2, "", "Usage"),
]


class Runner:
    """Counts and prints results in the Test Anything Protocol."""

    def __init__(self, program):
        self.program = program
        self.n_run = 0
        self.n_failed = 0

    def run(self, arguments, stdin=b""):
        """Runs the program in an untranslated locale."""
        return subprocess.run([self.program, *arguments], input=stdin, capture_output=True,
                              timeout=60, env=dict(os.environ, LC_ALL="C.UTF-8"), check=False)

    def report(self, name, mistakes):
        """Prints one test's line, and what was wrong."""
        self.n_run += 1
        self.n_failed += bool(mistakes)
        print("not ok" if mistakes else "ok", self.n_run, name.replace("#", ""))
        for mistake in mistakes:
            print("#", mistake)


def check_case(runner, arguments, stdin, status, stdout, stderr):
    """Runs one row of the table."""
    result = runner.run(arguments, stdin)
    mistakes = []
    if result.returncode != status:
        mistakes.append(f"status {result.returncode}, not {status}: {result.stderr!r}")
    if stdout is not None and result.stdout.decode() != stdout:
        mistakes.append(f"stdout {result.stdout!r}, not {stdout!r}")
    if stderr not in result.stderr.decode():
        mistakes.append(f"stderr {result.stderr!r} without {stderr!r}")
    if status == 0 and result.stderr:
        mistakes.append(f"stderr {result.stderr!r}")
    runner.report(" ".join(arguments), mistakes)


def check_records(runner):
    """Compares many records with iter_unpack, from a file."""
    text = "<IHHddq8s"
    data = b"".join(struct.pack(text, i, i % 7, i % 65536, i / 10, i * 1e10, -i, b"r%d" % i)
                    for i in range(5000))
    expected = "".join(",".join(map(repr, record)) + "\n"
                       for record in struct.iter_unpack(text, data))
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        result = runner.run(["unpack", "--records", text, file.name])
    runner.report("records of a file",
                  [] if result.stdout.decode() == expected else ["the output differs"])


def check_lists(runner):
    """Every checksum that is listed can be computed."""
    names = runner.run(["checksum", "--list"]).stdout.decode().split()
    mistakes = [name for name in names[::10]
                if runner.run(["checksum", name, "00"]).returncode != 0]
    runner.report("listed checksums", mistakes if len(names) > 50 else ["too few names"])


def check_full_disk(runner):
    """Output that cannot be written is a failure."""
    if not os.path.exists("/dev/full"):
        return
    with open("/dev/full", "wb") as full:
        result = subprocess.run([runner.program, "size", "h"], stdout=full,
                                stderr=subprocess.DEVNULL, check=False)
    runner.report("a full disk", [] if result.returncode == 1 else ["status 0"])


def main():
    runner = Runner(sys.argv[1])
    for case in CASES:
        check_case(runner, *case)
    check_records(runner)
    check_lists(runner)
    check_full_disk(runner)
    print(f"1..{runner.n_run}")
    return 1 if runner.n_failed else 0


if __name__ == "__main__":
    sys.exit(main())
