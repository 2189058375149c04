# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the message log share: a server with one client, and an empty log."""

import socket

from case import WindowTest
from desktop import GUARD_S, wait_for

HOST = "127.0.0.1"


class LogTest(WindowTest):
    """Each test has a connection of its own, and a log without any row."""

    arguments = ("--tcp-server", f"{HOST}:0")

    def setUp(self):
        self.page = self.window.front_page("TCP Server")
        self.port = int(self.page.wait_status(r"^Listening on \S*:(\d+)")[1])
        self.page.wait_counters("^0 peers")
        self.client = self.connect()
        self.page.wait_counters("^1 peer ")
        self.window.key("ctrl+shift+l")
        self.page.wait_n_rows(0)

    def connect(self):
        """One more connection to the server, for the time of a test."""
        client = socket.create_connection((HOST, self.port), timeout=GUARD_S)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.addCleanup(client.close)
        return client

    def send(self, *messages, to_row=None):
        """Sends messages, each of which becomes a row; waits for the last of them."""
        n_rows = self.page.n_rows() if to_row is None else to_row
        for n, message in enumerate(messages, n_rows + 1):
            self.client.sendall(message)
            self.page.wait_n_rows(n)

    def wait_data(self, *texts):
        """Waits for the rows that are in sight to have these data, and no others."""
        wait_for(lambda: self.page.data() == list(texts),
                 lambda: f"{texts}, not {self.page.data()}")
