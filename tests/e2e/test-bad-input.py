#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What cannot work is said in plain words, where it was typed, and nothing is the worse for it."""

import re
import socket

from case import WindowTest, main
from desktop import wait_for

HOST = "127.0.0.1"


class BadInput(WindowTest):
    """Ports and addresses that are none, and doing things twice or in between."""

    def open(self, title):
        """A new tab, closed again after the test."""
        page = self.window.new_page(title)
        self.addCleanup(self.window.close_page)
        return page

    def test_ports_that_are_none(self):
        for title, verb in (("TCP Server", "Start"), ("UDP Client", "Connect")):
            page = self.open(title)
            for port in ("-1", "65536", "abc", "", "1 2", "99999999999"):
                page.set("Port", port)
                entry = page.find("text box", "Port")
                wait_for(lambda e=entry: "is not a port" in e.description,
                         f"“{port}” to be refused")
                self.assertFalse(page.find("button", verb).is_sensitive)
                self.window.click(entry)
                self.window.key("Return", "F5")
            page.set("Port", "0")
            wait_for(lambda p=page, v=verb: p.find("button", v).is_sensitive, "port 0 to be taken")

    def test_port_in_the_address(self):
        """An address with its port, as it is pasted, needs no other: neither key nor button."""
        with socket.create_server((HOST, 0)) as listener:
            port = listener.getsockname()[1]
            for start in (lambda page: page.press("Connect"), self.enter):
                page = self.open("TCP Client")
                page.set("Port", "")
                wait_for(lambda p=page: not p.find("button", "Connect").is_sensitive,
                         "no port to be refused")
                page.set("Address", f"{HOST}:{port}")
                start(page)
                page.wait_status(f"^Connected to {HOST}:{port} ")
                self.assertEqual((page.find("text box", "Address").text,
                                  page.find("text box", "Port").text), (HOST, str(port)))
        # Without it, the one that stands apart is looked at again.
        page = self.open("UDP Client")
        page.set("Port", "")
        page.set("Address", f"{HOST}:9")
        wait_for(lambda: page.find("button", "Connect").is_sensitive, "the port to be taken")
        self.assertNotIn("is not a port", page.find("text box", "Port").description)
        page.set("Address", HOST)
        wait_for(lambda: "is not a port" in page.find("text box", "Port").description,
                 "no port to be refused")
        self.assertFalse(page.find("button", "Connect").is_sensitive)

    def enter(self, page):
        """Presses Return in the address."""
        self.window.click(page.find("text box", "Address"))
        self.window.key("Return")

    def test_port_0_is_no_destination(self):
        for title in ("TCP Client", "UDP Client"):
            page = self.open(title)
            page.set("Port", "0")
            page.press("Connect")
            page.wait_status("^Port 0 cannot be")

    def fail(self, title, address, port, message):
        """Opens a tab that cannot open, and waits for the reason."""
        page = self.open(title)
        page.set("Address", address)
        page.set("Port", str(port))
        page.press("Start" if "Server" in title else "Connect")
        page.wait_status(message)
        page.wait_row("error", message)
        return page

    def test_name_that_does_not_resolve(self):
        for title in ("TCP Client", "UDP Client", "TCP Server"):
            page = self.fail(title, "no-such-host.invalid", 9,
                             "^Cannot find “no-such-host.invalid”")
            self.assertTrue(page.find("text box", "Address").is_sensitive)

    def test_address_of_another_machine(self):
        for title in ("TCP Server", "UDP Server"):
            self.fail(title, "192.0.2.1", 0, "^192.0.2.1 is not an address of this machine")

    def test_refused(self):
        with socket.create_server((HOST, 0)) as listener:
            port = listener.getsockname()[1]
        self.fail("TCP Client", HOST, port,
                  f"^Connection refused: nobody listens on {HOST}, port {port}")

    def test_port_in_use(self):
        with socket.create_server((HOST, 0)) as listener:
            port = listener.getsockname()[1]
            page = self.fail("TCP Server", HOST, port, f"^Port {port} is already in use on {HOST}")
        page.press("Start")
        page.wait_status(f"^Listening on {HOST}:{port}")
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
            taken.bind((HOST, 0))
            port = taken.getsockname()[1]
            self.fail("UDP Server", HOST, port, f"^Port {port} is already in use on {HOST}")

    def test_start_twice(self):
        page = self.open("TCP Server")
        port = page.start_server()
        self.window.key("F5")
        page.wait_status("^Not listening")
        self.window.key("F5", "F5", "F5")
        page.wait_status(f"^Listening on {HOST}:(?!{port}$)")

    def test_cancel_a_connect(self):
        page = self.open("TCP Client")
        with stuck_listener() as listener:
            page.set("Address", HOST)
            page.set("Port", str(listener.getsockname()[1]))
            page.press("Connect")
            page.wait_status("^Connecting to ")
            page.press("Cancel")
            page.wait_status("^Not connected")

    def test_close_while_connecting(self):
        with stuck_listener() as listener:
            page = self.window.new_page("TCP Client")
            page.set("Address", HOST)
            page.set("Port", str(listener.getsockname()[1]))
            page.press("Connect")
            page.wait_status("^Connecting to ")
            self.window.close_page()

    def test_close_an_open_tab_asks(self):
        titles = self.window.tab_titles()
        page = self.window.new_page("TCP Server")
        port = page.start_server()
        with socket.create_connection((HOST, port)) as client:
            self.window.key("ctrl+w")
            self.window.dialog("Close the tab?").press(re.compile("Cancel$"))
            page.wait_status(f"^Listening on {HOST}:{port}")
            self.assertEqual(len(self.window.tab_titles()), len(titles) + 1)
            self.window.close_page()
            self.assertEqual(self.window.tab_titles(), titles)
            self.assertEqual(client.recv(1), b"")
        self.assertRaises(ConnectionRefusedError, socket.create_connection, (HOST, port))

    def test_close_button_of_a_tab(self):
        titles = self.window.tab_titles()
        self.window.new_page("UDP Server")
        self.window.click(self.window.root.find_all("button", re.compile("^Close UDP Server"))[-1])
        wait_for(lambda: self.window.tab_titles() == titles, "the tab to close")

    def test_long_name(self):
        page = self.open("TCP Client")
        page.set("Address", "x" * 5000)
        page.press("Connect")
        page.wait_status("^Cannot find|^Cannot connect|not an address")


def stuck_listener():
    """A socket whose queue is full, so that a connect to it neither works nor fails."""
    listener = Stuck(socket.AF_INET, socket.SOCK_STREAM)
    listener.bind((HOST, 0))
    listener.listen(0)
    for _ in range(4):
        client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        client.setblocking(False)
        client.connect_ex(listener.getsockname())
        listener.clients.append(client)
    return listener


class Stuck(socket.socket):
    """A listener that keeps those who wait in its queue."""

    __slots__ = ("clients",)

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.clients = []

    def close(self):
        for client in self.clients:
            client.close()
        super().close()


if __name__ == "__main__":
    main()
