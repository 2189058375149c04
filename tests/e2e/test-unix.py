#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""UNIX sockets in the window, against Python, socat and nc; and who is at a socket."""

import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import tempfile

from case import WindowTest, main
from desktop import GUARD_S, wait_for
from page import PEERS, TABLE

HOST = "127.0.0.1"
SERVERS = {"TCP Server": socket.SOCK_STREAM, "UDP Server": socket.SOCK_DGRAM}
CLIENTS = {"TCP Client": socket.SOCK_STREAM, "UDP Client": socket.SOCK_DGRAM}


def native(address):
    """What Python's socket takes for a path or an abstract name."""
    return address.replace("@", "\0", 1) if address.startswith("@") else address


def make(kind, address=None, remote=None):
    """A UNIX socket, bound and connected."""
    sock = socket.socket(socket.AF_UNIX, kind)
    sock.settimeout(GUARD_S)
    if address is not None:
        sock.bind(native(address))
    if remote is not None:
        sock.connect(native(remote))
    return sock


def program():
    """How the kernel calls this program."""
    with open("/proc/self/comm", encoding="utf-8") as comm:
        return comm.read().strip()


class UnixTest(WindowTest):
    """Tests with a folder of their own."""

    def setUp(self):
        super().setUp()
        self.folder = tempfile.mkdtemp(prefix="hexwire-unix-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.path = os.path.join(self.folder, "x.sock")
        self.tag = f"{program()}[{os.getpid()}]"
        self.owner = re.escape(f"{program()} (pid {os.getpid()}, user ")

    def open(self, title, address, ready="^(Listening on|Connected to|Sending to) "):
        """Opens a tab, types an address, and starts."""
        page = self.window.new_page(title)
        self.addCleanup(self.window.close_page)
        page.set("Address", address)
        page.press(re.compile("^(Start|Connect)$"))
        page.wait_status(ready + re.escape(address.removeprefix("unix:")))
        return page

    def addresses(self):
        """A path and an abstract name."""
        return "unix:" + self.path, "@" + self.path


class Servers(UnixTest):
    """What others come to."""

    def test_stream(self):
        for address in self.addresses():
            page = self.open("TCP Server", address)
            page.choose("Reply", "Echo")
            with make(socket.SOCK_STREAM, None, address.removeprefix("unix:")) as client:
                client.sendall(b"Hello, world")
                self.assertEqual(client.recv(100), b"Hello, world")
                page.wait_row("opened", f"^Connected with {self.owner}", peer=self.tag)
                page.wait_row("received", "^Hello, world", peer=self.tag, length="12")
                page.wait_peer(self.tag, f"^Connected .* · {self.owner}")
            page.wait_peer(self.tag, "^Left ")

    def test_datagrams(self):
        for number, address in enumerate(self.addresses()):
            page = self.open("UDP Server", address)
            page.choose("Reply", "Echo")
            reply = f"{self.path}.{number}"
            with make(socket.SOCK_DGRAM, reply, address.removeprefix("unix:")) as client:
                client.send(b"Hello, world")
                self.assertEqual(client.recv(100), b"Hello, world")
                page.wait_row("received", "^Hello, world", peer=reply, length="12")
                page.wait_peer(reply, f"^Heard since .* · {self.owner}")
            with make(socket.SOCK_DGRAM, None, address.removeprefix("unix:")) as client:
                client.send(b"no name")
                page.wait_row("received", "^no name", peer=self.tag)
                page.wait_row("error", "has no address", peer=self.tag)

    def test_socat(self):
        for title, kinds in (("TCP Server", ("UNIX-CONNECT", "ABSTRACT-CONNECT")),
                             ("UDP Server", ("UNIX-SENDTO", "ABSTRACT-SENDTO"))):
            for kind, address in zip(kinds, self.addresses()):
                address += title[:3]
                page = self.open(title, address)
                name = address.removeprefix("unix:").removeprefix("@")
                bind = f",bind={self.path}.socat" if kind == "UNIX-SENDTO" else ""
                subprocess.run(["socat", "-t", "0.1", "-", f"{kind}:{name}{bind}"], check=True,
                               input=f"by {kind}".encode(), timeout=GUARD_S)
                page.wait_row("received", f"^by {kind}")

    def test_nc(self):
        page = self.open("TCP Server", self.path)
        page.choose("Reply", "Echo")
        with subprocess.Popen(["nc", "-U", self.path], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE) as client:
            client.stdin.write(b"by nc\n")
            client.stdin.flush()
            self.assertEqual(client.stdout.readline(), b"by nc\n")
            page.wait_peer(f"nc[{client.pid}]", rf" · nc \(pid {client.pid}, user ")
            client.kill()

    def test_path_is_removed(self):
        for title in SERVERS:
            page = self.open(title, self.path)
            self.assertTrue(stat.S_ISSOCK(os.lstat(self.path).st_mode))
            self.assertEqual(os.lstat(self.path).st_mode & 0o777, 0o600)
            page.press("Stop")
            page.wait_status("^Not listening$")
            self.assertEqual(os.listdir(self.folder), [])

    def test_permissions(self):
        page = self.window.new_page("UDP Server")
        self.addCleanup(self.window.close_page)
        page.set("Address", self.path)
        page.press("Options")
        page.set("Permissions of the path", "9")
        page.wait_label("^Three octal digits")
        page.set("Permissions of the path", "666")
        page.wait_label("^Every user may connect$")
        self.window.key("Escape")
        page.press("Start")
        page.wait_status("^Listening on ")
        self.assertEqual(os.lstat(self.path).st_mode & 0o777, 0o666)

    def test_stale_path(self):
        for title, kind in SERVERS.items():
            make(kind, self.path).close()
            page = self.open(title, self.path)
            page.wait_row("note", "was left behind by a program that has ended: replaced$")
            page.press("Stop")
            page.wait_status("^Not listening$")

    def test_living_path(self):
        for title, kind in SERVERS.items():
            for address in (self.path, "@" + self.path):
                with make(kind, address) as server:
                    if kind == socket.SOCK_STREAM:
                        server.listen()
                    page = self.open(title, address, "^")
                    page.wait_status(f" is already in use by {self.owner}|"
                                     rf" is already in use by {program()} \(pid {os.getpid()}\)$")
            self.assertTrue(os.path.exists(self.path))
            os.unlink(self.path)

    def test_what_is_no_socket_stays(self):
        with open(self.path, "w", encoding="utf-8") as file:
            file.write("precious")
        self.open("TCP Server", self.path, "^").wait_status("is not a socket: it is left as it is$")
        with open(self.path, encoding="utf-8") as file:
            self.assertEqual(file.read(), "precious")

    def test_too_long(self):
        page = self.window.new_page("TCP Server")
        self.addCleanup(self.window.close_page)
        page.set("Address", "/" + 107 * "x")
        page.press("Start")
        page.wait_status("too long for a UNIX socket: it has 108 bytes, and 107 are the limit$")

    def test_family_follows_what_is_typed(self):
        page = self.window.new_page("TCP Client")
        self.addCleanup(self.window.close_page)
        family = page.find("combo box", "Address family")
        for typed, shown in (("/x", "UNIX socket"), (HOST, "IPv4 and IPv6"),
                             ("@x", "UNIX socket"), ("unix:x", "UNIX socket"),
                             ("::1", "IPv4 and IPv6")):
            page.set("Address", typed)
            wait_for(lambda s=shown: s in page.labels(family), f"“{shown}” for {typed}")
            wait_for(lambda s=shown: (page.root.find_first("text box", "Port", TABLE) is None)
                     == (s == "UNIX socket"), f"the port, or none, for {typed}")

    def test_another_address_is_of_the_internet(self):
        """A path is no address that a datagram goes to beside the one of the tab."""
        page = self.window.new_page("UDP Client")
        self.addCleanup(self.window.close_page)
        page.find("text box", "To another address")
        for typed in ("/x", HOST):
            page.set("Address", typed)
            wait_for(lambda t=typed: (t == HOST) == bool(
                page.root.find_first("text box", "To another address", TABLE)),
                     f"the entry of another address, or none, for {typed}")


class Clients(UnixTest):
    """Who goes to others."""

    def test_stream(self):
        for address in self.addresses():
            with make(socket.SOCK_STREAM, address.removeprefix("unix:")) as server:
                server.listen()
                page = self.open("TCP Client", address)
                page.wait_row("opened", f"^Connected with {self.owner}")
                page.send("question")
                connection = server.accept()[0]
                connection.settimeout(GUARD_S)
                with connection:
                    self.assertEqual(connection.recv(100), b"question")
                    connection.sendall(b"answer")
                    page.wait_row("received", "^answer", peer=address.removeprefix("unix:"))

    def test_datagrams(self):
        for address in self.addresses():
            with make(socket.SOCK_DGRAM, address.removeprefix("unix:")) as server:
                page = self.open("UDP Client", address)
                page.send("question")
                data, sender = server.recvfrom(100)
                self.assertEqual(data, b"question")
                server.sendto(b"answer", sender)
                page.wait_row("received", "^answer", peer=address.removeprefix("unix:"))
                page.wait_row("opened", rf"^Ready to send from @[0-9a-f]{{5}} to {program()} \(pid "
                              f"{os.getpid()}\\)$")

    def test_nobody_is_there(self):
        for title, kind in CLIENTS.items():
            page = self.open(title, self.path, "^")
            page.wait_status(" does not exist$")
            make(kind, self.path).close()
            page.press("Connect")
            page.wait_status("^Connection refused: nobody listens on ")
            os.unlink(self.path)


class Ends(UnixTest):
    """How the program ends, and what stays behind; each test starts it."""

    @classmethod
    def setUpClass(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    def tearDown(self):
        pass

    def start(self):
        """The program, with two servers."""
        window = self.open_window("--tcp-server", "unix:" + self.path,
                                  "--udp-server", "@" + self.path, "--reply", "echo")
        window.page("UNIX Stream Server").wait_status("^Listening on " + re.escape(self.path))
        return window

    def test_killed(self):
        """Killed, it leaves the path; started again, it replaces it."""
        window = self.start()
        window.kill()
        self.assertTrue(os.path.exists(self.path))
        window = self.start()
        window.page("UNIX Stream Server").wait_row("note", "was left behind")
        with make(socket.SOCK_STREAM, None, self.path) as client:
            client.sendall(b"again")
            self.assertEqual(client.recv(100), b"again")
        window.process.send_signal(signal.SIGTERM)
        self.assertEqual(window.process.wait(GUARD_S), 0)
        self.assertEqual(window.complaints(), [])
        self.assertEqual(os.listdir(self.folder), [])

    def test_closed(self):
        window = self.start()
        self.assertEqual(window.close(), 0)
        self.assertEqual(os.listdir(self.folder), [])


class Owners(UnixTest):
    """Who has a port, and who is at a peer of IP."""

    def test_busy_port(self):
        for title, kind in SERVERS.items():
            with socket.socket(socket.AF_INET, kind) as holder:
                holder.bind((HOST, 0))
                if kind == socket.SOCK_STREAM:
                    holder.listen()
                port = holder.getsockname()[1]
                page = self.window.new_page(title)
                self.addCleanup(self.window.close_page)
                page.set("Address", HOST)
                page.set("Port", str(port))
                page.press("Start")
                page.wait_status(f"^Port {port} is already in use on {HOST} by {self.owner}")

    def test_tooltip(self):
        for title, kind in SERVERS.items():
            page = self.window.new_page(title)
            self.addCleanup(self.window.close_page)
            port = page.start_server()
            with socket.socket(socket.AF_INET, kind) as client:
                client.connect((HOST, port))
                client.send(b"hello")
                address = f"{HOST}:{client.getsockname()[1]}"
                page.wait_peer(address, "^(Connected|Heard since) ")
                peers = page.find("list", PEERS)
                self.window.point_at(page.find("label", address, inside=peers))
                self.window.find("label", re.compile(f"\nProgram: {self.owner}"))


if __name__ == "__main__":
    main()
