#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the bar, the status and the tab tell of limits and mistakes, while they last."""

import os
import resource
import socket

from case import WindowTest, main
from desktop import GUARD_S, wait_for

HOST = "127.0.0.1"


class Telling(WindowTest):
    """Each test has a tab of its own."""

    def open_page(self, title):
        """The page of a new tab, which is closed after the test."""
        page = self.window.new_page(title)
        self.addCleanup(self.window.close_page)
        return page

    def test_no_more_descriptors(self):
        page = self.open_page("TCP Server")
        port = page.start_server()
        pid = self.window.process.pid
        soft, hard = resource.prlimit(pid, resource.RLIMIT_NOFILE)
        n_open = len(os.listdir(f"/proc/{pid}/fd"))
        # 64 are kept for the rest of the program.
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (n_open + 64 + 5, hard))
        self.addCleanup(resource.prlimit, pid, resource.RLIMIT_NOFILE, (soft, hard))
        clients = [socket.create_connection((HOST, port), GUARD_S) for _ in range(12)]
        page.wait_status(r"^Listening on .* · ⚠ accepting has stopped until a peer leaves: "
                         r"the limit of \d+ open files is reached$")
        self.window.screenshot("no-more-descriptors")
        for client in clients:
            client.close()
        page.wait_status(r"^Listening on \S+$")
        page.wait_counters("^0 peers")


if __name__ == "__main__":
    main()
