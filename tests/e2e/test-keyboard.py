#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything is reached by the keyboard, in the order of the eye, and every key is listed."""

import os
import re
import unittest
import xml.etree.ElementTree as ElementTree

from case import main
from desktop import wait_for
from everywhere_case import CAPTURE, PAGES, CaptureTest, DemoTest, EverywhereTest
from page import xdotool

UI = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "src", "ui")

#: Those that have everything between them: a step takes half a second, as the whole tree is read.
WALKED_PAGES = ("TCP Server", "UDP Client")

#: What is used with a mouse; rows are reached by arrows, and what is in a tab by keys of its own.
CONTROLS = {"button", "checkbox", "combo box", "search box", "spin button", "switch", "text box",
            "toggle button"}
SKIPPED = ("tab list", "list", "tree grid")

WALKED_WINDOWS = ("Preferences", "Saved messages", "Sequence – TCP Server",
                  "Automatic answers – TCP Server", "Export messages", "Saved payloads")

MAX_STEPS = 120


def read_ui(name):
    with open(os.path.join(UI, name), encoding="utf-8") as file:
        return file.read()


def read_accelerators():
    """The table of the sources: what each line does, and its keys."""
    entries = re.findall(r'\{ [A-Z]+, N_ \("(.*?)"\), (?:"(.*?)"|NULL),\s*\{ (.*?) \} \}',
                         read_ui("accelerators.c"))
    return [(title, action, re.findall('"(.*?)"', keys)) for title, action, keys in entries]


def items_of(menu):
    """The labels of a menu and of its sections, but not of its submenus."""
    for element in menu:
        if element.tag == "section":
            yield from items_of(element)
        elif element.tag in ("item", "submenu"):
            yield next(a.text for a in element.iter("attribute") if a.get("name") == "label")


class Keys(unittest.TestCase):
    """What the sources give keys to."""

    def test_no_key_twice(self):
        keys = [key for _title, _action, keys in read_accelerators() for key in keys]
        self.assertGreater(len(keys), 40)
        self.assertEqual(sorted(keys), sorted(set(keys)))

    def test_no_letter_twice_in_a_menu(self):
        for name in sorted(os.listdir(UI)):
            if not name.endswith(".ui"):
                continue
            for element in ElementTree.fromstring(read_ui(name).encode()).iter():
                if element.tag not in ("menu", "submenu"):
                    continue
                letters = [m[1].lower() for m in
                           (re.search("_(.)", text) for text in items_of(element)) if m]
                self.assertEqual(sorted(letters), sorted(set(letters)), f"a menu of {name}")


    def test_keys_in_menus(self):
        """A key that a menu shows is one of the table, and each key stands in one menu."""
        table = [key for _title, _action, keys in read_accelerators() for key in keys]
        shown = [attribute.text.replace("<Control>", "<Ctrl>")
                 for name in sorted(os.listdir(UI)) if name.endswith(".ui")
                 for attribute in ElementTree.fromstring(read_ui(name).encode()).iter("attribute")
                 if attribute.get("name") == "accel"]
        self.assertGreater(len(shown), 5)
        self.assertLessEqual(set(shown), set(table))
        self.assertEqual(sorted(shown), sorted(set(shown)))


class WalkTest(EverywhereTest):
    """A window that is walked through by Tab."""

    def setUp(self):
        # No tooltip opens below the pointer, and no row is chosen by it.
        xdotool("mousemove", 1, 1)

    def controls(self, root, *states):
        """What of a window has some states, is in sight, and is used."""
        found = [(a, role) for pairs in root.levels(skip=SKIPPED) for a, role in pairs
                 if role in CONTROLS | set(SKIPPED) | {"label", "group"}]
        roles = dict(found)
        return [(a, roles[a]) for a in root.having_states(list(roles), *states)
                if a.is_in_sight]

    def focused(self, root):
        """What has the focus: a control, or the list in which it is."""
        for skip in (SKIPPED[1:], ()):
            # A row only where nothing else has it: there may be hundreds.
            found = [a for pairs in root.levels(skip=("tool tip", *skip)) for a, role in pairs
                     if role != "tool tip"]
            places = root.having_states(found, "focused")
            if places:
                return places[-1]
        return None

    def walk(self, root, key="Tab"):
        """Goes on by a key until it begins again; what was reached, in order."""
        reached = []
        for _step in range(MAX_STEPS):
            xdotool("key", key)
            last = reached[-1] if reached else None
            place = wait_for(lambda: (lambda f: f if f and f != last else None)(
                self.focused(root)), lambda: f"the focus to go on from {last and last.name}")
            # Where it begins may be left by what was done before.
            if (last, place) in zip(reached, reached[1:]):
                return reached[:-1]
            reached.append(place)
        raise AssertionError(f"no end of {[a.name for a in reached]}")

    def check_all_reached(self, root, reached, what):
        wanted = [a for a, role in self.controls(root, "focusable", "sensitive")
                  if role in CONTROLS]
        wanted = [a for a in wanted if a.name not in ("Minimize", "Maximize", "Close")]
        missed = [f"{a.role} “{a.name}”" for a in wanted
                  if a not in reached and self.is_in_use(a)]
        names = [a.name for a in reached]
        self.assertEqual(missed, [], f"what Tab does not reach in {what}: {names}")

    @staticmethod
    def is_in_use(accessible):
        """Whether all that something is in is sensitive, which its own state does not tell."""
        while accessible.role not in (None, "application"):
            if not accessible.is_sensitive:
                return False
            accessible = accessible.parent
        return True

    def check_page(self, title):
        """Opens a page, and walks through it, its bars and the panel."""
        page = self.open_page(title)
        xdotool("mousemove", 1, 1)
        reached = self.walk(self.window.root)
        self.check_all_reached(page.root, reached, title)
        self.check_all_reached(self.window.panel().root, reached, "the panel")
        self.check_order(page.root, reached)
        return page

    def check_order(self, root, reached):
        """Within a bar from left to right, and the bars from top to bottom."""
        inside = [a for pairs in root.levels() for a, _role in pairs]
        boxes = [(a.box, a.name) for a in reached if a in inside]
        start = boxes.index(min(boxes, key=lambda item: (item[0][1], item[0][0])))
        boxes = boxes[start:] + boxes[:start]
        for (box, name), (after, name_after) in zip(boxes, boxes[1:]):
            is_below = after[1] + after[3] // 2 >= box[1] + box[3] // 2 - 8
            is_aside = after[0] > box[0] + box[2] // 2
            self.assertTrue(is_below or is_aside, f"“{name_after}” comes after “{name}”")


class Capture(WalkTest, CaptureTest):
    """An opened capture."""

    def test_page(self):
        self.check_page(CAPTURE)


class Walk(WalkTest, DemoTest):
    """The demo."""

    def test_1_pages(self):
        """Tab and Shift+Tab reach every control of a page, the panel and the bars."""
        for title in WALKED_PAGES:
            page = self.check_page(title)
        back = self.walk(self.window.root, "shift+Tab")
        self.check_all_reached(page.root, back, "the way back")

    def test_1_drop_down(self):
        """A drop-down opens, goes, takes and closes by keys, and keeps the focus."""
        page = self.window.page("TCP Server")
        combo = page.find("combo box", "How the message is written")
        button = combo.find_all("button")[0]
        self.window.click(page.find("text box", "Message"))
        xdotool("key", "shift+Tab")
        for opens, goes, takes, chosen in (("Down", "Down", "Escape", "Text"),
                                           ("alt+Down", "Down", "Return", r"Text with \n \xHH"),
                                           ("space", "Up", "KP_Enter", "Text")):
            wait_for(lambda: button.has_state("focused"), "the focus on the button")
            xdotool("key", opens)
            wait_for(lambda: combo.find_all("list item"), f"the list by {opens}")
            xdotool("key", goes, takes)
            wait_for(lambda: not combo.find_all("list item"), f"the end of the list by {takes}")
            wait_for(lambda c=chosen: page.labels(combo) == [c], f"“{chosen}”")
        wait_for(lambda: button.has_state("focused"), "the focus on the button")

    def test_2_windows(self):
        self.window.page("TCP Server")
        for title in WALKED_WINDOWS:
            dialog = self.open_dialog(title)
            xdotool("mousemove", 1, 1)
            self.check_all_reached(dialog.root, self.walk(dialog.root), title)
            self.close_dialog(dialog)

    def test_3_keys_of_tabs(self):
        for place, title in enumerate(PAGES, 1):
            self.window.key(f"ctrl+{place}")
            self.window.front_page(title)
        self.window.key("ctrl+1")
        self.window.front_page("TCP Server")
        self.window.key("ctrl+8")
        self.window.key("ctrl+9")
        self.window.front_page("UDP Client")

    def test_3_tabs_keep_the_focus(self):
        """A tab that is left and shown again has the focus where it was."""
        page = self.window.page("TCP Server")
        message = page.find("text box", "Message")
        xdotool("key", "Tab")
        self.window.click(message)
        wait_for(lambda: message.has_state("focused"), "the focus in the message")
        for keys, title in (("ctrl+2", "TCP Client"), ("ctrl+1", "TCP Server")):
            self.window.key(keys)
            self.window.front_page(title)
        wait_for(lambda: message.has_state("focused"), "the focus in the message again")

    def test_4_escape_goes_back(self):
        """What Escape closes leaves the focus where it was before."""
        page = self.window.page("TCP Server")
        for bar in ("Filter of the messages", "Find in the messages"):
            if self.window.root.find_first("search box", bar):
                self.window.key("ctrl+shift+f" if bar.startswith("Filter") else "ctrl+f")
                xdotool("key", "Escape")
        message = page.find("text box", "Message")
        for keys, role, name in (("ctrl+f", "search box", "Find in the messages"),
                                 ("ctrl+shift+f", "search box", "Filter of the messages")):
            self.window.click(message)
            wait_for(lambda: message.has_state("focused"), "the focus in the message")
            self.window.key(keys)
            entry = page.find(role, name)
            wait_for(lambda e=entry: e.has_state("focused"), f"the focus in “{name}”")
            xdotool("key", "Escape")
            wait_for(lambda: message.has_state("focused"),
                     f"the focus back in the message after “{name}”")

    def test_5_listed(self):
        """The window of the keys has every line of the table."""
        self.window.key("ctrl+question")
        dialog = self.window.dialog("Keyboard shortcuts")
        texts = dialog.root.names(dialog.root.find_all("label"))
        missing = [title for title, _action, _keys in read_accelerators() if title not in texts]
        self.assertEqual(missing, [])
        xdotool("key", "Escape")
        self.window.wait_closed(dialog)

    def test_6_new_window(self):
        self.window.key("ctrl+n")
        wait_for(lambda: len([a for a in self.window.application.children()
                              if a.name.endswith("– Hexwire")]) == 2, "the second window")
        second = next(a for a in self.window.application.children() if a != self.window.root)

        # Nothing closes before what has to be asked is answered.
        wait_for(lambda: second.has_state("active"), "the second window to be active")
        xdotool("key", "ctrl+q")
        wait_for(lambda: any(a.name == "Close the window?" and a.has_state("active")
                             for a in self.window.application.children()), "the question")
        self.assertIn(second, self.window.application.children())
        xdotool("key", "Escape")
        wait_for(lambda: len(self.window.application.children()) == 2, "the question's end")
        self.window.press("Close", inside=second)
        wait_for(lambda: len(self.window.application.children()) == 1, "its end")
        xdotool("windowactivate", self.window.window_id)
        wait_for(lambda: self.window.root.has_state("active"), "the window to be active")


if __name__ == "__main__":
    main()
