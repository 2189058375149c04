#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader has to say of every page and window: nothing without a name."""

import re

from case import main
from desktop import wait_for
from everywhere_case import CAPTURE, PAGES, RECORD, WINDOWS, CaptureTest, DemoTest
from page import xdotool

#: What a person uses or reads as a whole; the rest is boxes and labels.
NAMED_ROLES = {"button", "checkbox", "column header", "combo box", "list item", "menu item",
               "radio", "row", "search box", "spin button", "switch", "tab", "tab list", "text box",
               "toggle button", "tree grid"}

#: How GTK calls what has no name: by its type.
NO_NAME = re.compile(r"^$|^\(None\)$|^(Gtk|Hexwire)[A-Z]\w+$")

POPOVERS = {"Options": ("spin button", re.compile("")),
            "Other ways to send": ("button", "Start repeating"),
            "As received": ("combo box", "How streams are cut")}


def is_nameless(accessible, role, name):
    """Whether there is nothing to say of something in sight; a row of headings is never read."""
    return (bool(NO_NAME.search(name)) and accessible.is_in_sight
            and not (role == "row" and accessible.find_first("column header")))


def find_nameless(root):
    """What in sight has no name though it is used, each with the names of what it is in."""
    found = []
    for pairs in root.levels():
        used = [(accessible, role) for accessible, role in pairs if role in NAMED_ROLES]
        names = root.names([accessible for accessible, _role in used])
        found += [f"{role} in {describe_place(accessible)}"
                  for (accessible, role), name in zip(used, names)
                  if is_nameless(accessible, role, name)]
    return found


def describe_place(accessible):
    """The names of what something is in, from within."""
    names = []
    while accessible.role not in (None, "application") and len(names) < 4:
        accessible = accessible.parent
        names += [accessible.name] * (not NO_NAME.search(accessible.name or ""))
    return " in ".join(f"“{name}”" for name in names)


def check(test, root, what):
    """Fails where something has no name."""
    test.assertEqual(find_nameless(root), [], what)


class Capture(CaptureTest):
    """An opened capture, which has the list of messages to itself."""

    def test_page(self):
        self.open_page(CAPTURE)
        check(self, self.window.root, CAPTURE)


class ByEar(DemoTest):
    """The demo, of which everything is opened once."""

    def test_pages(self):
        """The four pages, with the panel, the bars and the bytes of a message."""
        for title in PAGES:
            self.open_page(title)
            check(self, self.window.root, title)

    def test_rows(self):
        """A row of the list tells what happened, with whom, and what came."""
        page = self.window.page("TCP Server")
        page.wait_row("received", "^Hello")
        names = page.log.names(page.log.find_all("row"))
        self.assertTrue([name for name in names
                         if re.search(r"^\d\d:\S+ \S+, received, 127\.0\.0\.1:\d+, \d+ bytes, "
                                      "Hello, world", name)], names)
        peers = page.find("list", "Connected addresses")

        def names_of_peers():
            return page.root.names(peers.find_all("list item"))
        wait_for(lambda: names_of_peers()[0].startswith("All peers, 8 messages "), names_of_peers)
        self.assertRegex(names_of_peers()[1], r"^127\.0\.0\.1:\d+, Connected \d\d:\d\d:\d\d$")

    def test_windows(self):
        self.window.page("TCP Server")
        for title in WINDOWS:
            dialog = self.open_dialog(title)
            check(self, dialog.root, title)
            self.close_dialog(dialog)

    def test_popovers(self):
        page = self.window.page("TCP Server")
        for title, (role, name) in POPOVERS.items():
            page.press(title)
            wait_for(lambda r=role, n=name: [a for a in page.root.find_all(r, n) if a.is_in_sight],
                     f"what “{title}” opens")
            check(self, self.window.root, title)
            xdotool("key", "Escape")

    def test_menus(self):
        self.window.page("TCP Server")
        for title in ("New tab", "Main menu", "Menu of the messages", "Payload menu",
                      "Saved messages and sequences", "Selected peer"):
            self.window.press(title)
            wait_for(lambda: [a for a in self.window.root.find_all("menu item") if a.is_in_sight],
                     f"the menu “{title}”")
            check(self, self.window.root, title)
            xdotool("key", "Escape")
            wait_for(lambda: not [a for a in self.window.root.find_all("menu item")
                                  if a.is_in_sight], f"the end of the menu “{title}”")

    def test_lines_of_bytes(self):
        """Bytes are read by lines, from the one that the caret is in."""
        page = self.window.page("TCP Server")
        page.wait_row("received", RECORD)
        panel = self.window.panel()
        panel.set("Format", ">40s")
        panel.set(re.compile("^Value at 0"), "b''")
        view = panel.find("label", "Bytes in hex")
        wait_for(lambda: view.description.startswith("offset 0: 00 00"),
                 lambda: f"the first line, not {view.description!r}")
        self.window.click(view, dx=100)
        xdotool("key", "ctrl+Home", *["Right"] * 17)
        wait_for(lambda: view.description.startswith("offset 16: 00 00"),
                 lambda: f"the second line, not {view.description!r}")
        xdotool("key", "ctrl+Home")
        wait_for(lambda: view.description.startswith("offset 0: 00 00"),
                 lambda: f"the first line again, not {view.description!r}")


if __name__ == "__main__":
    main()
