#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the picture for the README: the demo, a message selected and decoded in the payload panel.

Usage: make-screenshot.py HEXWIRE PICTURE.png
"""

import os
import subprocess
import sys

from desktop import Desktop, wait_for

SIZE = (1280, 800)


def take(program, path):
    """Opens the demo, selects the packed message, and writes the picture."""
    from window import Window  # the bus that it connects to exists only now
    window = Window(program, "--demo")
    try:
        window.resize(*SIZE)
        page = window.page("TCP Server")
        page.click_row("received", "^ff f9 00 12 d6 86")
        wait_for(lambda: page.find("label", "Bytes of the message").description, "the bytes")
        wait_for(lambda: window.panel().root.find_all("text box", "Value at 2, count: i int32")
                 or window.panel().root.find_all("label", "14 bytes"), "the payload")
        os.environ["HEXWIRE_SCREENSHOTS"] = os.path.dirname(os.path.abspath(path))
        taken = window.screenshot(os.path.basename(path).removesuffix(".png"))
        subprocess.run(["convert", taken, "-strip", "+dither", "-colors", "255", "png8:" + taken],
                       check=True)
    finally:
        window.close()


if __name__ == "__main__":
    with Desktop():
        take(os.path.abspath(sys.argv[1]), sys.argv[2])
