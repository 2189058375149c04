#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window under Wayland, on a compositor that shows it to nobody."""

from case import WindowTest, main
from desktop import wait_for
from wayland import WaylandDesktop

TITLES = ["TCP Server", "TCP Client", "UDP Server", "UDP Client"]


class Wayland(WindowTest):
    """The demo, without a keyboard and a mouse: controls are used by their actions."""

    arguments = ("--demo",)

    @staticmethod
    def window_class():
        from window import Window

        class WaylandWindow(Window):
            """A window of which no other program knows more than the accessibility bus."""

            def _wait_on_screen(self):
                wait_for(lambda: self.root.box[2] > 0, "a window that is laid out")

        return WaylandWindow

    def test_1_rows_of_all_tabs(self):
        wait_for(lambda: self.window.tab_titles() == TITLES, lambda: self.window.tab_titles())
        for title in TITLES:
            page = self.window.front_page(title)
            page.wait_row("received", "^Hello, world")
            self.window.root.do_action("win.next-tab")

    def test_2_send(self):
        # From the last tab the way went on to the first.
        self.window.root.do_action("win.next-tab")
        page = self.window.front_page("TCP Client")
        page.send("from Wayland")
        page.wait_row("sent", "^from Wayland")
        page.wait_row("received", "^from Wayland")


main(WaylandDesktop)
