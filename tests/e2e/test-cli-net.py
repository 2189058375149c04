#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""hexwire-cli listen and send, against Python's sockets, nc and socat.

Usage: test-cli-net.py HEXWIRE_CLI [TEST…], a test being Class or Class.test_name.
"""

import base64
import hashlib
import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import unittest

from case import TapResult
from desktop import GUARD_S, START_GUARD_S, wait_for

HOST = "127.0.0.1"
BIG_BYTES = 50_000_000
SLOW_BYTES = 6_000_000
SLOW_PIECE_BYTES = 65536

program = None


class Cli:
    """A running hexwire-cli, whose two outputs are read line by line."""

    def __init__(self, *arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE):
        # Not a thread that reads: what is not read has to wait.
        # pylint: disable-next=consider-using-with
        self.process = subprocess.Popen([program, *arguments], stdin=stdin, stdout=stdout,
                                        stderr=subprocess.PIPE,
                                        env=dict(os.environ, LC_ALL="C.UTF-8", TZ="UTC"))

    def port(self):
        """The port that it says it listens at, by the first such line."""
        line = self.process.stderr.readline().decode()
        assert line.startswith("listening on "), line + self.process.stderr.read().decode()
        return int(line.rsplit(":", 1)[1])

    def line(self):
        """The next line of standard output, as its columns."""
        return self.process.stdout.readline().decode().rstrip("\n").split("\t")

    def wait_error(self, text):
        """Reads stderr up to a line with @text."""
        for line in self.process.stderr:
            if text in line.decode():
                return line.decode()
        raise AssertionError(f"stderr ended without {text!r}")

    def end(self, number=signal.SIGINT):
        """Interrupts it; its status, and what is left of its outputs."""
        if number is not None:
            self.process.send_signal(number)
        out = self.process.stdout.read() if self.process.stdout is not None else b""
        error = self.process.stderr.read()
        return self.process.wait(START_GUARD_S), out.decode(), error.decode()

    def kill(self):
        """Ends it for good."""
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdout, self.process.stderr, self.process.stdin):
            if stream is not None:
                stream.close()


class CliTest(unittest.TestCase):
    """Tests that start the program."""

    def start(self, *arguments, **keywords):
        """Starts it; it ends with the test."""
        cli = Cli(*arguments, **keywords)
        self.addCleanup(cli.kill)
        return cli

    def run_cli(self, *arguments, **keywords):
        """Runs it to its end: status, standard output, stderr."""
        result = subprocess.run([program, *arguments], capture_output=True, check=False,
                                timeout=START_GUARD_S,
                                env=dict(os.environ, LC_ALL="C.UTF-8", TZ="UTC"), **keywords)
        return result.returncode, result.stdout, result.stderr.decode()

    def connect(self, port, host=HOST):
        """A connection of Python's."""
        client = socket.create_connection((host, port), timeout=START_GUARD_S)
        self.addCleanup(client.close)
        return client

    def server(self, family=socket.AF_INET, kind=socket.SOCK_STREAM, host=HOST):
        """A bound socket of Python's, which listens; and its address for the program."""
        server = socket.socket(family, kind)
        self.addCleanup(server.close)
        server.settimeout(START_GUARD_S)
        server.bind((host, 0))
        if kind == socket.SOCK_STREAM:
            server.listen()
        port = server.getsockname()[1]
        return server, f"[{host}]:{port}" if ":" in host else f"{host}:{port}"

    def accept(self, server):
        """The next connection of a server."""
        peer, _ = server.accept()
        self.addCleanup(peer.close)
        peer.settimeout(START_GUARD_S)
        return peer

    def temporary(self, suffix="", data=b""):
        """The name of a file with @data."""
        with tempfile.NamedTemporaryFile(suffix=suffix, delete=False) as file:
            file.write(data)
        self.addCleanup(os.unlink, file.name)
        return file.name


def read_all(peer):
    """What a connection brings up to its end."""
    data = b""
    while piece := peer.recv(65536):
        data += piece
    return data


def need(name):
    """Skips a test for which a program is not installed."""
    return unittest.skipUnless(shutil.which(name), f"{name} is not installed")


class Words(CliTest):
    """What is wrong with arguments is said, with the status 2, before anything is opened."""

    CASES = [
        (["listen"], "Usage: hexwire-cli listen tcp|udp"),
        (["listen", "tcp"], "Usage"),
        (["listen", "tcp", "1", "2"], "Usage"),
        (["listen", "sctp", "1"], "“sctp” is neither tcp nor udp"),
        (["listen", "tcp", "65536"], "“65536” is not a port"),
        (["listen", "tcp", "localhost:"], "“” is not a port"),
        (["listen", "tcp", "::1"], "brackets"),
        (["listen", "tcp", "::1:80"], "brackets"),
        (["listen", "tcp", "0", "--reply", "fly"], "--reply: “fly”"),
        (["listen", "tcp", "0", "--reply", "fixed-hex:1x"], "--reply: position 12"),
        (["listen", "-4", "tcp", "unix:@name"], "UNIX socket"),
        (["listen", "tcp", "0", "--decode", ">hk"], "--decode: position 3"),
        (["listen", "tcp", "0", "--framing", "fixed"], "--framing: position 6"),
        (["listen", "udp", "0", "--framing", "lines"], "datagrams are messages"),
        (["listen", "tcp", "0", "--hex", "--json"], "in one way"),
        (["listen", "tcp", "0", "--raw", "--decode", ">h"], "in one way"),
        (["listen", "tcp", "0", "--show", "fly"], "--show: “fly”"),
        (["listen", "tcp", "0", "--count", "0"], "--count: “0”"),
        (["listen", "tcp", "0", "--count", "-1"], "--count: “-1”"),
        (["listen", "tcp", "0", "--record", "name.fly"], "--record"),
        (["listen", "-4", "tcp", "0", "-6"], "--ipv4 and --ipv6"),
        (["listen", "tcp", "0", "--fly"], "--fly"),
        (["send", "tcp", "127.0.0.1:1"], "Nothing to send"),
        (["send", "tcp", "127.0.0.1:1", "--text", "a", "-"], "More than one thing"),
        (["send", "tcp", "127.0.0.1:1", "--text", "a", "--hex", "00"], "More than one thing"),
        (["send", "tcp", "127.0.0.1:1", "--text", "a", "b"], "“b” belongs to nothing"),
        (["send", "tcp", "127.0.0.1:1", "-", "b"], "“b” belongs to nothing"),
        (["send", "tcp", ":1", "--text", "a"], "an address is missing"),
        (["send", "tcp", "1", "--text", "a"], "an address is missing"),
        (["send", "udp", "127.0.0.1:1", "--hex", "5zz"], "--hex: position 2"),
        (["send", "udp", "127.0.0.1:1", "--escaped", "a\\q"], "--escaped: position 2"),
        (["send", "udp", "127.0.0.1:1", "--pack", ">hk", "1"], "--pack: position 3"),
        (["send", "udp", "127.0.0.1:1", "--pack", ">hh", "1", "x"], "--pack: value 2"),
        (["send", "udp", "127.0.0.1:1", "--pack", ">hh", "1"], "takes 2 values"),
        (["send", "udp", "127.0.0.1:1", "--pack", ">b", "-200"], "-200 does not fit"),
        (["send", "udp", "127.0.0.1:1", "--text", "a", "--wait", "5"], "--wait: “5”"),
        (["send", "udp", "127.0.0.1:1", "--text", "a", "--wait", "400d"], "--wait: “400d”"),
        (["send", "udp", "127.0.0.1:1", "--text", "a", "--every", "-1s"], "--every: “-1s”"),
        (["send", "udp", "127.0.0.1:1", "--text", "a", "--repeat", "x"], "--repeat: “x”"),
    ]

    def test_usage(self):
        for arguments, message in self.CASES:
            with self.subTest(" ".join(arguments)):
                status, out, error = self.run_cli(*arguments)
                self.assertEqual((status, out), (2, b""), error)
                self.assertIn(message, error)

    def test_help(self):
        for verb in ("listen", "send"):
            status, out, error = self.run_cli(verb, "--help")
            self.assertEqual((status, error), (0, ""))
            self.assertIn(f"hexwire-cli {verb}", out.decode())
            self.assertIn(f"\n  {verb} ", self.run_cli("--help")[1].decode())

    def test_values_that_begin_with_a_dash(self):
        server, address = self.server(kind=socket.SOCK_DGRAM)
        for arguments, expected in ((["--text", "-5"], b"-5"), (["--text", "--", "-4"], b"--"),
                                    (["-4", "--text", "-4"], b"-4"), (["-t", "-x"], b"-x"),
                                    (["--pack", ">hb", "-4", "-6"], b"\xff\xfc\xfa")):
            with self.subTest(" ".join(arguments)):
                self.run_cli("send", "udp", address, *arguments)
                self.assertEqual(server.recv(100), expected)


class Failures(CliTest):
    """What cannot be done ends with the status 1 and a reason."""

    def check(self, message, *arguments, **keywords):
        status, out, error = self.run_cli(*arguments, **keywords)
        self.assertEqual((status, out), (1, b""), error)
        self.assertIn(message, error)

    def test_port_in_use(self):
        for kind, word in ((socket.SOCK_STREAM, "tcp"), (socket.SOCK_DGRAM, "udp")):
            _, address = self.server(kind=kind)
            self.check("is already in use", "listen", word, address)

    def test_address_of_another_machine(self):
        self.check("is not an address of this machine", "listen", "tcp", "192.0.2.7:0")

    def test_family(self):
        self.check(f"{HOST} is not an", "listen", "-6", "tcp", f"{HOST}:0")
        self.check("[::1] is not an", "send", "--ipv4", "tcp", "[::1]:9",
                   "--text", "a")

    def test_refused(self):
        # No free port of those that are given out: the sender itself may get that one.
        address = f"{HOST}:1"
        self.check("Connection refused", "send", "tcp", address, "--text", "a")
        self.check("Port unreachable", "send", "udp", address, "--text", "a")
        self.check("Port unreachable", "send", "udp", address, "--text", "a", "--wait", "100ms")

    def test_next_address(self):
        """Of a name's two addresses, nobody listens at the first."""
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as server:
            try:
                server.bind(("::1", 0))
            except OSError:
                self.skipTest("no IPv6")
            server.settimeout(START_GUARD_S)
            status, _, error = self.run_cli("send", "udp", f"localhost:{server.getsockname()[1]}",
                                            "--text", "tick", "--repeat", "4", "--every", "100ms")
            self.assertEqual(status, 1, error)
            self.assertIn(": sending to [::1]:", error)
            self.assertNotIn("Not sent", error)
            self.assertEqual(server.recv(10), b"tick")

    def test_too_large(self):
        _, address = self.server(kind=socket.SOCK_DGRAM)
        self.check("too long for one datagram", "send", "udp", address, "--text", "a" * 65508)

    def test_nothing_over_a_stream(self):
        _, address = self.server()
        self.check("a stream has no empty messages", "send", "tcp", address, "--text", "")

    def test_no_file(self):
        _, address = self.server()
        self.check("/nonexistent/file", "send", "tcp", address, "--file", "/nonexistent/file")
        self.check("/nonexistent/file", "send", "udp", address, "--file", "/nonexistent/file")
        self.check("/nonexistent", "listen", "tcp", "0", "--record", "/nonexistent/a.txt")

    def test_reset(self):
        server, address = self.server()
        cli = self.start("send", "tcp", address, "--text", "a", "--wait", "1min")
        peer = self.accept(server)
        self.assertEqual(peer.recv(1), b"a")
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        peer.close()
        status, _, error = cli.end(None)
        self.assertEqual(status, 1)
        self.assertIn("Reset by peer", error)

    def test_closed_before_the_end(self):
        server, address = self.server()
        cli = self.start("send", "tcp", address, "-", stdin=subprocess.PIPE)
        self.accept(server).close()
        cli.wait_error("Closed by peer")
        status, _, error = cli.end(None)
        self.assertEqual(status, 1)
        self.assertIn("before everything was sent", error)

    def test_too_few_replies(self):
        server, address = self.server(kind=socket.SOCK_DGRAM)
        cli = self.start("send", "udp", address, "--text", "a", "--wait", "200ms", "--count", "2")
        _, sender = server.recvfrom(10)
        server.sendto(b"one", sender)
        status, out, error = cli.end(None)
        self.assertEqual((status, len(out.splitlines())), (1, 1))
        self.assertIn("1 of 2 replies came", error)

    def test_full_disk(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("there is no /dev/full")
        with open("/dev/full", "wb") as full:
            cli = self.start("listen", "udp", f"{HOST}:0", stdout=full)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.sendto(b"a", (HOST, cli.port()))
        status, _, error = cli.end(None)
        self.assertEqual(status, 1)
        self.assertIn("No space left", error)


class Listening(CliTest):
    """What Python sends is printed, a line for each message."""

    def test_line(self):
        cli = self.start("listen", "tcp", f"{HOST}:0")
        client = self.connect(cli.port())
        before = time.time()
        client.sendall(b"Hello, \tworld\n")
        stamp, kind, peer, length, text = cli.line()
        self.assertEqual((kind, peer, length, text),
                         ("received", f"{HOST}:{client.getsockname()[1]}", "14",
                          "Hello, \\tworld\\n"))
        self.assertTrue(stamp.endswith("+00:00"), stamp)
        told = time.mktime(time.strptime(stamp[:19], "%Y-%m-%dT%H:%M:%S")) - time.timezone
        self.assertLess(abs(told - before), 5)

    def test_binary_data_as_text(self):
        cli = self.start("listen", "tcp", f"{HOST}:0")
        client = self.connect(cli.port())
        client.sendall(bytes(range(256)))
        text = cli.line()[4]
        self.assertEqual(text.encode("ascii").decode("unicode_escape").encode("latin-1"),
                         bytes(range(256)))

    def test_ways_to_print(self):
        for options, text in ((["--hex"], "00 41 ff"), (["--text"], "\\x00A\\xff"),
                              (["--show", "both"], "00 41 ff  \\x00A\\xff"),
                              (["--decode", ">b id:H"], "b=0  id=16895"),
                              (["--decode", ">HH"], None)):
            with self.subTest(" ".join(options)):
                cli = self.start("listen", "udp", f"{HOST}:0", "--count", "1", *options)
                with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
                    client.sendto(b"\0A\xff", (HOST, cli.port()))
                line = cli.line()
                if text is None:    # too short for the format: said, and not a failure
                    self.assertNotEqual(line[4], "")
                else:
                    self.assertEqual(line[3:], ["3", text])
                self.assertEqual(cli.end(None)[0], 0)

    def test_json(self):
        cli = self.start("listen", "udp", f"{HOST}:0", "--json", "--decode", ">h", "--count", "2")
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.connect((HOST, cli.port()))
            client.send(b"\xff\xfe")
            client.send(b"")
            sender = f"{HOST}:{client.getsockname()[1]}"
        status, out, _ = cli.end(None)
        first, second = map(json.loads, out.splitlines())
        self.assertEqual(status, 0)
        self.assertEqual((first["kind"], first["peer"], first["length"], first["records"]),
                         ("received", sender, 2, [{"h": -2}]))
        self.assertEqual(base64.b64decode(first["data"]), b"\xff\xfe")
        self.assertEqual((second["length"], second["data"]), (0, ""))

    def test_empty_datagram(self):
        cli = self.start("listen", "udp", f"{HOST}:0")
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.sendto(b"", (HOST, cli.port()))
            self.assertEqual(cli.line()[1:], ["received", f"{HOST}:{client.getsockname()[1]}",
                                              "0", ""])

    def test_echo(self):
        for word, kind in (("tcp", socket.SOCK_STREAM), ("udp", socket.SOCK_DGRAM)):
            cli = self.start("listen", word, f"{HOST}:0", "--reply", "echo")
            with socket.socket(socket.AF_INET, kind) as client:
                client.settimeout(START_GUARD_S)
                client.connect((HOST, cli.port()))
                client.send(b"ping")
                self.assertEqual(client.recv(10), b"ping")
                self.assertEqual([cli.line()[1], cli.line()[1]], ["received", "sent"])

    def test_ipv6_and_every_interface(self):
        cli = self.start("listen", "tcp", "[::1]:0")
        self.connect(cli.port(), "::1").sendall(b"six")
        self.assertTrue(cli.line()[2].startswith("[::1]:"))
        cli = self.start("listen", "udp", "0")
        port = cli.port()
        self.assertEqual(cli.port(), port)    # the other family, at the same port
        for family, host in ((socket.AF_INET, HOST), (socket.AF_INET6, "::1")):
            with socket.socket(family, socket.SOCK_DGRAM) as client:
                client.sendto(b"a", (host, port))
                self.assertIn(host, cli.line()[2])
        cli = self.start("listen", "-4", "udp", "0")
        self.assertGreater(cli.port(), 0)
        status, _, error = cli.end()
        self.assertEqual(status, 0)
        self.assertNotIn("listening", error)

    def test_count(self):
        cli = self.start("listen", "udp", f"{HOST}:0", "--count", "3")
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.connect((HOST, cli.port()))
            for i in range(3):
                client.send(b"%d" % i)
        status, out, error = cli.end(None)
        self.assertEqual((status, [line.split("\t")[4] for line in out.splitlines()]),
                         (0, ["0", "1", "2"]))
        self.assertIn("3 messages received (3 B)", error)

    def test_signals(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            cli = self.start("listen", "tcp", f"{HOST}:0")
            client = self.connect(cli.port())
            client.sendall(b"abc")
            cli.line()
            cli.process.send_signal(number)
            self.assertEqual(client.recv(1), b"")
            client.close()
            status, out, error = cli.end(None)
            self.assertEqual((status, out), (0, ""))
            self.assertIn("1 message received (3 B)", error)

    def test_who_comes_and_goes(self):
        cli = self.start("listen", "tcp", f"{HOST}:0")
        client = self.connect(cli.port())
        peer = f"{HOST}:{client.getsockname()[1]}"
        cli.wait_error(f"{peer}: Connected")
        client.close()
        cli.wait_error(f"{peer}: Closed by peer")
        cli = self.start("listen", "tcp", f"{HOST}:0", "--quiet")
        self.connect(cli.port()).sendall(b"a")
        cli.line()
        self.assertEqual(cli.end()[2], "")

    def test_lines(self):
        cli = self.start("listen", "tcp", f"{HOST}:0", "--framing", "lines strip", "--count", "3")
        client = self.connect(cli.port())
        client.sendall(b"one\r\ntw")
        self.assertEqual(cli.line()[3:], ["3", "one"])
        client.sendall(b"o\nrest")
        self.assertEqual(cli.line()[3:], ["3", "two"])
        client.close()
        status, out, _ = cli.end(None)
        self.assertEqual((status, out.split("\t")[4]), (0, "rest\n"))

    def test_silence(self):
        cli = self.start("listen", "tcp", f"{HOST}:0", "--framing", "gap 30 ms")
        client = self.connect(cli.port())
        client.sendall(b"one")
        self.assertEqual(cli.line()[3:], ["3", "one"])

    def test_record(self):
        path = self.temporary(".txt")
        cli = self.start("listen", "tcp", f"{HOST}:0", "--record", path, "--hex")
        client = self.connect(cli.port())
        client.sendall(b"kept")
        cli.line()
        client.close()
        cli.wait_error("Closed")
        self.assertEqual(cli.end()[0], 0)
        with open(path, encoding="utf-8") as file:
            rows = [line.rstrip("\n").split("\t") for line in file]
        self.assertIn(["received", "4", "kept"], [[row[1], *row[3:5]] for row in rows])
        self.assertIn("closed", [row[1] for row in rows])

    def test_raw(self):
        cli = self.start("listen", "tcp", f"{HOST}:0", "--raw", "--reply", "echo")
        with self.connect(cli.port()) as client:
            client.sendall(b"a\0b\n")
            self.assertEqual(client.recv(4), b"a\0b\n")
            client.shutdown(socket.SHUT_WR)
            self.assertEqual(client.recv(1), b"")
        self.assertEqual(cli.end()[1], "a\0b\n")

    def test_broken_pipe(self):
        cli = self.start("listen", "udp", f"{HOST}:0")
        port = cli.port()
        cli.process.stdout.close()
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.sendto(b"a", (HOST, port))
        self.assertEqual(cli.process.stderr.read(), b"")
        self.assertEqual(cli.process.wait(GUARD_S), 0)


class Sending(CliTest):
    """What is sent arrives, and replies are printed."""

    def test_payloads(self):
        path = self.temporary(data=b"from\0file\n")
        for arguments, stdin, expected in (
                (["--text", "héllo"], None, "héllo".encode()),
                (["--escaped", "a\\n\\xff\\0"], None, b"a\n\xff\0"),
                (["--hex", "00 01:ff"], None, b"\0\1\xff"),
                (["--pack", ">hiq", "12", "23", "451312"], None,
                 struct.pack(">hiq", 12, 23, 451312)),
                (["--file", path], None, b"from\0file\n"),
                (["--file", "-"], b"from\0stdin", b"from\0stdin"),
                (["-"], b"from\0stdin", b"from\0stdin")):
            for word, kind in (("tcp", socket.SOCK_STREAM), ("udp", socket.SOCK_DGRAM)):
                with self.subTest(f"{word} {arguments}"):
                    server, address = self.server(kind=kind)
                    process = threading.Thread(
                        target=lambda: results.append(
                            self.run_cli("send", word, address, *arguments, input=stdin)))
                    results = []
                    process.start()
                    if word == "tcp":
                        with self.accept(server) as peer:
                            self.assertEqual(read_all(peer), expected)
                    else:
                        self.assertEqual(server.recv(1000), expected)
                    process.join()
                    self.assertEqual(results[0][:2], (0, b""), results)

    def test_empty_datagram(self):
        server, address = self.server(kind=socket.SOCK_DGRAM)
        self.assertEqual(self.run_cli("send", "udp", address, "--text", "")[0], 0)
        self.assertEqual(server.recv(10), b"")

    def test_half_close_and_reply(self):
        for family, host in ((socket.AF_INET, HOST), (socket.AF_INET6, "::1")):
            server, address = self.server(family, host=host)
            cli = self.start("send", "tcp", address, "--text", "question", "--wait", "1min")
            with self.accept(server) as peer:
                self.assertEqual(read_all(peer), b"question")
                peer.sendall(b"answer")
            status, out, _ = cli.end(None)
            self.assertEqual((status, out.rstrip("\n").split("\t")[1:]),
                             (0, ["received", address, "6", "answer"]))

    def test_wait_ends(self):
        server, address = self.server()
        cli = self.start("send", "tcp", address, "--text", "a", "--wait", "300ms", "--framing",
                         "lines")
        peer = self.accept(server)
        peer.sendall(b"begun")
        before = time.monotonic()
        status, out, _ = cli.end(None)
        self.assertEqual((status, out.rstrip("\n").split("\t")[3:]), (0, ["5", "begun"]))
        self.assertLess(time.monotonic() - before, GUARD_S)

    def test_count_ends(self):
        server, address = self.server()
        cli = self.start("send", "tcp", address, "--text", "a", "--count", "1", "--raw")
        self.accept(server).sendall(b"reply")
        self.assertEqual(cli.end(None)[:2], (0, "reply"))

    def test_replies_while_standard_input_is_open(self):
        server, address = self.server()
        cli = self.start("send", "tcp", address, "-", stdin=subprocess.PIPE)
        peer = self.accept(server)
        for word in (b"one", b"two"):
            cli.process.stdin.write(word)
            cli.process.stdin.flush()
            self.assertEqual(peer.recv(10), word)
            peer.sendall(word.upper())
            self.assertEqual(cli.line()[4], word.upper().decode())
        cli.process.stdin.close()
        self.assertEqual(peer.recv(1), b"")
        peer.close()
        self.assertEqual(cli.process.wait(GUARD_S), 0)

    def test_repeat(self):
        server, address = self.server(kind=socket.SOCK_DGRAM)
        cli = self.start("send", "udp", address, "--text", "tick", "--repeat", "20", "--every",
                         "10ms")
        times = []
        for _ in range(20):
            self.assertEqual(server.recv(10), b"tick")
            times.append(time.monotonic())
        self.assertGreater(times[-1] - times[0], 0.18)
        status, _, error = cli.end(None)
        self.assertEqual(status, 0)
        self.assertIn("20 messages sent (80 B)", error)

    def test_repeat_a_stream(self):
        server, address = self.server()
        cli = self.start("send", "tcp", address, "--hex", "00" * 1000, "--repeat", "20000")
        with self.accept(server) as peer:
            self.assertEqual(len(read_all(peer)), 20_000_000)
        self.assertEqual(cli.end(None)[0], 0)

    def serve_slowly(self, server, results, half_closed=False):
        """Accepts a connection that is read slowly, every piece being answered."""
        with self.accept(server) as peer:
            if half_closed:
                peer.shutdown(socket.SHUT_WR)
            n_bytes = 0
            try:
                while piece := peer.recv(SLOW_PIECE_BYTES):
                    n_bytes += len(piece)
                    if not half_closed:
                        peer.send(b"ok")
                    time.sleep(0.03)
            finally:
                results.append(n_bytes)

    def test_slow_server(self):
        path = self.temporary(data=os.urandom(SLOW_BYTES))
        for half_closed in (False, True):
            for arguments in (["--file", path], ["--file", path, "--wait", "50ms"]):
                with self.subTest(f"{arguments} {half_closed}"):
                    server, address = self.server()
                    results = []
                    thread = threading.Thread(target=self.serve_slowly,
                                              args=(server, results, half_closed))
                    thread.start()
                    status, _, error = self.run_cli("send", "tcp", address, *arguments)
                    thread.join()
                    self.assertEqual((status, results), (0, [SLOW_BYTES]), error)

    def test_server_that_ends_before_all_is_confirmed(self):
        path = self.temporary(data=os.urandom(SLOW_BYTES))
        server, address = self.server()
        cli = self.start("send", "tcp", address, "--file", path)
        peer = self.accept(server)
        self.assertGreater(len(peer.recv(SLOW_PIECE_BYTES)), 0)
        time.sleep(1.5)     # longer than any linger: it has to wait for us
        self.assertIsNone(cli.process.poll())
        peer.close()
        self.assertEqual(cli.end(None)[0], 1)

    def test_interrupted_before_all_is_confirmed(self):
        path = self.temporary(data=os.urandom(SLOW_BYTES))
        server, address = self.server()
        cli = self.start("send", "tcp", address, "--file", path)
        peer = self.accept(server)
        self.assertGreater(len(peer.recv(SLOW_PIECE_BYTES)), 0)
        status, _, error = cli.end()
        self.assertEqual(status, 1)
        self.assertIn("Interrupted", error)

    def test_server_that_never_closes(self):
        server, address = self.server()
        cli = self.start("send", "tcp", address, "--text", "a")
        peer = self.accept(server)
        peer.sendall(b"b")
        status, out, error = cli.end(None)
        self.assertEqual((status, out.split("\t")[1:2]), (0, ["received"]), error)

    def test_server_that_finished_first(self):
        for arguments in (["--text", "late"], ["--text", "late", "--wait", "1min"]):
            server, address = self.server()
            cli = self.start("send", "tcp", address, *arguments)
            with self.accept(server) as peer:
                peer.shutdown(socket.SHUT_WR)
                self.assertEqual(read_all(peer), b"late")
            status, _, error = cli.end(None)
            self.assertEqual(status, 0, error)

    def test_record_has_the_end(self):
        for arguments, reply in ((["--wait", "100ms"], b""), (["--count", "1"], b"reply")):
            path = self.temporary(".txt")
            server, address = self.server()
            cli = self.start("send", "tcp", address, "--text", "a", "--record", path, *arguments)
            self.accept(server).sendall(reply)
            self.assertEqual(cli.end(None)[0], 0)
            with open(path, encoding="utf-8") as file:
                self.assertIn("closed", [line.split("\t")[1] for line in file])

    def test_interrupted(self):
        server, address = self.server(kind=socket.SOCK_DGRAM)
        cli = self.start("send", "udp", address, "--text", "a", "--repeat", "1000", "--every", "1s")
        server.recv(1)
        status, _, error = cli.end()
        self.assertEqual(status, 1)
        self.assertIn("Interrupted", error)


class Unix(CliTest):
    """Paths and abstract names in place of addresses."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, "a.sock")

    def test_echo(self):
        for word in ("tcp", "udp"):
            for address in (f"unix:{self.path}", f"unix:@hexwire-{os.getpid()}", self.path):
                with self.subTest(f"{word} {address}"):
                    listener = self.start("listen", word, address, "--reply", "echo", "--count",
                                          "1")
                    listener.wait_error("listening on " + address.removeprefix("unix:"))
                    status, out, error = self.run_cli("send", word, address, "--text", "hello",
                                                      "--count", "1", "--raw")
                    self.assertEqual((status, out), (0, b"hello"), error)
                    self.assertEqual(listener.end(None)[0], 0)
                    self.assertFalse(os.path.exists(self.path))

    def test_python_to_us_and_back(self):
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(self.path)
            server.listen()
            cli = self.start("send", "tcp", "unix:" + self.path, "--hex", "0001")
            with server.accept()[0] as peer:
                self.assertEqual(read_all(peer), b"\0\1")
            self.assertEqual(cli.end(None)[0], 0)
        os.unlink(self.path)
        cli = self.start("listen", "tcp", "unix:" + self.path)
        cli.wait_error("listening")
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(self.path)
            client.sendall(b"text")
            self.assertEqual(cli.line()[3:], ["4", "text"])
        self.assertEqual(cli.end()[0], 0)
        self.assertFalse(os.path.exists(self.path))

    def test_nobody_there(self):
        for word in ("tcp", "udp"):
            status, _, error = self.run_cli("send", word, "unix:" + self.path, "--text", "a")
            self.assertEqual(status, 1)
            self.assertIn("does not exist", error)

    def test_repeat_to_a_full_receiver(self):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as server:
            server.bind(self.path)
            server.settimeout(START_GUARD_S)
            cli = self.start("send", "udp", "unix:" + self.path, "--text", "tick", "--repeat",
                             "3000")
            for i in range(3000):
                self.assertEqual(server.recv(10), b"tick", i)
            status, _, error = cli.end(None)
            self.assertEqual(status, 0, error)
            self.assertIn("3000 messages sent", error)
            server.setblocking(False)
            self.assertRaises(BlockingIOError, server.recv, 10)


class Large(CliTest):
    """50 MB, byte for byte, and output that nobody reads."""

    def setUp(self):
        block = os.urandom(1_000_000)
        self.data = b"".join(hashlib.sha256(b"%d" % i).digest() + block[32:]
                             for i in range(BIG_BYTES // len(block)))

    def test_listen_raw_to_a_slow_reader(self):
        cli = self.start("listen", "tcp", f"{HOST}:0", "--raw", "--count", "1000000000")
        client = self.connect(cli.port())
        sender = threading.Thread(target=lambda: (client.sendall(self.data), client.close()))
        sender.start()
        sender.join(0.5)
        self.assertTrue(sender.is_alive())      # it waits for us to read
        received = read_exactly(cli.process.stdout, BIG_BYTES)
        sender.join()
        self.assertEqual(received, self.data)
        status, rest, error = cli.end()
        self.assertEqual((status, rest), (0, ""))
        self.assertNotIn("not printed", error)

    def test_send_file_and_back(self):
        path = self.temporary(data=self.data)
        with open(self.temporary(), "w+b") as out:
            listener = self.start("listen", "tcp", f"{HOST}:0", "--raw", stdout=out)
            status, _, error = self.run_cli("send", "tcp", f"{HOST}:{listener.port()}", "--file",
                                            path)
            self.assertEqual(status, 0, error)
            listener.wait_error("Closed by peer")
            self.assertEqual(listener.end()[0], 0)
            out.seek(0)
            self.assertEqual(out.read(), self.data)

    def test_flood_that_nobody_reads(self):
        cli = self.start("listen", "udp", f"{HOST}:0")
        port = cli.port()
        n_sent = 0
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.connect((HOST, port))
            end = time.monotonic() + 3
            while time.monotonic() < end:
                for _ in range(100):
                    client.send(b"x" * 500)
                n_sent += 100
        self.assertLess(resident_bytes(cli.process.pid), 200_000_000)
        cli.process.send_signal(signal.SIGINT)
        cli.process.wait(START_GUARD_S)
        status, out, error = cli.end(None)
        self.assertEqual(status, 0)
        left_out = int(next(line for line in error.splitlines()
                            if "not printed" in line).split()[2])
        received = int(next(line for line in error.splitlines()
                            if "received" in line).split()[0])
        self.assertEqual(left_out + out.count("\n"), received)
        self.assertLessEqual(received, n_sent)

    def test_stuck_terminal(self):
        terminal, stdout = os.openpty()
        self.addCleanup(os.close, terminal)
        with os.fdopen(stdout, "wb") as file:
            cli = self.start("listen", "udp", f"{HOST}:0", "--reply", "echo", stdout=file)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.settimeout(START_GUARD_S)
            client.connect((HOST, cli.port()))
            for _ in range(2000):
                client.send(b"x" * 100)
                self.assertEqual(len(client.recv(200)), 100)    # it goes on answering
        status, _, error = cli.end()
        self.assertEqual(status, 0)
        self.assertIn("not printed", error)

    def test_stuck_stderr(self):
        cli = self.start("listen", "tcp", f"{HOST}:0", "--reply", "echo")
        port = cli.port()
        for _ in range(1500):      # two lines each: more than a pipe holds
            with self.connect(port) as client:
                client.sendall(b"x")
                self.assertEqual(client.recv(2), b"x")      # it goes on answering
        cli.process.send_signal(signal.SIGINT)
        cli.process.wait(START_GUARD_S)
        self.assertEqual(cli.process.returncode, 0)

    def test_slow_stderr(self):
        cli = self.start("listen", "tcp", f"{HOST}:0", stdout=subprocess.DEVNULL)
        port = cli.port()
        for _ in range(3000):
            with self.connect(port) as client:
                client.sendall(b"x")
                client.shutdown(socket.SHUT_WR)
                self.assertEqual(client.recv(2), b"")
        status, _, error = cli.end()
        self.assertEqual(status, 0)
        lines = error.splitlines()
        left_out = next(int(line.split()[2]) for line in lines if "left out" in line)
        n_told = sum("Connected" in line or "Closed" in line for line in lines)
        self.assertEqual(n_told + left_out, 6000)
        self.assertIn("3000 messages received", error)

    def test_stuck_output_can_be_interrupted(self):
        cli = self.start("listen", "tcp", f"{HOST}:0", "--raw")
        client = self.connect(cli.port())
        client.settimeout(0.5)
        self.assertRaises(TimeoutError, client.sendall, self.data)
        cli.process.send_signal(signal.SIGINT)
        self.assertEqual(cli.process.wait(START_GUARD_S), 0)


def read_exactly(stream, n_bytes):
    """So many bytes of a pipe."""
    data = stream.read(n_bytes)
    assert len(data) == n_bytes, len(data)
    return data


def resident_bytes(pid):
    """The memory of a process."""
    with open(f"/proc/{pid}/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE")


class Others(CliTest):
    """nc and socat on the other side."""

    def run_other(self, *command, stdin=b""):
        """Runs a program of others to its end."""
        return subprocess.run(command, input=stdin, capture_output=True, check=False,
                              timeout=START_GUARD_S).stdout

    @need("nc")
    def test_nc_to_us(self):
        cli = self.start("listen", "tcp", f"{HOST}:0", "--reply", "echo")
        port = str(cli.port())
        self.assertEqual(self.run_other("nc", "-N", HOST, port, stdin=b"over nc\n"), b"over nc\n")
        self.assertEqual(cli.line()[4], "over nc\\n")

    @need("socat")
    def test_socat_to_us(self):
        for word, target in (("tcp", "TCP:[::1]:%d"), ("udp", "UDP:[::1]:%d")):
            cli = self.start("listen", word, "[::1]:0", "--reply", "echo")
            answer = self.run_other("socat", "-t1", "-", target % cli.port(), stdin=b"over socat")
            self.assertEqual(answer, b"over socat")
            self.assertEqual(cli.line()[3:], ["10", "over socat"])

    def socat_port(self, target, family):
        """Starts an echo of socat's; its port."""
        server, _ = self.server(socket.AF_INET, family)
        port = server.getsockname()[1]
        server.close()
        # pylint: disable-next=consider-using-with
        process = subprocess.Popen(["socat", "-d", "-d", target % port, "EXEC:cat"],
                                   stderr=subprocess.PIPE)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        wait_for(lambda: b"istening" in process.stderr.readline(), "socat to listen")
        return port

    @need("socat")
    def test_we_to_socat(self):
        port = self.socat_port(f"TCP-LISTEN:%d,bind={HOST}", socket.SOCK_STREAM)
        status, out, error = self.run_cli("send", "tcp", f"{HOST}:{port}", "--text", "echo me",
                                          "--wait", "1min", "--raw")
        self.assertEqual((status, out), (0, b"echo me"), error)

    @need("socat")
    def test_we_to_socat_over_udp(self):
        port = self.socat_port(f"UDP-LISTEN:%d,bind={HOST}", socket.SOCK_DGRAM)
        status, out, error = self.run_cli("send", "udp", f"{HOST}:{port}", "--text", "echo me",
                                          "--count", "1", "--raw")
        self.assertEqual((status, out), (0, b"echo me"), error)

    def test_we_to_us(self):
        for word in ("tcp", "udp"):
            cli = self.start("listen", word, "[::1]:0", "--reply", "echo", "--count", "1")
            status, _, error = self.run_cli("send", word, f"[::1]:{cli.port()}", "--pack", ">hh",
                                            "-1", "2")
            self.assertEqual(status, 0, error)
            self.assertEqual((cli.line()[4], cli.end(None)[0]), ("\\xff\\xff\\x00\\x02", 0))


def main():
    global program    # pylint: disable=global-statement
    program = os.path.abspath(sys.argv[1])
    loader = unittest.defaultTestLoader
    module = sys.modules["__main__"]
    suite = (loader.loadTestsFromNames(sys.argv[2:], module) if len(sys.argv) > 2
             else loader.loadTestsFromModule(module))
    result = suite.run(TapResult())
    print(f"1..{result.n_lines}")
    return not result.wasSuccessful()


if __name__ == "__main__":
    sys.exit(main())
