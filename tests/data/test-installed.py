#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is installed is sound, and a desktop finds it: the program, its icons, what it opens.

Usage: test-installed.py SOURCE_DIR BUILD_DIR PREFIX MESON [TEST…]

Installs into a folder of its own, and puts that where the program believes to be, for itself alone
(a mount namespace). Where that is not allowed, the program is not started.
"""

import gettext
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import gi

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"))
gi.require_version("GdkPixbuf", "2.0")

# pylint: disable=wrong-import-position
from gi.repository import GdkPixbuf, Gio, GLib  # noqa: E402

import case  # noqa: E402
from desktop import GUARD_S, START_GUARD_S, wait_for  # noqa: E402

APP_ID = "org.hexwire.Hexwire"
BUS_PATH = "/org/hexwire/Hexwire"
TYPES = {"x.hexwire": "application/x-hexwire-session", "x.pcapng": "application/x-pcapng",
         "x.pcap": "application/vnd.tcpdump.pcap"}


def run(*command, **options):
    """Runs a checker, or skips where there is none."""
    if shutil.which(command[0]) is None:
        raise unittest.SkipTest(f"not installed: {command[0]}")
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, **options)


def share(*names):
    """A path of installed data."""
    return os.path.join(os.environ["HEXWIRE_INSTALLED"], "share", *names)


def source(*names):
    """A path in the sources."""
    return os.path.join(os.environ["HEXWIRE_SOURCE"], *names)


def read(*names):
    """A text in the sources."""
    with open(source(*names), encoding="utf-8") as file:
        return file.read()


class Files(unittest.TestCase):
    """Each file by what its readers say of it."""

    def check(self, *command):
        """A checker has nothing to say."""
        result = run(*command)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        return result.stdout + result.stderr

    def test_desktop_entry(self):
        path = share("applications", APP_ID + ".desktop")
        self.assertEqual(self.check("desktop-file-validate", path), "")

    def test_metainfo(self):
        self.check("appstreamcli", "validate", "--no-net", share("metainfo",
                                                                 APP_ID + ".metainfo.xml"))

    def test_xml(self):
        for path in (share("mime", "packages", APP_ID + ".xml"),
                     share("icons", "hicolor", "scalable", "apps", APP_ID + ".svg"),
                     share("icons", "hicolor", "symbolic", "apps", APP_ID + "-symbolic.svg")):
            self.check("xmllint", "--noout", "--nonet", path)

    def test_icons(self):
        for folder, ending in (("scalable", ""), ("symbolic", "-symbolic")):
            path = share("icons", "hicolor", folder, "apps", APP_ID + ending + ".svg")
            for size in (16, 24, 32, 48, 256):
                image = GdkPixbuf.Pixbuf.new_from_file_at_size(path, size, size)
                alpha = image.get_pixels()[3::4]
                self.assertGreater(sum(map(bool, alpha)), size * size / 3, (path, size))
                self.assertEqual(alpha[0], 0, "the corner is not clear")

    def test_picture_of_icon(self):
        """What X11 shows of a window is the icon as pixels; the drawing may not go on without it."""
        picture = GdkPixbuf.Pixbuf.new_from_file(
            share("icons", "hicolor", "48x48", "apps", APP_ID + ".png"))
        drawn = GdkPixbuf.Pixbuf.new_from_file_at_size(
            share("icons", "hicolor", "scalable", "apps", APP_ID + ".svg"), 48, 48)
        self.assertEqual((picture.get_width(), picture.get_height()), (48, 48))
        pairs = zip(picture.get_pixels(), drawn.get_pixels(), strict=True)
        # Another version of what draws it may round its edges otherwise.
        self.assertLess(sum(abs(a - b) > 32 for a, b in pairs), 48)

    def test_types(self):
        for name, content_type in TYPES.items():
            self.assertEqual(Gio.content_type_guess(name, None)[0], content_type)
            openers = Gio.AppInfo.get_all_for_type(content_type)
            self.assertIn(APP_ID + ".desktop", [opener.get_id() for opener in openers])
        self.assertEqual(Gio.content_type_guess("x", b"[Hexwire session]\nVersion=1\n")[0],
                         TYPES["x.hexwire"])

    def test_help(self):
        for folder, _folders, names in os.walk(source("help")):
            for name in names:
                path = os.path.join(os.path.relpath(folder, source("help")), name)
                self.assertTrue(os.path.isfile(share("hexwire", "help", path)), path)

    def test_service(self):
        with open(share("dbus-1", "services", APP_ID + ".service"), encoding="utf-8") as file:
            program = re.search("^Exec=(.*) --gapplication-service$", file.read(), re.M)[1]
        self.assertEqual(program, os.path.join(os.environ["HEXWIRE_PREFIX"], "bin", "hexwire"))

    def test_versions(self):
        version = re.search(r"version: '([0-9.]+)'", read("meson.build"))[1]
        self.assertTrue(read("NEWS").startswith(f"Hexwire {version}\n"))
        releases = re.findall('<release version="([^"]*)"',
                              read("data", APP_ID + ".metainfo.xml.in"))
        self.assertEqual(releases[0], version)
        log = run("dpkg-parsechangelog", "-l", source("build-aux", "debian", "changelog"),
                  "--show-field", "Version")
        self.assertEqual((log.stdout.strip(), log.stderr), (version, ""))

    def test_debian_source(self):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(source("build-aux", "debian"), os.path.join(folder, "hexwire", "debian"))
            result = run("dpkg-source", "--build", "hexwire", cwd=folder)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertNotIn("warning", result.stderr)
            rules = run("make", "-n", "-f", "debian/rules", "build",
                        cwd=os.path.join(folder, "hexwire"))
            self.assertEqual(rules.returncode, 0, rules.stderr)

    def test_debian_has_what_the_build_needs(self):
        control = read("build-aux", "debian", "control")
        for line in read("build-aux", "packages").splitlines():
            group, package = (line.split() + ["", ""])[:2]
            # These two every Debian package is built with.
            if group == "build" and package not in ("gcc", "libc6-dev"):
                self.assertRegex(control, rf"(?m)^ {package}( \(.*\))?,$")

    def test_flatpak(self):
        manifest = json.loads(read("build-aux", "flatpak", APP_ID + ".json"))
        self.assertEqual((manifest["id"], manifest["command"]), (APP_ID, "hexwire"))
        path = source("build-aux", "flatpak", manifest["modules"][0]["sources"][0]["path"])
        self.assertTrue(os.path.samefile(path, source()))


class Program(unittest.TestCase):
    """The installed program."""

    @classmethod
    def setUpClass(cls):
        if os.environ["HEXWIRE_INSTALLED"] != os.environ["HEXWIRE_PREFIX"]:
            raise unittest.SkipTest("a mount namespace is not allowed here")

    def test_resources_and_translations(self):
        from window import Window  # the bus that it connects to exists only now
        window = Window(os.path.join(os.environ["HEXWIRE_PREFIX"], "bin", "hexwire"),
                        LANGUAGE="zh_CN")
        self.addCleanup(window.kill)
        texts = gettext.translation("hexwire", share("locale"), ["zh_CN"])
        self.assertNotEqual(texts.gettext("TCP Server"), "TCP Server")
        self.assertEqual(window.tab_titles()[0], texts.gettext("TCP Server"))
        entry = GLib.KeyFile()
        entry.load_from_file(share("applications", APP_ID + ".desktop"), GLib.KeyFileFlags.NONE)
        name = entry.get_string("Desktop Entry", "StartupWMClass")
        self.assertIn(window.window_id,
                      run("xdotool", "search", "--class", f"^{name}$").stdout.split())
        window.key("F1")
        with open(share("hexwire", "help", "zh_CN", "index.md"), encoding="utf-8") as file:
            title = file.readline().removeprefix("# ").strip()
        wait_for(lambda: [a for a in window.application.children() if a.name.endswith(title)
                          and a.find_first("group", title)], "the help")
        window.process.terminate()
        self.assertEqual(window.process.wait(GUARD_S), 0)
        self.assertEqual(window.complaints(), [])

    def test_starts_over_the_bus(self):
        from accessible import Bus
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)

        def call(method, signature, *values, name=APP_ID, path=BUS_PATH,
                 interface="org.freedesktop.Application"):
            return bus.call_sync(name, path, interface, method, GLib.Variant(signature, values),
                                 None, 0, START_GUARD_S * 1000)
        capture = Gio.File.new_for_path(source("tests", "fuzz", "corpus", "pcapng", "tcp"))
        call("Open", "(asa{sv})", [capture.get_uri()], {})
        owner = call("GetConnectionUnixProcessID", "(s)", APP_ID, name="org.freedesktop.DBus",
                     path="/org/freedesktop/DBus", interface="org.freedesktop.DBus").unpack()[0]
        application = wait_for(lambda: Bus(GUARD_S).find_application(owner), "the program")
        wait_for(lambda: len(application.find_all("tab")) == 1, "the tab of the capture")
        call("ActivateAction", "(sava{sv})", "new-window", [], {})
        wait_for(lambda: len(application.find_all("window")) == 2, "another window")
        call("Activate", "(a{sv})", {})
        call("ActivateAction", "(sava{sv})", "quit", [], {})
        wait_for(lambda: not os.path.exists(f"/proc/{owner}"), "the program's end")


def can_mount(prefix):
    """Whether a folder may be put over another one, seen by this program alone."""
    command = ["unshare", "--map-root-user", "--mount", "mount", "--bind", prefix, prefix]
    return (os.path.isdir(prefix) and shutil.which(command[0]) is not None
            and subprocess.run(command, capture_output=True, check=False).returncode == 0)


def install(source_dir, build_dir, prefix, meson, folder, tests):
    """Installs into a folder, and runs this script again where that is to be seen."""
    log = subprocess.run([meson, "install", "-C", build_dir, "--no-rebuild", "--destdir", folder],
                         capture_output=True, text=True, check=False)
    if log.returncode != 0:
        sys.exit(log.stdout + log.stderr)
    staged = folder + prefix
    for command in (["update-mime-database", "mime"], ["update-desktop-database", "applications"]):
        subprocess.run([command[0], os.path.join(staged, "share", command[1])],
                       stderr=subprocess.DEVNULL, check=True)
    is_mounted = can_mount(prefix)
    installed = prefix if is_mounted else staged
    system = os.environ.get("XDG_DATA_DIRS", "/usr/local/share:/usr/share")
    environment = {**os.environ, "HEXWIRE_INSTALLED": installed, "HEXWIRE_PREFIX": prefix,
                   "HEXWIRE_SOURCE": source_dir,
                   "PATH": os.path.join(installed, "bin") + ":" + os.environ["PATH"],
                   "XDG_DATA_DIRS": os.path.join(installed, "share") + ":" + system}
    command = [sys.executable, os.path.abspath(__file__), "hexwire", *tests]
    if is_mounted:
        command = ["unshare", "--map-root-user", "--mount", "sh", "-c",
                   'mount --bind "$0" "$1" && shift && exec "$@"', staged, prefix, *command]
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    if "HEXWIRE_INSTALLED" in os.environ:
        case.main()
    else:
        with tempfile.TemporaryDirectory(prefix="hexwire-test-") as root:
            sys.exit(install(*sys.argv[1:5], root, sys.argv[5:]))
