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
        width, height = size
        panel = self.window.root.find_first("group", "Payload")
        if panel and panel.is_in_sight:
            width = panel.box[0]
        self.check_within(width, height)

    def check_within(self, full_width, full_height):
        """Every button and entry in sight of the page in front lies within a size."""
        for role in ("button", "text box", "combo box"):
            for control in self.page.root.find_all(role, skip=("combo box", "list")):
                x, y, width, height = control.box
                is_inside = 0 <= x <= full_width - width and 0 <= y <= full_height - height
                self.assertTrue(is_inside, f"{role} “{control.name}” at {control.box} in "
                                           f"{full_width}×{full_height}")

    def test_sizes(self):
        for size in (LARGEST, SMALLEST):
            self.picture(size)

    def test_every_tab(self):
        for title in self.window.tab_titles():
            self.page = self.window.page(title)
            self.picture(SMALLEST, "-" + title.lower().replace(" ", "-"))

    def test_everything_open(self):
        """With the panel, the bars and the bytes, the smallest window stays as small."""
        self.window.resize(*SMALLEST)
        self.show_panel(True)
        for title in ("TCP Server", "TCP Client", "UDP Server", "UDP Client"):
            self.page = self.window.front_page(title)
            # What was in sight may have gone out of it as the window got smaller.
            self.window.key("ctrl+j")
            self.page.wait_row("received", "^ff f9")
            self.page.click_row("received", "^ff f9")
            self.page.choose("How data is shown", "Decoded")
            self.window.key("ctrl+f")
            self.page.find("search box", "Find in the messages")
            self.window.key("ctrl+shift+f")
            self.page.find("search box", "Filter of the messages")
            self.picture(SMALLEST, "-all-" + title.lower().replace(" ", "-"))
            self.page.choose("How data is shown", "Text and hex")
            self.window.key("ctrl+Next")
        self.show_panel(False)
        self.assertEqual(self.window.geometry()[2:], SMALLEST)

    def test_peers_keep_their_width(self):
        """What the panel takes of the list of peers comes back with the panel's end."""
        self.window.resize(*SMALLEST)
        peers = self.page.find("list", "Connected addresses")
        wait_for(lambda: peers.box[2] > 200, lambda: f"the width of the peers, {peers.box}")
        self.show_panel(True)
        wait_for(lambda: peers.box[2] < 200, lambda: f"less of the peers, {peers.box}")
        self.show_panel(False)
        wait_for(lambda: peers.box[2] > 200, lambda: f"the width of the peers, {peers.box}")

    def show_panel(self, is_shown):
        """Shows or hides the payload panel by its key."""
        def has_panel():
            panel = self.window.root.find_first("group", "Payload")
            return bool(panel) and panel.is_in_sight
        if has_panel() != is_shown:
            self.window.key("F9")
            wait_for(lambda: has_panel() == is_shown, f"the panel shown: {is_shown}")

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
