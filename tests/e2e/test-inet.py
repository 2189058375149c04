#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Endpoints between two hosts: network namespaces that a pair of virtual interfaces joins.

Usage: test-inet.py INET_DRIVER [TEST…]. The other side is Python's socket, which looks at the
packets where that can be seen nowhere else.
"""

import collections
import ctypes
import os
import queue
import re
import socket
import struct
import subprocess
import sys
import threading
import time
import unittest

from case import TapResult
from desktop import GUARD_S, die_with_parent, wait_for

DRIVER = os.path.abspath(sys.argv[1])
HERE, THERE = f"hexwire-a{os.getpid()}", f"hexwire-b{os.getpid()}"
NETWORK = f"""
netns add {HERE}
netns add {THERE}
-n {HERE} link add hwa type veth peer name hwb netns {THERE}
-n {HERE} link set lo up
-n {HERE} link set hwa up
-n {HERE} address add 10.77.0.1/24 brd + dev hwa
-n {HERE} address add 10.77.0.4/24 dev hwa
-n {HERE} address add fd77::1/64 dev hwa nodad
-n {HERE} route add default dev hwa
-n {THERE} link set lo up
-n {THERE} link set hwb up
-n {THERE} address add 10.77.0.2/24 brd + dev hwb
-n {THERE} address add 10.77.0.3/24 dev hwb
-n {THERE} address add fd77::2/64 dev hwb nodad
-n {THERE} route add default dev hwb
"""
CLONE_NEWNET = 0x40000000
IP_RECVTTL, IP_RECVTOS, IP_MULTICAST_ALL = 12, 13, 49
IPV6_RECVHOPLIMIT, IPV6_HOPLIMIT, IPV6_RECVTCLASS, IPV6_TCLASS = 51, 52, 66, 67
libc = ctypes.CDLL(None, use_errno=True)

Row = collections.namedtuple("Row", "kind peer arrival data")


def ip(arguments):
    """Runs ip(8); its output."""
    return subprocess.run(["ip", *arguments.split()], capture_output=True, text=True, check=True,
                          timeout=GUARD_S).stdout


def socket_there(family=socket.AF_INET, kind=socket.SOCK_DGRAM, protocol=0):
    """A socket of the other host."""
    with open("/proc/self/ns/net", "rb") as own, open(f"/run/netns/{THERE}", "rb") as other:
        assert libc.setns(other.fileno(), CLONE_NEWNET) == 0
        try:
            made = socket.socket(family, kind, protocol)
        finally:
            assert libc.setns(own.fileno(), CLONE_NEWNET) == 0
    made.settimeout(GUARD_S)
    return made


def index_there():
    """The number of the other host's interface."""
    return int(ip(f"-n {THERE} -o link show hwb").split(":")[0])


def sender_there(family=socket.AF_INET, address=""):
    """A socket of the other host that may send to everybody and to groups."""
    made = socket_there(family)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
    if family == socket.AF_INET:
        made.bind((address or "10.77.0.2", 0))
        made.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF,
                        struct.pack("4s4si", bytes(4), bytes(4), index_there()))
    else:
        made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_IF, index_there())
    return made


class Driver:
    """An endpoint in the first host, and the rows of its log."""

    def __init__(self, kind, host, port, *settings):
        self.process = subprocess.Popen(
            ["ip", "netns", "exec", HERE, DRIVER, kind, host, str(port), *settings],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
            preexec_fn=die_with_parent, env={**os.environ, "LC_ALL": "C.UTF-8"})
        self.rows = []
        self.lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(Row(*line.rstrip("\n").split("\t", 3)))

    def _take_rows(self):
        while not self.lines.empty():
            self.rows.append(self.lines.get())
        return self.rows

    def find(self, kind, data=""):
        """The rows of a kind whose data a pattern is found in."""
        return [row for row in self._take_rows()
                if row.kind == kind and re.search(data, row.data)]

    def wait(self, kind, data="", n_rows=1):
        """Waits for a row, and returns it."""
        return wait_for(lambda: len(self.find(kind, data)) >= n_rows and self.find(kind, data),
                        lambda: f"{kind} {data!r} among {self._take_rows()}")[0]

    def port(self):
        """The port that it has, once it is open."""
        return int(self.wait("open").data.rsplit(":", 1)[1])

    def tell(self, command):
        """Gives it a command."""
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()

    def close(self):
        """Has it close, which must go well."""
        self.process.stdin.close()
        status = self.process.wait(GUARD_S)
        self.process.stdout.close()
        assert status == 0, status


class TwoHosts(unittest.TestCase):
    """What all tests begin with."""

    @classmethod
    def setUpClass(cls):
        cls.link_local = wait_for(
            lambda: re.findall(r"inet6 (fe80::\S+)/64 scope link(?: proto \S+)? *$",
                               ip(f"-n {HERE} address show dev hwa"), re.MULTILINE),
            "a link-local address")[0]

    def drive(self, kind, host, port, *settings):
        """A driver that is closed after the test."""
        driver = Driver(kind, host, port, *settings)
        self.addCleanup(driver.close)
        return driver

    def keep(self, made):
        """A socket that is closed after the test."""
        self.addCleanup(made.close)
        return made


class Groups(TwoHosts):
    """Multicast and broadcast."""

    def test_group(self):
        server = self.drive("udp-server", "", 0, "join=239.7.7.7%hwa")
        port = server.port()
        sender = self.keep(sender_there())
        sender.sendto(b"joined", ("239.7.7.7", port))
        row = server.wait("received", "^joined$")
        self.assertEqual(row.arrival, "239.7.7.7 on hwa")
        self.assertEqual(row.peer, "10.77.0.2:%d" % sender.getsockname()[1])
        sender.sendto(b"direct", ("10.77.0.1", port))
        self.assertEqual(server.wait("received", "^direct$").arrival, "10.77.0.1 on hwa")
        self.assertIn("239.7.7.7", ip(f"-n {HERE} maddress show dev hwa"))

        server.tell("leave 239.7.7.7%hwa")
        server.wait("left")
        self.assertNotIn("239.7.7.7", ip(f"-n {HERE} maddress show dev hwa"))
        sender.sendto(b"left", ("239.7.7.7", port))
        server.tell("join 239.7.7.7%hwa")
        server.wait("joined", n_rows=2)
        sender.sendto(b"again", ("239.7.7.7", port))
        server.wait("received", "^again$")
        self.assertEqual(server.find("received", "^left$"), [])

    def test_group_of_ipv6(self):
        server = self.drive("udp-server", "", 0, "join=ff15::7%hwa", "join=ff02::7%hwa")
        sender = self.keep(sender_there(socket.AF_INET6))
        sender.sendto(b"site", ("ff15::7", server.port()))
        sender.sendto(b"link", ("ff02::7", server.port()))
        self.assertEqual(server.wait("received", "^site$").arrival, "ff15::7 on hwa")
        self.assertEqual(server.wait("received", "^link$").arrival, "ff02::7 on hwa")

    def test_source(self):
        server = self.drive("udp-server", "", 0, "join=10.77.0.2@232.7.7.7%hwa",
                            "join=fd77::2@ff35::7%hwa")
        port = server.port()
        self.keep(sender_there(address="10.77.0.3")).sendto(b"other", ("232.7.7.7", port))
        self.keep(sender_there(address="10.77.0.2")).sendto(b"source", ("232.7.7.7", port))
        server.wait("received", "^source$")
        self.assertEqual(server.find("received", "^other$"), [])
        sender = self.keep(sender_there(socket.AF_INET6))
        sender.bind(("fd77::2", 0))
        sender.sendto(b"six", ("ff35::7", port))
        server.wait("received", "^six$")

    def test_errors(self):
        server = self.drive("udp-server", "", 0)
        server.wait("open")
        for group, problem in (("10.77.0.1", "is not a group"),
                               ("239.7.7.7%nosuch0", "There is no interface “nosuch0”"),
                               ("fd77::2@239.7.7.7", "different address families"),
                               ("ff02::7", "say which, as in ff02::7%hwa")):
            server.tell("join " + group)
            server.wait("not joined", problem)
        server.tell("join 239.7.7.7%hwa")
        server.wait("joined")
        server.tell("join 239.7.7.7%hwa")
        server.wait("not joined", "239.7.7.7%hwa is in the list already")
        server.tell("join 10.77.0.2@239.7.7.7%hwa")
        server.wait("not joined", "^Cannot join 10.77.0.2@239.7.7.7%hwa: 239.7.7.7%hwa is joined")

    def test_dual_stack(self):
        server = self.drive("udp-server", "", 0, "dual-stack=1", "join=239.7.7.7%hwa",
                            "join=ff15::7%hwa")
        sender = self.keep(sender_there())
        sender.sendto(b"four", ("239.7.7.7", server.port()))
        row = server.wait("received", "^four$")
        self.assertEqual((row.peer, row.arrival),
                         ("10.77.0.2:%d" % sender.getsockname()[1], "239.7.7.7 on hwa"))
        self.keep(sender_there(socket.AF_INET6)).sendto(b"six", ("ff15::7", server.port()))
        server.wait("received", "^six$")

    def test_send_to_group(self):
        receiver = self.keep(socket_there())
        receiver.bind(("", 0))
        receiver.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP,
                            socket.inet_aton("239.7.7.8") + socket.inet_aton("10.77.0.2"))
        receiver.setsockopt(socket.IPPROTO_IP, IP_RECVTTL, 1)
        receiver.setsockopt(socket.IPPROTO_IP, IP_RECVTOS, 1)
        client = self.drive("udp-client", "239.7.7.8", receiver.getsockname()[1],
                            "multicast-interface=hwa", "multicast-ttl=7", "dscp=46")
        client.wait("open")
        client.tell("send group")
        data, facts, _flags, sender = receiver.recvmsg(100, 200)
        self.assertEqual((data, sender[0]), (b"group", "10.77.0.1"))
        self.assertEqual({kind: value[0] for _level, kind, value in facts},
                         {socket.IP_TTL: 7, socket.IP_TOS: 46 << 2})
        client.tell("set multicast-ttl=9")
        client.tell("send later")
        facts = receiver.recvmsg(100, 200)[1]
        self.assertIn((socket.IPPROTO_IP, socket.IP_TTL, struct.pack("i", 9)), facts)
        receiver.sendto(b"answer", sender)
        self.assertEqual(client.wait("received", "^answer$").arrival, "10.77.0.1 on hwa")

    def test_loop(self):
        server = self.drive("udp-server", "", 0, "join=239.7.7.9%hwa")
        client = self.drive("udp-client", "239.7.7.9", server.port(), "multicast-interface=hwa",
                            "multicast-loop=0")
        client.wait("open")
        client.tell("send silent")
        client.tell("set multicast-loop=1")
        client.tell("send loud")
        server.wait("received", "^loud$")
        self.assertEqual(server.find("received", "^silent$"), [])

    def test_broadcast(self):
        server = self.drive("udp-server", "", 0)
        sender = self.keep(sender_there())
        for address in ("10.77.0.255", "255.255.255.255"):
            sender.sendto(address.encode(), (address, server.port()))
            self.assertEqual(server.wait("received", f"^{address}$").arrival, address + " on hwa")
        receiver = self.keep(socket_there())
        receiver.bind(("", 0))
        for address in ("10.77.0.255", "255.255.255.255"):
            client = self.drive("udp-client", address, receiver.getsockname()[1])
            client.wait("open")
            client.tell("send to everybody")
            data, sender_address = receiver.recvfrom(100)
            self.assertEqual(data, b"to everybody")
            receiver.sendto(b"heard", sender_address)
            client.wait("received", "^heard$")


class Addresses(TwoHosts):
    """Zones, sources, who may connect."""

    def test_zone(self):
        for kind in ("udp-server", "tcp-server"):
            server = self.drive(kind, self.link_local + "%hwa", 0, "reply=1")
            target = (self.link_local, server.port(), 0, index_there())
            peer = self.keep(socket_there(socket.AF_INET6, socket.SOCK_DGRAM if "udp" in kind
                                          else socket.SOCK_STREAM))
            peer.connect(target)
            peer.send(b"zone")
            self.assertEqual(peer.recv(10), b"zone")
            self.assertRegex(server.wait("received").peer, r"^\[fe80::.*%hwa\]:\d+$")

    def test_zone_is_missing(self):
        for kind in ("udp-server", "tcp-server", "udp-client", "tcp-client"):
            self.drive(kind, self.link_local, 5000).wait(
                "failed", "say which, as in " + self.link_local + "%hwa")
            self.drive(kind, self.link_local + "%nosuch0", 5000).wait(
                "failed", "There is no interface “nosuch0”; there are: lo, hwa")

    def test_source(self):
        for kind, client_kind in ((socket.SOCK_STREAM, "tcp-client"),
                                  (socket.SOCK_DGRAM, "udp-client")):
            server = self.keep(socket_there(kind=kind))
            server.bind(("10.77.0.2", 0))
            if kind == socket.SOCK_STREAM:
                server.listen()
            client = self.drive(client_kind, "10.77.0.2", server.getsockname()[1],
                                "source-address=10.77.0.4", "source-port=4444")
            client.wait("open", "^10.77.0.4:4444$")
            client.tell("send x")
            sender = (server.accept()[1] if kind == socket.SOCK_STREAM
                      else server.recvfrom(10)[1])
            self.assertEqual(sender, ("10.77.0.4", 4444))

    def test_allow_list_of_tcp(self):
        server = self.drive("tcp-server", "", 0, "reply=1", "allow-list=10.77.0.3, fd77::/64")
        for address, is_allowed in (("10.77.0.2", False), ("10.77.0.3", True), ("fd77::2", True)):
            peer = self.keep(socket_there(socket.AF_INET6 if ":" in address else socket.AF_INET,
                                          socket.SOCK_STREAM))
            peer.bind((address, 0))
            try:
                peer.connect(("fd77::1" if ":" in address else "10.77.0.1", server.port()))
                peer.send(b"let me in")
                answer = peer.recv(100)
            except OSError:
                answer = None
            self.assertEqual(answer, b"let me in" if is_allowed else None)
        row = server.wait("note", "^Refused: not among those who may connect$")
        self.assertRegex(row.peer, "^10.77.0.2:")
        self.assertEqual(len(server.find("note")), 1)

    def test_allow_list_in_a_flood(self):
        server = self.drive("udp-server", "", 0, "reply=1", "allow-list=10.77.0.3")
        sender = self.keep(sender_there(address="10.77.0.2"))
        for _ in range(2000):
            sender.sendto(b"flood", ("10.77.0.1", server.port()))
        friend = self.keep(sender_there(address="10.77.0.3"))
        friend.sendto(b"friend", ("10.77.0.1", server.port()))
        self.assertEqual(friend.recv(100), b"friend")
        server.wait("note", "^Refused [0-9]+ more times within a second$")

        def n_told():
            more = [re.match(r"Refused (\d+) more", row.data) for row in server.find("note")]
            return sum(int(match[1]) if match else 1 for match in more)
        wait_for(lambda: n_told() == 2000, lambda: f"2000 refusals, not {n_told()}")
        self.assertLess(len(server.find("note")), 20)
        sender.setblocking(False)
        self.assertRaises(BlockingIOError, sender.recv, 10)


class Options(TwoHosts):
    """What can be seen of options from outside."""

    def test_packets_of_tcp(self):
        raw = self.keep(socket_there(kind=socket.SOCK_RAW, protocol=socket.IPPROTO_TCP))
        listener = self.keep(socket_there(kind=socket.SOCK_STREAM))
        listener.bind(("10.77.0.2", 0))
        listener.listen()
        port = listener.getsockname()[1]
        client = self.drive("tcp-client", "10.77.0.2", port, "ttl=9", "dscp=10", "keep-alive=1",
                            "keep-alive-idle-s=33")
        client.wait("open")
        seen = set()

        def has_seen(wanted):
            packet = raw.recv(1000)
            if struct.unpack_from(">H", packet, 22)[0] == port:
                seen.add((packet[8], packet[1]))
            return wanted in seen
        # From the first packet on, and at once when it changes.
        wait_for(lambda: has_seen((9, 40)), "packets of TTL 9 and DSCP 10")
        self.assertEqual(seen, {(9, 40)})
        client.tell("set ttl=11")
        client.tell("set dscp=46")
        client.tell("send more")
        wait_for(lambda: has_seen((11, 184)), "packets of TTL 11 and DSCP 46")
        shown = subprocess.run(["ip", "netns", "exec", HERE, "ss", "-tno"], capture_output=True,
                               text=True, check=True).stdout
        self.assertRegex(shown, rf"10\.77\.0\.2:{port} .*timer:\(keepalive,3[0-3]sec")

    def test_packets_of_a_server(self):
        raw = self.keep(socket_there(kind=socket.SOCK_RAW, protocol=socket.IPPROTO_TCP))
        server = self.drive("tcp-server", "10.77.0.1", 0, "ttl=12", "reply=1")
        peer = self.keep(socket_there(kind=socket.SOCK_STREAM))
        peer.connect(("10.77.0.1", server.port()))
        peer.send(b"x")
        self.assertEqual(peer.recv(10), b"x")
        ttls = {raw.recv(1000)[8] for _ in range(3)}
        self.assertEqual(ttls, {12})

    def test_packets_of_udp_over_ipv6(self):
        receiver = self.keep(socket_there(socket.AF_INET6))
        receiver.bind(("fd77::2", 0))
        receiver.setsockopt(socket.IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1)
        receiver.setsockopt(socket.IPPROTO_IPV6, IPV6_RECVTCLASS, 1)
        client = self.drive("udp-client", "fd77::2", receiver.getsockname()[1], "ttl=5", "dscp=8")
        client.wait("open")
        client.tell("send six")
        facts = receiver.recvmsg(100, 200)[1]
        self.assertEqual({kind: value[0] for _level, kind, value in facts},
                         {IPV6_HOPLIMIT: 5, IPV6_TCLASS: 32})

    def test_reset_on_close(self):
        listener = self.keep(socket_there(kind=socket.SOCK_STREAM))
        listener.bind(("10.77.0.2", 0))
        listener.listen()
        client = Driver("tcp-client", "10.77.0.2", listener.getsockname()[1], "reset-on-close=1")
        client.wait("open")
        accepted = self.keep(listener.accept()[0])
        accepted.settimeout(GUARD_S)
        client.close()
        self.assertRaises(ConnectionResetError, accepted.recv, 1)

    def test_reconnect(self):
        listener = socket_there(kind=socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("10.77.0.2", 0))
        port = listener.getsockname()[1]
        listener.listen()
        client = self.drive("tcp-client", "10.77.0.2", port, "reconnect=1")
        listener.accept()[0].close()
        listener.close()
        client.wait("note", "^Trying again")
        began_s = time.monotonic()
        again = self.keep(socket_there(kind=socket.SOCK_STREAM))
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("10.77.0.2", port))
        again.listen()
        self.keep(again.accept()[0])
        client.wait("open", n_rows=2)
        self.assertLess(time.monotonic() - began_s, 2)


def main():
    """Makes the hosts, runs the tests, and takes the hosts away."""
    loader = unittest.defaultTestLoader
    module = sys.modules["__main__"]
    suite = (loader.loadTestsFromNames(sys.argv[2:], module) if len(sys.argv) > 2
             else loader.loadTestsFromModule(module))
    try:
        for line in NETWORK.strip().splitlines():
            ip(line)
        result = suite.run(TapResult())
    except (OSError, subprocess.CalledProcessError) as error:
        reason = getattr(error, "stderr", None) or error
        print(f"1..0 # SKIP no network namespaces here: {reason}")
        return
    finally:
        for host in (HERE, THERE):
            subprocess.run(["ip", "netns", "delete", host], capture_output=True, check=False)
    print(f"1..{result.n_lines}")
    sys.exit(not result.wasSuccessful())


if __name__ == "__main__":
    main()
