# SPDX-License-Identifier: GPL-3.0-or-later
"""The columns of the log: how times are told, fields, marks and changed bytes."""

import re
import socket
import struct

from case import WindowTest, main
from desktop import wait_for

MENU = "Menu of the messages"


class Columns(WindowTest):
    """A UDP server that says nothing, and one sender."""

    arguments = ("--udp-server", "127.0.0.1:0", "--reply", "nothing")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.page = cls.window.front_page("UDP Server")
        port = int(cls.page.wait_status(r"^Listening on \S*:(?P<port>\d+)")["port"])
        cls.sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        cls.addClassCleanup(cls.sender.close)
        cls.sender.connect(("127.0.0.1", port))

    def setUp(self):
        self.page.press("Clear the log")
        wait_for(lambda: not self.page.rows(), "an empty log")

    def test_decoded_fields(self):
        """Each field has a column; what is not there is missing, and what is more is the rest."""
        self.sender.send(struct.pack(">hi4s", -7, 1234566, b"abcd"))
        self.sender.send(b"\0\1\0")
        self.sender.send(struct.pack(">hi4s", 1, 2, b"") + b"\xca\xfe")
        self.sender.send(struct.pack(">hi4s", 3, 4, b"x") * 3)
        self.page.choose("How data is shown", "Decoded")
        self.page.set("Format of the messages", ">id:h count:i s")
        self.page.set("Format of the messages", ">id:h count:i 4s")
        self.wait_fields("-7", "1234566", "b'abcd'", rest="^$")
        self.wait_fields("1", "missing", "missing", rest="^$")
        self.wait_fields("1", "2", r"b'\x00\x00\x00\x00'", rest="^ca fe$")
        self.wait_fields("3", "4", r"b'x\x00\x00\x00'", rest="^2 more records +00 03 ")
        self.assertEqual(self.headings()[-4:], ["id", "count", "s", "Rest"])
        self.page.choose("How data is shown", "Hex")
        self.page.wait_row("received", "^00 01 00$")
        self.page.choose("How data is shown", "Text and hex")

    def test_fields_take_the_place_of_peers(self):
        """In a small window every field is in sight, rather than who sent it."""
        self.sender.send(struct.pack(">hiq", 1, 2, 3))
        before = self.window.geometry()[2:]
        self.window.resize(900, 600)
        self.page.wait_row("received", "", length="14")
        self.assertIn("Peer", self.headings())
        self.page.choose("How data is shown", "Decoded")
        self.page.set("Format of the messages", ">hiq")
        wait_for(lambda: self.headings()[-4:] == ["h", "i", "q", "Rest"], self.headings)
        wait_for(lambda: "Peer" not in self.headings(), self.headings)
        self.page.choose("How data is shown", "Text and hex")
        wait_for(lambda: "Peer" in self.headings(), self.headings)
        self.window.resize(*before)

    def test_time_formats(self):
        """The heading tells the format, and the cells follow."""
        self.sender.send(b"one")
        self.sender.send(b"two")
        self.page.wait_row("received", "two")
        for item, heading, first, second in (
                ("Since start", "Since start", r"^0\.000 000$", r"^\d+\.\d{3} \d{3}$"),
                ("Since previous row", "Since previous", "^—$", r"^\+\d+\.\d{3} \d{3}$"),
                ("Unix time", "Unix time", r"^\d{10}\.\d{6}$", r"^\d{10}\.\d{6}$"),
                ("Clock time", "Time", r"^\d\d:\d\d:\d\d\.", r"^\d\d:\d\d:\d\d\.")):
            self.page.press_menu(MENU, "Time", item)
            wait_for(lambda h=heading: self.headings()[0] == h, f"the heading “{heading}”")
            rows = wait_for(lambda: len(self.page.rows()) == 2 and self.page.rows(), "both rows")
            self.assertTrue(re.search(first, rows[0].time), rows[0])
            self.assertTrue(re.search(second, rows[1].time), rows[1])

    def test_time_before_the_row_above(self):
        """It is negative, and its tooltip says why."""
        self.sender.send(b"the longer one")
        self.sender.send(b"short")
        self.page.wait_row("received", "^short")
        self.page.press_menu(MENU, "Time", "Since previous row")
        self.page.press_menu(MENU, "Sort by", "Bytes")
        row = wait_for(lambda: [row for row in self.page.rows() if row.time.startswith("−")],
                       lambda: f"a negative time in {self.page.rows()}")[0]
        self.assertRegex(row.data, "^the longer one")
        self.assertRegex(row.time, r"^−\d+\.\d{3} \d{3}$")
        self.window.point_at(self.page.cells_of("received", "^the longer one")[0])
        wait_for(lambda: self.window.root.find_first(
            "label", re.compile(r"^\d{4}-.*\nEarlier than what it is counted from: ")), "why")
        self.window.screenshot("negative-time")
        self.page.press("Order of arrival ↓")
        self.page.press_menu(MENU, "Time", "Clock time")

    def test_repeats_and_marks(self):
        """Equal messages in one row tell how many, and a marked row says so."""
        self.page.press_menu(MENU, "Show repeats in one row")
        for _ in range(5):
            self.sender.send(b"same")
        self.page.wait_row("received", "^×5  same")
        self.page.click_row("received", "same")
        self.page.press_menu(MENU, "Marks and notes", "Mark or unmark")
        self.page.wait_row("received, marked", "^×5  same")
        self.page.press_menu(MENU, "Show repeats in one row")
        wait_for(lambda: len(self.page.rows()) == 5,
                 lambda: f"a row for each message, not {self.page.rows()}")

    def test_sort(self):
        """A heading sorts by the value; what comes waits, until it is asked for."""
        self.page.choose("How data is shown", "Decoded")
        self.page.set("Format of the messages", ">n:h")
        for number in (5, -3, 300):
            self.sender.send(struct.pack(">h", number))
        self.wait_fields("300", rest="^$")
        self.click_heading("n")
        self.wait_order("-3", "5", "300")
        self.page.press_menu(MENU, "Sort by", "n")
        self.wait_order("300", "5", "-3")
        self.sender.send(struct.pack(">h", 7))
        self.page.press("1 new ↓")
        self.wait_order("5", "-3", "300", "7")
        self.click_heading("n")
        self.wait_order("-3", "5", "7", "300")
        self.window.screenshot("sorted")
        self.page.press("Order of arrival ↓")
        self.wait_order("5", "-3", "300", "7")
        self.page.choose("How data is shown", "Text and hex")

    def test_changed_bytes(self):
        """They are shown without a complaint, and the rows stay what they are."""
        self.page.press_menu(MENU, "Mark changed bytes")
        self.sender.send(b"\x01\x02\x03")
        self.sender.send(b"\x01\xff\x03\x04")
        self.page.wait_row("received", "^01 ff 03 04 ")
        self.page.click_row("received", "^01 ff 03 04 ")
        self.window.screenshot("changed-bytes")
        self.page.press_menu(MENU, "Mark changed bytes")

    def headings(self):
        """The titles of the columns, from left to right."""
        header = self.page.log.find_all("row")[0]
        boxes = sorted((label.box[0], label.name) for label in header.find_all("label"))
        return [name for _x, name in boxes]

    def click_heading(self, title):
        """Presses a column's heading with the pointer."""
        header = self.page.log.find_all("row")[0]
        self.window.click(header.find_all("label", title)[0])

    def wait_order(self, *values):
        """Waits for rows with these values in the first field, from above to below."""
        def read():
            return tuple(row.fields[0] for row in self.page.rows() if row.fields)
        wait_for(lambda: read() == values, lambda: f"{values}, not {read()}")

    def wait_fields(self, *fields, rest):
        """Waits for a row with these fields, and a rest that matches."""
        def match():
            return [row for row in self.page.rows()
                    if row.fields == fields and re.search(rest, row.data)]
        return wait_for(match, lambda: f"{fields} {rest!r} among {self.page.rows()}")


if __name__ == "__main__":
    main()
