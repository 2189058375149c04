#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is answered by itself: rules that are edited in the window, and those of the command line."""

import os
import re
import socket
import struct
import subprocess
import tempfile
import time
import unittest

import case
from case import WindowTest, main
from desktop import GUARD_S, START_GUARD_S, wait_for

HOST = "127.0.0.1"

RULES = """\
# Hexwire: automatic answers

rule
match regex ^SET (\\w+)=(\\d+)
reply escaped $1 is ${2 + 1}\\n
delay 50 ms

rule
match begins text PING
reply escaped PONG\\n
times 2
"""

FIELD_RULES = """\
rule
match fields [>op:B seq:H] op == 3
reply pack [>BH4s] op | 0x80, seq + 1, b'ok'
rule
fields >op:B seq:H
match begins hex 04 ?? 00
reply hex 84 $1 ${seq}
"""


def write_file(test, name, text):
    """Writes a file that goes with the test, and returns its path."""
    folder = tempfile.TemporaryDirectory()
    test.addCleanup(folder.cleanup)
    path = os.path.join(folder.name, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def connect(port):
    return socket.create_connection((HOST, port), timeout=GUARD_S)


def receive(sock, size):
    data = b""
    while len(data) < size:
        piece = sock.recv(size - len(data))
        if not piece:
            break
        data += piece
    return data


class Editing(WindowTest):
    """Rules are made, tried, moved, exported and imported in their window."""

    def setUp(self):
        self.page = self.window.front_page("TCP Server")

    def open_rules(self):
        self.page.press("Edit automatic answers")
        return self.window.dialog("Automatic answers – TCP Server")

    def add_rule(self, rules):
        """A button acts a moment after it was pressed."""
        n_rules = len(self.summaries(rules))
        rules.press("Add a rule")
        wait_for(lambda: len(self.summaries(rules)) == n_rules + 1, "one more rule")
        kind = rules.find("combo box", "Kind of match")
        wait_for(lambda: kind.is_sensitive, "the rule to be edited")

    def test_1_make_rules(self):
        port = self.page.start_server(reply="Echo")
        self.page.cut("Lines")
        rules = self.open_rules()
        self.add_rule(rules)
        rules.choose("Kind of match", "Begins with")
        rules.set("What is looked for", "PING")
        rules.set("Reply", r"PONG\n")
        rules.wait_label("^Neither answers now")
        rules.press(re.compile("Close$"))
        self.window.wait_closed(rules)
        self.page.choose("Reply", "Rules")
        with connect(port) as client:
            client.sendall(b"PI")
            self.page.wait_counters(r"\b2 B in")
            client.sendall(b"NG\nPING\nNO\n")
            self.assertEqual(receive(client, 10), b"PONG\nPONG\n")
        rules = self.open_rules()
        rules.wait_label("^The first rule that fits answers a message")
        listed = rules.find("list", "Rules")
        rules.wait_label(r"^begins with PING → PONG\\n$", listed)
        rules.wait_label(r"^2 · \d\d:\d\d:\d\d", listed)
        rules.press(re.compile("Reset counts$"))
        wait_for(lambda: not any("2 ·" in text for text in rules.labels(listed)), "no count")

        # What is wrong is told where it is typed, and answers nothing.
        rules.set("Reply", r"PONG$1")
        rules.wait_label("^Reply: position 5: there is no part 1")
        with connect(port) as client:
            client.sendall(b"PING\n")
            client.shutdown(socket.SHUT_WR)
            self.assertEqual(client.recv(10), b"")
        rules.set("Reply", r"PONG\n")
        rules.set("What is looked for", "")
        rules.wait_label("^Message: position 1: there is nothing to look for")
        rules.set("What is looked for", "PING")
        for entry in ("Greeting", "Fixed reply"):
            rules.set(entry, "a\\q")
            rules.wait_label(f"^{entry}: position 2: an escape is one of")
            rules.set(entry, "")
            rules.wait_label("^The first rule that fits answers a message")
        self.check_places(rules)
        rules.press(re.compile("Close$"))
        self.window.wait_closed(rules)

    def check_places(self, rules):
        """Whatever a rule looks for, its entries stay where they are."""
        names = ("What is looked for", "Reply")
        places = [rules.find("text box", name).box for name in names]
        for kind in ("Regular expression", "Every message", "Fields", "Begins with"):
            rules.choose("Kind of match", kind)
            self.assertEqual([rules.find("text box", name).box for name in names], places, kind)

    def test_2_move_export_import(self):
        rules = self.open_rules()
        self.add_rule(rules)
        rules.choose("Kind of match", "Regular expression")
        rules.set("What is looked for", r"^SET (\w+)=(\d+)")
        rules.set("Reply", r"$1 is ${2 + 1}\n")
        rules.find("spin button", "Delay, in milliseconds").replace_text("50")
        self.window_key(rules, "alt+Up")
        wait_for(lambda: self.summaries(rules)[0].startswith("expression"), "the rule to move up")
        path = os.path.join(os.path.dirname(write_file(self, "x", "")), "rules.txt")
        rules.press(re.compile("Export…$"))
        self.window.choose_file("Export rules", path, beside=rules)
        wait_for(lambda: os.path.exists(path), "the file")
        text = wait_for(lambda: open(path, encoding="utf-8").read(), "the text")
        self.assertIn("rule\nmatch regex ^SET (\\w+)=(\\d+)\nreply escaped $1 is ${2 + 1}\\n\n", text)
        self.assertLess(text.index("regex"), text.index("PING"))
        wait_for(lambda: self.window.dialog("Automatic answers – TCP Server"), "the rules again")
        rules.press("Remove the rule")
        wait_for(lambda: len(self.summaries(rules)) == 1, "one rule to be left")
        rules.press(re.compile("Close$"))
        self.window.wait_closed(rules)

    def window_key(self, _part, *keys):
        subprocess.run(["xdotool", "key", *keys], check=True, timeout=GUARD_S)

    @staticmethod
    def summaries(rules):
        return [text for text in rules.labels(rules.find("list", "Rules")) if " → " in text]

    def test_3_mark(self):
        port = int(self.page.wait_status(r":(\d+)$")[1])
        with connect(port) as client:
            client.sendall(b"PING\n")
            self.assertEqual(receive(client, 5), b"PONG\n")
            self.page.click_row("sent", "PONG")
            self.page.wait_label("^5 bytes · .* · rule 1$")

    def test_4_tab_goes(self):
        rules = self.open_rules()
        self.page.press(re.compile("^Stop$"))
        self.page.wait_status("^Closed|^Stopped|^Not ")
        subprocess.run(["xdotool", "windowactivate", self.window.window_id], check=True,
                       timeout=GUARD_S)
        self.window.close_page()
        self.window.wait_closed(rules)


class WithFile(WindowTest):
    """A window whose servers answer by the rules of a file."""

    rules = ""
    options = ()

    @classmethod
    def setUpClass(cls):
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
            file.write(cls.rules)
            file.flush()
            cls.arguments = (*cls.options, "--reply", f"rules:{file.name}")
            super().setUpClass()


class Fields(WithFile):
    """Fields of a stream without framing, and a greeting."""

    rules = FIELD_RULES
    options = ("--tcp-server", f"{HOST}:0", "--greeting", r"hi\n")

    def test_fields(self):
        port = int(self.window.front_page("TCP Server").wait_status(r":(\d+)$")[1])
        with connect(port) as client:
            self.assertEqual(receive(client, 3), b"hi\n")
            client.sendall(struct.pack(">BH", 3, 0xffff))
            self.assertEqual(receive(client, 7), struct.pack(">BH4s", 0x83, 0, b"ok"))
            client.sendall(b"\x04\x11\x00\x22")
            self.assertEqual(receive(client, 4), b"\x84\x11\x11\x00")


class Words(unittest.TestCase):
    """What a command line can say wrong."""

    def test_bad(self):
        bad = write_file(self, "bad.txt", "rule\nmatch begins hex 0g\n")
        for arguments, message in (
                (["--reply", "fixed:a\\q"], "--reply: position 8: an escape is one of"),
                (["--reply", "rules:/nowhere"], "--reply: "),
                (["--reply", f"rules:{bad}"], f"--reply: {bad}: line 2: position "),
                (["--greeting", "\\"], "--greeting: position 1: an escape is one of")):
            result = subprocess.run([case.programs["hexwire"], "--tcp-server", "0", *arguments],
                                    capture_output=True, text=True, timeout=START_GUARD_S,
                                    check=False)
            self.assertIn(message, result.stderr)
            self.assertEqual(result.returncode, 2)


class Flood(WindowTest):
    """A fixed reply to datagrams, and to a flood of them."""

    arguments = ("--udp-server", f"{HOST}:0", "--reply", "fixed-hex:06")

    def test_fixed_and_guard(self):
        page = self.window.front_page("UDP Server")
        port = int(page.wait_status(r":(\d+)$")[1])
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.settimeout(GUARD_S)
            client.connect((HOST, port))
            for _ in range(10):
                client.send(b"anything")
                self.assertEqual(client.recv(10), b"\x06")
            wait_for(lambda: self.is_flood_noted(client, page), "a note of the flood", 10 * GUARD_S)

    @staticmethod
    def is_flood_noted(client, page):
        """Sends a flood, which on a busy machine may take longer than the second that counts."""
        for _ in range(3000):
            client.send(b"x")
        try:
            page.wait_row("note", re.compile("more than 1000 in a second$"))
        except AssertionError:
            return False
        return True


class Delayed(WithFile):
    """A rule that waits and one that ends."""

    rules = RULES
    options = ("--udp-server", f"{HOST}:0")

    def test_delay_and_times(self):
        port = int(self.window.front_page("UDP Server").wait_status(r":(\d+)$")[1])
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.settimeout(GUARD_S)
            client.connect((HOST, port))
            started = time.monotonic()
            client.send(b"SET speed=41")
            self.assertEqual(client.recv(100), b"speed is 42\n")
            self.assertGreaterEqual(time.monotonic() - started, 0.05)
            for _ in range(3):
                client.send(b"PING")
            client.send(b"SET a=1")
            self.assertEqual([client.recv(100) for _ in range(3)],
                             [b"PONG\n", b"PONG\n", b"a is 2\n"])


if __name__ == "__main__":
    main()
