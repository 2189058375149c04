# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of Hexwire's window, each of them used by what its controls are called."""

import collections
import re
import subprocess
import time

from accessible import is_named
from desktop import GUARD_S, wait_for

#: How long the focus may take to go where it is awaited, before another place is taken as well.
SETTLE_S = 1
#: Where tests do not look for a control: there may be hundreds of rows.
TABLE = ("tree grid", "list")

Row = collections.namedtuple("Row", "time kind peer length data fields")
COLUMNS = {"Time": "time", "Since start": "time", "Since previous": "time",
           "Since peer’s last": "time", "Unix time": "time", "Dir": "kind", "Peer": "peer",
           "Bytes": "length", "Data": "data", "Rest": "data"}
FRAMINGS = ("As received", "Lines", "Delimiter", "Fixed length", "Length prefix", "Packed format",
            "Idle gap")
PEERS = re.compile("^(Connected addresses|Heard from)$")
Peer = collections.namedtuple("Peer", "address details traffic")


def peer_of(labels):
    """The labels of a row of the list of peers come in any order."""
    traffic = next(label for label in labels if label.startswith("↓"))
    details = next(label for label in labels
                   if re.match("(Connected|Half-closed|Finished sending|Closing|Left|Heard|Not heard|"
                            "Forgotten) ", label))
    address = next(label for label in labels if label not in (traffic, details))
    return Peer(address, details, traffic)


def text_of(data):
    """What stands before the hex digits, where data is shown as text and hex."""
    return re.sub(" {2,}[0-9a-f ]+$", "", data)


def xdotool(*arguments):
    """Runs xdotool: keys and the mouse as X itself has them."""
    return subprocess.run(["xdotool", *map(str, arguments)], capture_output=True, text=True,
                          timeout=GUARD_S, check=True).stdout


def sorted_by_place(accessibles):
    """Where each begins and what it is called, from left to right; only those that are in sight."""
    names = accessibles[0].names(accessibles) if accessibles else []
    boxes = [accessible.box for accessible in accessibles]
    return sorted((box[0], name) for box, name in zip(boxes, names) if box[2] > 0)


class Part:
    """A part of the window: finds what is in it, and uses it."""

    def __init__(self, window, root):
        self.window = window
        self.root = root
        self.found = {}

    def find(self, role, name=None, inside=None):
        """The control of a role and a name (a string or a pattern); waits for it to be there."""
        root = inside or self.root
        known = self.found.get((root, role, name))
        if known is None or not (known.role if name is None else is_named(known.titles([known], role)[0], name)):
            known = wait_for(lambda: root.find_first(role, name, TABLE), f"a {role} “{name}”")
            self.found[root, role, name] = known
        return known

    def wait_gone(self, role, name):
        """Waits until there is no such control any more, in sight or out of it."""
        wait_for(lambda: self.root.find_first(role, name, TABLE) is None, f"“{name}” to go")

    def press(self, name, inside=None):
        """Presses a button, once it can be pressed."""
        button = self.find("button", name, inside)
        wait_for(lambda: button.is_sensitive, f"“{name}” to be sensitive")
        # A menu button and its inner toggle have the same name; the inner one acts.
        if not any(b.do_action("click") for b in button.find_all("button") + [button]):
            raise AssertionError(f"“{name}” cannot be pressed")

    def press_menu(self, button, *items):
        """Opens the menu of a button, and goes to an item of it, maybe through others."""
        # The first click after a menu that closed under the pointer is lost.
        xdotool("mousemove", 1, 1)
        self.press(button)
        for item in items:
            self._take_item(item)

    def _take_item(self, item):
        entry = wait_for(lambda: next((entry for entry
                                       in self.window.root.find_all("menu item", item)
                                       if entry.is_in_sight), None),
                         f"the menu with “{item}”")
        while not entry.has_state("focused"):
            items = self.window.root.find_all("menu item")
            before = next((i for i in items if i.has_state("focused")), None)
            xdotool("key", "Down")
            wait_for(lambda b=before: b is None or not b.has_state("focused"),
                     f"the focus on its way to “{item}”")
        xdotool("key", "Return")

    def labels(self, inside=None):
        """The texts of the labels that are in sight, all in one list."""
        root = inside or self.root
        return root.texts_in_sight(root.find_all("label", skip=TABLE))

    def wait_label(self, pattern, inside=None):
        """Waits for a label that matches, and returns the match."""
        def match():
            matches = [re.search(pattern, text) for text in self.labels(inside)]
            return next(filter(None, matches), None)
        return wait_for(match, lambda: f"{pattern!r} among {self.labels(inside)}")

    def set(self, name, text):
        """Puts a text into an entry, at once."""
        entry = self.find("text box", name)
        wait_for(lambda: entry.is_sensitive, f"“{name}” to be sensitive")
        entry.replace_text(text)
        wait_for(lambda: entry.text == text, lambda: f"{text!r} in “{name}”, not {entry.text!r}")

    def type(self, name, text, role="text box"):
        """Clicks into an entry, and types in place of what stood there."""
        entry = self.find(role, name)
        self.window.click(entry)
        wait_for(lambda: entry.has_state("focused"), f"the focus in “{name}”")
        xdotool("key", "ctrl+a", "BackSpace")
        xdotool("type", "--delay", 4, text)
        wait_for(lambda: entry.text == text, lambda: f"{text!r} in “{name}”, not {entry.text!r}")

    def choose(self, name, item):
        """Chooses an item of a drop-down by its text."""
        combo = self.find("combo box", name)
        chosen = self.labels(combo)
        if item in chosen:
            return
        # A list takes the item under the pointer, wherever the keys are.
        xdotool("mousemove", 1, 1)
        combo.find_all("button")[0].do_action("click")
        items = wait_for(lambda: combo.find_all("list item"), f"the items of “{name}”")
        texts = [" ".join(self.labels(i)) for i in items]
        wanted = texts.index(item)

        def focused():
            return next((n for n, i in enumerate(items) if i.has_state("focused")), None)
        # One key at a time: while data flows, the list may be behind the keys.
        # It opens with the focus on what was chosen, but newer GTK puts it on the first item before.
        place = next((n for n, text in enumerate(texts) if text in chosen), None)
        # What the button showed may have been old: then the list knows better, after a while.
        deadline_s = time.monotonic() + SETTLE_S

        def settled():
            now = focused()
            is_settled = place in (None, now) or time.monotonic() > deadline_s
            return [now] if now is not None and is_settled else None
        place = wait_for(settled, f"the focus in “{name}”")[0]
        while place != wanted:
            xdotool("key", "Down" if place < wanted else "Up")
            place += 1 if place < wanted else -1
            wait_for(lambda n=place: focused() == n, f"the focus at {place} in “{name}”")
        xdotool("key", "Return")
        wait_for(lambda: not combo.find_all("list item") and item in self.labels(combo),
                 f"“{item}” in “{name}”")


class Page(Part):
    """What a tab shows: connection bar, status, peers, log, composer."""

    def __init__(self, window, root):
        super().__init__(window, root)
        self.log = self.find("tree grid", "Messages")

    def status(self):
        """The line that says what the tab is doing."""
        return self.labels(self.find("group", "Status"))[0]

    def wait_status(self, pattern):
        """Waits for a status that matches, and returns the match."""
        return wait_for(lambda: re.search(pattern, self.status()),
                        lambda: f"{pattern!r} as status, which is {self.status()!r}")

    def wait_counters(self, pattern):
        """Waits for counters, beside the status, that match."""
        return self.wait_label(pattern, self.find("group", "Status"))

    def start(self, address, port, **choices):
        """Starts a server or connects a client; returns the match of the status."""
        self.set("Address", address)
        self.set("Port", str(port))
        for name, item in choices.items():
            self.choose(name.capitalize(), item)
        self.press(re.compile("^(Start|Connect)$"))
        return self.wait_status(r"^(Listening on|Connected to|Sending to) \S*:(?P<port>\d+)")

    def start_server(self, address="127.0.0.1", reply="Echo"):
        """Starts a server on a free port, and returns the port."""
        return int(self.start(address, 0, reply=reply)["port"])

    def send(self, text):
        """Types a message into the composer and sends it."""
        self.set("Message", text)
        self.press(re.compile("^Send to"))

    def rows(self):
        """What the log shows, the rows in and near sight."""
        return list(self._rows_and_cells())

    def _rows_and_cells(self):
        """The rows, each with its cells; columns come and go with the width, and cells are in the
        order in which they came."""
        header, *rows = self.log.find_all("row") or [None]
        if header is None:
            return {}
        titles = {x: name for x, name in sorted_by_place(header.find_all("label"))}
        fields = [COLUMNS.get(name, "fields") for name in titles.values()]
        found = {}
        for row in rows:
            cells = row.find_all("label")
            texts = [text for _x, text in sorted_by_place(cells)]
            if len(texts) == len(fields):
                values = dict(zip(fields, texts), fields=tuple(
                    text for field, text in zip(fields, texts) if field == "fields"))
                found[Row(**{**dict.fromkeys(Row._fields, ""), **values})] = cells
        return found

    def data(self):
        """The text in the rows in and near sight, from top to bottom."""
        return [text_of(row.data) for row in self.rows()]

    def selected_rows(self):
        """The selected ones among the rows in and near sight."""
        return [row for row in self.log.find_all("row")[1:] if row.has_state("selected")]

    def selected_data(self):
        """The text in the selected rows."""
        return [text_of(sorted_by_place(row.find_all("label"))[-1][1])
                for row in self.selected_rows()]

    def n_rows(self):
        """How many rows the log shows."""
        return int(self.wait_label(r"^(\d+) rows?\b")[1])

    def wait_n_rows(self, n_rows):
        """Waits until the log shows so many rows."""
        wait_for(lambda: self.n_rows() == n_rows, lambda: f"{n_rows} rows, not {self.n_rows()}")

    def wait_row(self, kind, data, peer="", length=None):
        """Waits for a row of a kind whose data matches a pattern, and returns it."""
        def match():
            return [row for row in self.rows() if row.kind == kind and re.search(data, row.data)
                    and peer in row.peer and length in (None, row.length)]
        return wait_for(match, lambda: f"{kind} {data!r} among {self.rows()}")[0]

    def cells_of(self, kind, data):
        """The cells of a row of the log."""
        row = self.wait_row(kind, data)
        return self._rows_and_cells()[row]

    def click_row(self, kind, data):
        """Clicks a row of the log."""
        self.window.click(self.cells_of(kind, data)[0])

    def find_data(self, text, kind="Text"):
        """Opens the search by its key, and types what to look for."""
        self.window.key("ctrl+f")
        self.choose("What is looked for", kind)
        self.type("Find in the messages", text, "search box")

    def filter(self, text):
        """Opens the entry of the filter by its key, and types a filter."""
        self.window.key("ctrl+shift+f")
        self.type("Filter of the messages", text, "search box")

    def cut(self, kind):
        """Chooses how streams are cut into messages."""
        titles = "|".join(FRAMINGS)
        self.press(re.compile(f"^({titles})$"))
        wait_for(lambda: self.root.find_first("combo box", "How streams are cut", TABLE),
                 "the choice of how streams are cut")
        self.choose("How streams are cut", kind)
        xdotool("key", "Escape")
        self.wait_gone("combo box", "How streams are cut")

    def press_log_menu(self, *items):
        """Takes an item of the log's menu, maybe through others."""
        self.press_menu("Menu of the messages", *items)

    def peers(self):
        """The list of peers, without “All peers”."""
        peers = self.find("list", PEERS)
        texts = [[label.text for label in item.find_all("label")]
                 for item in peers.find_all("list item")]
        return [peer_of(t[1:]) for t in texts[1:] if len(t) == 4]

    def wait_peer(self, address, details):
        """Waits for a peer of an address whose other lines match a pattern."""
        def match():
            return [p for p in self.peers()
                    if p.address == address and re.search(details, f"{p.details}\n{p.traffic}")]
        return wait_for(match, lambda: f"{address} {details!r} among {self.peers()}")[0]

    def click_peer(self, address, button=1):
        """Clicks a row of the list of peers: an address, or "All peers"."""
        peers = self.find("list", PEERS)
        self.window.click(self.find("label", address, inside=peers), button)
