# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop of one's own for a test: an X server without a screen, a session bus, a window manager.

Everything in it ends with the test, however that ends: the kernel kills the helpers with us.
"""

import ctypes
import os
import shutil
import signal
import subprocess
import tempfile
import time

PR_SET_PDEATHSIG = 1

#: What to multiply every wait by; sanitizers and valgrind are slow.
SLOWNESS = 10 if os.environ.get("HEXWIRE_TEST_SLOW") else 1
GUARD_S = 5 * SLOWNESS
START_GUARD_S = 30 * SLOWNESS

_libc = ctypes.CDLL(None)


class Missing(Exception):
    """Something that a desktop is made of is not installed."""


def wait_for(condition, what, guard_s=GUARD_S):
    """Polls until condition() is true and returns what it gave; fails after the guard."""
    end = time.monotonic() + guard_s
    pause_s = 0.01
    while True:
        result = condition()
        if result:
            return result
        if time.monotonic() > end:
            wanted = what() if callable(what) else what
            raise AssertionError(f"waited {guard_s} s in vain for {wanted}")
        # To look costs more than to wait, here and in the program that is looked at.
        time.sleep(pause_s)
        pause_s = min(pause_s * 2, 0.1)


def die_with_parent():
    """Runs in a child before its program: the kernel kills it when its parent is gone."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class Desktop:
    """The X server, the bus and the window manager; os.environ points to them while it stands."""

    #: What it is made of.
    programs = ("Xvfb", "dbus-daemon", "openbox", "xdotool", "xclip", "import")

    def __init__(self, size="1400x900"):
        missing = [program for program in self.programs if shutil.which(program) is None]
        if missing:
            raise Missing(", ".join(missing))
        self.size = size
        self.folder = tempfile.mkdtemp(prefix="hexwire-test-")
        self.helpers = []

    def __enter__(self):
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_exception):
        for helper in reversed(self.helpers):
            helper.terminate()
            try:
                helper.wait(GUARD_S)
            except subprocess.TimeoutExpired:
                helper.kill()
                helper.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _start(self):
        for name in ("runtime", "config", "data", "state"):
            os.mkdir(os.path.join(self.folder, name), 0o700)
        os.environ.update({
            "XDG_RUNTIME_DIR": os.path.join(self.folder, "runtime"),
            "XDG_CONFIG_HOME": os.path.join(self.folder, "config"),
            "XDG_DATA_HOME": os.path.join(self.folder, "data"),
            "XDG_STATE_HOME": os.path.join(self.folder, "state"),
            "GSETTINGS_BACKEND": "memory",
            "GIO_USE_VFS": "local",
            "GTK_A11Y": "atspi",
            "G_DEBUG": "gc-friendly",
        })
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "AT_SPI_BUS_ADDRESS", "DBUS_STARTER_ADDRESS",
                     "DBUS_SESSION_BUS_ADDRESS", "GTK_THEME"):
            os.environ.pop(name, None)
        self._start_display()
        # What the bus starts has the display that the bus has.
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = self._start_and_read(
            ["dbus-daemon", "--session", "--nofork", "--print-address={fd}"])
        self._start_window_manager()

    def _start_display(self):
        os.environ["GDK_BACKEND"] = "x11"
        # Without -noreset the server turns away whoever comes while its last client leaves.
        os.environ["DISPLAY"] = ":" + self._start_and_read(
            ["Xvfb", "-displayfd", "{fd}", "-screen", "0", self.size + "x24", "-nolisten", "tcp",
             "-noreset"])

    def _start_window_manager(self):
        self._start_helper(["openbox", "--sm-disable"])
        wait_for(self._has_window_manager, self._read_log, START_GUARD_S)

    @staticmethod
    def _has_window_manager():
        return subprocess.run(["xdotool", "get_num_desktops"], capture_output=True,
                              check=False).returncode == 0

    def _start_helper(self, command, pass_fds=()):
        with open(self._log_path(), "ab") as log:
            helper = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                      pass_fds=pass_fds, preexec_fn=die_with_parent)
        self.helpers.append(helper)

    def _log_path(self):
        return os.path.join(self.folder, "log")

    def _read_log(self):
        """What the helpers said, for when one does not come up."""
        with open(self._log_path(), encoding="utf-8", errors="replace") as log:
            return f"the desktop; the helpers said: {log.read()}"

    def _start_and_read(self, command):
        """Starts a helper that writes a line to a file descriptor, and returns the line."""
        read_fd, write_fd = os.pipe()
        with os.fdopen(read_fd) as answer:
            self._start_helper([part.format(fd=write_fd) for part in command], (write_fd,))
            os.close(write_fd)
            line = answer.readline().strip()
        if not line:
            raise AssertionError(f"{command[0]} does not start")
        return line
