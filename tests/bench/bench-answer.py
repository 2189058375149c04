#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times how long the window takes to show what its user does, while messages flood in.

Usage: bench-answer.py HEXWIRE

Keys and clicks come from the X server, and the answer is looked for in its pixels: no other program
is asked. The reference is the same window, in the same run, while nothing comes.
"""

import contextlib
import ctypes
import os
import pathlib
import statistics
import subprocess
import sys
import time

from screen import LIMIT_S, SKIPPED, can_run, session, stop, wait_until

sys.path.insert(1, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"))
# pylint: disable-next=wrong-import-position
from flood import HOST, Flood, send_datagrams, send_stream

N_ROUNDS = 20
AIM_MS = 100
POLL_S = 0.0005
# Between two acts, and before the first, so that the flood is a flood.
PAUSE_S = 0.13
FLOOD_S = 1.5
PORTS = {"--udp-server": 39801, "--tcp-server": 39802}
SETTINGS = "[Settings]\ngtk-cursor-blink=false\ngtk-enable-animations=false\n"

# Places in a window of 1280x800 at the corner of the screen: where is clicked, and where the
# answer is seen.
MESSAGES = {"--tcp-server": (340, 751), "--udp-server": (340, 732)}
TABS = {"--tcp-server": (80, 69), "--udp-server": (232, 69)}
TOGGLE = (860, 113)
AREAS = {"key": (95, 715, 480, 50), "tab": (560, 10, 160, 16), "Stop": (822, 100, 12, 6)}
LEFT_BUTTON = 1


def send_streams(port, n_sent):
    """One stream after the other: Stop ends them."""
    while True:
        with contextlib.suppress(OSError):
            send_stream(port, n_sent)
        time.sleep(POLL_S)


FLOODS = (("--udp-server", "100 000 datagrams/s", send_datagrams, "datagrams"),
          ("--tcp-server", "one TCP stream", send_streams, "bytes"))


class Input:
    """Keys and clicks as the X server's own devices give them."""

    def __init__(self, display):
        self.x11, self.test = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.display = ctypes.c_void_p(self.x11.XOpenDisplay(display.encode()))
        self.key_code = self.x11.XKeysymToKeycode(self.display, ctypes.c_ulong(ord("x")))

    def point(self, place):
        self.test.XTestFakeMotionEvent(self.display, -1, *place, ctypes.c_ulong(0))
        self.x11.XFlush(self.display)

    def click(self):
        for is_pressed in (1, 0):
            self.test.XTestFakeButtonEvent(self.display, LEFT_BUTTON, is_pressed,
                                           ctypes.c_ulong(0))
        self.x11.XFlush(self.display)

    def type(self):
        for is_pressed in (1, 0):
            self.test.XTestFakeKeyEvent(self.display, self.key_code, is_pressed, ctypes.c_ulong(0))
        self.x11.XFlush(self.display)


class Bench:
    """A window, what is done in it, and how long that takes to be seen."""

    def __init__(self, display, screen):
        self.input, self.screen = Input(display), screen

    def time_ms(self, what, act):
        area = AREAS[what]
        time.sleep(PAUSE_S)
        before = self.screen.read_area(*area)
        begin_s = time.monotonic()
        act()
        while self.screen.read_area(*area) == before:
            if time.monotonic() > begin_s + LIMIT_S:
                sys.exit(f"{what}: no answer in {LIMIT_S} s")
            time.sleep(POLL_S)
        return (time.monotonic() - begin_s) * 1000

    def click_ms(self, what, place):
        self.input.point(place)
        return self.time_ms(what, self.input.click)

    def bring_to_front(self, tab):
        self.input.point(TABS[tab])
        self.input.click()
        time.sleep(PAUSE_S)

    def measure(self, flooded):
        """All acts in the flooded tab, which is in front at first and in the end."""
        durations_ms = {what: [] for what in AREAS}
        other = next(tab for tab in TABS if tab != flooded)
        self.input.point(MESSAGES[flooded])
        self.input.click()
        for _ in range(N_ROUNDS):
            durations_ms["key"].append(self.time_ms("key", self.input.type))
        for _ in range(N_ROUNDS // 2):
            for tab in (other, flooded):
                durations_ms["tab"].append(self.click_ms("tab", TABS[tab]))
        for _ in range(N_ROUNDS // 2):
            durations_ms["Stop"].append(self.click_ms("Stop", TOGGLE))
            # It starts again, which is another act.
            self.click_ms("Stop", TOGGLE)
        return durations_ms


def report(name, idle, flooded):
    for what, durations_ms in flooded.items():
        median, reference = statistics.median(durations_ms), statistics.median(idle[what])
        slowest = max(durations_ms)
        print(f"answer, {name}, {what}: median {median:.0f} ms, slowest {slowest:.0f} ms "
              f"(aim {AIM_MS}); while nothing comes {reference:.0f} and {max(idle[what]):.0f} ms, "
              f"ratio of medians {median / reference:.1f}"
              f"{'  MISSED' if slowest > AIM_MS else ''}")


def run(hexwire, env, screen):
    config = pathlib.Path(env["XDG_CONFIG_HOME"], "gtk-4.0")
    config.mkdir()
    (config / "settings.ini").write_text(SETTINGS, encoding="utf-8")
    arguments = [f"{option}={HOST}:{port}" for option, port in PORTS.items()]
    empty = screen.read()
    window = subprocess.Popen([hexwire, *arguments], env=env, stdin=subprocess.DEVNULL)
    try:
        wait_until(lambda: screen.read() != empty, "The window")
        time.sleep(1)
        bench = Bench(env["DISPLAY"], screen)
        for flooded, name, send, unit in FLOODS:
            bench.bring_to_front(flooded)
            idle = bench.measure(flooded)
            with Flood(send, PORTS[flooded]) as flood:
                time.sleep(FLOOD_S)
                report(name, idle, bench.measure(flooded))
                print(f"answer, {name}: {flood.rate():.3g} {unit} sent a second")
    finally:
        stop(window)


def main():
    if not can_run():
        return SKIPPED
    with session() as (env, screen):
        run(sys.argv[1], env, screen)
    return 0


if __name__ == "__main__":
    sys.exit(main())
