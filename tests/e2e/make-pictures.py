#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the pictures of the README and of the help, from the real window.

Usage: make-pictures.py HEXWIRE [NAME…]

Writes data/screenshots/main-window.png and help/pictures/NAME.png; with names, only those. Times and
ports of clients are others each time; all else is the same.
"""

import os
import re
import socket
import subprocess
import sys
import time

from desktop import Desktop, wait_for

SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
HELP_SIZE = (900, 520)

STEPS = (("Send", r"send escaped HELLO\r\n"), ("Expect", "expect within 1000 ms begins text HEL"),
         ("Wait", "wait 20 ms"), ("Repeat", "repeat 5 times from step 1"))


class Pictures:
    """The demo in a window, and pictures of it."""

    def __init__(self, program):
        from window import Window  # the bus that it connects to exists only now
        self.window = Window(program, "--demo")
        self.window.resize(*HELP_SIZE)

    def write(self, window_id, path):
        """Takes a picture of a window."""
        subprocess.run(["xdotool", "mousemove", "1", "1"], check=True)
        time.sleep(0.6)  # what fades in or out has done so: nothing tells of it
        subprocess.run(["import", "-window", str(window_id), path], check=True)
        self.reduce(path)

    @staticmethod
    def reduce(path):
        """Leaves a picture as few colours as look alike, and nothing that tells of its making."""
        subprocess.run(["convert", path, "-strip", "+dither", "-colors", "128",
                        "-define", "png:compression-level=9", "png8:" + path], check=True)

    def take(self, name, crop=None):
        """Takes a picture of the main window, or of the part that a control takes."""
        path = os.path.join(SOURCE, "help", "pictures", name + ".png")
        self.write(self.window.window_id, path)
        if crop is not None:
            x, y, width, height = crop.box
            border = (self.window.geometry()[2] - self.window.root.box[2]) // 2
            subprocess.run(["convert", path, "-crop",
                            f"{width}x{height}+{x + border}+{y + border}", "+repage", path],
                           check=True)
            self.reduce(path)

    def take_with_popover(self, name, width):
        """Takes a picture of the right of the main window, and of what stands over it."""
        path = os.path.join(SOURCE, "help", "pictures", name + ".png")
        x, y, full_width, height = self.window.geometry()
        x += full_width - width
        self.write("root", path)
        subprocess.run(["convert", path, "-crop", f"{width}x{height}+{x}+{y}", "+repage", path],
                       check=True)
        self.reduce(path)

    def take_dialog(self, name, title):
        """Takes a picture of another window by its title."""
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", f"^{title}"],
                               capture_output=True, text=True, check=True).stdout.split()
        self.write(found[-1], os.path.join(SOURCE, "help", "pictures", name + ".png"))

    def close_dialog(self, dialog):
        """Closes another window."""
        subprocess.run(["xdotool", "key", "Escape"], check=True)
        self.window.wait_closed(dialog)

    def show_panel(self, is_shown):
        """Shows or hides the payload panel."""
        def panel():
            return self.window.root.find_first("group", "Payload")
        if (panel() is not None and panel().is_in_sight) != is_shown:
            self.window.key("F9")
        wait_for(lambda: (panel() is not None and panel().is_in_sight) == is_shown, "the panel")

    def readme(self):
        """The demo, a message selected and decoded in the panel."""
        self.window.resize(1280, 800)
        self.show_panel(True)
        page = self.window.page("TCP Server")
        page.click_row("received", "^ff f9 00 12 d6 86")
        wait_for(lambda: page.find("label", "Bytes of the message").description, "the bytes")
        wait_for(lambda: self.window.panel().root.find_all("text box", "Value at 2, count: i int32")
                 or self.window.panel().root.find_all("label", "14 bytes"), "the payload")
        self.write(self.window.window_id,
                   os.path.join(SOURCE, "data", "screenshots", "main-window.png"))
        self.window.resize(1280, 640)
        self.take("main")
        self.take("payload", self.window.panel().root)

    def server(self):
        """A second client, which stays."""
        page = self.window.page("TCP Server")
        port = int(page.wait_status(r":(\d+)$")[1])
        with socket.create_connection(("127.0.0.1", port)) as client:
            client.sendall(b"Hello, world")
            name = "%s:%d" % client.getsockname()
            page.wait_peer(name, "^Connected")
            page.click_peer(name)
            page.wait_row("received", "^Hello, world")
            self.take("server")

    def udp(self):
        """The UDP server of the demo."""
        self.window.page("UDP Server")
        self.take("udp")

    def find(self):
        """A filter."""
        page = self.window.page("TCP Server")
        page.filter("in and len > 12")
        page.wait_label("rows hidden$")
        self.take("find")

    def framing(self):
        """The popover in which a stream is cut."""
        self.window.resize(HELP_SIZE[0], 580)
        page = self.window.page("TCP Server")
        page.press("As received")
        wait_for(lambda: page.root.find_first("combo box", "How streams are cut"), "the choice")
        page.choose("How streams are cut", "Length prefix")
        self.take_with_popover("framing", HELP_SIZE[0])
        self.window.key("Escape")

    def repeat(self):
        """The popover with the other ways to send."""
        self.window.resize(1280, HELP_SIZE[1])
        self.show_panel(True)
        page = self.window.page("TCP Client")
        page.set("Message", "Are you there?")
        page.press("Other ways to send")
        wait_for(lambda: page.root.find_first("tab", "Repeat"), "the ways to send")
        self.take_with_popover("repeat", HELP_SIZE[0])
        self.window.key("Escape")

    def answers(self):
        """The window of the rules."""
        page = self.window.page("TCP Server")
        page.press("Edit automatic answers")
        dialog = self.window.dialog("Automatic answers – TCP Server")
        dialog.press("Add a rule")
        kind = dialog.find("combo box", "Kind of match")
        wait_for(lambda: kind.is_sensitive, "the rule to be edited")
        time.sleep(0.6)
        dialog.choose("Kind of match", "Begins with")
        dialog.set("What is looked for", "PING")
        dialog.set("Reply", r"PONG\n")
        dialog.set("Greeting", r"READY\r\n")
        self.take_dialog("answers", "Automatic answers")
        self.close_dialog(dialog)

    def sequence(self):
        """A sequence that has run."""
        self.window.page("TCP Client")
        self.window.key("ctrl+shift+s")
        dialog = self.window.dialog("Sequence – TCP Client")
        dialog.window = dialog      # its menus are its own
        for kind, line in STEPS:
            dialog.press_menu("Add a step", kind)
            entry = dialog.find("text box", "The selected step")
            wait_for(lambda e=entry: e.has_state("focused"), "the focus in the step")
            dialog.set("The selected step", line)
        dialog.press(re.compile("Run$"))
        dialog.wait_label("^All steps are done$")
        self.take_dialog("sequence", "Sequence")
        self.close_dialog(dialog)

    def preferences(self):
        """The preferences."""
        self.window.key("ctrl+comma")
        dialog = self.window.dialog("Preferences")
        self.take_dialog("preferences", "Preferences")
        self.close_dialog(dialog)

    def decode(self):
        """Every message as fields."""
        self.window.resize(1280, 640)
        self.show_panel(True)
        page = self.window.page("TCP Server")
        self.window.panel().press("Decode all")
        wait_for(lambda: any(row.fields for row in page.rows()), "the fields")
        self.show_panel(False)
        self.window.resize(*HELP_SIZE)
        self.take("decode")


PICTURES = ("readme", "server", "udp", "find", "framing", "repeat", "answers", "sequence",
            "preferences", "decode")


def main(program, *names):
    """Makes all pictures, or those of the names."""
    os.makedirs(os.path.join(SOURCE, "help", "pictures"), exist_ok=True)
    with Desktop():
        style = os.path.join(os.environ["XDG_CONFIG_HOME"], "gtk-4.0", "gtk.css")
        os.makedirs(os.path.dirname(style))
        with open(style, "w", encoding="utf-8") as file:
            # Without a compositor, what should be seen through is black: a popover is a box, and
            # has the colour of its contents where its arrow would be.
            file.write("popover.background { background-color: @theme_base_color;"
                       " border: 1px solid @borders; }\n"
                       "popover > contents { box-shadow: none; border: none; border-radius: 0;"
                       " background: none; }\n"
                       "popover > arrow { border: none; background: none; }\n")
        for name in names or PICTURES:
            pictures = Pictures(os.path.abspath(program))
            try:
                getattr(pictures, name)()
            finally:
                pictures.window.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
