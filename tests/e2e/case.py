# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the window share: a window for each class, and results as TAP lines."""

import os
import sys
import time
import traceback
import unittest

from desktop import Desktop, Missing

#: The programs under test: the window's, the command line's. main() reads them from the arguments.
programs = {"hexwire": None}


class WindowTest(unittest.TestCase):
    """Tests that share one window, which ends well and in silence."""

    #: Arguments and environment of the program.
    arguments = ()
    environment = {}

    @classmethod
    def setUpClass(cls):
        cls.window = cls.open_window(*cls.arguments, **cls.environment)

    @classmethod
    def open_window(cls, *arguments, **environment):
        """Opens one more window; it is closed, and its last words are read, after the class."""
        window = cls.window_class()(programs["hexwire"], *arguments, **environment)
        cls.addClassCleanup(window.kill)
        return window

    @staticmethod
    def window_class():
        """What a window is driven by."""
        from window import Window  # the bus that it connects to exists only now
        return Window

    @classmethod
    def tearDownClass(cls):
        status = cls.window.close()
        complaints = cls.window.complaints()
        if status != 0 or complaints:
            raise AssertionError(f"exit status {status}; " + "\n".join(
                complaints or cls.window.read_errors().splitlines()))

    def tearDown(self):
        self.assertIsNone(self.window.process.poll(), self.window.read_errors)
        self.assertEqual(self.window.complaints(), [])


class TapResult(unittest.TestResult):
    """Prints a line for each test."""

    n_lines = 0
    start_s = 0

    def startTest(self, test):
        super().startTest(test)
        self.start_s = time.monotonic()

    def _line(self, verdict, test, comment="", error=None):
        self.n_lines += 1
        print(verdict, self.n_lines, "-", test.id().removeprefix("__main__."), comment)
        if error is not None:
            for line in "".join(traceback.format_exception(*error)).splitlines():
                print("#", line)
        sys.stdout.flush()

    def addSuccess(self, test):
        self._line("ok", test, f"({time.monotonic() - self.start_s:.1f} s)")

    def addError(self, test, err):
        super().addError(test, err)
        self._line("not ok", test, error=err)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._line("not ok", test, error=err)

    def addSkip(self, test, reason):
        self._line("ok", test, f"# SKIP {reason}")

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self._line("not ok", subtest, error=err)


def main(desktop=Desktop):
    """Runs the tests of the calling script on a desktop of their own.

    Usage: SCRIPT HEXWIRE [TEST…], a test being Class or Class.test_name.
    """
    programs["hexwire"] = os.path.abspath(sys.argv[1])
    loader = unittest.defaultTestLoader
    module = sys.modules["__main__"]
    suite = (loader.loadTestsFromNames(sys.argv[2:], module) if len(sys.argv) > 2
             else loader.loadTestsFromModule(module))
    try:
        with desktop():
            result = suite.run(TapResult())
    except Missing as error:
        print(f"1..0 # SKIP not installed: {error}")
        return
    print(f"1..{result.n_lines}")
    sys.exit(not result.wasSuccessful())
