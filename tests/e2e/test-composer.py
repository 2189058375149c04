#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is typed into the composer, what is shown of it, what goes out, and what the log shows."""

import re
import socket

from case import WindowTest, main
from desktop import GUARD_S, wait_for

HOST = "127.0.0.1"
NOTATION = "How the message is written"
TEXT, ESCAPED, HEX, PYTHON = "Text", r"Text with \n \xHH", "Hex", "Python b'…'"


class Composer(WindowTest):
    """A UDP client: one datagram for each message, as it went out."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        cls.addClassCleanup(cls.server.close)
        cls.server.settimeout(GUARD_S)
        cls.server.bind((HOST, 0))
        cls.page = cls.window.page("UDP Client")
        cls.page.start(HOST, cls.server.getsockname()[1])
        cls.target = f"Send to {HOST}:{cls.server.getsockname()[1]}"

    def setUp(self):
        self.page.choose(NOTATION, TEXT)
        self.page.choose("Line ending", "No ending")
        self.page.set("Message", "")

    def check(self, notation, text, data, ending="No ending"):
        """Types a text, and looks at the preview and at what arrives."""
        self.page.choose(NOTATION, notation)
        self.page.choose("Line ending", ending)
        self.page.set("Message", text)
        unit = "byte" if len(data) == 1 else "bytes"
        self.page.wait_label(f"^{len(data)} {unit}  {data.hex(' ')}$")
        self.page.press(self.target)
        self.assertEqual(self.server.recv(65535), data)
        self.page.wait_row("sent", "", length=str(len(data)))

    def test_text(self):
        self.check(TEXT, r"as it is: \n", rb"as it is: \n")
        self.check(TEXT, "Grüße 你好", "Grüße 你好".encode())

    def test_escapes(self):
        self.check(ESCAPED, r"a\n\r\t\0\\\x86ü", "a\n\r\t\0\\".encode() + b"\x86" + "ü".encode())

    def test_hex(self):
        self.check(HEX, "0a FF 00,1b", b"\x0a\xff\x00\x1b")

    def test_python(self):
        self.check(PYTHON, r"b'\x86\xd6\x12\x00'", b"\x86\xd6\x12\x00")
        self.check(PYTHON, r'b"it\'s\n"', b"it's\n")

    def test_longer_than_an_entry(self):
        """GTK's entries cut what is longer than 65534 bytes; it is kept, and sent, whole."""
        self.page.choose(NOTATION, HEX)
        entry = self.page.find("text box", "Message")
        entry.replace_text("0f" * 35000)
        self.page.wait_label("^35000 bytes  0f 0f ")
        self.assertIn("70000 characters", entry.text)
        self.page.press(self.target)
        self.assertEqual(self.server.recv(65535), b"\x0f" * 35000)
        self.page.wait_row("sent", "", length="35000")

    def test_line_endings(self):
        for ending, data in ((r"LF \n", b"x\n"), (r"CR \r", b"x\r"), (r"CRLF \r\n", b"x\r\n")):
            self.check(TEXT, "x", data, ending)

    def check_wrong(self, notation, text, message):
        """Types what cannot be read: the mistake is told, and Send is off."""
        self.page.choose(NOTATION, notation)
        self.page.set("Message", text)
        self.page.wait_label(message)
        wait_for(lambda: not self.page.find("button", self.target).is_sensitive, "Send to be off")
        self.page.set("Message", "")
        wait_for(lambda: self.page.find("button", self.target).is_sensitive, "Send to be on")

    def test_wrong_hex(self):
        self.check_wrong(HEX, "0a1", "(?i)digit|position")
        self.check_wrong(HEX, "0a zz", "(?i)digit|position")

    def test_wrong_python(self):
        self.check_wrong(PYTHON, r"b'\xg'", r"(?i)\\x|position")
        self.check_wrong(PYTHON, r"b'open", r"(?i)quote|end|position")

    def test_wrong_escape(self):
        self.check_wrong(ESCAPED, r"\x", r"(?i)\\x|position")
        self.check_wrong(ESCAPED, r"\q", r"(?i)\\q|position")

    def test_keys(self):
        self.page.type("Message", "by return")
        self.window.key("Return")
        self.assertEqual(self.server.recv(100), b"by return")
        self.page.type("Message", "by control and return")
        self.window.key("ctrl+Return")
        self.assertEqual(self.server.recv(100), b"by control and return")

    def test_history(self):
        for text in ("oldest", "older", "newest"):
            self.page.set("Message", text)
            self.page.press(self.target)
            self.assertEqual(self.server.recv(100), text.encode())
        self.page.type("Message", "a draft")
        for key, text in (("Up", "newest"), ("Up", "older"), ("Up", "oldest"), ("Down", "older"),
                          ("Down", "newest"), ("Down", "a draft"), ("Down", "a draft")):
            self.window.key(key)
            message = self.page.find("text box", "Message")
            wait_for(lambda text=text: message.text == text, f"“{text}” from the history")


class Log(WindowTest):
    """The log of a server, its detail, and what the payload panel makes of a row."""

    arguments = ("--tcp-server", f"{HOST}:0", "--reply", "echo")

    def setUp(self):
        self.page = self.window.front_page("TCP Server")
        self.port = int(self.page.wait_status(r"^Listening on \S*:(\d+)")[1])
        self.client = socket.create_connection((HOST, self.port), timeout=GUARD_S)
        self.addCleanup(self.client.close)

    def detail(self):
        """What the hex view says of itself."""
        return self.page.find("label", "Bytes of the message").description

    def test_selected_row_is_shown_and_decoded(self):
        self.client.sendall(bytes.fromhex("000c 00000017 000000000006e2f0"))
        self.page.click_row("received", "^00 0c 00 00 00 17")
        wait_for(lambda: "00 0c 00 00 00 17 00 00 00 00 00 06 e2 f0" in self.detail(),
                 lambda: f"the bytes in {self.detail()!r}")
        self.page.wait_label("^14 bytes · ")

        self.page.press("Decode")
        panel = self.window.panel()
        panel.set("Format", ">hiq")
        for place, value in (("0, h", "12"), ("2, i", "23"), ("6, q", "451312")):
            field = panel.find("text box", name_that_starts("Value at " + place))
            wait_for(lambda f=field, v=value: f.text == v, f"{value} at {place}")

    def test_ways_to_show(self):
        self.client.sendall(b"AB")
        self.page.wait_row("received", "^AB +41 42$")
        for style, shown in (("Text", "^AB$"), ("Hex", "^41 42$"), ("Text and hex", "^AB +41 42$")):
            self.page.choose("How data is shown", style)
            self.page.wait_row("received", shown)

    def test_clear(self):
        self.client.sendall(b"to be forgotten")
        self.page.wait_row("sent", "^to be forgotten")
        self.page.press("Clear the log")
        self.page.wait_label("^0 rows$")
        self.client.sendall(b"remembered")
        self.page.wait_row("sent", "^remembered")


def name_that_starts(text):
    """A pattern for a name's beginning."""
    return re.compile("^" + re.escape(text))


if __name__ == "__main__":
    main()
