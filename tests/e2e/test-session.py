#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was open comes back, sessions are files, and preferences count at once."""

import os
import socket
import subprocess
import tempfile

from gi.repository import Gio, GLib

import case
from case import WindowTest, main
from desktop import wait_for
from page import xdotool

TITLES = ["TCP Server", "TCP Client", "UDP Server", "UDP Client"]
NEWER = "[Hexwire session]\nVersion=2\nmore=new\n"


def session(*lines):
    """The text of a session."""
    return "\n".join(["[Hexwire session]", "Version=1", *lines, ""])


class SessionTest(WindowTest):
    """Opens windows one after the other, which keep what is open in one place."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.kept = os.path.join(cls.folder.name, "hexwire", "session.hexwire")

    @classmethod
    def tearDownClass(cls):
        pass

    def tearDown(self):
        self.window.kill()

    def write(self, path, text):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def read(self, path=None):
        try:
            with open(path or self.kept, encoding="utf-8") as file:
                return file.read()
        except FileNotFoundError:
            return ""

    def start(self, *arguments, **environment):
        """A new window; the former one must be gone."""
        self.window = self.open_window(*arguments, **{"XDG_STATE_HOME": self.folder.name,
                                                      **environment})
        return self.window

    def end(self, window):
        self.assertEqual(window.close(), 0)
        self.assertEqual(window.complaints(), [])


class Restore(SessionTest):
    """The window of the last time."""

    def test_1_first_start(self):
        window = self.start()
        self.assertEqual(window.tab_titles(), TITLES)
        self.end(window)
        self.assertEqual(self.read().count("[Tab]"), 4)

    def test_2_tabs_come_back(self):
        window = self.start()
        window.resize(1180, 740)
        page = window.page("TCP Client")
        page.set("Address", "127.0.0.1")
        page.set("Port", "4711")
        page.choose("How data is shown", "Decoded")
        page.set("Format of the messages", ">HH")
        page.cut("Lines")
        wait_for(lambda: "framing=lines" in self.read() and "format=>HH" in self.read(),
                 "the change in the file")
        port = window.page("TCP Server").start_server(reply="Echo")
        wait_for(lambda: "running=true" in self.read(), "the server in the file")
        window.page("TCP Client")
        self.end(window)
        self.assertIn("port=4711", self.read())

        window = self.start()
        self.assertEqual(window.tab_titles(), TITLES)
        page = window.front_page("TCP Client")
        self.assertEqual(page.find("text box", "Port").text, "4711")
        self.assertEqual(page.find("text box", "Format of the messages").text, ">HH")
        page.find("button", "Lines")
        wait_for(lambda: window.geometry()[2:] == (1180, 740), lambda: f"{window.geometry()}")
        page = window.page("TCP Server")
        page.wait_status("^Stopped|^Closed|^Not |^Ready")
        self.assertIn("Echo", page.labels(page.find("combo box", "Reply")))
        with self.assertRaises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port)).close()
        self.end(window)

    def test_3_arguments_leave_it_alone(self):
        before = self.read()
        window = self.start("--udp-server", "127.0.0.1:0")
        self.assertEqual(window.tab_titles(), ["UDP Server"])
        self.end(window)
        self.assertEqual(self.read(), before)

    def test_4_told_to_end(self):
        window = self.start()
        window.new_page("UDP Client")
        window.process.terminate()
        wait_for(lambda: window.process.poll() is not None, "the end")
        self.assertEqual(self.read().count("[Tab]"), 5)

    def test_5_unreadable(self):
        for text, reason in ((NEWER, "newer version"),
                             (session("[Tab]", "kind=tcp-server", "port=x"), "line 5: port: ")):
            self.write(self.kept, text)
            window = self.start()
            self.assertEqual(window.tab_titles(), TITLES)
            window.wait_label(reason)
            window.screenshot("session-unreadable-" + reason.split()[0])
            window.press("Put the notice away")
            window.wait_gone("button", "Put the notice away")
            window.new_page("UDP Client")
            self.end(window)
            self.assertEqual(self.read(), text)


class Files(SessionTest):
    """Sessions by name."""

    def test_1_argument(self):
        path = self.write(os.path.join(self.folder.name, "mine.hexwire"), session(
            "[Tab]", "kind=udp-server", "port=0", "reply=rules", "rules=rule",
            "rules=match begins text PING", "rules=reply text PONG", "future=kept",
            "# about the client", "[Tab]", "kind=tcp-client", "port=1", "[Macro]", "a=b"))
        window = self.start(path)
        self.assertEqual(window.tab_titles(), ["UDP Server", "TCP Client"])
        page = window.page("UDP Server")
        port = int(page.start("127.0.0.1", 0)["port"])
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.settimeout(5)
            client.sendto(b"PING 1", ("127.0.0.1", port))
            self.assertEqual(client.recv(100), b"PONG")
        other = os.path.join(self.folder.name, "other.hexwire")
        window.press_menu("Main menu", "Save session as…")
        window.choose_file("Save the session", other, window)
        wait_for(lambda: "[Macro]\na=b" in self.read(other), "what is not known in the file")
        for line in ("future=kept", "# about the client\n[Tab]\nkind=tcp-client",
                     "rules=reply text PONG"):
            self.assertIn(line, self.read(other))
        self.end(window)
        self.assertEqual(self.read(), "")

    def test_2_broken_argument(self):
        path = self.write(os.path.join(self.folder.name, "broken.hexwire"), "[Hexwire session]\nx")
        window = self.start(path)
        window.wait_label("cannot be opened: .*broken.hexwire: line 2: ")
        self.assertEqual(window.tab_titles(), TITLES)

        # What is told of it goes when another is opened, and what that lacks is told.
        self.write(path, session("[Tab]", "kind=tcp-client", "port=2", "[Tab]", "kind=quux"))
        window.press_menu("Main menu", "Open session…")
        window.open_file("Open a session", path)
        window.wait_label("^A part of the session is not shown: ")
        wait_for(lambda: len(window.tab_titles()) == 1, lambda: window.tab_titles())
        self.end(window)

    def test_3_open(self):
        path = self.write(os.path.join(self.folder.name, "two.hexwire"), session(
            "[Tab]", "kind=tcp-client", "port=2", "[Tab]", "kind=udp-client", "port=3"))
        window = self.start()
        window.page("TCP Server").set("Port", "99")
        window.press_menu("Main menu", "Open session…")
        window.open_file("Open a session", path)
        wait_for(lambda: window.tab_titles() == ["TCP Server", "TCP Client", "UDP Client"],
                 lambda: f"two tabs beside the one that was used: {window.tab_titles()}")
        self.end(window)

    def test_4_never_over_a_newer_one(self):
        path = self.write(os.path.join(self.folder.name, "newer.hexwire"), NEWER)
        window = self.start()
        window.press_menu("Main menu", "Save session as…")
        window.choose_file("Save the session", path, window)
        window.confirm_replace()
        window.wait_label("not saved: .*newer version")
        self.assertEqual(self.read(path), NEWER)
        self.end(window)


class Preferences(SessionTest):
    """Kept by GSettings."""

    def setUp(self):
        self.settings = {"GSETTINGS_BACKEND": "keyfile", "XDG_CONFIG_HOME": self.folder.name,
                         "GSETTINGS_SCHEMA_DIR": os.path.join(
                             os.path.dirname(case.programs["hexwire"]), "..", "..", "data")}
        self.environ = {**os.environ, **self.settings}

    def set_elsewhere(self, key, value):
        subprocess.run(["gsettings", "set", "org.hexwire.Hexwire", key, value], env=self.environ,
                       check=True)

    def get_elsewhere(self, key):
        return subprocess.run(["gsettings", "get", "org.hexwire.Hexwire", key], env=self.environ,
                              check=True, capture_output=True, text=True).stdout.strip()

    def test_1_window(self):
        window = self.start(**self.settings)
        page = window.page("TCP Client")
        window.key("ctrl+comma")
        dialog = window.dialog("Preferences")
        dialog.choose("Data in new tabs", "Hex")
        dialog.choose("Times in new tabs", "Since start")
        style = page.find("combo box", "How data is shown")
        wait_for(lambda: "Hex" in page.labels(style), "the style of the page")
        self.assertEqual(self.get_elsewhere("data-style"), "'hex'")
        self.set_elsewhere("font-size", "20")
        self.set_elsewhere("log-max-mib", "128")
        memory = dialog.find("spin button", "Memory of a log, in MiB")
        wait_for(lambda: memory.text == "128", lambda: f"128, not {memory.text}")
        xdotool("key", "Escape")
        window.wait_closed(dialog)
        page.press_log_menu("Bounds of the log…")
        dialog = window.dialog("Bounds of the log")
        self.assertEqual(dialog.find("spin button", "Memory").text, "128")
        xdotool("key", "Escape")
        window.wait_closed(dialog)
        self.end(window)
        self.assertNotIn("style=", self.read())

    def test_2_start_what_was_running(self):
        self.set_elsewhere("start-running", "true")
        self.set_elsewhere("confirm-close", "false")
        window = self.start(**self.settings)
        window.page("TCP Server").start_server()
        window.press("Close")
        self.assertEqual(window.process.wait(5), 0)
        window = self.start(**self.settings)
        window.page("TCP Server").wait_status("^Listening on 127.0.0.1:")
        window.press("Close")
        self.assertEqual(window.process.wait(5), 0)

    def test_3_no_tabs(self):
        self.write(self.kept, session("[Tab]", "kind=udp-client"))
        self.set_elsewhere("restore-tabs", "false")
        window = self.start(**self.settings)
        self.assertEqual(window.tab_titles(), TITLES)
        self.end(window)


class Portal(SessionTest):
    """A desktop that says whether it is dark."""

    INTERFACE = Gio.DBusNodeInfo.new_for_xml("""<node>
        <interface name="org.freedesktop.portal.Settings">
          <method name="Read"><arg type="s" direction="in"/><arg type="s" direction="in"/>
            <arg type="v" direction="out"/></method>
          <signal name="SettingChanged"><arg type="s"/><arg type="s"/><arg type="v"/></signal>
        </interface></node>""").interfaces[0]
    PATH = "/org/freedesktop/portal/desktop"

    def answer(self, _connection, _sender, _path, _interface, _method, _arguments, invocation):
        value = GLib.Variant("v", GLib.Variant("u", self.scheme))
        invocation.return_value(GLib.Variant("(v)", (value,)))

    def brightness(self, window, name):
        """How bright a pixel of the window's background is, from 0 to 1."""
        path = window.screenshot(name)
        return float(subprocess.run(["convert", path, "-colorspace", "gray", "-format",
                                     "%[fx:mean]", "info:"], check=True, capture_output=True,
                                    text=True).stdout)

    def test_follows(self):
        self.scheme = 1
        connection = Gio.bus_get_sync(Gio.BusType.SESSION)
        registration = connection.register_object(self.PATH, self.INTERFACE, self.answer)
        owner = Gio.bus_own_name_on_connection(connection, "org.freedesktop.portal.Desktop",
                                               Gio.BusNameOwnerFlags.NONE)
        try:
            window = self.start()
            wait_for(lambda: self.brightness(window, "portal-dark") < 0.5, "a dark window")
            connection.emit_signal(None, self.PATH, "org.freedesktop.portal.Settings",
                                   "SettingChanged", GLib.Variant("(ssv)", (
                                       "org.freedesktop.appearance", "color-scheme",
                                       GLib.Variant("u", 2))))
            wait_for(lambda: self.brightness(window, "portal-light") > 0.5, "a light window")
            self.end(window)
        finally:
            Gio.bus_unown_name(owner)
            connection.unregister_object(registration)


if __name__ == "__main__":
    main()
