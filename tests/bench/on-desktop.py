#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a program on an X server and a session bus of its own.

Usage: on-desktop.py PROGRAM [ARGUMENT…]
"""

import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "e2e"))

from desktop import Desktop, Missing  # noqa: E402  (the path comes first)

SKIPPED = 77


def main():
    """Returns the program's exit status."""
    try:
        with Desktop():
            environment = {**os.environ, "GTK_A11Y": "none", "GSK_RENDERER": "cairo"}
            environment.pop("G_DEBUG", None)
            return subprocess.run(sys.argv[1:], env=environment, check=False).returncode
    except Missing as error:
        print(f"not installed: {error}")
        return SKIPPED


if __name__ == "__main__":
    sys.exit(main())
