#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The TCP tabs of the window against the programs that people write by hand."""

import shutil
import socket
import struct
import subprocess
import threading
import unittest

from case import WindowTest, main
from desktop import GUARD_S, wait_for

HOST = "127.0.0.1"


def connect(port, host=HOST):
    """A blocking client."""
    return socket.create_connection((host, port), timeout=GUARD_S)


def receive(client, size):
    """Reads exactly so many bytes."""
    data = b""
    while len(data) < size:
        part = client.recv(size - len(data))
        assert part, f"closed after {data!r}"
        data += part
    return data


def own_address(client):
    """How the window writes the client's address."""
    host, port = client.getsockname()[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


class TcpServer(WindowTest):
    """A server that echoes; its clients are Python's."""

    def setUp(self):
        self.page = self.window.new_page("TCP Server")
        self.port = self.page.start_server()
        self.addCleanup(self.window.close_page)

    def test_echo(self):
        with connect(self.port) as client:
            address = own_address(client)
            self.page.wait_peer(address, "^Connected ")
            client.sendall(b"Hello, world")
            self.assertEqual(receive(client, 12), b"Hello, world")
            row = self.page.wait_row("received", "Hello, world", peer=address)
            self.assertEqual(row.length, "12")
            self.assertIn(b"Hello, world".hex(" "), row.data)
            self.page.wait_row("sent", "Hello, world", peer=address)
            self.page.wait_peer(address, r"↓ \d+ · 12 B  ↑ \d+ · 12 B")
        self.page.wait_row("closed", "^Closed by peer · 12 B in, 12 B out", peer=address)
        self.page.wait_peer(address, "^Left ")

    def test_fifty_clients(self):
        clients = [connect(self.port) for _ in range(50)]
        for number, client in enumerate(clients):
            client.sendall(b"client %d" % number)
        for number, client in enumerate(clients):
            self.assertEqual(receive(client, len(b"client %d" % number)), b"client %d" % number)
        self.page.wait_counters(r"^50 peers · 440 B in · 440 B out")
        for client in clients:
            client.close()
        self.page.wait_counters(r"^0 peers · 440 B in · 440 B out")
        self.page.wait_label(r"^201 rows")

    def test_half_close_is_answered_and_told(self):
        with connect(self.port) as client:
            address = own_address(client)
            client.sendall(b"last words")
            client.shutdown(socket.SHUT_WR)
            self.assertEqual(receive(client, 10), b"last words")
            self.assertEqual(client.recv(1), b"")
        self.page.wait_row("closed", "^Closed by peer", peer=address)

    def test_reset_in_a_message(self):
        client = connect(self.port)
        address = own_address(client)
        client.sendall(b"half of a mess")
        self.page.wait_row("received", "half of a mess", peer=address)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.close()
        self.page.wait_row("closed", "^Reset by peer", peer=address)
        self.page.wait_peer(address, "^Left ")

    def test_many_clients_come_and_go(self):
        for number in range(300):
            with connect(self.port) as client:
                client.sendall(b"%03d" % number)
                if number % 10 == 0:
                    self.assertEqual(receive(client, 3), b"%03d" % number)
        self.page.wait_counters(r"^0 peers · 900 B in")

    def test_select_a_peer_and_disconnect_it(self):
        with connect(self.port) as first, connect(self.port) as second:
            address = own_address(second)
            self.page.wait_peer(own_address(first), "^Connected")
            self.page.wait_peer(address, "^Connected")
            self.page.find("button", "Send to all 2 peers")
            first.sendall(b"from one")
            second.sendall(b"from two")
            self.page.wait_row("received", "from one")
            self.page.wait_row("received", "from two")

            self.page.click_peer(address)
            self.page.find("button", "Send to " + address)
            wait_for(lambda: {row.peer for row in self.page.rows()} == {address},
                     "the other's rows to go")
            self.page.send("to two alone")
            self.assertEqual(receive(second, 20), b"from twoto two alone")

            self.page.press_menu("Selected peer", "Disconnect")
            self.page.wait_row("closed", "^Closed here")
            self.assertEqual(second.recv(1), b"")

            self.page.click_peer("All peers")
            self.page.find("button", "Send to 1 peer")
            self.page.wait_row("received", "from one")
            self.page.send("to all")
            self.assertEqual(receive(first, 14), b"from oneto all")

    def test_stop_reading_before_anybody_comes(self):
        menu = self.page.find("button", "Selected peer")
        wait_for(lambda: menu.is_sensitive, "the menu")
        self.page.press("Stop")
        wait_for(lambda: not menu.is_sensitive, "no menu")

    def test_disconnect_all(self):
        with connect(self.port) as first, connect(self.port) as second:
            self.page.wait_peer(own_address(first), "^Connected")
            self.page.wait_peer(own_address(second), "^Connected")
            self.page.press_menu("Selected peer", "Disconnect")
            self.assertEqual((first.recv(1), second.recv(1)), (b"", b""))
        self.page.wait_counters("^0 peers")
        self.page.wait_status("^Listening on")

    def test_ipv6(self):
        self.page.press("Stop")
        self.page.wait_status("^Not listening")
        port = self.page.start_server("::1")
        self.assertEqual(self.page.status(), f"Listening on [::1]:{port}")
        with connect(port, "::1") as client:
            client.sendall(b"six")
            self.assertEqual(receive(client, 3), b"six")
            self.page.wait_peer(own_address(client), "^Connected")

    def test_all_interfaces(self):
        self.page.press("Stop")
        self.page.wait_status("^Not listening")
        port = self.page.start_server("")
        self.assertEqual(self.page.status(), f"Listening on 0.0.0.0:{port} and [::]:{port}")
        for host in ("127.0.0.1", "::1"):
            with connect(port, host) as client:
                client.sendall(b"all")
                self.assertEqual(receive(client, 3), b"all")


class EchoServer(threading.Thread):
    """The server of Python's manual: bind, listen, accept, recv, sendall, until the peer closes."""

    def __init__(self, host=HOST):
        super().__init__(daemon=True)
        self.listener = socket.create_server(
            (host, 0), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
        self.port = self.listener.getsockname()[1]
        self.start()

    def run(self):
        connection, _address = self.listener.accept()
        with connection:
            while data := connection.recv(1024):
                connection.sendall(data)
        self.listener.close()


class TcpClient(WindowTest):
    """A client; its servers are Python's, nc and socat."""

    def setUp(self):
        self.page = self.window.new_page("TCP Client")
        self.addCleanup(self.window.close_page)

    def check_echo(self, host, port):
        """Connects, sends, and reads the answer in the window."""
        self.page.start(host, port)
        self.page.send("Hello, world")
        self.page.wait_row("sent", "Hello, world", length="12")
        row = self.page.wait_row("received", "Hello, world", length="12")
        self.assertIn(b"Hello, world".hex(" "), row.data)

    def test_python_server(self):
        server = EchoServer()
        self.check_echo(HOST, server.port)
        self.page.press("Disconnect")
        self.page.wait_row("closed", "^Closed here · 12 B in, 12 B out")
        server.join(GUARD_S)
        self.assertFalse(server.is_alive())

    def test_menu_of_what_is_no_more(self):
        with socket.create_server((HOST, 0)) as listener:
            menu = self.page.find("button", "Connection")
            self.assertFalse(menu.is_sensitive)
            self.page.start(HOST, listener.getsockname()[1])
            connection = listener.accept()[0]
            self.page.press("Connection")
            item = self.window.find("menu item", "Finish sending")
            wait_for(lambda: item.has_state("focused"), "the focus in the menu")
            connection.close()
            self.page.wait_status("^Not connected")
            wait_for(lambda: not item.has_state("focused"), "the focus to leave the menu")
            self.assertFalse(menu.is_sensitive)
            # The menu holds no key back.
            self.page.type("Message", "typed")

    def test_ipv6_server(self):
        server = EchoServer("::1")
        self.check_echo("::1", server.port)
        self.assertIn(f"[::1]:{server.port}", self.page.status())

    def test_server_that_closes(self):
        with socket.create_server((HOST, 0)) as listener:
            self.page.start(HOST, listener.getsockname()[1])
            connection = listener.accept()[0]
            connection.sendall(b"bye")
            self.page.wait_row("received", "bye")
            connection.close()
            self.page.wait_row("closed", "^Closed by peer")
        self.page.wait_status("^Not connected")

    def run_listener(self, *command):
        """Starts a program that listens, and waits until it does."""
        if shutil.which(command[0]) is None:
            self.skipTest(f"{command[0]} is not installed")
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process

    def connect_when_listening(self, port):
        """Presses Connect until somebody listens."""
        def is_listening():
            with open("/proc/net/tcp", encoding="ascii") as table:
                return any(f":{port:04X} 00000000:0000 0A" in line for line in table)
        wait_for(is_listening, f"somebody to listen on port {port}")
        self.page.start(HOST, port)

    def test_nc(self):
        port = free_port()
        netcat = self.run_listener("nc", "-l", "-s", HOST, "-p", str(port))
        self.connect_when_listening(port)
        self.page.choose("Line ending", r"LF \n")
        self.page.send("to nc")
        self.assertEqual(netcat.stdout.readline(), b"to nc\n")
        netcat.stdin.write(b"from nc\n")
        netcat.stdin.flush()
        self.page.wait_row("received", r"^from nc\\n")

    def test_socat(self):
        port = free_port()
        self.run_listener("socat", f"TCP-LISTEN:{port},bind={HOST}", "PIPE")
        self.connect_when_listening(port)
        self.page.send("through a pipe")
        self.page.wait_row("received", "through a pipe", length="14")


def free_port():
    """A port that was free a moment ago, for programs that cannot choose one and tell."""
    with socket.create_server((HOST, 0)) as listener:
        return listener.getsockname()[1]


if __name__ == "__main__":
    main()
