#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How connections end, and back pressure, in the window: against Python's sockets and nc."""

import contextlib
import shutil
import socket
import struct
import subprocess
import threading
import unittest

from case import WindowTest, main
from desktop import GUARD_S
from page import xdotool

HOST = "127.0.0.1"
BIG = 8 * 1024 * 1024


def address_of(client):
    """How the window writes the client's address."""
    return "%s:%d" % client.getsockname()[:2]


def reset(client):
    """Closes so that the other side sees a reset."""
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()


class Server(WindowTest):
    """A server with Python's clients."""

    def setUp(self):
        self.page = self.window.new_page("TCP Server")
        self.port = self.page.start_server(reply="No reply")
        self.addCleanup(self.window.close_page)
        self.client = self.connect()
        self.address = address_of(self.client)
        self.page.wait_peer(self.address, "^Connected ")

    def connect(self):
        """A client that ends with the test."""
        client = socket.create_connection((HOST, self.port), timeout=GUARD_S)
        self.addCleanup(client.close)
        return client

    def test_finish_sending(self):
        self.page.click_peer(self.address)
        self.page.press_menu("Selected peer", "Finish sending")
        self.assertEqual(self.client.recv(1), b"")
        self.page.wait_row("note", "^Finished sending; the peer can go on", peer=self.address)
        self.page.wait_peer(self.address, "^Finished sending ")
        self.client.sendall(b"one more thing")
        self.page.wait_row("received", "one more thing")
        self.client.close()
        self.page.wait_row("closed", "^Closed here · 14 B in, 0 B out", peer=self.address)

    def test_reset_by_key(self):
        other = self.connect()
        self.page.wait_peer(address_of(other), "^Connected ")
        self.page.click_peer(self.address)
        xdotool("key", "shift+Delete")
        self.page.wait_row("closed", "^Reset here · 0 B in, 0 B out", peer=self.address)
        with self.assertRaises(ConnectionResetError):
            self.client.recv(1)
        self.page.wait_peer(address_of(other), "^Connected ")

    def test_reset_all(self):
        other = self.connect()
        self.page.wait_peer(address_of(other), "^Connected ")
        self.page.click_peer("All peers")
        self.page.press_menu("Selected peer", "Reset")
        for client in (self.client, other):
            with self.assertRaises(ConnectionResetError):
                client.recv(1)
        self.page.wait_counters("^0 peers")
        self.assertIn("Listening", self.page.status())

    def test_ended_by_the_peer(self):
        """Closes, resets, and nc that finishes sending first."""
        self.client.sendall(b"bytes")
        self.client.close()
        self.page.wait_row("closed", "^Closed by peer · 5 B in, 0 B out", peer=self.address)
        client = self.connect()
        address = address_of(client)
        self.page.wait_peer(address, "^Connected ")
        reset(client)
        self.page.wait_row("closed", "^Reset by peer", peer=address)

    @unittest.skipIf(shutil.which("nc") is None, "nc is not installed")
    def test_nc_finishes_sending(self):
        result = subprocess.run(["nc", "-N", HOST, str(self.port)], input=b"from nc",
                                timeout=GUARD_S, capture_output=True, check=False)
        self.assertEqual(result.returncode, 0)
        self.page.wait_row("closed", "^Closed by peer · 7 B in")

    def test_stop_reading(self):
        """The sender feels the pressure, the card shows it, and nothing is lost."""
        self.page.click_peer(self.address)
        self.page.press_menu("Selected peer", "Stop reading")
        self.page.wait_peer(self.address, "not read")
        self.client.setblocking(False)
        n_sent = 0
        while n_sent < BIG:
            try:
                n_sent += self.client.send(bytes(65536))
            except BlockingIOError:
                break
        self.assertGreater(n_sent, 0)
        self.page.press_menu("Selected peer", "Details")
        self.page.wait_label(r"^[1-9][0-9.]* [kM]B$", self.window.root)
        xdotool("key", "Escape")
        self.page.press_menu("Selected peer", "Stop reading")
        self.page.wait_peer(self.address, r"↓ \d+ · ")
        self.client.setblocking(True)
        self.client.close()
        self.page.wait_row("closed", r"^Closed by peer", peer=self.address)

    def send_all(self):
        """Sends until the other side ends that."""
        with contextlib.suppress(OSError):
            self.client.sendall(bytes(BIG * 4))

    def test_what_waits_is_in_sight(self):
        """A peer that does not read: the row says how much waits, and the end what was lost."""
        self.client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.page.choose("Reply", "Echo")
        sender = threading.Thread(target=self.send_all, daemon=True)
        sender.start()
        self.addCleanup(sender.join, GUARD_S)
        self.page.wait_peer(self.address, "waiting")
        self.page.click_peer(self.address)
        self.page.find("button", "Send to " + self.address)
        xdotool("key", "shift+Delete")
        self.page.wait_row("closed", "^Reset here .* were never sent · .* were not confirmed")

    def test_slow_and_byte_by_byte(self):
        for byte in b"one at a time":
            self.client.sendall(bytes([byte]))
        self.page.wait_peer(self.address, r"↓ \d+ · 13 B")


class Client(WindowTest):
    """A client, whose menu stands in its bar."""

    def setUp(self):
        self.page = self.window.new_page("TCP Client")
        self.addCleanup(self.window.close_page)
        self.listener = socket.create_server((HOST, 0))
        self.addCleanup(self.listener.close)
        self.port = self.listener.getsockname()[1]

    def accept(self):
        """Connects, and returns the other end."""
        self.page.start(HOST, self.port)
        connection = self.listener.accept()[0]
        self.addCleanup(connection.close)
        connection.settimeout(GUARD_S)
        return connection

    def test_finish_sending(self):
        connection = self.accept()
        self.page.send("question")
        self.page.press_menu("Connection", "Finish sending")
        self.assertEqual(connection.makefile("rb").read(), b"question")
        connection.sendall(b"answer")
        self.page.wait_row("received", "answer")
        connection.close()
        self.page.wait_row("closed", "^Closed here · 6 B in, 8 B out")

    def test_reset(self):
        connection = self.accept()
        self.page.press_menu("Connection", "Reset")
        with self.assertRaises(ConnectionResetError):
            connection.recv(1)
        self.page.wait_status("^Not connected")

    def test_details(self):
        self.accept()
        self.page.press_menu("Connection", "Details")
        self.page.wait_label("^Round trip$", self.window.root)
        xdotool("key", "Escape")

    def test_refused(self):
        self.listener.close()
        self.page.set("Address", HOST)
        self.page.set("Port", str(self.port))
        self.page.press("Connect")
        self.page.wait_row("error", f"^Connection refused: nobody listens on {HOST}")


if __name__ == "__main__":
    main()
