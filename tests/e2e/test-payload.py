#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The payload panel: what it shows is what Python's struct and int say."""

import re
import socket
import struct

from case import WindowTest, main
from desktop import GUARD_S, wait_for
from page import xdotool

HOST = "127.0.0.1"


class Payload(WindowTest):
    """Formats, values and bytes, each of them changed, and the others read."""

    def setUp(self):
        self.panel = self.window.panel()
        self.panel.set("Format", "")

    def shown_bytes(self):
        """The bytes as the hex view says them."""
        view = self.panel.find("label", "Bytes in hex")
        if view.description and not view.description.startswith("offset 0:"):
            # What is read begins with the line of the caret.
            self.window.click(view)
            self.window.key("ctrl+Home")
        lines = view.description.splitlines()
        return bytes.fromhex("".join(line.split(":", 1)[1] for line in lines))

    def wait_bytes(self, data):
        """Waits for bytes, and for their number beside the panel's title."""
        wait_for(lambda: self.shown_bytes() == data,
                 lambda: f"{data.hex(' ')}, not {self.shown_bytes().hex(' ')}")
        self.panel.wait_label(f"^{len(data)} bytes?$")

    def type_bytes(self, digits):
        """Types hex digits in place of the bytes."""
        view = self.panel.find("label", "Bytes in hex")
        self.window.click(view)
        # What is read of the bytes begins with the line of the caret.
        self.window.key("ctrl+a", "Delete", *digits, "ctrl+Home")

    def field(self, place):
        """The entry of the field at an offset, as in "2, i int32"."""
        return self.panel.find("text box", re.compile("^Value at " + re.escape(place)))

    def set_value(self, place, value):
        """Types a value."""
        self.panel.set(self.field(place).name, value)

    def wait_value(self, place, value):
        """Waits for a value."""
        wait_for(lambda: self.field(place).text == value,
                 lambda: f"{value} at {place}, not {self.field(place).text}")

    def wait_number(self, title, number):
        """Waits for a value of the inspector, as in "Unsigned, big-endian"."""
        def find():
            return [label for label in self.panel.root.find_all("label")
                    if label.description == f"{title}: {number}" and label.text == str(number)]
        wait_for(find, f"{title}: {number}")

    def test_integers(self):
        for data in (b"\x00\x01", b"\x01\x00", b"\xff\xfe\x00", bytes(range(1, 21))):
            self.type_bytes(data.hex())
            self.wait_bytes(data)
            for order in ("big", "little"):
                self.wait_number(f"Unsigned, {order}-endian", int.from_bytes(data, order))
                self.wait_number(f"Signed, {order}-endian",
                                 int.from_bytes(data, order, signed=True))

    def test_one_integer(self):
        self.panel.set("Format", "i")
        self.set_value("0, i", "1234566")
        self.wait_bytes(b"\x86\xd6\x12\x00")
        self.assertEqual(struct.pack("i", 1234566), b"\x86\xd6\x12\x00")
        self.panel.wait_label(re.escape("struct.pack('i', 1234566)"))

    def test_native_alignment(self):
        self.panel.set("Format", "hiq")
        for place, value in (("0, h", "12"), ("4, i", "23"), ("8, q", "451312")):
            self.set_value(place, value)
        self.wait_bytes(b"\x0c\x00\x00\x00\x17\x00\x00\x00\xf0\xe2\x06\x00\x00\x00\x00\x00")
        self.assertEqual(self.shown_bytes(), struct.pack("hiq", 12, 23, 451312))
        self.panel.wait_label("^padding, 2 bytes$")
        self.panel.wait_label(re.escape("struct.pack('hiq', 12, 23, 451312)"))

    def test_byte_order_is_the_prefix(self):
        self.panel.set("Format", "hiq")
        for place, value in (("0, h", "12"), ("4, i", "23"), ("8, q", "451312")):
            self.set_value(place, value)
        for item, prefix in (("Big-endian >", ">"), ("Little-endian <", "<"), ("Native =", "="),
                             ("Network !", "!")):
            self.panel.choose("Byte order", item)
            entry = self.panel.find("text box", "Format")
            wait_for(lambda p=prefix, e=entry: e.text == p + "hiq", f"{prefix}hiq as format")
            self.wait_bytes(struct.pack(prefix + "hiq", 12, 23, 451312))
        self.panel.set("Format", "<hiq")
        wait_for(lambda: "Little-endian <" in self.panel.labels(
            self.panel.find("combo box", "Byte order")), "the order to follow the prefix")

    def test_bytes_change_the_values(self):
        self.panel.set("Format", ">hi")
        self.type_bytes("fff9 0012d686".replace(" ", ""))
        self.wait_value("0, h", "-7")
        self.wait_value("2, i", "1234566")

    def test_missing_and_left_over_bytes(self):
        self.panel.set("Format", ">hi")
        self.type_bytes("0001000000")
        self.panel.wait_label("^1 byte is missing$")
        self.type_bytes("00010000000200ff")
        self.panel.wait_label("^2 bytes are left over$")

    def test_blank_in_a_format_is_good(self):
        self.panel.set("Format", ">h i")
        self.set_value("0, h", "1")
        self.set_value("2, i", "2")
        self.wait_bytes(struct.pack(">h i", 1, 2))

    def test_wrong_formats(self):
        for text, message in (("99999999999i", "too large"), ("&", '"&" is not a type letter'),
                              (">5", "position"), ("h:", "position")):
            self.panel.set("Format", text)
            self.panel.wait_label(message)
        self.panel.set("Format", ">h")
        wait_for(lambda: self.field("0, h"), "the field to come back")

    def test_wrong_values(self):
        self.panel.set("Format", ">hB")
        self.set_value("2, B", "1")
        for value, message in (("40000", "40000 does not fit h, -32768 to 32767"),
                               ("2x", "position|digit"), ("1.5", "1.5"), ("", "value")):
            self.set_value("0, h", value)
            self.panel.wait_label(message)
            self.panel.wait_label("^No bytes: a value above is wrong$")
        self.set_value("0, h", "-2")
        self.wait_bytes(b"\xff\xfe\x01")

    def wait_format(self, text):
        """Waits for a text in the format line."""
        entry = self.panel.find("text box", "Format")
        wait_for(lambda: entry.text == text, lambda: f"the format {text!r}, not {entry.text!r}")

    def test_undo_takes_back_any_edit(self):
        self.type_bytes("")
        self.panel.set("Format", ">hB")
        for place in ("0, h", "2, B"):
            self.set_value(place, "0")
        self.panel.type(self.field("0, h").name, "258")
        self.wait_bytes(b"\x01\x02\x00")
        self.panel.choose("Byte order", "Little-endian <")
        self.wait_bytes(b"\x02\x01\x00")
        self.expand("Length and checksum")
        self.panel.choose("Length prefix", "Length B, 1 byte")
        self.wait_bytes(b"\x03\x02\x01\x00")
        self.window.click(self.panel.find("label", "Bytes in hex"))
        self.window.key("Home", "ctrl+Home", "0", "4")
        self.wait_bytes(b"\x04\x02\x01\x00")

        self.window.key("ctrl+z")
        self.wait_bytes(b"\x03\x02\x01\x00")
        self.window.key("ctrl+z")
        self.wait_bytes(b"\x02\x01\x00")
        self.panel.wait_label("^No length$")
        self.window.key("ctrl+z")
        self.wait_format(">hB")
        self.wait_bytes(b"\x01\x02\x00")
        self.window.key("ctrl+z")
        self.wait_value("0, h", "0")
        self.wait_bytes(b"\0\0\0")
        self.window.key(*["ctrl+shift+z"] * 4)
        self.wait_format("<hB")
        self.wait_bytes(b"\x04\x02\x01\x00")
        self.window.key(*["ctrl+z"] * 4)
        self.wait_bytes(b"\0\0\0")

    def test_checksum_is_found_by_any_part_of_its_name(self):
        self.type_bytes("")
        self.panel.set("Format", ">3s")
        self.addCleanup(self.window.key, *["ctrl+z"] * 2)
        self.set_value("0, 3s", "b'123'")
        self.expand("Length and checksum")
        for typed, name, checksum in (("modbus", "CRC-16/MODBUS", b"\x75\x7a"),
                                      ("ccitt-f", "CRC-16/IBM-3740", b"\x5b\xce")):
            self.window.click(self.panel.find("combo box", "Checksum"))
            popover = self.panel.find("combo box", "Checksum")
            wait_for(lambda p=popover: p.find_all("list item"), "the list of checksums")
            self.window.key(*(("minus" if c == "-" else c) for c in typed))
            wait_for(lambda p=popover: len(p.find_all("list item")) == 1, f"one {typed}")
            self.window.key("Down", "Return")
            wait_for(lambda p=popover, n=name: n in self.panel.labels(p), name)
            self.wait_bytes(b"123" + checksum)

    def expand(self, title):
        """Opens an expander."""
        expander = self.panel.find("button", title)
        if not expander.has_state("expanded"):
            self.window.click(expander)

    def test_editor_stays_with_a_field_that_moves(self):
        self.panel.set("Format", "@b count:i 4s")
        self.window.click(self.panel.find("button", re.compile("^Field at 4, count")))
        name = self.panel.find("text box", "Name")
        wait_for(lambda: name.has_state("focused"), "the focus in the name")
        for keys, text in (("alt+Up", "@count:i b 4s"), ("alt+Down", "@b count:i 4s"),
                           ("alt+Down", "@b 4s count:i"), ("ctrl+z", "@b count:i 4s")):
            self.window.key(keys)
            self.wait_format(text)
            self.assertTrue(name.has_state("focused"))
            wait_for(lambda: name.text == "count", lambda: f"count, not {name.text!r}")
        self.window.key("x", "y")
        self.wait_format("@b xy:i 4s")
        self.window.key("Escape")

    def test_fields_are_dragged(self):
        self.type_bytes("")
        self.panel.set("Format", ">a:B b:H c:I")
        for place, value in (("0, a", "1"), ("1, b", "2"), ("3, c", "3")):
            self.set_value(place, value)
        def field(name):
            return self.panel.find("button", re.compile(f"^Field at \\d+, {name}"))
        self.window.drag(field("a"), field("c"), dx=-30)
        self.wait_format(">b:H c:I a:B")
        self.wait_bytes(struct.pack(">HIB", 2, 3, 1))
        self.window.drag(field("a"), field("b"), dx=-30)
        self.wait_format(">a:B b:H c:I")
        self.wait_bytes(struct.pack(">BHI", 1, 2, 3))

    def test_saved_payloads(self):
        self.type_bytes("")
        self.panel.set("Format", ">a:B b:H")
        for place, value in (("0, a", "1"), ("1, b", "2")):
            self.set_value(place, value)
        saved = self.open_saved()
        saved.set("Name", "one two")
        saved.press("Save")
        saved.wait_label("^Replace$")
        xdotool("key", "Escape")

        self.type_bytes("0a0b0c0d")
        saved = self.open_saved()
        saved.press(re.compile("Format only$"))
        self.wait_value("1, b", str(0x0b0c))
        self.wait_bytes(b"\x0a\x0b\x0c\x0d")
        saved = self.open_saved()
        saved.press(re.compile("Use$"))
        self.wait_value("1, b", "2")
        self.wait_bytes(b"\x01\x00\x02")

    def open_saved(self):
        """The window of saved payloads."""
        self.panel.press_menu("Payload menu", re.compile("Saved payloads"))
        return self.window.dialog("Saved payloads")

    def test_send(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
            server.settimeout(GUARD_S)
            server.bind((HOST, 0))
            page = self.window.page("UDP Client")
            page.start(HOST, server.getsockname()[1])
            self.panel.set("Format", ">hiq")
            for place, value in (("0, h", "-7"), ("2, i", "1234566"), ("6, q", "-1")):
                self.set_value(place, value)
            data = struct.pack(">hiq", -7, 1234566, -1)
            self.wait_bytes(data)
            self.panel.press("Send payload")
            self.assertEqual(server.recv(100), data)
            page.wait_row("sent", data.hex(" "), length="14")
            page.press("Disconnect")

    def test_hide_and_show(self):
        button = self.window.find("button", "Payload panel")
        wait_for(lambda: button.has_state("pressed"), "the button to be down")
        self.window.key("F9")
        wait_for(lambda: not button.has_state("pressed"), "the panel to go")
        self.window.key("F9")
        wait_for(lambda: button.has_state("pressed"), "the panel to come back")


if __name__ == "__main__":
    main()
