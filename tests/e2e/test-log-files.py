#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes from the log into files, and captures that are opened from files."""

import base64
import csv
import json
import os
import re
import subprocess
import tempfile

from case import WindowTest, main
from desktop import START_GUARD_S, wait_for
from log_case import HOST, LogTest
from page import TABLE

RECORD, EXPORT = "Record messages", "Export messages"


def payloads(path):
    """The payloads in a capture of TCP, as tshark finds them."""
    command = ["tshark", "-r", path, "-Y", "tcp.len > 0", "-T", "fields", "-e", "tcp.payload"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True,
                           timeout=START_GUARD_S).stdout.split()
    return [bytes.fromhex(line) for line in lines]


class FilesTest(LogTest):
    """What writes files, into a folder that the test makes."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def path(self, name):
        """A path in the test's folder."""
        return os.path.join(self.folder, name)

    def record(self, path):
        """Tries to start a recording through the menu; returns the dialog that does."""
        self.page.press_log_menu("Record to a file…")
        dialog = self.window.dialog(RECORD)
        dialog.press(re.compile("Record…$"))
        self.window.choose_file(RECORD, path, beside=dialog)
        return dialog


class Recording(FilesTest):
    """Messages go to a file as they come."""

    def test_recording(self):
        path = self.path("a.pcapng")
        self.send(b"before")
        self.window.wait_closed(self.record(path))
        self.page.wait_label(f"^● Recording · {re.escape(path)} · 0 rows")
        data = [b"one", bytes(range(256)), b"three"]
        self.send(*data)
        self.page.wait_label(f"^● Recording · {re.escape(path)} · 3 rows")
        self.page.press("Stop the recording")
        self.page.wait_label(f"^Recorded · {re.escape(path)} · 3 rows")
        self.send(b"after")
        self.assertEqual(payloads(path), data)
        self.page.press("Close the bar of the recording")
        self.page.wait_gone("button", "Close the bar of the recording")

    def test_recording_where_no_file_can_be(self):
        dialog = self.record("/proc/hexwire.pcapng")
        dialog.wait_label("/proc/hexwire.pcapng")
        dialog.press(re.compile("Cancel$"))
        self.window.wait_closed(dialog)
        self.assertIsNone(self.page.root.find_first("button", "Stop the recording", TABLE))

    def test_recording_onto_a_full_disk(self):
        path = self.path("full.pcapng")
        os.symlink("/dev/full", path)
        dialog = self.record(path)
        self.window.confirm_replace()
        self.window.wait_closed(dialog)
        self.client.sendall(b"no room for this")
        self.page.wait_label("^✕ The disk is full: .*· 0 rows · 0 B · 1 not written$")
        self.send(b"nor this", b"nor that")
        self.page.wait_label("^✕ The disk is full: .*· 3 not written$")


class Tab(FilesTest):
    """A recording in one of two tabs."""

    arguments = LogTest.arguments + ("--udp-server", f"{HOST}:0")

    def setUp(self):
        self.window.page("TCP Server")
        super().setUp()

    def test_recording_ends_with_its_tab(self):
        path = self.path("tab.pcapng")
        self.window.wait_closed(self.record(path))
        self.page.wait_label("^● Recording")
        data = [b"row %d" % i for i in range(100)]
        for message in data:
            self.client.sendall(message)
        self.page.wait_counters(f"· {len(b''.join(data))} B in")
        self.window.close_page()
        self.assertEqual(self.window.tab_titles(), ["UDP Server"])
        self.assertEqual(b"".join(payloads(path)), b"".join(data))


class Exports(FilesTest):
    """Rows of the log as files of other programs."""

    def export(self, path, rows, form):
        """Exports rows, and waits for the file."""
        self.page.press_log_menu("Export…")
        dialog = self.window.dialog(EXPORT)
        dialog.choose("Rows", rows)
        dialog.choose("Format", form)
        dialog.press(re.compile("Export…$"))
        self.window.choose_file(EXPORT, path, beside=dialog)
        dialog.wait_label(f"written to {re.escape(path)}$")
        dialog.press(re.compile("Close$"))
        self.window.wait_closed(dialog)

    def test_shown_rows_as_csv(self):
        path = self.path("rows.csv")
        rows = [b"keep, 1", b"drop", b'keep "2"\n']
        self.send(*rows)
        self.addCleanup(self.page.filter, "")
        self.page.filter('"keep"')
        self.page.wait_n_rows(2)
        self.export(path, "The rows that are shown", "CSV")
        with open(path, encoding="utf-8", newline="") as file:
            table = list(csv.DictReader(file))
        self.assertEqual(len(table), 2, table)
        self.assertEqual([bytes.fromhex(row["hex"]) for row in table], [rows[0], rows[2]])

    def test_selected_rows_as_json(self):
        path = self.path("rows.jsonl")
        rows = [b"row %d" % i for i in range(4)]
        self.send(*rows)
        self.page.click_row("received", "^row 1")
        self.window.key("shift+Down")
        wait_for(lambda: self.page.selected_data() == ["row 1", "row 2"], "two rows selected")
        self.export(path, "The 2 selected rows", "JSON Lines")
        with open(path, encoding="utf-8") as file:
            objects = [json.loads(line) for line in file]
        self.assertEqual([base64.b64decode(o["data"]) for o in objects], rows[1:3])


class Captures(WindowTest):
    """Captures on the command line: one that can be read, and what cannot."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.path = os.path.join(folder.name, "good.pcapng")
        text = os.path.join(folder.name, "packets.txt")
        with open(text, "w", encoding="ascii") as file:
            file.writelines(f"0000 {payload.hex(' ')}\n" for payload in cls.messages)
        subprocess.run(["text2pcap", "-q", "-u", "40001,40002", text, cls.path], check=True,
                       timeout=START_GUARD_S)
        cls.bad = {"empty.pcapng": b"", "garbage.pcapng": bytes(range(256)) * 40,
                   "cut.pcapng": open(cls.path, "rb").read()[:-7]}
        for name, data in cls.bad.items():
            with open(os.path.join(folder.name, name), "wb") as file:
                file.write(data)
        cls.arguments = [cls.path, *(os.path.join(folder.name, name) for name in cls.bad),
                         folder.name]
        cls.folder_title = os.path.basename(folder.name)
        super().setUpClass()

    messages = [b"message %d" % i for i in range(200)]

    def test_rows_are_there_to_be_read(self):
        page = self.window.page("good.pcapng")
        page.wait_label(f"^{re.escape(self.path)}, read-only$")
        page.wait_n_rows(len(self.messages))
        self.assertEqual(page.data()[0], "message 0")
        for name in ("Clear the log", "Pause the list"):
            self.assertIsNone(page.root.find_first("button", name, TABLE))
        self.window.key("ctrl+shift+l")
        page.find_data("message 150")
        page.wait_label("^1 of 1$")
        wait_for(lambda: page.selected_data() == ["message 150"],
                 lambda: f"message 150 selected, not {page.selected_data()}")
        page.wait_n_rows(len(self.messages))

    def test_what_is_no_capture(self):
        for title, problem in (
                ("empty.pcapng", "^At byte 0: this is no capture: neither pcapng nor pcap$"),
                ("garbage.pcapng", "^At byte 0: this is no capture: neither pcapng nor pcap$"),
                (self.folder_title, "^Error opening file .*: Is a directory$")):
            page = self.window.page(title)
            page.wait_label(problem)
            page.wait_n_rows(0)
            self.assertEqual([text for text in page.labels() if "appear" in text], [])

    def test_capture_that_was_cut_off(self):
        page = self.window.page("cut.pcapng")
        page.wait_label(r"cut\.pcapng, read-only")
        page.find_data("The file ends within")
        page.wait_label("^1 of 1$")
        page.wait_row("error", "^The file ends within what begins at byte ")
        page.wait_n_rows(len(self.messages))    # without the last one, and with the error


if __name__ == "__main__":
    main()
