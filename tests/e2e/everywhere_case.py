# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests share that go everywhere: the pages of the demo, an opened capture, the windows."""

import os
import struct
import tempfile

from case import WindowTest
from page import xdotool

PAGES = ("TCP Server", "TCP Client", "UDP Server", "UDP Client")
CAPTURE = "two.pcap"

#: A message of the demo, and of the capture, of which the bytes are shown and decoded.
RECORD = "^ff f9"

#: Windows, by what opens them: the keys, or the menu and its items.
WINDOWS = {"Preferences": "ctrl+comma", "Keyboard shortcuts": "ctrl+question",
           "Saved messages": "ctrl+shift+m", "Sequence – TCP Server": "ctrl+shift+s",
           "Automatic answers – TCP Server": ("Edit automatic answers",),
           "Bounds of the log": ("Menu of the messages", "Bounds of the log…"),
           "Export messages": ("Menu of the messages", "Export…"),
           "Record messages": ("Menu of the messages", "Record to a file…"),
           "Saved payloads": ("Payload menu", "Saved payloads…"),
           "Import a format": ("Payload menu", "Import a format…")}


def capture():
    """A capture of IP packets, with a datagram each way."""
    data = struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 65535, 101)
    payload = bytes.fromhex("fff9") + bytes(range(14))
    ends = (bytes((192, 0, 2, 1)), 40001), (bytes((192, 0, 2, 2)), 40002)
    for (source, from_port), (target, to_port) in (ends, reversed(ends)):
        udp = struct.pack(">HHHH", from_port, to_port, 8 + len(payload), 0) + payload
        packet = struct.pack(">BBHIBBH4s4s", 0x45, 0, 20 + len(udp), 0, 64, 17, 0, source,
                             target) + udp
        data += struct.pack("<IIII", 1, 0, len(packet), len(packet)) + packet
    return data


class EverywhereTest(WindowTest):
    """A window of which everything is opened."""

    def open_page(self, title):
        """The page of a tab, with a message selected and its bars open."""
        page = self.window.page(title)
        page.wait_row("received", RECORD)
        page.click_row("received", RECORD)
        self.window.key("ctrl+f")
        page.find("search box", "Find in the messages")
        self.window.key("ctrl+shift+f")
        page.find("search box", "Filter of the messages")
        return page

    def open_dialog(self, title):
        """One of the windows, which Escape closes."""
        opener = WINDOWS[title]
        if isinstance(opener, str):
            self.window.key(opener)
        else:
            self.window.press_menu(*opener)
        return self.window.dialog(title)

    def close_dialog(self, dialog):
        """Closes such a window."""
        xdotool("key", "Escape")
        self.window.wait_closed(dialog)


class DemoTest(EverywhereTest):
    """The demo."""

    arguments = ("--demo",)


class CaptureTest(EverywhereTest):
    """A capture, read-only."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        path = os.path.join(folder.name, CAPTURE)
        with open(path, "wb") as file:
            file.write(capture())
        cls.arguments = (path,)
        super().setUpClass()
