#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Presses keys and clicks where chance has it, and tells whether the program lives and answers.

Usage: monkey.py HEXWIRE [SECONDS [SEED]]; best with the program of a build with sanitizers. It finds
what nobody thought of; what it found gets a test of its own. It is no part of `meson test`: the
same seed meets other windows when the machine is slower, so that it may fail today and not tomorrow.
"""

import os
import random
import subprocess
import sys
import tempfile
import time

from desktop import GUARD_S, Desktop, wait_for

WIDTH, HEIGHT = 1400, 900
#: Those that lead on come more than once.
KEYS = ("Tab Tab Tab Tab Tab Tab shift+Tab Return space Down Up Left Right Escape Escape Delete "
        "BackSpace Home End Page_Up Page_Down F1 F9 F10 Menu shift+F10 alt+Down ctrl+1 ctrl+2 "
        "ctrl+Return ctrl+a ctrl+c ctrl+comma ctrl+e ctrl+f ctrl+l ctrl+n ctrl+r ctrl+s ctrl+t "
        "ctrl+shift+t ctrl+u ctrl+shift+u ctrl+shift+f ctrl+shift+z ctrl+v ctrl+w ctrl+x ctrl+z "
        "m x a 0 1 5 percent period colon").split()
N_AT_ONCE = 6


def somewhere(chance):
    """Arguments of xdotool that move the pointer."""
    return ["mousemove", str(chance.randrange(WIDTH)), str(chance.randrange(HEIGHT))]


def act(chance):
    """Arguments of xdotool for one key, click or drag."""
    kind = chance.random()
    if kind < 0.5:
        return ["key", chance.choice(KEYS)]
    if kind < 0.9:
        return [*somewhere(chance), "click", chance.choice("1111135")]
    return [*somewhere(chance), "mousedown", "1", *somewhere(chance), "mouseup", "1"]


def raise_a_window(process, chance):
    """Gives the keys to one of the program's windows, where another took them or it was closed."""
    command = ["xdotool", "search", "--onlyvisible", "--pid", str(process.pid)]
    found = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
    if found:
        subprocess.run(["xdotool", "windowactivate", chance.choice(found)], check=False,
                       stderr=subprocess.DEVNULL)


def play(window, seconds, chance):
    """Acts until the time is over or the program is."""
    end = time.monotonic() + seconds
    n_acts = 0
    while time.monotonic() < end and window.process.poll() is None:
        acts = [argument for _n in range(N_AT_ONCE) for argument in act(chance)]
        subprocess.run(["xdotool", *acts], check=False, stderr=subprocess.DEVNULL)
        n_acts += N_AT_ONCE
        if n_acts % (10 * N_AT_ONCE) == 0:
            raise_a_window(window.process, chance)
    return n_acts


def main():
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 60
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1_000_000)
    with Desktop(f"{WIDTH}x{HEIGHT}"), tempfile.TemporaryDirectory() as home:
        from window import Window  # the bus that it connects to exists only now
        window = Window(os.path.abspath(sys.argv[1]), "--demo", HOME=home, XDG_DATA_HOME=home,
                        XDG_CONFIG_HOME=home)
        n_acts = play(window, seconds, random.Random(seed))
        status = window.process.poll()
        problem = None
        # Closing its last window ends it well.
        if status is None:
            try:
                wait_for(window.application.children, "an answer", 4 * GUARD_S)
            except AssertionError:
                problem = "it does not answer"
        elif status != 0:
            problem = f"it ended with {status}"
        print(*dict.fromkeys(window.complaints()), window.read_errors()[:4000] if problem else "",
              f"seed {seed}, {n_acts} acts: {problem or 'it lives'}", sep="\n")
        window.kill()
    return 1 if problem else 0


if __name__ == "__main__":
    sys.exit(main())
