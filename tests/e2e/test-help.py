#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The help: it opens by its key, every page is shown, links and the search lead to them."""

import os
import re
import subprocess

from case import WindowTest, main
from desktop import GUARD_S, wait_for

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "help")


def titles(language):
    """The first lines of the pages, by the names of their files."""
    folder = os.path.join(FOLDER, language)
    found = {}
    for name in os.listdir(folder):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            found[name] = file.readline().removeprefix("# ").strip()
    return found


def key(*keys):
    subprocess.run(["xdotool", "key", *keys], check=True, timeout=GUARD_S)


class HelpTest(WindowTest):
    """A window, and its help."""

    language = "en"

    def open_help(self):
        self.window.key("F1")
        index = titles(self.language)["index.md"]
        return self.window.dialog(re.compile(f" – {re.escape(index)}$"))

    @staticmethod
    def find_page(dialog, title):
        return dialog.root.find_first("group", title)

    def wait_title(self, dialog, title):
        wait_for(lambda: dialog.root.name.endswith(f" – {title}"),
                 lambda: f"“{title}”, not “{dialog.root.name}”")

    def check_pages(self):
        """Goes through all pages by the keyboard, and looks at what is shown of each."""
        dialog = self.open_help()
        wanted = set(titles(self.language).values())
        shown = []
        for _n in range(len(wanted)):
            # What stands before it is translated where the program is installed.
            title = dialog.root.name.split(" – ", 1)[1]
            shown.append(title)
            page = wait_for(lambda t=title: self.find_page(dialog, t), "the page")
            self.assertIn(title, [label.text for label in page.find_all("label")])
            for picture in page.find_all("image"):
                wait_for(lambda p=picture: p.box[2] > 200 and p.box[3] > 100, "a picture")
            before = dialog.root.name
            key("Down")
            if len(shown) < len(wanted):
                wait_for(lambda b=before: dialog.root.name != b, "the next page")
        self.assertEqual(set(shown), wanted)
        return dialog


class Help(HelpTest):
    """In English."""

    def test_1_pages(self):
        dialog = self.check_pages()
        key("Escape")
        self.window.wait_closed(dialog)

    def test_2_links_and_search(self):
        names = titles("en")
        dialog = self.open_help()
        self.follow_first(dialog)
        self.wait_title(dialog, names["server.md"])
        key("alt+Left")
        self.wait_title(dialog, names["index.md"])
        self.search(dialog, "little-ENDIAN letters")
        listed = dialog.find("list", "Pages")
        wait_for(lambda: dialog.labels(listed) == [names["payload.md"]],
                 lambda: f"one page, not {dialog.labels(listed)}")
        key("Return")
        self.wait_title(dialog, names["payload.md"])

        # Down goes there as well, and the focus with it.
        self.search(dialog, "multicast")
        wait_for(lambda: names["udp.md"] in dialog.labels(listed), "the page in the list")
        first = dialog.labels(listed)[0]
        key("Down")
        self.wait_title(dialog, first)
        wait_for(lambda: any(row.has_state("focused") for row in listed.find_all("list item")),
                 "the focus in the list")
        key("Escape")
        self.window.wait_closed(dialog)

    @staticmethod
    def search(dialog, words):
        """Types words into the search, in place of what stood there."""
        key("ctrl+f")
        entry = dialog.find("search box", "Find in the help")
        wait_for(lambda: entry.has_state("focused"), "the focus in the search")
        key("ctrl+a", "BackSpace")
        subprocess.run(["xdotool", "type", words], check=True, timeout=GUARD_S)
        wait_for(lambda: entry.text == words, lambda: f"{words}, not {entry.text}")

    @staticmethod
    def follow_first(dialog):
        """Goes on by Tab until Return opens a page: that of the first link."""
        index = dialog.root.name
        for _n in range(12):
            key("Tab", "Return")
            try:
                return wait_for(lambda: dialog.root.name != index, "another page", 0.5)
            except AssertionError:
                continue
        raise AssertionError("no link is reached by Tab")

    def test_3_link_to_a_hidden_page(self):
        """A link leads out of what was searched for, and the arrows go on from its page."""
        names = titles("en")
        dialog = self.open_help()
        self.search(dialog, "middle messages")
        key("Return")
        self.wait_title(dialog, names["index.md"])
        listed = dialog.find("list", "Pages")
        wait_for(lambda: dialog.labels(listed) == [names["index.md"]],
                 lambda: f"one page, not {dialog.labels(listed)}")
        self.follow_first(dialog)
        self.wait_title(dialog, names["server.md"])
        wait_for(lambda: len(dialog.labels(listed)) == len(names), "all pages")
        key("Down")
        self.wait_title(dialog, names["client.md"])
        key("Escape")
        self.window.wait_closed(dialog)

    def test_4_text_as_read(self):
        """The search knows what is read, not how it is written."""
        dialog = self.open_help()
        listed = dialog.find("list", "Pages")
        for written in ("](", ".md", "**", "![the"):
            self.search(dialog, written)
            dialog.wait_label("^No page has these words$", listed)
        # In a paragraph that has a link, too.
        self.search(dialog, "Discard throws")
        dialog.wait_label("^" + re.escape(titles("en")["server.md"]), listed)
        key("Escape")
        self.window.wait_closed(dialog)

    def test_5_menu(self):
        self.window.press_menu("Main menu", re.compile("^_?Help"))
        dialog = self.window.dialog("Help – " + titles("en")["index.md"])
        key("Escape")
        self.window.wait_closed(dialog)


class Welcome(HelpTest):
    """What a window shows that has nothing to show yet."""

    def test_1_first_start(self):
        self.window.front_page("TCP Server").wait_label("^Start, and who connects .* appears here"
                                                        "\\s+New here\\? Start the demo")

    def test_1_next_steps(self):
        """An empty list says what to do, and what comes once that is done."""
        for title, hint in (("UDP Server", "^Start, and what arrives appears here"),
                            ("TCP Client", "^Connect, and what you send ")):
            self.window.page(title).wait_label(hint)
        page = self.window.new_page("TCP Server")
        page.wait_label("^Start, and who connects and what they send appears here$")
        page.start_server()
        page.press("Clear the log")
        page.wait_label("^Messages, connects and closes appear here$")
        self.window.close_page()

    def test_2_no_tabs(self):
        for _n in range(4):
            self.window.close_page()
        self.window.wait_label("^Open a tab$")
        self.window.press(re.compile("Open the help$"))
        dialog = self.window.dialog("Help – " + titles("en")["index.md"])
        key("Escape")
        self.window.wait_closed(dialog)
        self.window.press(re.compile("UDP Client$"))
        self.window.found.clear()   # the row of tabs is another than before
        self.window.front_page("UDP Client")
        self.window.wait_gone("label", "Open a tab")
        self.window.close_page()
        self.window.press(re.compile("Start the demo$"))
        wait_for(lambda: len(self.window.tab_titles()) == 4, "the tabs of the demo")
        self.window.wait_gone("label", "Open a tab")


class Chinese(HelpTest):
    """In Chinese, by the language of the session; the window's own texts are not under test."""

    language = "zh_CN"
    environment = {"LANGUAGE": "zh_CN"}

    @classmethod
    def tearDownClass(cls):
        cls.window.process.terminate()
        assert cls.window.process.wait(GUARD_S) == 0
        assert cls.window.complaints() == []

    def test_pages(self):
        dialog = self.check_pages()
        key("Escape")
        self.window.wait_closed(dialog)


if __name__ == "__main__":
    main()
