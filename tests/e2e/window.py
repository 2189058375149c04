# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives Hexwire's window as a person does: by what its controls are called, by mouse and keyboard.

The window is read over the accessibility bus, so whatever a test can find, a screen reader can.
"""

import os
import re
import subprocess
import tempfile

from accessible import Bus, is_named
from desktop import GUARD_S, die_with_parent, wait_for
from page import Page, Part, xdotool

#: What must never be on the program's standard error.
COMPLAINT = re.compile(r"-(WARNING|CRITICAL|ERROR) \*\*|Gtk-|GLib-|Gdk-|Sanitizer|runtime error:")

#: How much of what is left of the target of a drop is looked at, in pixels.
DROP_WIDTH = 40

NEW_TAB_KEYS = {"TCP Server": "ctrl+t", "TCP Client": "ctrl+shift+t",
                "UDP Server": "ctrl+u", "UDP Client": "ctrl+shift+u"}


def asan_options():
    """GTK 4.8 leaves items of its menus behind that were opened, in frames without a name to
    suppress them by. The tests of the core and of single widgets look for leaks of ours."""
    return ":".join(filter(None, (os.environ.get("ASAN_OPTIONS"), "detect_leaks=0")))


class Window(Part):
    """A running Hexwire and its window."""

    def __init__(self, program, *arguments, **environment):
        super().__init__(self, None)
        self.errors = tempfile.TemporaryFile()
        # What was open in another window is not opened again, unless a test says where it is kept.
        self.state = tempfile.TemporaryDirectory(prefix="hexwire-state-")
        environment = {"XDG_STATE_HOME": self.state.name, **environment}
        self.process = subprocess.Popen([program, *arguments], stdin=subprocess.DEVNULL,
                                        stderr=self.errors, preexec_fn=die_with_parent,
                                        env={**os.environ, "LC_ALL": "C.UTF-8",
                                             "ASAN_OPTIONS": asan_options(), **environment})
        try:
            self.bus = Bus(GUARD_S)
            self.application = wait_for(self._find_application, "the program")
            self.root = wait_for(lambda: self.application.find_all("window"), "the window")[0]
            self._wait_on_screen()
        except BaseException:
            self.kill()
            raise

    def _find_application(self):
        assert self.process.poll() is None, f"the program ended: {self.read_errors()}"
        return self.bus.find_application(self.process.pid)

    def _wait_on_screen(self):
        self.window_id = wait_for(self._find_window_id, "the window on the screen")
        wait_for(lambda: self.root.has_state("active"), "the window to be active")

    def _find_window_id(self):
        command = ["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)]
        found = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
        return found[-1] if found else None

    def page(self, title):
        """The page of the first tab of a title, brought to the front."""
        self.window.click(self.find("tab", title))
        return self.front_page(title)

    def new_page(self, title):
        """The page of a new tab."""
        n_tabs = len(self.tab_titles())
        self.key(NEW_TAB_KEYS[title])
        wait_for(lambda: len(self.tab_titles()) == n_tabs + 1, "a new tab")
        return self.front_page(title)

    def front_page(self, title):
        """The page in front, which bears the title of its tab; the second of a kind has a number."""
        def find():
            tab = next((tab for tab in self._tabs() if tab.has_state("selected")), None)
            name = tab.name if tab else ""
            if not re.fullmatch(re.escape(title) + r"( \d+)?", name):
                return None
            page = next((page for page in self._pages() if page.name == name), None)
            # Since GTK 4.10 the box of pages lists their panels, and only what is in front in those.
            return next(iter(page.children()), None) if page and page.role == "tab panel" else page
        return Page(self, wait_for(find, f"“{title}” in front"))

    def close_page(self):
        """Closes the tab in front; what is open in it ends."""
        n_tabs = len(self.tab_titles())
        self.key("ctrl+w")
        wait_for(lambda: len(self.tab_titles()) < n_tabs or self._confirm("Close the tab?"),
                 "the tab to close")
        wait_for(lambda: len(self.tab_titles()) < n_tabs, "the tab to close")

    def panel(self):
        """The payload panel."""
        return Part(self, self.find("group", "Payload"))

    def dialog(self, title):
        """Waits for a window of the program other than the main one, which takes the keys."""
        def find():
            return [a for a in self.application.children()
                    if a != self.root and is_named(a.name, title) and a.has_state("active")]
        return Part(self, wait_for(find, f"the dialog “{title}”")[0])

    def wait_closed(self, dialog):
        """Waits until a dialog is no more, and the window takes the keys again."""
        wait_for(lambda: dialog.root not in self.application.children(), "the dialog to close")

        def is_active():
            # Where two windows close at once, a window manager may give the focus to neither.
            xdotool("windowactivate", self.window_id)
            return self.root.has_state("active")
        wait_for(is_active, "the window to be active")

    def choose_file(self, title, path, beside):
        """Types a path into GTK's dialog for saving, which has the title of the one beside it."""
        def find():
            dialogs = [a for a in self.application.children()
                       if a.name == title and a != beside.root]
            return dialogs and dialogs[0].find_first("text box", "Name:")
        entry = wait_for(find, f"the entry of “{title}”")
        wait_for(lambda: entry.has_state("focused"), "the focus in the name of the file")
        xdotool("key", "ctrl+a")
        xdotool("type", "--delay", 4, path)
        wait_for(lambda: entry.text == path, lambda: f"{path}, not {entry.text}")
        xdotool("key", "Return")

    def open_file(self, title, path):
        """Puts a path into GTK's dialog for opening."""
        dialog = wait_for(lambda: next((a for a in self.application.children()
                                        if a.name == title), None), f"the dialog “{title}”")
        wait_for(lambda: any(a.has_state("focused") for level in dialog.levels()
                             for a, _role in level), "the focus in the dialog")
        xdotool("key", "ctrl+l")
        entry = wait_for(lambda: next((t for t in dialog.find_all("text box")
                                       if t.has_state("focused")), None), "the entry of the path")
        # At once: the entry completes by itself what is typed, whenever it has read the folder.
        entry.replace_text(path)
        wait_for(lambda: entry.text == path, lambda: f"{path}, not {entry.text}")
        button = dialog.find_first("button", re.compile("Open$"))
        wait_for(lambda: button.is_sensitive, "the button that opens")
        button.do_action("click")

    def confirm_replace(self):
        """Says in GTK's dialog for saving that a file may be replaced."""
        def find():
            found = (a.find_first("button", re.compile("Replace$")) for a in
                     self.application.children() if a != self.root)
            return next(filter(None, found), None)
        wait_for(find, "the question whether to replace").do_action("click")

    def tab_titles(self):
        """What the tabs are called, from left to right."""
        tabs, pages = self._tabs(), self._pages()
        # Newer GTK does not list a tab for which there is no room.
        return self.root.names(tabs if len(tabs) == len(pages) else pages)

    def _tabs(self):
        return self.find("tab list").find_all("tab", skip=("tab",))

    def _pages(self):
        """The pages, or the panels that they are in, in the order in which they came."""
        parts = self.find("tab list").parent.parent.children()
        # With the last tab the row of tabs goes, too.
        return parts[-1].children() if parts else []

    def geometry(self):
        """Left, top, width and height of the window on the screen, in pixels."""
        shell = xdotool("getwindowgeometry", "--shell", self.window_id)
        numbers = dict(line.split("=") for line in shell.split())
        return tuple(int(numbers[key]) for key in ("X", "Y", "WIDTH", "HEIGHT"))

    def resize(self, width, height):
        """Asks for a size until it is had: what it hides when it gets small lets it get smaller."""
        frame = self.geometry()[2] - self.root.box[2]

        def ask():
            xdotool("windowsize", self.window_id, width, height)
            return self.geometry()[2:] == (width, height) and self.root.box[2] == width - frame
        wait_for(ask, lambda: f"a window of {width}×{height}, not {self.geometry()[2:]}")

    def _place(self, accessible, dx=None):
        """The middle of something on the screen, or what is dx pixels from its left."""
        x, y, width, height = wait_for(lambda: accessible.box if accessible.box[2] else None,
                                       f"“{accessible.name}” in sight")
        left, top, full_width, _full_height = self.geometry()
        border = (full_width - self.root.box[2]) // 2
        return (left + border + x + (width // 2 if dx is None else dx),
                top + border + y + height // 2)

    def click(self, accessible, button=1, dx=None):
        """A real click of the mouse into the middle of something, or dx pixels from its left."""
        xdotool("mousemove", *self._place(accessible, dx), "click", button)

    def point_at(self, accessible):
        """Moves the mouse into the middle of something."""
        xdotool("mousemove", *self._place(accessible))

    def drag(self, accessible, target, dx=None):
        """Drags something with the mouse, from dx pixels of its left, to the middle of another,
        and lets go when that shows that it takes what is dropped."""
        x, y = self._place(accessible, dx)
        target_x, target_y = self._place(target)
        xdotool("mousemove", x, y, "mousedown", 1)
        # A drag begins when the pointer has gone some way, and a target is told of each step.
        for step in range(1, 21):
            xdotool("mousemove", x + (target_x - x) * step // 20, y + (target_y - y) * step // 20)

        def takes_drop():
            # A hand is never quite still, and a target may have to be told again.
            xdotool("mousemove_relative", "--", -2, 0, "mousemove_relative", 2, 0)
            return self._has_drop_frame(target)
        wait_for(takes_drop, "the target of a drop to show that it takes it")
        xdotool("mouseup", 1)

    def _has_drop_frame(self, accessible):
        """Whether there is a strong green, with which GTK frames what takes a drop, left of
        something, where what is dragged over it does not hide it."""
        left, middle = self._place(accessible, -DROP_WIDTH)
        crop = f"{DROP_WIDTH}x{accessible.box[3]}+{left}+{middle - accessible.box[3] // 2}"
        pixels = subprocess.run(["import", "-window", "root", "-crop", crop, "-depth", "8", "rgb:-"],
                                capture_output=True, check=True, timeout=GUARD_S).stdout
        return any(green - red > 70 for red, green in zip(pixels[::3], pixels[1::3]))

    def key(self, *keys):
        """Presses keys, once the window takes them."""
        wait_for(lambda: self.root.has_state("active"), "the window to be active")
        xdotool("key", *keys)

    def screenshot(self, name):
        """Writes a picture of the window, and returns its path."""
        folder = os.environ.get("HEXWIRE_SCREENSHOTS") or tempfile.gettempdir()
        os.makedirs(folder, exist_ok=True)
        path = os.path.join(folder, name + ".png")
        subprocess.run(["import", "-window", self.window_id, path], check=True, timeout=GUARD_S)
        return path

    def read_errors(self):
        """All that the program wrote to its standard error."""
        self.errors.seek(0)
        return self.errors.read().decode(errors="replace")

    def complaints(self):
        """The lines of standard error that no run may have."""
        return [line for line in self.read_errors().splitlines() if COMPLAINT.search(line)]

    def close(self):
        """Closes the window as a person does, and returns the program's exit status."""
        try:
            self.press("Close")
            wait_for(lambda: self.process.poll() is not None
                     or self._confirm("Close the window?"), "the program's end")
            return self.process.wait(GUARD_S)
        finally:
            self.kill()

    def _confirm(self, title):
        dialogs = [a for a in self.application.children() if a.name == title]
        for dialog in dialogs:
            self.press("Close", inside=dialog)
        return bool(dialogs)

    def kill(self):
        """Ends the program, if it still runs."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
