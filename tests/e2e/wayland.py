#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""wayland.py COMMAND...: runs a command on a desktop of its own under Wayland, without a screen."""

import os
import subprocess
import sys

from desktop import START_GUARD_S, Desktop, wait_for

SOCKET = "hexwire-test"


class WaylandDesktop(Desktop):
    """The Wayland compositor and the bus. There is neither a keyboard nor a mouse."""

    programs = ("weston", "dbus-daemon")

    def _start_display(self):
        width, height = self.size.split("x")
        path = os.path.join(os.environ["XDG_RUNTIME_DIR"], SOCKET)
        self._start_helper(["weston", "--backend=headless-backend.so", "--no-config",
                            "--idle-time=0", f"--socket={SOCKET}",
                            f"--width={width}", f"--height={height}"])
        wait_for(lambda: os.path.exists(path), self._read_log, START_GUARD_S)
        os.environ.update({"GDK_BACKEND": "wayland", "WAYLAND_DISPLAY": SOCKET})

    def _start_window_manager(self):
        """The compositor is the window manager."""


if __name__ == "__main__":
    with WaylandDesktop():
        sys.exit(subprocess.run(sys.argv[1:], check=False).returncode)
