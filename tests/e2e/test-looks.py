#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of the window in every size, style and language, for people to look at.

What can be asserted is: the window gets as small as it should, and nothing is without a place.
"""

import gettext
import os
import shutil
import struct
import tempfile

from case import WindowTest, main, programs
from desktop import Desktop, wait_for
from page import xdotool

SMALLEST = (900, 600)
USUAL = (1280, 800)
LARGEST = (1400, 900)


class Pictures(WindowTest):
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


class Dark(Pictures):
    """In the dark; Styles goes through the pages."""

    environment = {"GTK_THEME": "Adwaita:dark"}
    style = "dark"

    def test_sizes(self):
        for size in (LARGEST, SMALLEST):
            self.picture(size)


class Light(Pictures):
    """In the light, with all that can be open."""

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


def write_catalogue(folder, language):
    """Writes a catalogue without texts; with it, a language is one of the program's."""
    path = os.path.join(folder, language, "LC_MESSAGES", "hexwire.mo")
    header = f"Language: {language}\nContent-Type: text/plain; charset=UTF-8\n".encode()
    os.makedirs(os.path.dirname(path))
    with open(path, "wb") as file:
        # One text, its place, its translation's place, and no hash table.
        file.write(struct.pack("<7I", 0x950412de, 0, 1, 28, 36, 0, 0)
                   + struct.pack("<4I", 0, 44, len(header), 45) + b"\0" + header + b"\0")


class Styles(WindowTest):
    """The demo in every language and style, a few of each together; each test opens its window."""

    scale = 1

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="hexwire-looks-")
        cls.addClassCleanup(cls.folder.cleanup)

    @classmethod
    def tearDownClass(cls):
        """Each window was ended by its test."""

    def tearDown(self):
        super().tearDown()
        self.window.kill()

    def open(self, language="en", folder=None, size=SMALLEST, **environment):
        """Opens a window in a language."""
        folder = folder or os.path.join(os.path.dirname(programs["hexwire"]), "..", "..", "po")
        folder = os.path.abspath(folder)
        self.text = gettext.translation("hexwire", folder, [language], fallback=True).gettext
        # Newer C libraries translate nothing in C.UTF-8, and newer GTK takes the direction from the
        # locale: the same under another name.
        shutil.copytree("/usr/lib/locale/C.utf8",
                        os.path.join(self.folder.name, f"{language}.utf8"), dirs_exist_ok=True)
        self.window = self.open_window("--demo", LANGUAGE=language, TEXTDOMAINDIR=folder,
                                       LC_ALL=f"{language}.UTF-8", LOCPATH=self.folder.name,
                                       **environment)
        self.resize(*size)
        self.name = "-".join([language, *environment])

    def resize(self, width, height):
        """Asks for a size until it is had."""
        size = (width * self.scale, height * self.scale)

        def ask():
            xdotool("windowsize", self.window.window_id, *size)
            return self.window.geometry()[2:] == size and 0 <= width - self.window.root.box[2] < 40
        wait_for(ask, lambda: f"a window of {size}, not {self.window.geometry()[2:]}, "
                              f"{self.window.root.box}")

    def check_inside(self, root, part, left, right):
        """Every control of a part of the window lies between two places."""
        for pairs in root.levels(skip=("combo box", "list", "tree grid")):
            for control, role in pairs:
                if role in ("button", "text box", "combo box") and control.is_in_sight:
                    x, _y, width, _height = control.box
                    self.assertTrue(left <= x and x + width <= right,
                                    f"{role} “{control.name}” of {part} at {control.box}, "
                                    f"not from {left} to {right}")

    def test_right_to_left(self):
        write_catalogue(self.folder.name, "he")
        self.open("he", self.folder.name)
        toggle = self.window.find("button", "Stop")
        self.assertLess(toggle.box[0], self.window.root.box[2] // 2, "where Stop is")
        self.look()

    def test_scale(self):
        self.scale = 2
        self.open(GDK_SCALE="2", GTK_THEME="Adwaita:dark")
        self.look()

    def test_large_text(self):
        """Text of twice the size needs more room, and has it."""
        path = os.path.join(self.folder.name, "gtk-4.0", "settings.ini")
        os.makedirs(os.path.dirname(path))
        with open(path, "w", encoding="utf-8") as file:
            file.write("[Settings]\ngtk-font-name=Sans 20\n")
        self.open(XDG_CONFIG_HOME=self.folder.name, size=LARGEST)
        self.look()

    def look(self):
        """Goes through the pages, without the panel and with it."""
        tabs = self.window.find("tab list").find_all("tab", skip=("tab",))
        width = self.window.root.box[2]
        for with_panel in (False, True):
            left, right = self.show_panel() if with_panel else (0, width)
            for place, tab in enumerate(tabs, 1):
                self.window.key(f"ctrl+{place}")
                wait_for(lambda t=tab: t.has_state("selected"), f"page {place} in front")
                page = self.window.find("tab list").parent.parent.children()[-1].children()[place - 1]
                self.check_inside(page, f"page {place}", left, right)
        self.window.screenshot("style-" + self.name)
        self.assertEqual(self.window.root.box[2], width)

    def show_panel(self):
        """Shows the payload panel with all it has; returns where the pages still have room."""
        width = self.window.root.box[2]
        panel = self.window.root.find_first("group", self.text("Payload"))
        if panel is None or not panel.is_in_sight:
            self.window.key("F9")
            panel = self.window.find("group", self.text("Payload"))
            wait_for(lambda: panel.is_in_sight, "the panel")
        expander = self.window.find("button", self.text("Length and checksum"), panel)
        expander.call("Action", "DoAction", "(i)", 0)
        order = self.window.find("combo box", self.text("Byte order of the checksum"), panel)
        wait_for(lambda: order.is_in_sight, "the checksum")
        x, _y, panel_width, _height = panel.box
        self.check_inside(panel, "the panel", x, x + panel_width)
        is_last = x + panel_width // 2 > width // 2
        return (0, x) if is_last else (x + panel_width, width)


def add_languages():
    """A test of each language, every second one in the dark."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "po", "LINGUAS")
    with open(path, encoding="utf-8") as file:
        languages = [line.strip() for line in file if not line.startswith("#")]
    for place, language in enumerate(languages):
        theme = {"GTK_THEME": "Adwaita:dark"} if place % 2 else {}

        def test(self, language=language, theme=theme):
            self.open(language, **theme)
            self.look()
        setattr(Styles, "test_" + language, test)


add_languages()

if __name__ == "__main__":
    main(lambda: Desktop("1800x1200"))
