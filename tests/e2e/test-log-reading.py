#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a log is read: streams cut into messages, a list that stands, marks, notes and repeats."""

import itertools
import re
import threading

from case import main
from desktop import wait_for
from log_case import LogTest
from page import TABLE, xdotool

#: More rows than the list has place for.
N_MANY = 60

WAITING = re.compile(r"^\d+ new ↓$")


class Framing(LogTest):
    """What is stored is cut anew, and no byte is lost."""

    def setUp(self):
        super().setUp()
        self.addCleanup(self.page.cut, "As received")
        self.page.choose("How data is shown", "Hex")

    def wait_hex(self, *messages):
        """Waits for the rows to be these messages, and no others."""
        self.wait_data(*(message.hex(" ") for message in messages))

    def test_cut_anew(self):
        reads = (b"\0\5ab\ncd", b"\0\4x\ny", b"z\n\0\3k\n")
        self.send(*reads)
        self.wait_hex(*reads)
        self.page.cut("Lines")
        self.wait_hex(b"\0\5ab\n", b"cd\0\4x\n", b"yz\n", b"\0\3k\n")
        self.page.cut("Length prefix")
        self.wait_hex(b"\0\5ab\ncd", b"\0\4x\nyz")
        self.page.wait_label(r"^Unfinished · ← \S+ · 5 of \d+ bytes · .*0a 00 03 6b 0a")
        self.page.cut("As received")
        self.wait_hex(*reads)

    def test_unfinished(self):
        self.page.cut("Length prefix")
        self.client.sendall(b"\0\5abc")
        self.page.wait_label(r"^Unfinished · ← 127\.0\.0\.1:\d+ · 5 of 7 bytes · ")
        self.page.wait_n_rows(0)
        self.client.sendall(b"de\0")
        self.wait_hex(b"\0\5abcde")
        self.page.wait_label(r"^Unfinished · ← 127\.0\.0\.1:\d+ · 1 byte · ")
        self.client.sendall(b"\1f")
        self.wait_hex(b"\0\5abcde", b"\0\1f")
        self.assertFalse([label for label in self.page.labels() if label.startswith("Unfinished")])

    def test_change_while_data_flows(self):
        counter = itertools.count()
        done = threading.Event()

        def flow():
            while not done.is_set():
                self.client.sendall(b"line %d\n" % next(counter))
                done.wait(0.02)
        thread = threading.Thread(target=flow)
        thread.start()
        try:
            for kind in ("Lines", "Fixed length", "Lines"):
                self.page.cut(kind)
        finally:
            done.set()
            thread.join()
        n_lines = next(counter)
        self.page.wait_n_rows(n_lines)
        self.page.wait_row("received", "^" + (b"line %d\n" % (n_lines - 1)).hex(" "))


class Standing(LogTest):
    """A list that stands still for who reads it; what comes waits, and is counted."""

    def wait_waiting(self, n_rows):
        """Waits for the button that counts the rows that wait."""
        self.page.find("button", f"{n_rows} new ↓")

    def wait_rows_and_waiting(self, n_rows):
        """Waits until so many rows have come, shown or not."""
        def count():
            button = self.page.root.find_first("button", WAITING, TABLE)
            return self.page.n_rows() + (int(button.name.split()[0]) if button else 0)
        wait_for(lambda: count() == n_rows, lambda: f"{n_rows} rows, not {count()}")

    def cut_into_lines(self):
        """Lets every line be a row, however many of them come in one read."""
        self.page.cut("Lines")
        self.addCleanup(self.page.cut, "As received")

    def test_pause(self):
        self.send(b"before")
        self.window.key("ctrl+p")
        pause = self.page.find("button", "Pause the list")
        wait_for(lambda: pause.has_state("pressed"), "the button to be down")
        for n in range(1, 4):
            self.client.sendall(b"after %d" % n)
            self.wait_waiting(n)
        self.wait_data("before")
        self.window.key("ctrl+p")
        self.wait_data("before", "after 1", "after 2", "after 3")
        wait_for(lambda: not pause.has_state("pressed"), "the button to be up")
        self.page.wait_gone("button", WAITING)

    def test_pause_outlasts_a_clear(self):
        self.send(b"before")
        self.window.key("ctrl+p", "ctrl+shift+l")
        self.page.wait_n_rows(0)
        self.client.sendall(b"after")
        self.wait_waiting(1)
        self.window.key("ctrl+p")
        self.wait_data("after")

    def test_selection_holds_a_full_list(self):
        self.cut_into_lines()
        self.client.sendall(b"row 1\nrow 2\n")
        self.page.click_row("received", "^row 2")
        self.client.sendall(b"row 3\n")
        self.wait_data(*(rf"row {n}\n" for n in (1, 2, 3)))
        place = self.page.selected_rows()[0].box
        self.client.sendall(b"".join(b"row %d\n" % n for n in range(4, N_MANY)))
        self.wait_rows_and_waiting(N_MANY - 1)
        self.client.sendall(b"row %d\n" % N_MANY)
        self.wait_rows_and_waiting(N_MANY)
        self.assertEqual(self.page.selected_data(), [r"row 2\n"])
        self.assertEqual(self.page.selected_rows()[0].box, place)
        self.page.press(WAITING)
        self.page.wait_n_rows(N_MANY)
        self.page.wait_gone("button", WAITING)
        self.page.wait_row("received", f"^row {N_MANY}")

    def test_clear_lets_a_held_list_go(self):
        self.cut_into_lines()
        self.client.sendall(b"needle\n")
        self.page.find_data("needle")
        self.page.wait_label("^1 of 1$")
        self.window.key("Escape", "ctrl+shift+l")
        self.page.wait_n_rows(0)
        for n in range(1, N_MANY + 1):
            self.client.sendall(b"row %d\n" % n)
        self.page.wait_n_rows(N_MANY)
        self.assertIsNone(self.page.root.find_first("button", WAITING))


class Reading(LogTest):
    """What a row says, to the eye and to the ear, also where it has no room for it."""

    def wait_name(self, pattern):
        """Waits for a row that is called so as a whole."""
        def match():
            return any(re.search(pattern, row.name) for row in self.page.log.find_all("row")[1:])
        wait_for(match, lambda: f"{pattern!r} among "
                                f"{[row.name for row in self.page.log.find_all('row')[1:]]}")

    def add_note(self, text):
        """Puts a note into the log."""
        self.page.press_log_menu("Marks and notes", "Add a note…")
        note = self.page.find("text box", "Note for the log")
        wait_for(lambda: note.has_state("focused"), "the focus in the note")
        note.replace_text(text)
        wait_for(lambda: note.text == text, "the note")
        xdotool("key", "Return")
        self.page.wait_gone("text box", "Note for the log")

    def test_name(self):
        self.send(b"hello")
        self.wait_name(r"^\d\d:\d\d:\d\d\.\d{3} \d{3}, received, 127\.0\.0\.1:\d+, 5 bytes, hello")
        self.client.close()
        self.wait_name(r"^\S+ \d{3}, closed, 127\.0\.0\.1:\d+, Closed by peer · 5 B in, 0 B out$")

    def test_event_in_full(self):
        text = " ".join(f"word{i}" for i in range(80))
        self.add_note(text)
        self.page.click_row("note", "^word0 ")
        self.page.wait_label(f"^{text}$")
        self.page.wait_label(r"^\d\d:\d\d:\d\d\.\d{3} \d{3}$")
        self.assertFalse([b for b in self.page.root.find_all("button", "Decode") if b.is_in_sight])
        data = self.page.cells_of("note", "^word0 ")[-1]
        self.window.point_at(data)
        wait_for(lambda: self.window.root.find_first("label", text), "the tooltip")
        self.send(b"bytes", to_row=1)
        self.page.click_row("received", "^bytes")
        wait_for(lambda: text not in self.page.labels(), "the bytes in place of the words")
        self.page.find("button", "Decode")

    def test_cleared(self):
        self.send(b"one", b"two")
        peers = self.page.find("list", "Connected addresses")
        n_messages = int(self.page.wait_counters(r"(\d+) received$")[1])
        self.window.key("ctrl+shift+l")
        self.page.wait_n_rows(0)
        self.page.find("label", f"{n_messages} messages so far", inside=peers)
        self.client.close()
        self.page.wait_counters("^0 peers ")
        self.assertTrue(self.page.peers())
        self.page.press_menu("Selected peer", "Forget those who left")
        wait_for(lambda: not self.page.peers(), lambda: f"nobody, not {self.page.peers()}")
        self.page.wait_row("closed", "^Closed by peer")
        self.page.find("label", f"{n_messages} messages so far", inside=peers)


class Notes(LogTest):
    """Rows that are marked, notes among them, and repeats in one row."""

    def wait_selected(self, data):
        """Waits for one row to be selected."""
        wait_for(lambda: self.page.selected_data() == [data],
                 lambda: f"{data!r} selected, not {self.page.selected_data()}")

    def test_marks(self):
        rows = [f"row {i}" for i in range(6)]
        self.send(*map(str.encode, rows))
        for i in (1, 4):
            self.page.click_row("received", f"^row {i}")
            self.wait_selected(f"row {i}")
            self.window.key("m")
        for key, data in (("shift+n", "row 1"), ("n", "row 4"), ("shift+n", "row 1")):
            self.window.key(key)
            self.wait_selected(data)
        self.wait_data(*rows)
        self.addCleanup(self.page.filter, "")
        self.page.filter("marked")
        self.wait_data("row 1", "row 4")
        self.page.click_row("received, marked", "^row 4")
        self.wait_selected("row 4")
        self.window.key("m")
        self.page.filter("not marked")
        self.wait_data("row 0", "row 2", "row 3", "row 4", "row 5")

    def test_note(self):
        self.send(b"before")
        self.page.press_log_menu("Marks and notes", "Add a note…")
        note = self.page.find("text box", "Note for the log")
        wait_for(lambda: note.has_state("focused"), "the focus in the note")
        xdotool("type", "pressed the button")
        xdotool("key", "Return")
        self.wait_data("before", "pressed the button")
        self.page.wait_row("note", "^pressed the button$")
        self.page.wait_gone("text box", "Note for the log")
        self.send(b"after")
        self.addCleanup(self.page.filter, "")
        self.page.filter("kind = note")
        self.wait_data("pressed the button")

    def test_repeats_in_one_row(self):
        self.send(*[b"same"] * 4, b"other", *[b"same"] * 2)
        self.page.press_log_menu("Show repeats in one row")
        self.wait_data("×4  same", "other", "×2  same")
        self.client.sendall(b"same")
        self.wait_data("×4  same", "other", "×3  same")
        self.client.sendall(b"third")
        self.page.wait_row("received", "^third")
        self.wait_data("×4  same", "other", "×3  same", "third")
        self.page.press_log_menu("Show repeats in one row")
        self.wait_data(*["same"] * 4, "other", *["same"] * 3, "third")


if __name__ == "__main__":
    main()
