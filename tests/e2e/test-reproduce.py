#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the commands that send a message once more, and compares what arrives.

Usage: test-reproduce.py REPRODUCE_DRIVER
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

GUARD_S = 10
TOOLS = ("python", "ncat", "socat")
ANSWER = b"the answer"
LOOPBACK = {socket.AF_INET: "127.0.0.1", socket.AF_INET6: "::1"}
WILDCARD = {socket.AF_INET: "0.0.0.0", socket.AF_INET6: "::"}

PAYLOADS = (
    b"hello",
    b"-e not an option\n",
    b"100% of it's \"quoted\" \\n $HOME `id` !! \\x41\r\n\t",
    b"\0\0NUL\0" + bytes(range(256)),
    "Grüße 你好".encode(),
)
LARGE = bytes(i * 7 % 256 for i in range(60000))


class Driver:
    """Asks for commands and runs them."""

    def __init__(self, program, folder):
        self.program = program
        self.folder = folder

    def ask(self, tool, payload, *place):
        """The command, and what is said where there is none."""
        return subprocess.run([self.program, tool, *place], input=payload, capture_output=True,
                              timeout=GUARD_S, check=False)

    def start(self, tool, payload, *place):
        """Starts the command as a user does: as a file for Python, or in bash."""
        answer = self.ask(tool, payload, *place)
        assert answer.returncode == 0, answer.stderr
        with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as script:
            script.write(answer.stdout)
        return subprocess.Popen([sys.executable if tool == "python" else "bash", script.name],
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT)


def finish(process, tool):
    """Waits for the end, and looks at what the command printed."""
    try:
        output = process.communicate(timeout=GUARD_S)[0]
    finally:
        process.kill()
    expected = repr(ANSWER).encode() + b"\n" if tool == "python" else ANSWER
    assert output == expected, (tool, output)


def place_of(family, address):
    """An address as the log has it."""
    if family == socket.AF_UNIX:
        return os.fsdecode(b"@" + address[1:]) if isinstance(address, bytes) else address
    return ("[%s]:%d" if family == socket.AF_INET6 else "%s:%d") % address[:2]


def receive_all(connection, size):
    """So many bytes of a stream."""
    data = b""
    while len(data) < size:
        piece = connection.recv(size - len(data))
        assert piece, data
        data += piece
    return data


def bound(family, kind, address):
    """A socket that does not wait for ever."""
    sock = socket.socket(family, kind)
    sock.settimeout(GUARD_S)
    sock.bind(address)
    return sock


def check_connects(driver, tool, payload, family, address, *who):
    """The command connects to a listener of ours."""
    with bound(family, socket.SOCK_STREAM, address) as listener:
        listener.listen()
        here, elsewhere = place_of(family, listener.getsockname()), place_elsewhere(family)
        places = (here, elsewhere) if who[1] == "sent" else (elsewhere, here)
        process = driver.start(tool, payload, *who, *places)
        connection, _ = listener.accept()
        with connection:
            connection.settimeout(GUARD_S)
            data = receive_all(connection, len(payload))
            connection.sendall(ANSWER)
    assert data == payload, (tool, who, data[:100])
    finish(process, tool)


def place_elsewhere(family):
    """Where nobody is."""
    return "@nobody" if family == socket.AF_UNIX else place_of(family, (LOOPBACK[family], 9))


def connect_soon(process, family, address):
    """Connects once somebody listens."""
    deadline = time.monotonic() + GUARD_S
    while True:
        connection = socket.socket(family, socket.SOCK_STREAM)
        connection.settimeout(GUARD_S)
        try:
            connection.connect(address)
            return connection
        except OSError:
            connection.close()
            if time.monotonic() > deadline or process.poll() is not None:
                raise
            time.sleep(0.01)


def check_listens(driver, tool, payload, family, address, *who):
    """The command waits for a connection of ours."""
    here, elsewhere = place_of(family, address), place_elsewhere(family)
    places = (elsewhere, here) if who[1] == "sent" else (here, elsewhere)
    process = driver.start(tool, payload, *who, *places)
    with connect_soon(process, family, address) as connection:
        data = receive_all(connection, len(payload))
        connection.sendall(ANSWER)
    assert data == payload, (tool, who, data[:100])
    finish(process, tool)


def free_address(family):
    """An address that was free a moment ago."""
    with bound(family, socket.SOCK_STREAM, (LOOPBACK[family], 0)) as sock:
        return sock.getsockname()


def check_datagram(driver, tool, payload, sock, place, *who, n_tries=3):
    """The command sends one datagram to a socket of ours. Without an answer it would wait for one
    for a while, and is ended. With ncat that is a second, in which a busy machine may not get to
    answer: then it is asked again."""
    process = driver.start(tool, payload, *who, *place)
    data, sender = sock.recvfrom(70000)
    assert data == payload, (tool, who, data[:100])
    if sender and payload == PAYLOADS[0]:
        sock.sendto(ANSWER, sender)
        try:
            finish(process, tool)
        except AssertionError:
            if tool != "ncat" or n_tries == 1:
                raise
            return check_datagram(driver, tool, payload, sock, place, *who, n_tries=n_tries - 1)
    process.kill()
    process.communicate()
    return sender


def check_streams(driver, tool):
    """TCP both ways, over both families."""
    for family in LOOPBACK:
        address = (LOOPBACK[family], 0)
        check_connects(driver, tool, LARGE, family, address, "tcp", "received", "accepted")
        for payload in PAYLOADS:
            check_connects(driver, tool, payload, family, address, "tcp", "sent", "opened")
        for direction, side in (("sent", "accepted"), ("received", "opened")):
            check_listens(driver, tool, PAYLOADS[3], family, free_address(family), "tcp",
                          direction, side)


def check_datagrams(driver, tool):
    """UDP to a peer, to where it was received, and back to a client of ours."""
    for family, loopback in LOOPBACK.items():
        with bound(family, socket.SOCK_DGRAM, (WILDCARD[family], 0)) as sock:
            here = place_of(family, sock.getsockname())
            there = place_of(family, (loopback, sock.getsockname()[1]))
            elsewhere = place_elsewhere(family)
            for payload in PAYLOADS + (b"x" * 8000,) + ((b"", LARGE) if tool != "ncat" else ()):
                check_datagram(driver, tool, payload, sock, (there, "?"), "udp", "sent", "opened")
                check_datagram(driver, tool, payload, sock, (elsewhere, here), "udp", "received",
                               "accepted")
            with bound(family, socket.SOCK_DGRAM, (loopback, 0)) as other:
                source = other.getsockname()
            sender = check_datagram(driver, tool, b"to a client", sock,
                                    (place_of(family, source), there), "udp", "received", "opened")
            assert sender == source, (tool, sender)


def check_both_families(driver, tool):
    """A socket of IPv6 that has IPv4's datagrams, too."""
    with bound(socket.AF_INET6, socket.SOCK_DGRAM, ("::", 0)) as sock:
        port = sock.getsockname()[1]
        check_datagram(driver, tool, b"of IPv4", sock, ("127.0.0.1:9", f"[::]:{port}"), "udp",
                       "received", "accepted")


def check_broadcast(driver, tool):
    """A datagram to all of loopback."""
    with bound(socket.AF_INET, socket.SOCK_DGRAM, ("", 0)) as sock:
        process = driver.start(tool, b"all", "udp", "sent", "opened",
                               f"127.255.255.255:{sock.getsockname()[1]}", "?")
        assert sock.recv(100) == b"all", tool
        process.kill()
        process.communicate()


def check_unix(driver, tool):
    """Sockets with paths that have everything in them, and without."""
    path = os.path.join(driver.folder, tool + " b,c:\"d\"'!!(1){2}[3]\\e%s")
    names = (path,) if tool == "ncat" else (path, f"\0{tool}, {os.getpid()}".encode())
    for name in names:
        check_connects(driver, tool, PAYLOADS[3], socket.AF_UNIX, name, "unix", "sent", "opened")
        remove(path)
        check_connects(driver, tool, b"x", socket.AF_UNIX, name, "unix", "received", "accepted")
        remove(path)
        check_listens(driver, tool, PAYLOADS[2], socket.AF_UNIX, name, "unix", "sent", "accepted")
        remove(path)
        with bound(socket.AF_UNIX, socket.SOCK_DGRAM, name) as sock:
            check_datagram(driver, tool, PAYLOADS[3], sock, (place_of(socket.AF_UNIX, name), "?"),
                           "unixgram", "sent", "opened")
        remove(path)


def remove(path):
    """Takes a socket's path away, if there is one."""
    if os.path.exists(path):
        os.unlink(path)


def check_refusals(driver, tool):
    """What cannot be sent is refused in words."""
    cases = [(b"x", "udp", "received", "opened", "127.0.0.1:1", "?"),
             (b"x", "tcp", "sent", "opened", "somewhere", "?"),
             (b"x", "unix", "sent", "opened", "@", "@")]
    if tool == "ncat":
        cases += [(b"", "udp", "sent", "opened", "127.0.0.1:1", "?"),
                  (b"x" * 8193, "udp", "sent", "opened", "127.0.0.1:1", "?"),
                  (b"x", "unix", "sent", "opened", "@name", "?")]
    for payload, *place in cases:
        answer = driver.ask(tool, payload, *place)
        assert answer.returncode != 0 and answer.stderr and not answer.stdout, (tool, place)


def main():
    """Prints a line for each tool and kind of check."""
    checks = (check_streams, check_datagrams, check_both_families, check_broadcast, check_unix,
              check_refusals)
    print(f"1..{len(checks) * len(TOOLS)}", flush=True)
    tasks = [(tool, check) for tool in TOOLS for check in checks]
    with tempfile.TemporaryDirectory(prefix="hexwire-") as folder, ThreadPoolExecutor(9) as pool:
        driver = Driver(sys.argv[1], folder)
        # They mostly wait for answers that do not come: all at once.
        results = [pool.submit(check, driver, tool) if shutil.which(tool) or tool == "python"
                   else None for tool, check in tasks]
        for i, ((tool, check), result) in enumerate(zip(tasks, results)):
            if result is not None:
                result.result()
            print(f"ok {i + 1} - {tool} {check.__name__}",
                  "# SKIP not installed" if result is None else "", flush=True)


if __name__ == "__main__":
    main()
