#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is copied of the log: with keys and from the menu of its rows, as other programs get it."""

import re
import socket
import subprocess

from case import WindowTest, main
from desktop import GUARD_S, wait_for
from page import xdotool

HOST = "127.0.0.1"


def read_clipboard():
    """What another program gets of the clipboard."""
    return subprocess.run(["xclip", "-selection", "clipboard", "-out"], capture_output=True,
                          timeout=GUARD_S, check=False).stdout


def put_into_clipboard(data):
    """Puts something else there, which a copy has to replace."""
    subprocess.run(["xclip", "-selection", "clipboard", "-in"], input=data, timeout=GUARD_S,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


class Copy(WindowTest):
    """A UDP server with some datagrams of different kinds."""

    arguments = ("--udp-server", f"{HOST}:0", "--reply", "nothing")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.page = cls.window.front_page("UDP Server")
        cls.port = int(cls.page.wait_status(r"^Listening on \S*:(\d+)")[1])
        cls.client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        cls.addClassCleanup(cls.client.close)
        cls.client.connect((HOST, cls.port))
        for data in (b"first line\n", b"it's\t2", b"\0\x01\xff"):
            cls.client.send(data)
        cls.page.wait_row("received", "^00 01 ff")

    def setUp(self):
        put_into_clipboard(b"something else")

    def select_first_two(self):
        """Selects two rows with the mouse."""
        self.page.click_row("received", "^first line")
        xdotool("keydown", "shift")
        self.page.click_row("received", "^it's")
        xdotool("keyup", "shift")
        self.page.wait_label("^2 messages · 17 bytes$")

    def wait_clipboard(self, expected):
        """Waits for a text in the clipboard: bytes, or a pattern."""
        def match():
            data = read_clipboard()
            return data == expected if isinstance(expected, bytes) else expected.fullmatch(data)
        return wait_for(match, lambda: f"{expected!r} in the clipboard, not {read_clipboard()!r}")

    def choose(self, *items):
        """Opens the menu with its key, and goes to an item by keys alone."""
        self.window.key("Menu")
        for item in items:
            entry = self.window.find("menu item", re.compile("^" + re.escape(item)))
            for _ in range(12):
                if entry.has_state("focused"):
                    break
                xdotool("key", "Down")
            self.assertTrue(entry.has_state("focused"), item)
            xdotool("key", "Return")

    def test_key_copies_text(self):
        self.select_first_two()
        self.window.key("ctrl+c")
        self.wait_clipboard(b"first line\nit's\t2")

    def test_paste_into_window(self):
        self.page.click_row("received", "^it's")
        self.choose("Copy as", "Hex")
        self.wait_clipboard(b"69 74 27 73 09 32")
        self.window.click(self.page.find("text box", "Message"))
        self.window.key("ctrl+v")
        message = self.page.find("text box", "Message")
        wait_for(lambda: message.text == "69 74 27 73 09 32", lambda: f"not {message.text!r}")
        self.page.set("Message", "")

    def test_kinds_from_menu_by_keys(self):
        self.select_first_two()
        self.choose("Copy as", "Hex")
        self.wait_clipboard(b"first line\n".hex(" ").encode() + b"\n" + b"it's\t2".hex(" ").encode())
        self.choose("Copy as", "Table")
        self.wait_clipboard(re.compile(
            rb"\d{4}-\d\d-\d\dT\S+\treceived\t127.0.0.1:\d+\t11\tfirst line\\n\n"
            rb"\d{4}-\d\d-\d\dT\S+\treceived\t127.0.0.1:\d+\t6\tit's\\t2"))

    def test_second_button_selects(self):
        self.page.click_row("received", "^first line")
        row = self.page.cells_of("received", "^00 01 ff")
        self.window.click(row[0], button=3)
        entry = self.window.find("menu item", re.compile("^Copy$|^Copy "))
        wait_for(lambda: entry.is_in_sight, "the menu")
        xdotool("key", "Escape")
        self.page.wait_label("^3 bytes")
        self.window.key("ctrl+c")
        self.wait_clipboard(rb"\0\x01\xff")

    def test_all_in_bytes_leaves_words_out(self):
        self.page.click_row("received", "^first line")
        self.window.key("ctrl+a")
        self.choose("Copy as", "Python literal")
        self.wait_clipboard(b"b'first line\\n'\nb\"it's\\t2\"\nb'\\x00\\x01\\xff'")

    def test_command_sends_again(self):
        self.page.click_row("received", "^00 01 ff")
        self.choose("Copy command", "socat")
        self.wait_clipboard(f"printf '\\x00\\x01\\xff' | socat -t 2 - UDP4:{HOST}:{self.port}\n"
                            .encode())

    def test_bytes_of_the_detail(self):
        self.page.click_row("received", "^00 01 ff")
        detail = self.page.find("label", "Bytes of the message")
        wait_for(lambda: "00 01 ff" in detail.description, "the bytes")
        self.window.click(detail, dx=60)
        self.window.key("ctrl+a", "ctrl+c")
        self.wait_clipboard(b"00 01 ff")


if __name__ == "__main__":
    main()
