#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads back what the writers of logs write, with Python's own modules and with tshark.

Usage: test-export.py EXPORT_DRIVER
"""

import base64
import csv
import datetime
import io
import json
import math
import random
import re
import struct
import subprocess
import sys
import tempfile

DRIVER = None

TEXT, CSV, JSON, DUMP, RAW_RECEIVED, RAW_SENT, PCAPNG = range(7)
RECEIVED, SENT, OPENED, CLOSED, ERROR, NOTE = range(6)
UNKNOWN, BY_PEER, HERE, RESET = range(4)
KINDS = ["received", "sent", "opened", "closed", "error", "note"]
TCP, UDP, UNIX_STREAM, UNIX_DATAGRAM = range(4)

#: The first sequence number comes from the time: 64 KiB before the 32 bits of it wrap.
START_US = (1_700_000_000_000_000 & ~0xffffffff) | 0xffff_0000


class Log:
    """Rows, and the lines that tell the driver about them."""

    def __init__(self):
        self.lines = []
        self.peers = {}
        self.rows = []
        self.time_us = START_US

    def peer(self, number, transport, opened_here, address, local=None):
        self.peers[number] = (transport, address, local)
        words = ["peer", number, transport, int(opened_here), address] + ([local] if local else [])
        self.lines.append("\t".join(map(str, words)))

    def row(self, kind, peer, data, ending=UNKNOWN):
        data = data.encode() if isinstance(data, str) else data
        self.rows.append((self.time_us, kind, peer, data))
        self.lines.append(f"row\t{self.time_us}\t{kind}\t{ending}\t{peer}\t{data.hex()}")
        self.time_us += 1001

    def write(self, form, *decode):
        """What the driver makes of it."""
        result = subprocess.run([DRIVER, str(form), *decode], capture_output=True, check=True,
                                input="\n".join(self.lines + [""]).encode())
        assert not result.stderr, result.stderr
        return result.stdout

    def stream(self, peer, kind):
        return b"".join(data for _, k, p, data in self.rows if (k, p) == (kind, peer))


def make_payloads(rng):
    """Payloads that are easy to get wrong."""
    return [b"x", b"", b"a,b", b'say "hi"', b"line\r\nline\n", b"tab\t\\", bytes(range(256)),
            "Grüße, 世界".encode(), b"\xff\xfe", b"\0", b"=1+1", rng.randbytes(1000), b" ", b'"']


def make_mixed_log(rng):
    log = Log()
    log.peer(1, TCP, True, "127.0.0.1:40001", "127.0.0.1:40002")
    log.peer(2, UNIX_STREAM, False, '/run/a "b", c', "/run/x")
    log.row(OPENED, 0, "Listening on 127.0.0.1:40002")
    for i, payload in enumerate(make_payloads(rng)):
        log.row(i % 2, 1 + i % 2, payload)
        log.row(NOTE + i % 2 - 1, 2, 'A note, "quoted"\nin two lines')
    log.row(CLOSED, 1, "Closed by peer", BY_PEER)
    return log


def to_time_us(text):
    """Exactly, where a float would round."""
    moment = datetime.datetime.fromisoformat(text)
    return (moment - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
            ) // datetime.timedelta(microseconds=1)


def check_csv(rng):
    log = make_mixed_log(rng)
    text = log.write(CSV).decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert len(rows) == len(log.rows)
    for row, (time_us, kind, peer, data) in zip(rows, log.rows):
        assert to_time_us(row["time"]) == time_us
        assert row["kind"] == KINDS[kind]
        assert row["peer"] == (log.peers[peer][1] if peer else "")
        assert int(row["length"]) == len(data)
        if kind <= SENT:
            assert bytes.fromhex(row["hex"]) == data
        else:
            assert row["text"] == data.decode() and row["hex"] == ""


def check_csv_fields(rng):
    log = Log()
    values = [(rng.getrandbits(16), rng.getrandbits(64) - (1 << 63), 1.5, rng.randbytes(3))
              for _ in range(20)]
    for value in values:
        log.row(SENT, 0, struct.pack(">Hqd3s", *value))
    log.row(SENT, 0, b"".join(struct.pack(">Hqd3s", *value) for value in values[:2]))
    log.row(RECEIVED, 0, b"")
    rows = list(csv.reader(io.StringIO(log.write(CSV, ">id:H q d 3s").decode(),
                                       newline="")))
    assert rows[0][6:] == ["id", "q", "d", "s"], rows[0]
    for row, value in zip(rows[1:], values):
        assert row[6:] == [repr(v) for v in value], row
    assert rows[-2][6] == f"{values[0][0]} | {values[1][0]}"
    assert rows[-1][6:] == [""] * 4


def check_json(rng):
    log = make_mixed_log(rng)
    rows = [json.loads(line) for line in log.write(JSON).decode("utf-8").splitlines()]
    assert len(rows) == len(log.rows)
    for row, (time_us, kind, peer, data) in zip(rows, log.rows):
        assert to_time_us(row["time"]) == time_us
        assert row["kind"] == KINDS[kind]
        assert (row.get("peer"), row.get("local")) == (log.peers[peer][1:] if peer
                                                       else (None, None))
        assert row["length"] == len(data)
        if kind <= SENT:
            assert base64.b64decode(row["data"], validate=True) == data
        else:
            assert "data" not in row
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = None
        assert row.get("text") == text


def check_json_fields(rng):
    log = Log()
    cases = [(1, -5, 0.1, True), (2**64 - 1, -2**63, math.inf, False),
             (2**53, 2**53 - 1, math.nan, True), (0, 0, -0.0, False)]
    for case in cases:
        log.row(RECEIVED, 0, struct.pack("<Qqd?", *case) + b"ab\0\x80")
    log.row(RECEIVED, 0, b"short")
    rows = [json.loads(line, parse_constant=None)
            for line in log.write(JSON, "<Q count:q f:d ok:? s:2s x B").decode().splitlines()]
    for row, (big, count, number, ok) in zip(rows, cases):
        record, = row["records"]
        assert int(record["Q"]) == big and int(record["count"]) == count
        assert repr(float(record["f"])) == repr(number) and record["ok"] is ok
        assert record["s"] == "b'ab'" and record["B"] == 128
    assert rows[1]["records"][0]["Q"] == str(2**64 - 1) and rows[1]["records"][0]["f"] == "inf"
    assert rows[-1]["records"] == []


def check_text(rng):
    log = make_mixed_log(rng)
    lines = log.write(TEXT).decode("utf-8").split("\n")[:-1]
    assert len(lines) == len(log.rows)
    for line, (time_us, kind, _, data) in zip(lines, log.rows):
        words = line.split("\t")
        assert to_time_us(words[0]) == time_us
        assert words[1] == KINDS[kind] and int(words[3]) == len(data) and len(words) == 5
        read_back = re.sub(rb"\\(x..|.)", unescape, words[4].encode())
        assert read_back == data, (words[4], data)


def unescape(match):
    word = match[1]
    if len(word) == 3:
        return bytes.fromhex(word[1:].decode())
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"\\": b"\\"}[word]


def check_dump(rng):
    """The lines are those of hexdump, and text2pcap reads the whole."""
    log = make_mixed_log(rng)
    text = log.write(DUMP)
    at = 0
    for _, kind, _, data in log.rows:
        end = text.index(b"\n", at) + 1
        assert text[at:at + 2] == b"# "
        dump = subprocess.run(["hexdump", "-vC"], input=data if kind <= SENT else b"",
                              capture_output=True, check=True).stdout
        dump = dump[:dump.rstrip(b"\n").rfind(b"\n") + 1]       # it ends with an offset alone
        assert text[end:end + len(dump)] == dump
        at = end + len(dump)
    assert at == len(text)


def check_raw(rng):
    log = make_mixed_log(rng)
    for form, kind in (RAW_RECEIVED, RECEIVED), (RAW_SENT, SENT):
        assert log.write(form) == b"".join(row[3] for row in log.rows if row[1] == kind)


def tshark(capture, *arguments):
    with tempfile.NamedTemporaryFile(suffix=".pcapng") as file:
        file.write(capture)
        file.flush()
        result = subprocess.run(["tshark", "-r", file.name, "-o", "ip.check_checksum:TRUE",
                                 "-o", "tcp.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE",
                                 *arguments],
                                capture_output=True, check=True)
    complaints = [line for line in result.stderr.decode().splitlines()
                  if not line.startswith("Running as user")]
    assert not complaints, complaints
    return result.stdout.decode()


def fields(capture, *names, select="frame"):
    arguments = [word for name in names for word in ("-e", name)]
    out = tshark(capture, "-Y", select, "-T", "fields", "-E", "separator=/t", *arguments)
    return [line.split("\t") for line in out.splitlines()]


def check_clean(capture):
    """No complaint of tshark's about any packet. It notes a reset, and where a connection has the
    ports of an earlier one, and so it is."""
    bad = fields(capture, "frame.number", "_ws.expert.message",
                 select="_ws.malformed || "
                        "(_ws.expert.severity >= 6291456 && !(tcp.flags.reset == 1)) || "
                        "(tcp.analysis.flags && !tcp.analysis.reused_ports) || "
                        "(ip && ip.checksum.status != 1) || (tcp && tcp.checksum.status != 1) || "
                        "(udp && udp.checksum.status != 1)")
    assert not bad, bad


def follow(capture, stream):
    """The bytes of a stream: those of the end that opened it, and those of the other."""
    out = tshark(capture, "-q", "-z", f"follow,tcp,raw,{stream}")
    lines = [line for line in out.splitlines() if re.fullmatch(r"\t?[0-9a-f]+", line)]
    return (b"".join(bytes.fromhex(line) for line in lines if line[0] != "\t"),
            b"".join(bytes.fromhex(line) for line in lines if line[0] == "\t"))


def make_streams(rng):
    log = Log()
    log.peer(1, TCP, False, "127.0.0.1:40001", "127.0.0.1:40002")
    log.peer(2, TCP, True, "[::1]:40003", "[::1]:40004")
    log.peer(3, UNIX_STREAM, False, "/run/a.sock", "/run/here.sock")
    log.peer(4, UNIX_STREAM, False, "/run/a.sock", "/run/here.sock")
    log.peer(5, TCP, True, "[fe80::1%eth0]:40005", None)
    log.peer(6, TCP, True, "192.0.2.7:40006", "0.0.0.0:40007")
    log.row(OPENED, 0, "Listening")
    for peer in range(1, 6):
        log.row(OPENED, peer, "Connected")
    for _ in range(40):
        for peer in range(1, 7):
            size = rng.choice([1, 1, 2, 100, 65535])
            log.row(rng.choice([RECEIVED, SENT]), peer, rng.randbytes(size))
    log.row(RECEIVED, 1, rng.randbytes(1 << 20))
    log.row(SENT, 2, rng.randbytes(1 << 20))
    for _ in range(300):
        log.row(SENT, 3, b"unanswered")
    log.row(NOTE, 1, "A note")
    for peer, text, ending in ((1, "Closed by peer", BY_PEER), (2, "Closed here", HERE),
                               (3, "Reset by peer · 3 B in, 4 B out", RESET)):
        log.row(CLOSED, peer, text, ending)
    log.row(CLOSED, 4, "")
    log.row(ERROR, 5, "Connection timed out")
    log.row(SENT, 1, b"a second connection of the same ends")
    return log


def check_streams(rng):
    log = make_streams(rng)
    capture = log.write(PCAPNG)
    check_clean(capture)
    order = [row[2] for row in log.rows if row[2]]
    order = sorted(set(order), key=order.index)
    last = log.rows[-1][3]
    for stream, peer in enumerate(order):
        opened_here = peer in (2, 5, 6)
        expected = [log.stream(peer, SENT), log.stream(peer, RECEIVED)]
        if peer == 1:
            expected[0] = expected[0][:-len(last)]
        first, second = follow(capture, stream)
        got = [first, second] if opened_here else [second, first]
        assert got == expected, peer
    assert last in follow(capture, len(order))
    comments = [c for row in fields(capture, "frame.comment", select="frame.comment") for c in row]
    assert any("Peer: unix-stream /run/a.sock" in c for c in comments), comments
    assert any("A note" in c for c in comments) and any("timed out" in c for c in comments)
    resets = fields(capture, "frame.comment", select="tcp.flags.reset == 1")
    assert resets == [["Reset by peer · 3 B in, 4 B out"]], resets


def check_times(rng):
    """Every row's time is in the capture, to the microsecond."""
    log = make_streams(rng)
    times = {int(t[0].replace(".", "")) // 1000
             for t in fields(log.write(PCAPNG), "frame.time_epoch")}
    assert {row[0] for row in log.rows} <= times


def check_datagrams(rng):
    log = Log()
    log.peer(1, UDP, False, "127.0.0.1:40001", "0.0.0.0:40002")
    log.peer(2, UDP, True, "[::1]:40003", "[::]:40004")
    log.peer(3, UNIX_DATAGRAM, True, "/run/b.sock", None)
    log.peer(4, UDP, True, "192.0.2.255:40005", None)
    for size in [0, 1, 2, 3, 1000, 65507, 0] + [rng.randrange(70) for _ in range(60)]:
        for peer in range(1, 5):
            log.row(rng.choice([RECEIVED, SENT]), peer, rng.randbytes(size))
    log.row(SENT, 1, b"\0\0")
    capture = log.write(PCAPNG)
    check_clean(capture)
    out = fields(capture, "udp.payload", "udp.length", "frame.p2p_dir", "frame.packet_flags_direction",
                 select="udp")
    assert [bytes.fromhex(row[0]) for row in out] == [row[3] for row in log.rows]
    directions = [int(row[3], 0) - 1 for row in out]
    assert directions == [row[1] for row in log.rows], directions


def check_large_datagram(rng):
    """A UNIX socket takes datagrams that UDP has no room for."""
    log = Log()
    log.peer(1, UNIX_DATAGRAM, True, "/run/b.sock", None)
    log.row(SENT, 1, rng.randbytes(150000))
    capture = log.write(PCAPNG)
    check_clean(capture)
    payloads = fields(capture, "udp.payload", select="udp")
    assert b"".join(bytes.fromhex(row[0]) for row in payloads) == log.rows[0][3]


def check_decoded(rng):
    log = Log()
    log.peer(1, TCP, True, "127.0.0.1:40001", "127.0.0.1:40002")
    log.row(SENT, 1, struct.pack(">hi", -7, 1234566))
    comments = fields(log.write(PCAPNG, ">id:h count:i"), "frame.comment", select="frame.comment")
    assert comments == [["Fields: id=-7  count=1234566"]], comments


CHECKS = [check_text, check_csv, check_csv_fields, check_json, check_json_fields, check_dump,
          check_raw, check_streams, check_times, check_datagrams, check_large_datagram,
          check_decoded]


def main():
    global DRIVER
    DRIVER = sys.argv[1]
    failures = 0
    print(f"1..{len(CHECKS)}")
    for number, check in enumerate(CHECKS, 1):
        try:
            check(random.Random(number))
            print("ok", number, check.__name__)
        except Exception as error:
            import traceback
            print("\n".join("# " + line[:2000] for line in traceback.format_exc().splitlines()))
            print("not ok", number, check.__name__)
            failures += 1
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
