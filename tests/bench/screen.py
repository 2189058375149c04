# SPDX-License-Identifier: GPL-3.0-or-later
"""A screen of its own for a benchmark, whose pixels are read where the X server draws them."""

import contextlib
import mmap
import os
import pathlib
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time

SCREEN = "1600x1000x24"
POLL_S = 0.001
LIMIT_S = 20
# Rows of the screen that are looked at: one in so many, so that text cannot hide between.
ROW_STEP = 4
# meson's word for a test that could not be run.
SKIPPED = 77

# What the session of whoever runs this may have set.
UNSET = ("DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS",
         "AT_SPI_BUS_ADDRESS", "DESKTOP_STARTUP_ID", "GDK_BACKEND", "GDK_DEBUG", "GSK_RENDERER",
         "GTK_A11Y", "GTK_DEBUG", "GTK_THEME", "G_DEBUG", "G_SLICE", "MALLOC_CHECK_",
         "MALLOC_PERTURB_", "QT_QPA_PLATFORM", "LD_PRELOAD")


class Screen:
    """The pixels of Xvfb, read from the file that it draws them into."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        header = struct.unpack(">25I", self.map[:100])
        height, self.stride, n_colours = header[5], header[12], header[19]
        self.first = header[0] + 12 * n_colours
        self.rows = [self.first + self.stride * y for y in range(0, height, ROW_STEP)]

    def read(self):
        return b"".join(self.map[start:start + self.stride] for start in self.rows)

    def read_area(self, x, y, width, height):
        """All pixels of an area."""
        starts = (self.first + self.stride * row + 4 * x for row in range(y, y + height))
        return b"".join(self.map[start:start + 4 * width] for start in starts)

    def has_colours(self, pixels, n_colours):
        colours = set()
        for start in range(0, len(pixels), self.stride):
            colours.update(memoryview(pixels)[start:start + self.stride].cast("I"))
            if len(colours) >= n_colours:
                return True
        return False


def stop(process):
    process.send_signal(signal.SIGKILL)
    process.wait()


def wait_until(condition, what):
    end = time.monotonic() + LIMIT_S
    while not condition():
        if time.monotonic() > end:
            sys.exit(f"{what}: not in {LIMIT_S} s")
        time.sleep(POLL_S)


def can_run():
    """Whether there is all that a session takes; says what there is not."""
    missing = [tool for tool in ("Xvfb", "dbus-daemon") if not shutil.which(tool)]
    for tool in missing:
        print(f"{tool} is not installed")
    return not missing


@contextlib.contextmanager
def session():
    """An X server, a session bus and a home of their own; tells the environment and the screen."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        with session_in(pathlib.Path(folder)) as (env, screen):
            yield env, screen


@contextlib.contextmanager
def session_in(folder):
    env = {name: value for name, value in os.environ.items() if name not in UNSET}
    env["HOME"] = str(folder)
    for name in ("XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME",
                 "XDG_STATE_HOME"):
        env[name] = str(folder / name)
        (folder / name).mkdir(mode=0o700)
    with contextlib.ExitStack() as stack:
        log = stack.enter_context(open(folder / "log", "wb"))
        read_end, write_end = os.pipe()
        xvfb = subprocess.Popen(["Xvfb", "-displayfd", str(write_end), "-screen", "0", SCREEN,
                                 "-br", "-nocursor", "-noreset", "-nolisten", "tcp", "-fbdir",
                                 folder],
                                pass_fds=[write_end], stderr=log)
        stack.callback(stop, xvfb)
        os.close(write_end)
        with os.fdopen(read_end) as file:
            env["DISPLAY"] = ":" + file.readline().strip()
        bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address"],
                               stdout=subprocess.PIPE, stderr=log, env=env)
        stack.callback(stop, bus)
        env["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()
        yield env, Screen(folder / "Xvfb_screen0")
