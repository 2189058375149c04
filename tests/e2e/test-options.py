#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options and the menu of addresses in the window, against Python's sockets."""

import re
import socket
import struct

from case import WindowTest, main
from desktop import GUARD_S, wait_for
from page import xdotool

HOST = "127.0.0.1"


class Options(WindowTest):
    """Sets options by what they are called, and looks at what the other side gets."""

    def open_page(self, title):
        """The page of a new tab, which is closed after the test."""
        self.page = self.window.new_page(title)
        self.addCleanup(self.window.close_page)
        return self.page

    def show_options(self):
        """Opens the popover."""
        self.page.press("Options")
        wait_for(lambda: any(box.is_in_sight for box in self.page.root.find_all("spin button")),
                 "the options")

    def hide_options(self):
        """Closes the popover."""
        xdotool("key", "Escape")
        wait_for(lambda: not any(box.is_in_sight
                                 for box in self.page.root.find_all("spin button")),
                 "the options to go")

    def switch_on(self, name):
        """Goes to an option by the keyboard, and switches it on."""
        box = self.page.find("checkbox", name)
        options = self.page.find("group", "Options of the connection")
        controls = [control for role in ("checkbox", "text box", "button", "spin button")
                    for control in options.find_all(role)]

        def focused():
            return next((control for control in controls if control.has_state("focused")), None)
        # One key at a time, and none on its way when the box has the focus.
        while not box.has_state("focused"):
            before = wait_for(focused, "a focus")
            xdotool("key", "Tab")
            wait_for(lambda b=before: focused() not in (None, b),
                     f"the focus on its way to “{name}”")
        xdotool("key", "space")
        wait_for(lambda: box.has_state("checked"), f"“{name}” to be on")

    def listen(self, kind=socket.SOCK_STREAM, host=HOST):
        """A socket of Python's, bound to a free port."""
        made = socket.socket(socket.AF_INET, kind)
        self.addCleanup(made.close)
        made.settimeout(GUARD_S)
        made.bind((host, 0))
        if kind == socket.SOCK_STREAM:
            made.listen()
        return made

    def test_address_menu(self):
        page = self.open_page("TCP Server")
        page.press_menu("Addresses of this machine", "This machine, 127.0.0.1")
        wait_for(lambda: page.find("text box", "Address").text == HOST, "the address")
        page.press_menu("Addresses of this machine", "All interfaces")
        wait_for(lambda: page.find("text box", "Address").text == "", "no address")

    def test_source_and_reconnect(self):
        listener = self.listen()
        port = listener.getsockname()[1]
        page = self.open_page("TCP Client")
        self.show_options()
        page.set("Source address", "127.0.0.7")
        self.switch_on("Connect again after a loss")
        self.hide_options()
        page.start(HOST, port)
        accepted, address = listener.accept()
        self.assertEqual(address[0], "127.0.0.7")
        listener.close()
        accepted.close()
        page.wait_status(r"^(The connection was lost|Connection refused: .*) · trying again in \d+")
        page.wait_row("note", "^Trying again until it answers")
        page.wait_row("error", "^Connection refused: ")
        # What is not kept up to date has no number of seconds.
        self.window.wait_label(r"^(The connection was lost|Connection refused: .*) · trying again$")
        page.press("Cancel")
        page.wait_status("^Not connected$")

    def test_families_differ(self):
        page = self.open_page("TCP Client")
        self.show_options()
        page.set("Source address", "::1")
        self.hide_options()
        page.set("Address", HOST)
        page.press("Connect")
        page.wait_status("^The source ::1 and the target 127.0.0.1:.* different address families$")

    def test_allow_list(self):
        page = self.open_page("UDP Server")
        port = page.start_server()
        self.show_options()
        page.set("Who may connect", "127.0.0.2, 10.0.0.300")
        page.wait_label("^position 12: “10.0.0.300” is neither an address")
        page.set("Who may connect", "127.0.0.2")
        wait_for(lambda: "position" not in "".join(page.labels()), "no complaint")
        self.hide_options()
        stranger, friend = self.listen(socket.SOCK_DGRAM), self.listen(socket.SOCK_DGRAM,
                                                                       "127.0.0.2")
        stranger.sendto(b"stranger", (HOST, port))
        friend.sendto(b"friend", (HOST, port))
        self.assertEqual(friend.recv(10), b"friend")
        page.wait_row("note", "^Refused: not among ", "127.0.0.1:")
        stranger.setblocking(False)
        self.assertRaises(BlockingIOError, stranger.recv, 10)

    def test_groups(self):
        page = self.open_page("UDP Server")
        port = int(page.start("", 0, **{"address family": "IPv4"})["port"])
        self.show_options()
        page.set("Group to join", "127.0.0.1")
        page.press("Join")
        page.wait_label("^127.0.0.1 is not a group")
        page.set("Group to join", "239.2.2.2%lo")
        page.press("Join")
        groups = page.find("list", "Multicast groups")
        page.find("button", "Leave 239.2.2.2%lo", inside=groups)
        sender = self.listen(socket.SOCK_DGRAM)
        sender.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF,
                          struct.pack("4s4si", bytes(4), bytes(4), socket.if_nametoindex("lo")))
        sender.sendto(b"to the group", ("239.2.2.2", port))
        page.wait_row("received", "^to the group")
        address = f"{HOST}:{sender.getsockname()[1]}"
        page.wait_peer(address, r"^Heard since .*\nto 239\.2\.2\.2 on lo")
        page.press("Leave 239.2.2.2%lo", inside=groups)
        wait_for(lambda: not groups.is_in_sight, "no group")
        self.hide_options()
        page.click_row("received", "^to the group")
        page.wait_label(rf"^12 bytes · .* · {re.escape(address)} · to 239\.2\.2\.2 on lo$")

    def test_from_the_next_start(self):
        page = self.open_page("TCP Server")
        self.show_options()
        self.assertNotIn("from the next start", page.labels())
        self.hide_options()
        page.start("", 0)
        self.show_options()
        page.wait_label("^from the next start$")
        self.switch_on("One socket for IPv4 and IPv6")
        self.hide_options()
        page.press("Stop")
        page.wait_status("^Not listening$")
        port = int(page.start("", 0)["port"])
        page.wait_row("note", "^One socket takes both IPv4 and IPv6")
        with socket.create_connection((HOST, port), GUARD_S) as client:
            page.wait_peer("%s:%d" % client.getsockname(), "Connected")


if __name__ == "__main__":
    main()
