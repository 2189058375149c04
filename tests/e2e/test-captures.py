#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads captures that other programs made, and ours after they went through them.

Usage: test-captures.py CAPTURE_DRIVER EXPORT_DRIVER
"""

import collections
import os
import random
import socket
import struct
import subprocess
import sys
import tempfile
import time
import traceback

DRIVER, EXPORT_DRIVER = map(os.path.abspath, sys.argv[1:3])

PCAPNG = 6
RECEIVED, SENT, OPENED, CLOSED, ERROR, NOTE = range(6)
TCP, UDP = 0, 1
START_US = 1_700_000_000_123_456

#: Where nobody else sends to: what once had a port may still be sent to by others.
OWN = "127.0.77.1"

Row = collections.namedtuple("Row", "kind time_us transport opened_here peer local data")


class Skip(Exception):
    """A test that cannot be made here, and why."""


def load(path):
    result = subprocess.run([DRIVER, path], capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 0, result.stderr
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    return [Row(int(kind), int(time_us), int(transport), opened == "1", peer, local,
                bytes.fromhex(data))
            for kind, time_us, transport, opened, peer, local, data in rows]


def join(rows, kind):
    return b"".join(row.data for row in rows if row.kind == kind)


def run(*command):
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


def write_export(path, rng, n_rows):
    """A connection as we export it, and its rows."""
    lines = ["peer\t1\t0\t1\t192.0.2.1:40001\t192.0.2.2:40002", f"row\t{START_US}\t2\t0\t1\t6f6b"]
    rows = []
    for i in range(n_rows):
        kind, data = rng.choice([RECEIVED, SENT]), rng.randbytes(rng.randrange(1, 3000))
        rows.append((kind, START_US + 1 + i, data))
        lines.append(f"row\t{START_US + 1 + i}\t{kind}\t0\t1\t{data.hex()}")
    lines.append(f"row\t{START_US + n_rows + 1}\t3\t1\t1\t{'Closed by peer'.encode().hex()}")
    with open(path, "wb") as out:
        subprocess.run([EXPORT_DRIVER, str(PCAPNG)], input="\n".join(lines + [""]).encode(),
                       stdout=out, check=True)
    return rows


def check_converted(folder, rng):
    """The older format knows no directions and no comments: whoever opened is the peer."""
    path, other = os.path.join(folder, "a.pcapng"), os.path.join(folder, "a.pcap")
    rows = write_export(path, rng, 50)
    for form in "pcapng", "pcap", "nsecpcap":
        run("editcap", "-F", form, path, other)
        loaded = load(other)
        assert [row.kind for row in loaded] == [OPENED] + [
            kind if form == "pcapng" else SENT + RECEIVED - kind for kind, _, _ in rows] + [CLOSED]
        assert [(row.time_us, row.data) for row in loaded[1:-1]] == [row[1:] for row in rows]
        ends = (loaded[0].peer, loaded[0].local, loaded[0].opened_here)
        assert ends == (("192.0.2.1:40001", "192.0.2.2:40002", True) if form == "pcapng"
                        else ("192.0.2.2:40002", "192.0.2.1:40001", False)), ends


def split_blocks(capture):
    blocks, at = [], 0
    while at < len(capture):
        size = struct.unpack_from("=I", capture, at + 4)[0]
        blocks.append(capture[at:at + size])
        at += size
    return blocks


def check_disorder(folder, rng):
    """Segments that come late and twice."""
    path = os.path.join(folder, "b.pcapng")
    rows = write_export(path, rng, 200)
    with open(path, "rb") as file:
        blocks = split_blocks(file.read())
    head, body, tail = blocks[:5], blocks[5:-3], blocks[-3:]
    order = sorted(range(len(body)), key=lambda i: i + rng.random() * 8)
    order += [i for i in range(len(body)) if rng.random() < 0.2]
    with open(path, "wb") as file:
        file.write(b"".join(head + [body[i] for i in order] + tail))
    loaded = load(path)
    for kind in RECEIVED, SENT:
        assert join(loaded, kind) == b"".join(data for k, _, data in rows if k == kind)
    assert any(row.kind == NOTE and b"came again" in row.data for row in loaded)


def check_lost(folder, rng):
    """A segment that is not there is told where it is missing."""
    path = os.path.join(folder, "c.pcapng")
    rows = write_export(path, rng, 20)
    with open(path, "rb") as file:
        blocks = split_blocks(file.read())
    # two blocks before the handshake, three of it, then one for each row
    del blocks[5 + 9]
    with open(path, "wb") as file:
        file.write(b"".join(blocks))
    loaded = load(path)
    kind, _, lost = rows[9]
    assert join(loaded, kind) == b"".join(row[2] for i, row in enumerate(rows)
                                          if row[0] == kind and i != 9)
    notes = [row.data.decode() for row in loaded if row.kind == NOTE]
    assert any(f"{len(lost)} byte" in note for note in notes), notes


def check_links(folder, rng):
    """The headers that text2pcap is told to be there."""
    tcp = struct.pack(">HHIIHHHH", 4000, 5000, 1, 0, 0x5018, 100, 0, 0) + b"hello"
    ip4 = struct.pack(">BBHHHBBH4s4s", 0x46, 0, 24 + len(tcp), 1, 0, 64, 6, 0,
                      b"\x7f\0\0\1", b"\x7f\0\0\2") + b"\1\1\1\0" + tcp
    ip6 = (struct.pack(">IHBB", 0x60000000, 8 + len(tcp), 0, 64) + b"\0" * 15 + b"\1" + b"\0" * 15
           + b"\2" + bytes([6, 0, 1, 4, 0, 0, 0, 0]) + tcp)
    vlan = b"\2" * 12 + struct.pack(">HHH", 0x8100, 5, 0x800)
    cases = [(1, vlan, ip4), (101, b"", ip4), (101, b"", ip6), (0, struct.pack("=I", 2), ip4),
             (113, struct.pack(">HHH8sH", 0, 1, 6, b"", 0x800), ip4),
             (276, struct.pack(">HHIHBB8s", 0x86dd, 0, 1, 1, 0, 6, b""), ip6)]
    dump, path = os.path.join(folder, "dump"), os.path.join(folder, "d.pcapng")
    for link, header, packet in cases:
        with open(dump, "w", encoding="utf-8") as file:
            file.write("000000 " + " ".join(f"{byte:02x}" for byte in header + packet) + "\n")
        run("text2pcap", "-l", str(link), dump, path)
        row, = load(path)
        assert (row.kind, row.data) == (RECEIVED, b"hello"), (link, row)
        assert (row.peer, row.local) == (("127.0.0.1:4000", "127.0.0.2:5000") if packet is ip4
                                         else ("[::1]:4000", "[::2]:5000")), (link, row)
    fragment = ip4[:6] + b"\x20\0" + ip4[8:]
    with open(dump, "w", encoding="utf-8") as file:
        file.write("000000 " + " ".join(f"{byte:02x}" for byte in fragment) + "\n")
    run("text2pcap", "-l", "101", dump, path)
    row, = load(path)
    assert row.kind == NOTE and b"Fragment" in row.data, row


def wait_for_size(path, size):
    deadline = time.monotonic() + 10
    while not os.path.exists(path) or os.path.getsize(path) < size:
        assert time.monotonic() < deadline, "dumpcap writes nothing"
        time.sleep(0.02)


def check_dumpcap(folder, rng):
    """What went over loopback, as dumpcap saw it."""
    path = os.path.join(folder, "e.pcapng")
    here, there = rng.randbytes(300_000), rng.randbytes(200_000)
    with socket.create_server((OWN, 0)) as server, \
         socket.socket(type=socket.SOCK_DGRAM) as ours, \
         socket.socket(type=socket.SOCK_DGRAM) as theirs:
        theirs.bind((OWN, 0))
        port, udp_port = server.getsockname()[1], theirs.getsockname()[1]
        with subprocess.Popen(["dumpcap", "-i", "lo", "-w", path, "-q", "-f",
                               f"host {OWN} and (tcp port {port} or udp port {udp_port})"],
                              stderr=subprocess.PIPE, encoding="utf-8") as dumpcap:
            # It captures as soon as it has seen one datagram.
            deadline = time.monotonic() + 10
            while not os.path.exists(path) or os.path.getsize(path) < 500:
                if dumpcap.poll() is not None or time.monotonic() > deadline:
                    dumpcap.kill()
                    raise Skip("dumpcap may not capture")
                ours.sendto(b"hello", (OWN, udp_port))
                time.sleep(0.05)
            with socket.create_connection((OWN, port)) as client:
                connection, _ = server.accept()
                with connection:
                    client.settimeout(10)
                    for i in range(0, 300_000, 30_000):
                        client.sendall(here[i:i + 30_000])
                        connection.recv(30_000, socket.MSG_WAITALL)
                    for i in range(0, 200_000, 20_000):
                        connection.sendall(there[i:i + 20_000])
                        client.recv(20_000, socket.MSG_WAITALL)
            wait_for_size(path, 500_000)
            size = -1
            while os.path.getsize(path) != size:
                size = os.path.getsize(path)
                time.sleep(0.5)
            dumpcap.terminate()
    loaded = load(path)
    stream = [row for row in loaded if row.transport == TCP]
    assert join(stream, RECEIVED) == here and join(stream, SENT) == there
    assert stream[0].kind == OPENED and stream[-1].kind == CLOSED
    assert stream[0].local == f"{OWN}:{port}" and not stream[0].opened_here
    datagrams = [row for row in loaded if row.transport == UDP]
    assert {(row.data, row.kind) for row in datagrams} == {(b"hello", RECEIVED)}, datagrams


CHECKS = [check_converted, check_disorder, check_lost, check_links, check_dumpcap]


def main():
    failures = 0
    print(f"1..{len(CHECKS)}")
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o777)
        for number, check in enumerate(CHECKS, 1):
            try:
                check(folder, random.Random(number))
                print("ok", number, check.__name__)
            except Skip as reason:
                print("ok", number, check.__name__, "# SKIP", reason)
            except Exception:
                print("\n".join("# " + line[:1000] for line in traceback.format_exc().splitlines()))
                print("not ok", number, check.__name__)
                failures += 1
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
