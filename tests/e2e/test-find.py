#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The search in the log, and its filter."""

import struct

from case import main
from desktop import wait_for
from log_case import LogTest
from page import TABLE, xdotool


class Find(LogTest):
    """What is typed into the search is gone to; no row is hidden."""

    def setUp(self):
        super().setUp()
        self.addCleanup(self.close)

    def close(self):
        """Closes the search, if it is open."""
        if self.page.root.find_first("search box", "Find in the messages", TABLE):
            self.page.press("Close the search")
            self.page.wait_gone("search box", "Find in the messages")

    def wait_at(self, count, data):
        """Waits for a count of matches, and for the row of the present one to be selected."""
        self.page.wait_label(f"^{count}$")
        wait_for(lambda: self.page.selected_data() == [data],
                 lambda: f"{data!r} selected, not {self.page.selected_data()}")

    def test_steps(self):
        rows = ["alpha 1", "beta", "alpha 2", "Alpha 3"]
        self.send(*map(str.encode, rows))
        self.page.find_data("alpha")
        self.wait_at("1 of 3", "alpha 1")
        for key, count, data in (("Return", "2 of 3", "alpha 2"), ("Return", "3 of 3", "Alpha 3"),
                                 ("Return", "1 of 3", "alpha 1"),
                                 ("shift+Return", "3 of 3", "Alpha 3"),
                                 ("shift+Return", "2 of 3", "alpha 2"),
                                 ("F3", "3 of 3", "Alpha 3"), ("shift+F3", "2 of 3", "alpha 2")):
            self.window.key(key)
            self.wait_at(count, data)
        self.wait_data(*rows)
        self.page.press("Tell capital from small letters")
        self.page.wait_label("of 2$")
        self.page.press("Tell capital from small letters")
        self.page.wait_label("of 3$")

    def test_new_rows_are_searched(self):
        self.send(b"needle", b"hay")
        self.page.find_data("needle")
        self.wait_at("1 of 1", "needle")
        self.client.sendall(b"another needle")
        self.wait_at("1 of 2", "needle")
        self.window.key("Return")
        self.wait_at("2 of 2", "another needle")

    def test_hex(self):
        self.page.choose("How data is shown", "Hex")
        self.addCleanup(self.page.choose, "How data is shown", "Text and hex")
        self.send(b"\x01\xaa\x77\x02", b"\x01\xab\x77", b"\x02\xaa\x78\x02")
        self.page.find_data("aa ?? 02", "Hex")
        self.wait_at("1 of 2", "01 aa 77 02")
        self.page.find_data("a? 77", "Hex")
        self.wait_at("1 of 2", "01 aa 77 02")
        self.window.key("Return")
        self.wait_at("2 of 2", "01 ab 77")
        self.page.find_data("a? 7x", "Hex")
        self.page.wait_label("hex digit or [?] is expected")

    def test_regex(self):
        self.send(b"n=x", b"n=12", b"n=3")
        self.page.find_data(r"n=\d+", "Regex")
        self.wait_at("1 of 2", "n=12")
        self.page.find_data(r"n=(\d", "Regex")
        self.page.wait_label("parenthes|position")
        self.page.find_data("n=3", "Regex")
        self.wait_at("1 of 1", "n=3")
        self.assertFalse([label for label in self.page.labels() if "parenthes" in label])

    def test_match_across_two_reads(self):
        self.send(b"the first nee", b"dle is cut")
        self.page.find_data("needle")
        self.wait_at("1 of 1", "the first nee")

    def test_not_found(self):
        self.send(b"hay")
        self.page.find_data("needle")
        self.page.wait_label("^Not found$")
        self.window.key("Return")
        self.wait_data("hay")

    def test_escape_closes(self):
        self.send(b"needle")
        self.page.find_data("needle")
        self.wait_at("1 of 1", "needle")
        self.window.key("Escape")
        self.page.wait_gone("search box", "Find in the messages")
        self.assertEqual(self.page.selected_data(), ["needle"])

    def test_escape_goes_to_the_match(self):
        """Who closes the search goes on from what it found, wherever he was before."""
        self.send(b"one", b"two", b"needle", b"four", b"five")
        message = self.page.find("text box", "Message")
        for begin in (lambda: self.page.click_row("received", "^one"),
                      lambda: self.window.click(message)):
            begin()
            self.page.find_data("needle")
            self.wait_at("1 of 1", "needle")
            self.window.key("Return", "Escape")
            self.page.wait_gone("search box", "Find in the messages")
            row = self.page.selected_rows()[0]
            wait_for(lambda r=row: r.has_state("focused"), "the focus in the row that was found")
            self.window.key("Down")
            wait_for(lambda: self.page.selected_data() == ["four"],
                     lambda: f"the row below, not {self.page.selected_data()}")

    def test_matches_in_hidden_rows(self):
        self.send(b"needle", b"hay")
        self.addCleanup(self.page.filter, "")
        self.page.filter('"hay"')
        self.wait_data("hay")
        self.page.find_data("needle")
        self.page.wait_label("^Every match is in a row that the filter or the peer hides$")


class Filter(LogTest):
    """A filter hides rows, and says how many."""

    def setUp(self):
        super().setUp()
        self.addCleanup(self.page.filter, "")

    def wait_chip(self, text, n_hidden):
        """Waits for the chip that tells of the filter."""
        rows = "row" if n_hidden == 1 else "rows"
        wait_for(lambda: f"{text} · {n_hidden} {rows} hidden" in self.page.labels(),
                 lambda: f"{text!r} with {n_hidden} hidden, not {self.page.labels()}")

    def test_rows_are_hidden(self):
        self.send(b"a", b"bb", b"ccc")
        self.page.filter("len > 1")
        self.wait_chip("len > 1", 1)
        self.wait_data("bb", "ccc")
        self.page.filter('in and not "bb"')
        self.wait_chip('in and not "bb"', 1)
        self.wait_data("a", "ccc")

    def test_new_rows_are_filtered(self):
        self.page.filter('"yes"')
        self.wait_chip('"yes"', 0)
        self.client.sendall(b"no")
        self.wait_chip('"yes"', 1)
        self.client.sendall(b"yes 1")
        self.wait_data("yes 1")
        self.client.sendall(b"no")
        self.wait_chip('"yes"', 2)
        self.wait_data("yes 1")

    def test_last_filter_holds_while_one_is_wrong(self):
        self.send(b"a", b"bb", b"ccc")
        self.page.filter("len > 2")
        self.wait_data("ccc")
        xdotool("type", " and (out or")
        self.page.wait_label("^position 20: something to compare is missing$")
        self.wait_chip("len > 2", 2)
        self.wait_data("ccc")
        self.page.filter("len > 1")
        self.wait_data("bb", "ccc")
        self.assertFalse([label for label in self.page.labels() if "position" in label])

    def test_decoded_field(self):
        self.send(*(struct.pack(">BH", i, count) for i, count in enumerate((79, 80, 81, 300))))
        self.page.filter("count > 80")
        self.page.wait_label("no format decodes the messages")
        self.page.wait_n_rows(4)
        self.addCleanup(self.page.choose, "How data is shown", "Text and hex")
        self.page.choose("How data is shown", "Decoded")
        self.page.set("Format of the messages", ">B count:H")
        self.wait_chip("count > 80", 2)
        self.page.wait_n_rows(2)
        wait_for(lambda: [row.fields for row in self.page.rows()] == [("2", "81"), ("3", "300")],
                 self.page.rows)
        self.page.set("Format of the messages", ">B other:H")
        self.page.wait_label("no field is called “count”, but: B, other")

    def test_chip_takes_it_away(self):
        self.send(b"a", b"bb")
        self.page.filter("len = 2")
        self.wait_data("bb")
        self.page.press("Close the entry of the filter")
        self.page.wait_gone("search box", "Filter of the messages")
        self.wait_chip("len = 2", 1)
        self.page.press("Take the filter away")
        self.wait_data("a", "bb")


if __name__ == "__main__":
    main()
