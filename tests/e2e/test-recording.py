#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads recordings that ended badly with tshark.

Usage: test-recording.py RECORD_DRIVER
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
import time

DRIVER = os.path.abspath(sys.argv[1])

#: A recording is killed after so many rows, which take more than a second.
ROWS_BEFORE_KILL = 700


class Skip(Exception):
    """A test that cannot be made here, and why."""


def read_capture(path):
    """The time and the payload of each message, if tshark has no complaint."""
    result = subprocess.run(["tshark", "-r", path, "-Y", "tcp.len > 0", "-T", "fields",
                             "-e", "frame.time_epoch", "-e", "tcp.payload"],
                            capture_output=True, encoding="utf-8", check=True)
    complaints = [line for line in result.stderr.splitlines()
                  if not line.startswith("Running as user")]
    assert not complaints, complaints
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    return [(float(moment), bytes.fromhex(payload)) for moment, payload in rows]


def check_numbers(rows):
    assert [int(payload[:10]) for _, payload in rows] == list(range(len(rows)))


def check_killed(folder):
    path = os.path.join(folder, "killed.pcapng")
    with subprocess.Popen([DRIVER, path, "1000000", "100"], stdout=subprocess.PIPE) as driver:
        for line in driver.stdout:
            if int(line) >= ROWS_BEFORE_KILL:
                break
        killed_at = time.time()
        driver.kill()
    rows = read_capture(path)
    check_numbers(rows)
    assert rows[-1][0] > killed_at - 1, (rows[-1][0], killed_at)


def check_stopped(folder):
    path = os.path.join(folder, "stopped.pcapng")
    subprocess.run([DRIVER, path, "500", "0"], stdout=subprocess.DEVNULL, check=True)
    rows = read_capture(path)
    check_numbers(rows)
    assert len(rows) == 500


def check_rotated(folder):
    """Each file is a capture of its own; together they are one connection."""
    path = os.path.join(folder, "rotated.pcapng")
    subprocess.run([DRIVER, path, "100", "1000", "30000"], stdout=subprocess.DEVNULL, check=True)
    paths = sorted(os.path.join(folder, name) for name in os.listdir(folder)
                   if name.startswith("rotated-"))
    assert len(paths) > 2 and all(os.path.getsize(file) < 40000 for file in paths), paths
    rows = [row for file in [path] + paths for row in read_capture(file)]
    check_numbers(rows)
    assert len(rows) == 100
    merged = os.path.join(folder, "merged.pcapng")
    subprocess.run(["mergecap", "-a", "-w", merged, path] + paths, check=True)
    check_numbers(read_capture(merged))
    bad = subprocess.run(["tshark", "-r", merged, "-Y", "tcp.analysis.flags"], check=True,
                         capture_output=True, encoding="utf-8").stdout
    assert not bad, bad


def check_full_disk(folder):
    """A disk of our own that fills up, in a name space of our own."""
    disk = os.path.join(folder, "disk")
    os.mkdir(disk)
    mount = f"mount -t tmpfs -o size=128k tmpfs {shlex.quote(disk)}"
    if subprocess.run(["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount],
                      capture_output=True, check=False).returncode != 0:
        raise Skip("mounting is not allowed")
    copy = os.path.join(folder, "copy.pcapng")
    script = (f"{mount} && {shlex.quote(DRIVER)} {shlex.quote(disk)}/full.pcapng 100000 1000 "
              f"&& cp {shlex.quote(disk)}/full.pcapng {shlex.quote(copy)}")
    result = subprocess.run(["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script],
                            capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 0, result.stderr
    told = re.search(r"^The disk is full: .*full\.pcapng.*\n(\d+) written, (\d+) lost$", result.stderr)
    assert told, result.stderr
    rows = read_capture(copy)
    check_numbers(rows)
    assert 50 < len(rows) == int(told[1]), (len(rows), told[0])
    assert len(rows) + int(told[2]) == result.stdout.count("\n"), (len(rows), told[0])


CHECKS = [check_killed, check_stopped, check_rotated, check_full_disk]


def main():
    failures = 0
    print(f"1..{len(CHECKS)}")
    with tempfile.TemporaryDirectory() as folder:
        for number, check in enumerate(CHECKS, 1):
            try:
                check(folder)
                print("ok", number, check.__name__)
            except Skip as reason:
                print("ok", number, check.__name__, "# SKIP", reason)
            except (AssertionError, OSError, ValueError, subprocess.SubprocessError) as error:
                print("#", repr(error)[:2000].replace("\n", " "))
                print("not ok", number, check.__name__)
                failures += 1
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
