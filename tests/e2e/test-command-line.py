#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program makes of its arguments."""

import socket
import subprocess
import unittest

import case
from case import WindowTest, main
from desktop import GUARD_S, START_GUARD_S, wait_for

HOST = "127.0.0.1"


def run(*arguments):
    """Runs the program to its end."""
    return subprocess.run([case.programs["hexwire"], *arguments], capture_output=True, text=True,
                          timeout=START_GUARD_S, check=False)


class Words(unittest.TestCase):
    """Arguments that open no window."""

    def test_version(self):
        result = run("--version")
        self.assertRegex(result.stdout, r"^hexwire \d+\.\d+\.\d+\n$")
        self.assertEqual((result.returncode, result.stderr), (0, ""))

    def test_help(self):
        result = run("--help")
        for option in ("--tcp-server", "--tcp-client", "--udp-server", "--udp-client", "--reply",
                       "--new-window", "--demo"):
            self.assertIn(option, result.stdout)
        self.assertEqual((result.returncode, result.stderr), (0, ""))

    def test_bad_values(self):
        for arguments, message in (
                (["--tcp-server", "abc"], "--tcp-server: “abc” is not a port"),
                (["--tcp-server", "65536"], "--tcp-server: “65536” is not a port"),
                (["--udp-client", f"{HOST}:-1"], "--udp-client: “-1” is not a port"),
                (["--tcp-client", f"{HOST}:"], "--tcp-client: “” is not a port"),
                (["--tcp-server", "0", "--reply", "shout"], "--reply: “shout” is none of")):
            result = run(*arguments)
            self.assertIn(message, result.stderr)
            self.assertEqual(result.returncode, 2, arguments)
            self.assertEqual(result.stdout, "")

    def test_unknown_option(self):
        result = run("--fly")
        self.assertIn("--fly", result.stderr)
        self.assertNotEqual(result.returncode, 0)


class Server(WindowTest):
    """A server that is open when the window comes up."""

    arguments = ("--tcp-server", f"{HOST}:0", "--reply", "echo")

    def test_echo(self):
        self.assertEqual(self.window.tab_titles(), ["TCP Server"])
        page = self.window.front_page("TCP Server")
        port = int(page.wait_status(rf"^Listening on {HOST}:(\d+)$")[1])
        with socket.create_connection((HOST, port), timeout=GUARD_S) as client:
            client.sendall(b"echo")
            self.assertEqual(client.recv(100), b"echo")


class Several(WindowTest):
    """Several tabs at once, those of a kind together, and IPv6 in brackets."""

    arguments = ("--udp-client", f"{HOST}:9", "--tcp-server", "[::1]:0", "--udp-server", "0",
                 "--tcp-client", f"{HOST}:1")

    def test_tabs(self):
        self.assertEqual(self.window.tab_titles(),
                         ["TCP Server", "TCP Client", "UDP Server", "UDP Client"])
        self.window.page("TCP Server").wait_status(r"^Listening on \[::1\]:\d+$")
        self.window.page("TCP Client").wait_status("^Connection refused")
        self.window.page("UDP Server").wait_status(r"^Listening on 0.0.0.0:(\d+) and \[::\]:\1$")
        self.window.page("UDP Client").wait_status(rf"^Sending to {HOST}:9 from ")


class Plain(WindowTest):
    """No arguments."""

    def test_tabs(self):
        self.assertEqual(self.window.tab_titles(),
                         ["TCP Server", "TCP Client", "UDP Server", "UDP Client"])
        for title in self.window.tab_titles():
            page = self.window.page(title)
            page.wait_status("^Not (listening|connected)$")
            self.assertEqual(page.find("text box", "Port").text, "50007")
            self.assertEqual(page.find("text box", "Address").text,
                             "" if "Server" in title else HOST)


class Keys(WindowTest):
    """Keys that work from the start, before anything has the focus."""

    def test_main_menu(self):
        for _ in range(2):
            self.window.key("F10")
            self.window.find("menu item", "Keyboard shortcuts")
            self.window.key("Escape")
            wait_for(lambda: not self.window.root.find_first("menu item"), "the menu to close")


class Second(WindowTest):
    """The program started while it runs."""

    def test_second_start_opens_a_tab_in_the_same_window(self):
        result = run("--tcp-server", f"{HOST}:0")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        wait_for(lambda: len(self.window.tab_titles()) == 5, "a fifth tab")
        self.window.front_page("TCP Server").wait_status(rf"^Listening on {HOST}:\d+$")
        result = run("--tcp-server", "x")
        self.assertEqual(result.returncode, 2)
        self.assertIn("is not a port", result.stderr)


class Windows(WindowTest):
    """Another window of the program that runs."""

    def windows(self):
        """What the program has open."""
        return self.window.application.find_all("window")

    def test_new_window(self):
        result = run("--new-window", "--tcp-client", f"{HOST}:1")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        wait_for(lambda: len(self.windows()) == 2, "a second window")
        self.assertEqual(len(self.window.tab_titles()), 4)
        second = next(window for window in self.windows() if window != self.window.root)
        wait_for(lambda: second.find_first("tab", "TCP Client"), "its tab")
        self.assertIsNone(second.find_first("tab", "TCP Server"))
        # Without the option, more goes where the user was last.
        wait_for(lambda: second.has_state("active"), "the second window to be active")
        run("--tcp-client", f"{HOST}:1")
        wait_for(lambda: len(second.find_all("tab")) == 2, "a tab in the second window")
        self.assertEqual((len(self.windows()), len(self.window.tab_titles())), (2, 4))
        self.window.press("Close", inside=second)
        wait_for(lambda: len(self.windows()) == 1, "the second window to close")


class Demo(WindowTest):
    """The whole program alive."""

    arguments = ("--demo",)

    def test_four_tabs_that_talk(self):
        self.assertEqual(self.window.tab_titles(),
                         ["TCP Server", "TCP Client", "UDP Server", "UDP Client"])
        for title in self.window.tab_titles():
            page = self.window.page(title)
            port = page.wait_status(r"^(?:Listening on|Connected to|Sending to) \S*:(\d+)")[1]
            self.assertEqual(page.find("text box", "Port").text, "0" if "Server" in title else port)
            for data in ("^Hello, world", r"^GET / HTTP/1.1\\r\\n", "^Grüße 你好",
                         "^ff f9 00 12 d6 86"):
                page.wait_row("received", data)
                page.wait_row("sent", data)


if __name__ == "__main__":
    main()
