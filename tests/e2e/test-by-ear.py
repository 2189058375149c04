#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader has to say of every page and window: nothing without a name."""

import re

from case import WindowTest, main
from desktop import wait_for
from page import xdotool

#: What a person uses or reads as a whole; the rest is boxes and labels.
NAMED_ROLES = {"button", "checkbox", "column header", "combo box", "list item", "menu item",
               "radio", "row", "search box", "spin button", "switch", "tab", "tab list", "text box",
               "toggle button", "tree grid"}

#: How GTK calls what has no name: by its type.
NO_NAME = re.compile(r"^$|^\(None\)$|^(Gtk|Hexwire)[A-Z]\w+$")

PAGES = ("TCP Server", "TCP Client", "UDP Server", "UDP Client")

#: Windows, by what opens them: the keys, or the menu and its items.
WINDOWS = {"Preferences": "ctrl+comma", "Keyboard shortcuts": "ctrl+question",
           "Saved messages": "ctrl+shift+m", "Sequence – TCP Server": "ctrl+shift+s",
           "Automatic answers – TCP Server": ("Edit automatic answers",),
           "Bounds of the log": ("Menu of the messages", "Bounds of the log…"),
           "Export messages": ("Menu of the messages", "Export…"),
           "Record messages": ("Menu of the messages", "Record to a file…"),
           "Saved payloads": ("Payload menu", "Saved payloads…"),
           "Import a format": ("Payload menu", "Import a format…")}

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


class ByEar(WindowTest):
    """The demo, of which everything is opened once."""

    arguments = ("--demo",)

    def check(self, root, what):
        self.assertEqual(find_nameless(root), [], what)

    def test_pages(self):
        """The four pages, with the panel, the bars and the bytes of a message."""
        for title in PAGES:
            page = self.window.page(title)
            page.wait_row("received", "^ff f9")
            page.click_row("received", "^ff f9")
            self.window.key("ctrl+f")
            page.find("search box", "Find in the messages")
            self.window.key("ctrl+shift+f")
            page.find("search box", "Filter of the messages")
            self.check(self.window.root, title)

    def test_rows(self):
        """A row of the list tells what happened, with whom, and what came."""
        page = self.window.page("TCP Server")
        page.wait_row("received", "^Hello")
        names = page.log.names(page.log.find_all("row"))
        self.assertTrue([name for name in names
                         if re.search(r"^\d\d:\S+ \S+, received, 127\.0\.0\.1:\d+, \d+ bytes, "
                                      "Hello, world", name)], names)
        peers = page.find("list", "Connected addresses").find_all("list item")
        names = page.root.names(peers)
        self.assertRegex(names[0], "^All peers, 8 messages ")
        self.assertRegex(names[1], r"^127\.0\.0\.1:\d+, Connected \d\d:\d\d:\d\d$")

    def test_windows(self):
        self.window.page("TCP Server")
        for title, opener in WINDOWS.items():
            if isinstance(opener, str):
                self.window.key(opener)
            else:
                self.window.press_menu(*opener)
            dialog = self.window.dialog(title)
            self.check(dialog.root, title)
            xdotool("key", "Escape")
            self.window.wait_closed(dialog)

    def test_popovers(self):
        page = self.window.page("TCP Server")
        for title, (role, name) in POPOVERS.items():
            page.press(title)
            wait_for(lambda r=role, n=name: [a for a in page.root.find_all(r, n) if a.is_in_sight],
                     f"what “{title}” opens")
            self.check(self.window.root, title)
            xdotool("key", "Escape")

    def test_menus(self):
        self.window.page("TCP Server")
        for title in ("New tab", "Main menu", "Menu of the messages", "Payload menu",
                      "Saved messages and sequences", "Selected peer"):
            self.window.press(title)
            wait_for(lambda: [a for a in self.window.root.find_all("menu item") if a.is_in_sight],
                     f"the menu “{title}”")
            self.check(self.window.root, title)
            xdotool("key", "Escape")
            wait_for(lambda: not [a for a in self.window.root.find_all("menu item")
                                  if a.is_in_sight], f"the end of the menu “{title}”")

    def test_lines_of_bytes(self):
        """Bytes are read by lines, from the one that the caret is in."""
        page = self.window.page("TCP Server")
        page.wait_row("received", "^ff f9")
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
