#!/usr/bin/env python3
"""test-broadway.py SERVE PROGRAM FOLDER: the window in a web browser.

SERVE is build-aux/serve, PROGRAM the built program, FOLDER gets the screenshot. The page is all
pixels, so that the titles of the tabs are read from the screenshot as a person would.
"""
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

SKIPPED = 77
TOOLS = ('gtk4-broadwayd', 'convert', 'tesseract')
SLOWNESS = 10 if 'HEXWIRE_TEST_SLOW' in os.environ else 1
TITLES = ('TCP Server', 'TCP Client', 'UDP Server', 'UDP Client')
CHROMIUM = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
            '--disable-background-networking', '--disable-component-update', '--disable-sync',
            '--hide-scrollbars', '--window-size=1500,950', '--force-device-scale-factor=2']


def wait_for_address(log, process):
    """Returns the port that build-aux/serve tells."""
    deadline = time.monotonic() + 10 * SLOWNESS
    while time.monotonic() < deadline and process.poll() is None:
        found = re.search(r'http://127\.0\.0\.1:(\d+)/', log.read_text())
        if found:
            return int(found[1])
        time.sleep(0.05)
    raise AssertionError('no address was told: ' + log.read_text())


def check_only_loopback(port):
    """Nobody but this machine may see the window."""
    for table in ('/proc/net/tcp', '/proc/net/tcp6'):
        for line in pathlib.Path(table).read_text().splitlines()[1:]:
            local, state = line.split()[1], line.split()[3]
            if local.endswith(f':{port:04X}') and state == '0A':
                assert local.startswith('0100007F:'), f'listens on {local}'


def take_screenshot(chromium, port, screenshot):
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run([chromium, *CHROMIUM, f'--user-data-dir={profile}',
                        f'--virtual-time-budget={6000 * SLOWNESS}', f'--screenshot={screenshot}',
                        f'http://127.0.0.1:{port}/'],
                       check=True, timeout=60, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def read_text(screenshot):
    """Returns the words on the screenshot, dark ones and greyed ones."""
    words = ''
    for threshold in ('50%', '60%', '70%'):
        plain = f'{screenshot}.threshold.png'
        subprocess.run(['convert', screenshot, '-colorspace', 'Gray', '-threshold', threshold,
                        plain], check=True)
        words += subprocess.run(['tesseract', plain, '-', '--psm', '11'], check=True,
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
        os.remove(plain)
    return words


def check(process, log, chromium, screenshot):
    port = wait_for_address(log, process)
    with urllib.request.urlopen(f'http://127.0.0.1:{port}/', timeout=5) as answer:
        assert answer.status == 200, answer.status
    check_only_loopback(port)

    # The browser may have come before the window did.
    for _ in range(5):
        take_screenshot(chromium, port, screenshot)
        words = read_text(screenshot)
        missing = [title for title in TITLES if title not in words]
        if not missing:
            break
    assert not missing, f'the browser does not show {missing}, but: {words}'
    assert process.poll() is None, 'the program has ended: ' + log.read_text()

    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=10 * SLOWNESS) == 130
    with socket.socket() as probe:
        assert probe.connect_ex(('127.0.0.1', port)) != 0, 'the address still answers'


def main():
    serve, program, folder = sys.argv[1:]
    # Where SIGINT is ignored, as for a shell's background job, children could not hear it either.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    chromium = shutil.which('chromium') or shutil.which('chromium-browser')
    if chromium is None or not all(map(shutil.which, TOOLS)):
        print('needs chromium,', ', '.join(TOOLS))
        sys.exit(SKIPPED)

    with tempfile.TemporaryDirectory() as scratch:
        log = pathlib.Path(scratch) / 'log'
        # Not the user's settings, nor the user's running Hexwire.
        environment = dict(os.environ, XDG_CONFIG_HOME=scratch, XDG_RUNTIME_DIR=scratch)
        with log.open('w') as output:
            process = subprocess.Popen([serve, program], stdin=subprocess.DEVNULL, stdout=output,
                                       stderr=output, env=environment, start_new_session=True)
        try:
            check(process, log, chromium, os.path.join(folder, 'broadway.png'))
            warnings = [line for line in log.read_text().splitlines() if 'WARNING' in line
                        or 'CRITICAL' in line]
            assert not warnings, '\n'.join(warnings)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


main()
