#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of the window in every size, style and language, for people to look at.

What can be asserted is: the window gets as small as it should, and nothing is without a place.
"""

import os

from case import WindowTest, main
from desktop import wait_for

SMALLEST = (900, 600)
USUAL = (1280, 800)
LARGEST = (1400, 900)


class Looks(WindowTest):
    """The demo, with a row selected."""

    arguments = ("--demo",)
    style = "light"

    def setUp(self):
        self.window.resize(*USUAL)
        self.page = self.window.page("TCP Server")
        self.page.wait_row("sent", "^ff f9")
        self.page.click_row("received", "^ff f9")
        wait_for(lambda: self.page.find("label", "Bytes of the message").description, "the bytes")

    def picture(self, size, part=""):
        """Takes a picture at a size."""
        self.window.resize(*size)
        self.check_places(size)
        path = self.window.screenshot(f"{self.style}{part}-{size[0]}x{size[1]}")
        self.assertGreater(os.path.getsize(path), 10000)

    def check_places(self, size):
        """Every button and entry of the page in front lies within the window."""
        for role in ("button", "text box", "combo box"):
            for control in self.page.root.find_all(role, skip=("combo box", "list")):
                x, y, width, height = control.box
                is_inside = 0 <= x <= size[0] - width and 0 <= y <= size[1] - height
                self.assertTrue(is_inside,
                                f"{role} “{control.name}” at {control.box} in {size}")

    def test_sizes(self):
        for size in (LARGEST, SMALLEST):
            self.picture(size)

    def test_every_tab(self):
        for title in self.window.tab_titles():
            self.page = self.window.page(title)
            self.picture(SMALLEST, "-" + title.lower().replace(" ", "-"))

    def test_mistakes(self):
        self.window.panel().set("Format", ">h&")
        self.page.choose("How the message is written", "Hex")
        self.page.set("Message", "0a 1g")
        self.picture(SMALLEST, "-mistakes")


class Dark(Looks):
    """The same in the dark."""

    environment = {"GTK_THEME": "Adwaita:dark"}
    style = "dark"


if __name__ == "__main__":
    main()
