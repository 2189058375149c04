#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times how long a window takes to be seen, and weighs the process behind it.

Usage: bench-startup.py HEXWIRE EMPTY_WINDOW [BUILD_TYPE [ROUNDS]]

Hexwire, an empty window of GTK and Packet Sender start in turn, on an X server and a session bus of
their own, with a home of their own. The median of the rounds is told for each, and the fastest
start, which other work on the machine disturbs least.
"""

import pathlib
import shutil
import statistics
import subprocess
import sys
import time

from screen import LIMIT_S, POLL_S, SKIPPED, can_run, session, stop, wait_until

ROUNDS = 15
# The first round fills the caches and starts what the session bus starts by itself.
WARM_UP_ROUNDS = 1
REST_S = 1.0
# Without a window manager the empty window is one colour on the black of the screen. A window that
# has only its background yet has a few, one with a line of text has dozens.
EMPTY_COLOURS = 2
MIN_COLOURS = 16
OPTIMIZED = ("release", "debugoptimized", "minsize")


def read_memory_mb(pid):
    """The resident set of a process, and its share of it (PSS)."""
    fields = dict(line.split(":") for line in
                  pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:])
    return tuple(int(fields[name].split()[0]) / 1024 for name in ("Rss", "Pss"))


def measure(command, n_colours, env, screen):
    """Milliseconds from the fork to @n_colours on the screen, and the memory after a rest."""
    empty = before = screen.read()
    start = time.monotonic()
    process = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while True:
            pixels, now = screen.read(), time.monotonic()
            if pixels != before and screen.has_colours(pixels, n_colours):
                break
            before = pixels
            if now - start > LIMIT_S or process.poll() is not None:
                sys.exit(f"{command[0]} showed nothing")
            time.sleep(POLL_S)
        time.sleep(REST_S)
        return ((now - start) * 1000,) + read_memory_mb(process.pid)
    finally:
        stop(process)
        wait_until(lambda: screen.read() == empty, "A window that went away")


def get_programs(hexwire, empty_window):
    cairo, silent = {"GSK_RENDERER": "cairo"}, {"GTK_A11Y": "none"}
    programs = {
        "empty window": ([empty_window], EMPTY_COLOURS, cairo),
        "Hexwire": ([hexwire], MIN_COLOURS, {}),
        "empty window, no a11y": ([empty_window], EMPTY_COLOURS, cairo | silent),
        "Hexwire, no a11y": ([hexwire], MIN_COLOURS, silent),
    }
    # Packet Sender asks xrandr whether there is a display.
    if shutil.which("packetsender") and shutil.which("xrandr"):
        programs["Packet Sender"] = (["packetsender"], MIN_COLOURS, {})
    else:
        print("packetsender and xrandr are not both installed: Packet Sender is left out")
    return programs


def report(figures):
    """A line for each program, with its ratios to the empty window and to Packet Sender."""
    medians = {name: [statistics.median(column) for column in zip(*rows)]
               for name, rows in figures.items()}
    fastest = {name: min(rows)[0] for name, rows in figures.items()}
    empty, other = medians["empty window"], medians.get("Packet Sender")
    print(f"{'':24} {'painted':>10} {'fastest':>10} {'RSS':>10} {'PSS':>10}   "
          "against the empty window")
    for name, (time_ms, rss_mb, pss_mb) in medians.items():
        print(f"{name:24} {time_ms:7.0f} ms {fastest[name]:7.0f} ms {rss_mb:7.1f} MB "
              f"{pss_mb:7.1f} MB   {time_ms / empty[0]:.2f} times, "
              f"{rss_mb - empty[1]:+.1f} MB RSS, {pss_mb - empty[2]:+.1f} MB PSS")
    if other is not None:
        ours = medians["Hexwire"]
        ratios = [a / b for a, b in zip(ours, other)]
        print(f"Hexwire against Packet Sender: {ratios[0]:.2f} of its time (fastest "
              f"{fastest['Hexwire'] / fastest['Packet Sender']:.2f}), {ratios[1]:.2f} of its RSS, "
              f"{ratios[2]:.2f} of its PSS (aim: under 1)"
              f"{'  MISSED' if max(ratios[:2]) >= 1 else ''}")


def main():
    hexwire, empty_window = sys.argv[1:3]
    build_type = sys.argv[3] if len(sys.argv) > 3 else "unknown"
    n_rounds = int(sys.argv[4]) if len(sys.argv) > 4 else ROUNDS
    if not can_run():
        return SKIPPED
    print(f"Medians of {n_rounds} rounds, turn by turn; build type {build_type}"
          f"{'' if build_type in OPTIMIZED else ', which is not for figures'}")
    programs = get_programs(hexwire, empty_window)
    figures = {name: [] for name in programs}
    with session() as (env, screen):
        for number in range(WARM_UP_ROUNDS + n_rounds):
            for name, (command, n_colours, additions) in programs.items():
                figure = measure(command, n_colours, env | additions, screen)
                if number >= WARM_UP_ROUNDS:
                    figures[name].append(figure)
    report(figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
