#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""To whom, how often, in what pieces and with what macros messages go, and files."""

import hashlib
import os
import re
import socket
import struct
import tempfile

from case import WindowTest, main
from desktop import GUARD_S, wait_for

HOST = "127.0.0.1"
SEND = re.compile("^Send to")
WAYS = ("Repeat", "Pieces", "File")


class SendingTest(WindowTest):
    """What the tests below do with the popover of ways; each has a window of its own."""

    @classmethod
    def setUpClass(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    def tearDown(self):
        super().tearDown()
        self.assertEqual(self.window.close(), 0, self.window.read_errors())

    def open(self, *arguments):
        """Opens the window of a test."""
        self.window = self.open_window(*arguments)
        self.addCleanup(self.window.kill)

    def open_ways(self, way):
        """Opens the popover beside Send, at one of its ways."""
        self.page.press("Other ways to send")
        first = self.page.find("tab", "Repeat")
        wait_for(lambda: first.has_state("focused"), "the focus in the popover")
        tab = self.page.find("tab", way)
        while not tab.has_state("focused"):
            before = next(t for t in WAYS if self.page.find("tab", t).has_state("focused"))
            self.window.key("Right")
            wait_for(lambda b=before: not self.page.find("tab", b).has_state("focused"),
                     "the focus on its way")
        self.window.key("space")
        wait_for(lambda: tab.has_state("selected"), f"the way “{way}”")

    def set_number(self, name, number):
        """Puts a number into a spin button, whose text counts when the popover is left."""
        spin = self.page.find("spin button", name)
        spin.replace_text(str(number))
        wait_for(lambda: spin.text == str(number), lambda: f"{number} in “{name}”: {spin.text!r}")

    def start(self, button):
        """Takes what the popover is set to."""
        self.page.press(button)

    def macros(self):
        """Switches macros on."""
        self.page.press("Macros")

    def progress(self, pattern):
        """Waits for what the row says that tells what is being sent."""
        return self.page.wait_label(pattern, self.page.find("group", "Sending"))

    def row_is_gone(self):
        """Waits until nothing is sent any more."""
        def is_gone():
            row = self.page.root.find_first("group", "Sending")
            return row is None or not row.is_in_sight
        wait_for(is_gone, "the row to go")


class Datagrams(SendingTest):
    """A UDP client."""

    def setUp(self):
        self.server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.addCleanup(self.server.close)
        self.server.settimeout(GUARD_S)
        self.server.bind((HOST, 0))
        self.open("--udp-client", f"{HOST}:{self.server.getsockname()[1]}")
        self.page = self.window.front_page("UDP Client")
        self.page.wait_status("^Sending to")

    def test_macros(self):
        self.page.set("Message", "n${counter:03} $${x} ${counter:u16be}")
        self.page.press(SEND)
        self.assertEqual(self.server.recv(100), b"n${counter:03} $${x} ${counter:u16be}")
        self.macros()
        for n in range(3):
            self.page.press(SEND)
            self.assertEqual(self.server.recv(100), b"n%03d ${x} " % n + struct.pack(">H", n))
        self.page.press("Counter 3")
        self.page.press(SEND)
        self.assertEqual(self.server.recv(100)[:4], b"n000")
        self.page.set("Message", "${cuonter}")
        self.page.wait_label("^position 3: ")

    def test_repeat_so_often(self):
        self.page.set("Message", "${counter}")
        self.macros()
        self.open_ways("Repeat")
        self.set_number("From one message to the next", 1)
        check = self.page.find("checkbox", "Stop after")
        while not check.has_state("focused"):
            self.window.key("Tab")
        self.window.key("space")
        wait_for(lambda: check.has_state("checked"), "“Stop after” to be on")
        self.set_number("Number of messages", 300)
        self.start("Start repeating")
        for n in range(300):
            self.assertEqual(self.server.recv(100), b"%d" % n)
        self.row_is_gone()
        self.server.setblocking(False)
        self.assertRaises(BlockingIOError, self.server.recv, 100)

    def test_repeat_until_stop(self):
        self.page.set("Message", "x")
        self.open_ways("Repeat")
        self.set_number("From one message to the next", 1)
        self.start("Start repeating")
        for _n in range(20):
            self.server.recv(100)
        self.progress(r"sent · .* · [1-9][0-9.]*/s")
        self.page.press("Stop sending")
        self.row_is_gone()
        self.server.settimeout(0.2)
        with self.assertRaises(TimeoutError):
            while True:
                self.server.recv(100)

    def test_pieces(self):
        self.page.set("Message", "abc")
        self.open_ways("Pieces")
        self.page.wait_label("^Each piece is a datagram of its own")
        self.start("Send in pieces")
        self.assertEqual(self.server.recv(100), b"a")
        self.assertEqual(self.server.recv(100), b"bc")

    def test_typed_address(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
            other.bind((HOST, 0))
            other.settimeout(GUARD_S)
            self.page.set("Message", "to another")
            self.page.set("To another address", "nonsense")
            self.page.wait_label("^An address and a port are wanted")
            wait_for(lambda: not self.page.find("button", SEND).is_sensitive, "Send to be off")
            self.page.set("To another address", f"{HOST}:{other.getsockname()[1]}")
            self.page.press(f"Send to {HOST}:{other.getsockname()[1]}")
            data, address = other.recvfrom(100)
            self.assertEqual(data, b"to another")
            other.sendto(b"heard", address)
            self.page.wait_row("received", "^heard")

    def test_payload(self):
        panel = self.window.panel()
        panel.set("Format", ">HI")
        panel.set(re.compile("^Value at 0, H"), "${counter}")
        panel.set(re.compile("^Value at 2, I"), "${random:5..5}")
        for n in range(3):
            panel.press("Send payload")
            self.assertEqual(self.server.recv(100), struct.pack(">HI", n, 5))


class Streams(SendingTest):
    """A TCP server with two clients of Python's."""

    def setUp(self):
        self.open("--tcp-server", f"{HOST}:0")
        self.page = self.window.front_page("TCP Server")
        port = int(self.page.wait_status(r"^Listening on \S*:(\d+)")[1])
        self.clients = []
        for _n in range(3):
            client = socket.create_connection((HOST, port), timeout=GUARD_S)
            self.addCleanup(client.close)
            self.clients.append(client)
        self.names = ["%s:%d" % client.getsockname() for client in self.clients]
        for name in self.names:
            self.page.wait_peer(name, "^Connected")

    def test_to_selected(self):
        self.page.set("Message", "to two")
        self.page.press("Send to all 3 peers")
        for client in self.clients:
            self.assertEqual(client.recv(6), b"to two")
        self.page.click_peer(self.names[0])
        wait_for(lambda: self.page.root.find_first("button", f"Send to {self.names[0]}"), "its name")
        self.window.key("shift+Down")
        self.page.press("Send to 2 selected peers")
        for client in self.clients[:2]:
            self.assertEqual(client.recv(6), b"to two")
        self.clients[2].setblocking(False)
        self.assertRaises(BlockingIOError, self.clients[2].recv, 100)

    def make_file(self, size_bytes):
        """A file of random bytes."""
        handle, path = tempfile.mkstemp()
        self.addCleanup(os.unlink, path)
        with os.fdopen(handle, "wb") as file:
            file.write(os.urandom(size_bytes))
        return path

    def send_file(self, path):
        """Has a file sent to the first client."""
        self.page.click_peer(self.names[0])
        wait_for(lambda: self.page.root.find_first("button", f"Send to {self.names[0]}"), "its name")
        self.open_ways("File")
        self.page.set("Path of a file", path)
        self.start("Send the file")

    def test_file(self):
        path = self.make_file(50_000_000)
        digest = hashlib.sha256()
        self.send_file(path)
        # Nobody reads for a while: most of the file must wait on the disk.
        self.progress(r"^[1-9]\d* sent")
        left = 50_000_000
        while left > 0:
            data = self.clients[0].recv(min(left, 20_000))
            self.assertNotEqual(data, b"")
            digest.update(data)
            left -= len(data)
        with open(path, "rb") as file:
            self.assertEqual(digest.hexdigest(), hashlib.sha256(file.read()).hexdigest())
        self.row_is_gone()

    def test_file_stopped(self):
        self.send_file(self.make_file(50_000_000))
        self.progress(r"^[1-9]\d* sent")
        self.page.press("Stop sending")
        self.row_is_gone()
        self.page.set("Message", "the end")
        self.page.press(SEND)
        received = b""
        while not received.endswith(b"the end"):
            data = self.clients[0].recv(1_000_000)
            self.assertNotEqual(data, b"")
            received += data
        self.assertLess(len(received), 50_000_000)

    def test_peer_vanishes(self):
        self.send_file(self.make_file(50_000_000))
        self.progress(r"^[1-9]\d* sent")
        self.clients[0].close()
        self.progress("^Nobody is left to send to")
        self.page.press("Hide this line")
        self.row_is_gone()

    def test_missing_file(self):
        self.send_file("/nowhere/at/all")
        self.progress("^Cannot read “all”")


if __name__ == "__main__":
    main()
