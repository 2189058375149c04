#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Saved messages and sequences, against a server of Python's that answers."""

import os
import re
import socketserver
import tempfile
import threading
import time

from case import WindowTest, main
from desktop import wait_for
from page import xdotool


class Answer(socketserver.StreamRequestHandler):
    """Answers each line: a greeting at once, "slow" after a while, and nothing but that."""

    def handle(self):
        for line in self.rfile:
            self.server.received.append(line)
            if line.startswith(b"HELLO"):
                self.wfile.write(b"OK 17\r\nREADY\r\n")
            if line.startswith(b"slow"):
                time.sleep(0.05)
                self.wfile.write(b"at last\n")


class Server(socketserver.ThreadingTCPServer):
    """On loopback; remembers all lines."""

    allow_reuse_address = daemon_threads = True
    received = []


class Sequences(WindowTest):
    """A TCP client, its saved messages and its sequence."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.environment = {"XDG_DATA_HOME": cls.folder.name}
        cls.file = os.path.join(cls.folder.name, "hexwire", "messages.ini")
        super().setUpClass()
        cls.server = Server(("127.0.0.1", 0), Answer)
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()
        cls.addClassCleanup(cls.server.server_close)
        cls.addClassCleanup(cls.server.shutdown)
        cls.page = cls.window.page("TCP Client")
        cls.page.start("127.0.0.1", cls.server.server_address[1])
        cls.page.wait_status("Connected")

    def wait_received(self, line):
        wait_for(lambda: self.server.received and self.server.received[-1] == line,
                 lambda: f"{line} to arrive, after {self.server.received}")

    def kept(self):
        """The file of saved messages."""
        with open(self.file, encoding="utf-8") as file:
            return file.read()

    def close_dialog(self, dialog):
        xdotool("key", "Escape")
        self.window.wait_closed(dialog)

    def save_composed(self, text, name):
        """Saves a message from the composer under a name, and leaves the dialog open."""
        self.page.choose("How the message is written", r"Text with \n \xHH")
        self.page.set("Message", text)
        self.window.key("ctrl+s")
        dialog = self.window.dialog("Saved messages")
        entry = dialog.find("text box", "Name of the message")
        wait_for(lambda: entry.has_state("focused"), "the focus in the name")
        dialog.set("Name of the message", name)
        xdotool("key", "Return")
        wait_for(lambda: f"[Message {name}]" in self.kept(), f"“{name}” in the file")
        return dialog

    def test_0_empty(self):
        """A list without rows says what to do, or that nothing is found."""
        self.window.key("ctrl+shift+m")
        dialog = self.window.dialog("Saved messages")
        dialog.wait_label("^No saved messages yet: ")
        self.close_dialog(dialog)
        dialog = self.save_composed("one", "One")
        wait_for(lambda: not [t for t in dialog.labels() if t.startswith("No saved")], "the rows")
        dialog.find("search box", "Search").replace_text("two")
        dialog.wait_label("^Nothing found$")
        dialog.find("search box", "Search").replace_text("")
        dialog.wait_label("^One$", dialog.root.find_first("list"))
        dialog.press(re.compile("Delete$"))
        dialog.wait_label("^No saved messages yet: ")
        self.close_dialog(dialog)

    def test_1_save_and_send(self):
        dialog = self.save_composed(r"HELLO\n", "Greet")
        dialog.press("Send “Greet”", dialog.root.find_first("list"))
        self.wait_received(b"HELLO\n")
        self.close_dialog(dialog)
        dialog = self.save_composed(r"second\n", "Second")
        self.assertIn("Written=escaped\nText=second\\\\n\n", self.kept())
        self.close_dialog(dialog)
        self.window.key("alt+2")
        self.wait_received(b"second\n")
        self.window.key("alt+1")
        self.wait_received(b"HELLO\n")

    def test_1_save_longer_than_an_entry(self):
        """What the entries of neither window can hold is saved whole, and stays so."""
        self.page.choose("How the message is written", "Text")
        self.page.find("text box", "Message").replace_text("x" * 70000)
        self.window.key("ctrl+s")
        dialog = self.window.dialog("Saved messages")
        wait_for(lambda: "Text=" + "x" * 70000 in self.kept(), "the message in the file")
        dialog.set("Name of the message", "Long")
        xdotool("key", "Return")
        wait_for(lambda: "[Message Long]" in self.kept(), "the name in the file")
        self.assertIn("Text=" + "x" * 70000, self.kept())
        dialog.press(re.compile("Delete$"))
        wait_for(lambda: "[Message Long]" not in self.kept(), "the message to go")
        self.close_dialog(dialog)

    def test_1_go_from_the_name_to_its_row(self):
        """The row is another one once the name is kept, just as the focus comes to it."""
        dialog = self.save_composed(r"brief\n", "Brief")
        xdotool("key", "End", "x", "shift+Tab")
        wait_for(lambda: "[Message Briefx]" in self.kept(), "the name in the file")
        wait_for(lambda: "Briefx" in dialog.labels(dialog.root.find_first("list")), "the name")
        xdotool("key", "Delete")
        wait_for(lambda: "[Message Briefx]" not in self.kept(), "the message to go")
        self.close_dialog(dialog)

    def test_2_edit_order_and_undo(self):
        self.window.key("ctrl+shift+m")
        dialog = self.window.dialog("Saved messages")
        dialog.set("Text of the message", r"first\n")
        dialog.press(re.compile("Duplicate$"))
        wait_for(lambda: "Greet (2)" in self.kept(), "the copy")
        self.assertEqual(self.kept().count(r"Text=first\\n"), 2)
        dialog.press(re.compile("Delete$"))
        wait_for(lambda: "Greet (2)" not in self.kept(), "the copy to go")
        dialog.press("Undo")
        wait_for(lambda: "Greet (2)" in self.kept(), "the copy to be back")
        time.sleep(0.3)
        dialog.press("Undo")
        wait_for(lambda: "Greet (2)" not in self.kept(), "no copy")
        time.sleep(0.3)  # the button is drawn as pressed, and takes no other press meanwhile
        dialog.press("Undo")
        wait_for(lambda: r"Text=HELLO\\n" in self.kept(), "the former text")
        xdotool("key", "alt+Up")
        wait_for(lambda: self.kept().index("Second") < self.kept().index("Greet"), "the order")
        xdotool("key", "ctrl+f")
        xdotool("type", "secon")
        messages = dialog.root.find_first("list")
        wait_for(lambda: "Second" in dialog.labels(messages)
                 and "Greet" not in dialog.labels(messages), "the search")
        # Escape leaves the search, and then the window.
        xdotool("key", "Escape")
        wait_for(lambda: "Greet" in dialog.labels(messages), "the end of the search")
        self.close_dialog(dialog)

    def test_3_from_the_log(self):
        self.page.click_row("sent", "HELLO")
        xdotool("key", "Menu")
        self.page._take_item("Send again")
        self.wait_received(b"HELLO\n")
        self.page.click_row("sent", "second")
        xdotool("key", "Menu")
        self.page._take_item("Save message…")
        dialog = self.window.dialog("Saved messages")
        wait_for(lambda: "[Message New message]" in self.kept(), "the message in the file")
        self.close_dialog(dialog)

    def test_3_export_and_import(self):
        """What was exported comes back, in place of what has its name, or beside it."""
        self.window.key("ctrl+shift+m")
        dialog = self.window.dialog("Saved messages")
        path = os.path.join(os.path.dirname(self.file), "exported.ini")
        dialog.press(re.compile("Export…$"))
        self.window.choose_file("Export messages", path, beside=dialog)
        dialog.wait_label("^The messages were exported$")
        exported = self.kept()
        for answer, has_both in (("Replace", False), ("Cancel", True)):
            wait_for(lambda: dialog.root.has_state("active"), "the window of the messages again")
            dialog.set("Text of the message", "changed")
            dialog.press(re.compile("Import…$"))
            self.window.open_file("Import messages", path)
            self.window.dialog("Replace 1 message?").press(re.compile(f"{answer}$"))
            dialog.wait_label("^1 message imported$")
            self.assertEqual("Text=changed" in self.kept(), has_both)
            self.assertIn(r"Text=HELLO\\n", self.kept())
        for _n in range(4):
            if self.kept() != exported:
                dialog.press("Undo")
                time.sleep(0.3)  # the button is drawn as pressed, and takes no other press meanwhile
        self.assertEqual(self.kept(), exported)
        self.close_dialog(dialog)

    def add(self, dialog, kind, line):
        dialog.press_menu("Add a step", kind)
        entry = dialog.find("text box", "The selected step")
        wait_for(lambda: entry.has_state("focused"), "the focus in the step")
        dialog.set("The selected step", line)

    def test_4_sequence(self):
        self.window.key("ctrl+shift+s")
        dialog = self.window.dialog("Sequence – TCP Client")
        dialog.window = dialog      # its menus are its own
        dialog.wait_label("^No steps yet")
        dialog.wait_label("^Runs on TCP Client: Connected to 127")
        self.add(dialog, "Send", "send message Greet")
        self.add(dialog, "Expect", r"expect within 5000 ms regex OK \d+")
        self.add(dialog, "Send", r"send escaped slow\n")
        self.add(dialog, "Expect", "expect within 5000 ms begins text at last")
        self.add(dialog, "Repeat", "repeat 3 times from step 1")
        dialog.press(re.compile("Run$"))
        dialog.wait_label("^All steps are done$")
        table = dialog.root.find_first("tree grid")
        texts = dialog.root.texts_in_sight(table.find_all("label"))
        self.assertIn("3 of 3", texts)
        self.assertEqual(sum(bool(re.match(r"OK × 3, \d", text)) for text in texts), 2)
        self.assertEqual(self.server.received[-6:], [b"HELLO\n", b"slow\n"] * 3)

        # What is no step is told where it is typed, and never runs as what it was before.
        n_received = len(self.server.received)
        dialog.set("The selected step", "repeat 3 times from stop 1")
        dialog.wait_label("^position 16: ")
        xdotool("key", "Alt+Up")
        wait_for(lambda: "repeat 3 times from stop 1" in dialog.root.texts_in_sight(
            table.find_all("label"))[-8:-4], "the step to move with what was typed")
        xdotool("key", "Alt+Down")
        dialog.press(re.compile("Run$"))
        dialog.wait_label("^Step 5: position 16: ")
        for line, problem in (("repeat 3 times from step 9", "^A repeat goes back"),
                              ("repeat 3 times from step 5", "^A repeat goes back"),
                              ("send message Nope", "^No saved message is called “Nope”")):
            dialog.set("The selected step", line)
            dialog.wait_label(problem)
            dialog.press(re.compile("Run$"))
            dialog.wait_label("^Step 5: " + problem[1:])
        self.assertEqual(len(self.server.received), n_received)
        dialog.set("The selected step", "expect within 50 ms contains text never")
        dialog.press(re.compile("Run$"))
        dialog.wait_label("^Step 5 failed$")
        dialog.press(re.compile("Step$"))
        dialog.wait_label("^Step 2 is next$")
        dialog.press(re.compile("Stop$"))
        dialog.wait_label("^Stopped$")
        self.close_dialog(dialog)

        # The steps are there when one comes back.
        self.window.key("ctrl+shift+s")
        dialog = self.window.dialog("Sequence – TCP Client")
        wait_for(lambda: "expect within 50 ms contains text never" in dialog.root.texts_in_sight(
            dialog.root.find_first("tree grid").find_all("label")), "the step")
        self.close_dialog(dialog)


if __name__ == "__main__":
    main()
