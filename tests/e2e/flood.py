# SPDX-License-Identifier: GPL-3.0-or-later
"""Processes that send to a port as fast as they can."""

import multiprocessing
import signal
import socket
import struct
import time

from desktop import die_with_parent

HOST = "127.0.0.1"

RATE_HZ = 100_000
BURSTS_HZ = 500
DATAGRAM = b"0123456789abcdef" * 4
N_VISITS = 3000
BLOCK = bytes(range(256)) * 1024


def send_datagrams(port, n_sent):
    """Sends at a steady rate, as far as the machine can; what is late is made up for a little."""
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.connect((HOST, port))
        due_s = time.monotonic()
        while True:
            for _ in range(RATE_HZ // BURSTS_HZ):
                try:
                    sender.send(DATAGRAM)
                except ConnectionRefusedError:
                    pass
            n_sent.value += RATE_HZ // BURSTS_HZ
            due_s = max(due_s + 1 / BURSTS_HZ, time.monotonic() - 0.1)
            time.sleep(max(0, due_s - time.monotonic()))


def send_stream(port, n_sent):
    """Sends over one connection for as long as it stands."""
    die_with_parent()
    with socket.create_connection((HOST, port)) as sender:
        try:
            while True:
                n_sent.value += sender.send(BLOCK)
        except OSError:
            pass


def connect_and_go(port, n_sent):
    """Connects some hundred times at once, and goes: every other one by a reset."""
    die_with_parent()
    while n_sent.value < N_VISITS:
        visitors = []
        try:
            for _ in range(200):
                visitors.append(socket.create_connection((HOST, port)))
        except OSError:
            pass
        for number, visitor in enumerate(visitors):
            if number % 2:
                visitor.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            visitor.close()
        n_sent.value += len(visitors)


class Flood:
    """A process that sends to a port of the window."""

    def __init__(self, func, port):
        self.n_sent = multiprocessing.Value("Q", 0)
        self.process = multiprocessing.Process(target=func, args=(port, self.n_sent), daemon=True)
        self.began_s = time.monotonic()
        self.process.start()

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        self.process.kill()
        self.process.join()

    def rate(self):
        """How much was sent in a second."""
        return self.n_sent.value / (time.monotonic() - self.began_s)
