#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The UDP tabs of the window against the programs that people write by hand."""

import socket

from case import WindowTest, main
from desktop import GUARD_S

HOST = "127.0.0.1"
#: Of a service that no system has any more, and none is given by itself.
SILENT_PORT = 1
LONGEST = 65507


class Peer:
    """A UDP socket of Python's, bound to a free port."""

    def __init__(self, host=HOST):
        self.socket = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET,
                                    socket.SOCK_DGRAM)
        self.socket.settimeout(GUARD_S)
        self.socket.bind((host, 0))
        self.host, self.port = self.socket.getsockname()[:2]

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        self.socket.close()

    @property
    def address(self):
        """How the window writes the address."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    def send(self, data, port):
        """Sends a datagram to a port of the same host."""
        self.socket.sendto(data, (self.host, port))

    def receive(self):
        """One datagram and the port that it came from."""
        data, sender = self.socket.recvfrom(65535)
        return data, sender[1]


class UdpServer(WindowTest):
    """A server that echoes; its clients are Python's."""

    def setUp(self):
        self.page = self.window.new_page("UDP Server")
        self.addCleanup(self.window.close_page)

    def test_echo(self):
        port = self.page.start_server()
        with Peer() as peer:
            peer.send(b"Hello, world", port)
            self.assertEqual(peer.receive(), (b"Hello, world", port))
            self.page.wait_row("received", "^Hello, world", peer=peer.address, length="12")
            self.page.wait_row("sent", "^Hello, world", peer=peer.address, length="12")
            self.page.wait_peer(peer.address, r"↓ \d+ · 12 B  ↑ \d+ · 12 B")

    def test_disconnect_all(self):
        port = self.page.start_server()
        with Peer() as peer:
            peer.send(b"Hello, world", port)
            self.page.wait_peer(peer.address, "^Heard ")
            self.page.press_menu("Selected peer", "Disconnect")
            self.page.wait_peer(peer.address, "^Forgotten ")

    def test_datagrams_stay_apart(self):
        port = self.page.start_server()
        with Peer() as first, Peer() as second:
            for number in range(3):
                first.send(b"first %d" % number, port)
                second.send(b"second %d" % number, port)
            for number in range(3):
                self.assertEqual(first.receive()[0], b"first %d" % number)
                self.assertEqual(second.receive()[0], b"second %d" % number)
                self.page.wait_row("received", f"^first {number}", peer=first.address, length="7")
                self.page.wait_row("received", f"^second {number}", peer=second.address, length="8")
            self.page.wait_counters("^2 peers")

    def test_shortest_and_longest(self):
        port = self.page.start_server()
        with Peer() as peer:
            peer.send(b"", port)
            self.assertEqual(peer.receive(), (b"", port))
            self.page.wait_row("received", r"^\(empty\)$", peer=peer.address, length="0")
            longest = bytes(range(256)) * 256
            peer.send(longest[:LONGEST], port)
            self.assertEqual(peer.receive(), (longest[:LONGEST], port))
            self.page.wait_row("received", "^00 01 02 03", peer=peer.address, length=str(LONGEST))
            self.page.wait_row("sent", "^00 01 02 03", peer=peer.address, length=str(LONGEST))

    def test_answer_by_hand(self):
        port = self.page.start_server(reply="No reply")
        with Peer() as peer, Peer() as other:
            peer.send(b"anybody?", port)
            other.send(b"hello?", port)
            self.page.wait_peer(peer.address, r"↓ \d+ · 8 B")
            self.page.wait_peer(other.address, r"↓ \d+ · 6 B")
            self.page.click_peer(peer.address)
            self.page.find("button", "Send to " + peer.address)
            self.page.send("I am")
            self.assertEqual(peer.receive(), (b"I am", port))
            self.page.wait_row("sent", "^I am", peer=peer.address)
            other.socket.setblocking(False)
            self.assertRaises(BlockingIOError, other.receive)

    def test_ipv6(self):
        port = self.page.start_server("::1")
        with Peer("::1") as peer:
            peer.send(b"six", port)
            self.assertEqual(peer.receive(), (b"six", port))
            self.page.wait_peer(peer.address, r"↓ \d+ · 3 B  ↑ \d+ · 3 B")


class UdpClient(WindowTest):
    """A client; its servers are Python's."""

    def setUp(self):
        self.page = self.window.new_page("UDP Client")
        self.addCleanup(self.window.close_page)

    def test_send_and_receive(self):
        with Peer() as server:
            self.page.start(HOST, server.port)
            self.page.send("Hello, world")
            data, port = server.receive()
            self.assertEqual(data, b"Hello, world")
            self.page.wait_row("sent", "^Hello, world", length="12")
            server.send(b"and back", port)
            self.page.wait_row("received", "^and back", length="8")
            server.send(b"", port)
            self.page.wait_row("received", r"^\(empty\)$", length="0")

    def test_empty_message(self):
        with Peer() as server:
            self.page.start(HOST, server.port)
            self.page.press(f"Send to {server.address}")
            self.assertEqual(server.receive()[0], b"")
            self.page.wait_row("sent", r"^\(empty\)$", length="0")

    def test_ipv6(self):
        with Peer("::1") as server:
            self.page.start("::1", server.port)
            self.page.find("button", "Send to " + server.address)
            self.page.send("six")
            self.assertEqual(server.receive()[0], b"six")

    def test_nobody_listens(self):
        # A port that was free a moment ago may be given to the client itself.
        self.page.start(HOST, SILENT_PORT)
        self.page.send("anybody?")
        self.page.wait_row("error", "^Port unreachable: nobody listens$", f"{HOST}:{SILENT_PORT}")


if __name__ == "__main__":
    main()
