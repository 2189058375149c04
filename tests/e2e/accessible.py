# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads what programs tell the accessibility bus, over plain D-Bus.

Nothing is cached that may change, so that nothing is stale; and questions that do not hang on each other are asked
all at once, so that a tree of a thousand widgets is read in a fraction of a second.
"""

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402  (the version comes first)

ATSPI = "org.a11y.atspi."
ROOT = "/org/a11y/atspi/accessible/root"

#: Numbers of the states that tests look at, as AT-SPI's header has them.
STATES = {"active": 1, "checked": 4, "expanded": 10, "focusable": 11, "focused": 12, "pressed": 20,
          "selected": 23, "sensitive": 24, "visible": 30}

#: What newer versions of GTK call by another role, and the role that it has in all of them here.
OLD_ROLES = {"toggle button": "button", "menu item checkbox": "menu item",
             "menu item radio": "menu item"}


def old_role(role):
    """The role that GTK 4.8 has for what has a role in the version at hand."""
    return OLD_ROLES.get(role, role)


def is_named(text, name):
    """Whether a text is what is looked for: a string, or what a pattern finds."""
    return bool(text) and bool(name.search(text) if hasattr(name, "search") else name == text)


class Bus:
    """A connection to the accessibility bus of the session."""

    def __init__(self, timeout_s):
        self.timeout_ms = int(timeout_s * 1000)
        self.roles = {}     # of nodes: a path is never another widget's, and a role stays
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress",
                                    None, None, 0, self.timeout_ms, None).unpack()[0]
        flags = (Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
                 | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
        self.connection = Gio.DBusConnection.new_for_address_sync(address, flags)

    def ask(self, questions):
        """Asks (node, interface, method, arguments) of many; None where there is no answer."""
        answers = [None] * len(questions)
        open_questions = set(range(len(questions)))

        def answered(connection, result, i):
            try:
                answers[i] = connection.call_finish(result).unpack()
            except GLib.Error:
                pass
            open_questions.discard(i)

        for i, ((name, path), interface, method, arguments) in enumerate(questions):
            self.connection.call(name, path, interface, method, arguments, None,
                                 Gio.DBusCallFlags.NO_AUTO_START, self.timeout_ms, None, answered,
                                 i)
        while open_questions:
            GLib.MainContext.default().iteration(True)
        return answers

    def learn_roles(self, nodes):
        """Asks for the roles that are not known yet; of what went away there is none."""
        unknown = [node for node in nodes if node not in self.roles]
        answers = self.ask([(node, ATSPI + "Accessible", "GetRoleName", None) for node in unknown])
        self.roles.update((node, old_role(answer[0])) for node, answer in zip(unknown, answers)
                          if answer)

    def find_application(self, process_id):
        """The node of the program with a process id, or None."""
        registry = (ATSPI + "Registry", ROOT)
        children = self.ask([(registry, ATSPI + "Accessible", "GetChildren", None)])[0]
        for name, path in children[0] if children else ():
            arguments = GLib.Variant("(s)", (name,))
            owner = self.ask([(("org.freedesktop.DBus", "/org/freedesktop/DBus"),
                               "org.freedesktop.DBus", "GetConnectionUnixProcessID", arguments)])[0]
            if owner == (process_id,):
                return Accessible(self, (name, path))
        return None


class Accessible:
    """One widget, or a part of one. What went away has no name, no text and no children."""

    def __init__(self, bus, node):
        self.bus = bus
        self.node = node

    def __eq__(self, other):
        return isinstance(other, Accessible) and self.node == other.node

    def __hash__(self):
        return hash(self.node)

    def call(self, interface, method, signature=None, *values):
        """Calls one method and returns its only result, or None."""
        arguments = GLib.Variant(signature, values) if signature else None
        answer = self.bus.ask([(self.node, ATSPI + interface, method, arguments)])[0]
        return answer[0] if answer else None

    def _property(self, name, interface="Accessible"):
        arguments = GLib.Variant("(ss)", (ATSPI + interface, name))
        answer = self.bus.ask([(self.node, "org.freedesktop.DBus.Properties", "Get", arguments)])[0]
        return answer[0] if answer else ""

    @property
    def role(self):
        """The role; None of what went away."""
        return old_role(self.call("Accessible", "GetRoleName"))

    @property
    def name(self):
        return self._property("Name")

    @property
    def description(self):
        return self._property("Description")

    @property
    def text(self):
        """What stands in an entry, a text view or a label."""
        # GTK gives nothing for an end of -1.
        length = self._property("CharacterCount", "Text")
        return self.call("Text", "GetText", "(ii)", 0, length) if length else ""

    @property
    def box(self):
        """Left, top, width and height within the window; nothing where it is not laid out."""
        return self.call("Component", "GetExtents", "(u)", 1) or (0, 0, 0, 0)

    @property
    def is_sensitive(self):
        return self.has_state("sensitive")

    @property
    def is_in_sight(self):
        return self.has_state("visible") and self.box[2] > 0

    def has_state(self, state):
        bits = self.call("Accessible", "GetState")
        number = STATES[state]
        return bool(bits) and bool(bits[number // 32] >> number % 32 & 1)

    def do_action(self, name):
        """Does the action of a name; false when there is none."""
        names = [action[0].lower() for action in self.call("Action", "GetActions") or ()]
        return name in names and self.call("Action", "DoAction", "(i)", names.index(name))

    def replace_text(self, text):
        return self.call("EditableText", "SetTextContents", "(s)", text)

    @property
    def parent(self):
        """What this is a part of."""
        return Accessible(self.bus, tuple(self._property("Parent")))

    def children(self):
        """The accessibles right below."""
        nodes = self.call("Accessible", "GetChildren") or ()
        return [Accessible(self.bus, tuple(node)) for node in nodes]

    def levels(self, skip=()):
        """All below, level by level, as lists of (accessible, role); not into roles in @skip."""
        level = [self]
        while level:
            answers = self.bus.ask([(a.node, ATSPI + "Accessible", "GetChildren", None)
                                    for a in level])
            nodes = [tuple(node) for answer in answers if answer for node in answer[0]]
            self.bus.learn_roles(nodes)
            pairs = [(Accessible(self.bus, node), self.bus.roles[node]) for node in nodes
                     if node in self.bus.roles]
            yield pairs
            level = [a for a, role in pairs if role not in skip]

    def find_all(self, role, name=None, skip=()):
        """All below of a role, and of a name (a string or a pattern), level by level."""
        return [a for level in self._find_levels(role, name, skip) for a in level]

    def find_first(self, role, name=None, skip=()):
        """The first of what find_all() finds, or None; looks no deeper than that."""
        return next((level[0] for level in self._find_levels(role, name, skip) if level), None)

    def _find_levels(self, role, name, skip):
        for pairs in self.levels(skip):
            found = [a for a, a_role in pairs if a_role == role]
            titles = self.titles(found, role) if name is not None else found
            yield [a for a, text in zip(found, titles) if name is None or is_named(text, name)]

    def having_states(self, accessibles, *states):
        """Those of many that have all of some states, asked at once."""
        answers = self._ask_all(accessibles, "Accessible", "GetState")
        return [a for a, bits in zip(accessibles, answers)
                if bits and all(bits[0][STATES[s] // 32] >> STATES[s] % 32 & 1 for s in states)]

    def names(self, accessibles):
        """The names of many at once."""
        return self._properties(accessibles, "Name", "Accessible")

    def titles(self, accessibles, role):
        """The names of many of a role, as they are told apart by."""
        names = self.names(accessibles)
        if role == "combo box":
            names = [a.without_choice(name) for a, name in zip(accessibles, names)]
        return names

    def without_choice(self, name):
        """The name of a drop-down without its choice, which ends it since GTK 4.10."""
        labels = self.find_all("label", skip=("list item", "list"))
        choices = [choice for choice in self.names(labels) if choice]
        return next((name.removesuffix(f" {choice}") for choice in choices
                     if name.endswith(f" {choice}")), name)

    def texts_in_sight(self, accessibles):
        """The texts of those of many that are in sight, at once."""
        boxes = self._ask_all(accessibles, "Component", "GetExtents", GLib.Variant("(u)", (1,)))
        states = self._ask_all(accessibles, "Accessible", "GetState")
        seen = [a for a, box, bits in zip(accessibles, boxes, states)
                if box and box[0][2] > 0 and bits and bits[0][0] >> STATES["visible"] & 1]
        lengths = self._properties(seen, "CharacterCount", "Text")
        texts = self.bus.ask([(a.node, ATSPI + "Text", "GetText",
                               GLib.Variant("(ii)", (0, length or 0)))
                              for a, length in zip(seen, lengths)])
        return [text[0] if text else "" for text in texts]

    def _ask_all(self, accessibles, interface, method, arguments=None):
        return self.bus.ask([(a.node, ATSPI + interface, method, arguments) for a in accessibles])

    def _properties(self, accessibles, name, interface):
        arguments = GLib.Variant("(ss)", (ATSPI + interface, name))
        answers = self.bus.ask([(a.node, "org.freedesktop.DBus.Properties", "Get", arguments)
                                for a in accessibles])
        return [answer[0] if answer else "" for answer in answers]
