#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the bar, the status and the tab tell of limits and mistakes, while they last."""

import os
import resource
import socket
import struct

from case import WindowTest, main
from desktop import GUARD_S, wait_for
from page import xdotool

HOST = "127.0.0.1"


class Telling(WindowTest):
    """Each test has a tab of its own."""

    def open_page(self, title):
        """The page of a new tab, which is closed after the test."""
        page = self.window.new_page(title)
        self.addCleanup(self.window.close_page)
        return page

    def test_no_more_descriptors(self):
        page = self.open_page("TCP Server")
        port = page.start_server()
        pid = self.window.process.pid
        soft, hard = resource.prlimit(pid, resource.RLIMIT_NOFILE)
        n_open = len(os.listdir(f"/proc/{pid}/fd"))
        # 64 are kept for the rest of the program.
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (n_open + 64 + 5, hard))
        self.addCleanup(resource.prlimit, pid, resource.RLIMIT_NOFILE, (soft, hard))
        clients = [socket.create_connection((HOST, port), GUARD_S) for _ in range(12)]
        page.wait_status(r"^Listening on .* · ⚠ accepting has stopped until a peer leaves: "
                         r"the limit of \d+ open files is reached$")
        self.window.screenshot("no-more-descriptors")
        for client in clients:
            client.close()
        page.wait_status(r"^Listening on \S+$")
        page.wait_counters("^0 peers")

    def show_options(self, page):
        """Opens the popover of the options."""
        page.press("Options")
        wait_for(lambda: any(box.is_in_sight for box in page.root.find_all("spin button")),
                 "the options")

    def hide_options(self, page):
        """Closes the popover."""
        xdotool("key", "Escape")
        wait_for(lambda: not any(box.is_in_sight for box in page.root.find_all("spin button")),
                 "the options to go")

    def go_to(self, page, name):
        """Goes to an option, one key at a time."""
        options = page.find("group", "Options of the connection")
        controls = [control for role in ("checkbox", "text box", "button", "spin button")
                    for control in options.find_all(role)]

        def focused():
            return next((control for control in controls if control.has_state("focused")), None)
        wanted = page.find("spin button", name)
        while not wanted.has_state("focused"):
            before = wait_for(focused, "a focus")
            xdotool("key", "Tab")
            wait_for(lambda b=before: focused() not in (None, b), f"the focus nearer to “{name}”")

    def test_who_may_connect(self):
        """A list that is none keeps the server from starting, and is gone to."""
        page = self.open_page("TCP Server")
        page.set("Address", HOST)
        page.set("Port", "0")
        self.show_options(page)
        page.set("Who may connect", "::1, hello")
        self.hide_options(page)
        page.press("Start")
        page.wait_status("^Who may connect: position 6: “hello” is a name, and names are not "
                         "looked up here: write an address, such as 192.168.1.7$")
        entry = page.find("text box", "Who may connect")
        wait_for(lambda: entry.has_state("focused"), "the focus in the entry")
        self.window.screenshot("who-may-connect")
        page.set("Who may connect", "127.0.0.0/8")
        self.hide_options(page)
        page.press("Start")
        page.wait_status("^Listening on ")

    def test_interface_and_source(self):
        """The same for the other options that are texts."""
        page = self.open_page("UDP Client")
        for name, text, problem in (("Send by interface", "nosuch0", "There is no interface"),
                                    ("Source address", "localhost", "The source “localhost”")):
            self.show_options(page)
            page.set(name, text)
            page.wait_label(f"^{problem}", self.window.root)
            self.hide_options(page)
            page.press("Connect")
            page.wait_status(f"^{name}: {problem}")
            page.set(name, "")
            self.hide_options(page)

    def test_granted_buffer(self):
        page = self.open_page("UDP Server")
        self.show_options(page)
        self.go_to(page, "Receive buffer, bytes")
        xdotool("key", "ctrl+a")
        xdotool("type", "500000000")
        xdotool("key", "Tab")
        self.hide_options(page)
        page.start(HOST, 0)
        page.wait_row("note", r"^Receive buffer: the system gave \d+ bytes of 500000000 asked for")
        self.show_options(page)
        page.wait_label(r"^⚠ granted \d+$", self.window.root)
        self.go_to(page, "Receive buffer, bytes")
        self.window.screenshot("granted")
        self.hide_options(page)

    def test_address_with_port(self):
        """Typed or pasted as one, they are taken apart."""
        for typed, host in (("127.0.0.1:0", HOST), ("[::1]:0", "::1")):
            page = self.open_page("TCP Server")
            page.set("Port", "7")
            page.type("Address", typed)
            xdotool("key", "Return")
            page.wait_status(r"^Listening on \S+:\d+$")
            self.assertEqual(page.find("text box", "Address").text, host)
            self.assertEqual(page.find("text box", "Port").text, "0")

    def test_mistakes_in_the_address(self):
        page = self.open_page("TCP Server")
        for typed, words in (("lo", "“lo” is an interface of this machine: its address is"),
                             ("./x.sock", "is not a whole path, which begins with / or ~/"),
                             ("/proc/x", "^Cannot make /proc/x: no sockets can be made in /proc$"),
                             ("224.0.0.1", "stands for many machines"),
                             ("ff02::1", "is a multicast group, which is another one on each"),
                             ("@" + "x" * 120, "^@x+ is too long for a UNIX socket")):
            page.type("Address", typed)
            page.press("Start")
            page.wait_status(words)

    def test_heard_at_two_addresses(self):
        """A sender to an address and to a group is two rows, and gets one message."""
        page = self.open_page("UDP Server")
        port = int(page.start("", 0, **{"address family": "IPv4"})["port"])
        self.show_options(page)
        page.set("Group to join", "239.2.2.2%lo")
        page.press("Join")
        page.find("button", "Leave 239.2.2.2%lo", page.find("list", "Multicast groups"))
        self.hide_options(page)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            sender.bind((HOST, 0))
            sender.settimeout(GUARD_S)
            sender.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF,
                              struct.pack("4s4si", bytes(4), bytes(4), socket.if_nametoindex("lo")))
            address = "%s:%d" % sender.getsockname()
            sender.sendto(b"to the group", ("239.2.2.2", port))
            page.wait_peer(address, r"^Heard since [0-9:]+\nto 239\.2\.2\.2 on lo\n")
            sender.sendto(b"to the address", (HOST, port))
            page.wait_peer(address, r"^Heard since [0-9:]+\nto 127\.0\.0\.1 on lo\n")
            page.wait_counters(r"^1 peer · 0 lost · 26 B in · ")
            self.window.screenshot("heard-twice")
            page.send("once")
            page.wait_row("sent", "^once")
            self.assertEqual(sender.recv(100), b"once")
            sender.setblocking(False)
            with self.assertRaises(BlockingIOError):
                sender.recv(100)
            self.assertEqual(len(page.peers()), 2)

    def test_tabs_are_told_apart(self):
        """By a number, and by the kind of socket that is typed."""
        self.open_page("TCP Server")
        page = self.open_page("TCP Server")
        self.assertEqual(self.window.tab_titles()[-2:], ["TCP Server 2", "TCP Server 3"])
        page.set("Address", "@a-name")
        wait_for(lambda: self.window.tab_titles()[-1] == "UNIX Stream Server 3", "the new title")
        self.window.wait_label("^UNIX Stream Server 3$")
        page.set("Address", "")
        wait_for(lambda: self.window.tab_titles()[-1] == "TCP Server 3", "the old title")
        page = self.open_page("UDP Client")
        page.set("Address", "/tmp/a-path")
        wait_for(lambda: self.window.tab_titles()[-1] == "UNIX Datagram Client 2", "the new title")

    def test_stopped_is_not_read(self):
        page = self.open_page("TCP Server")
        self.assertFalse(page.find("button", "Selected peer").is_sensitive)


if __name__ == "__main__":
    main()
