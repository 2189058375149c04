#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times the codec against Python's struct. Usage: bench-codec.py BENCH_CODEC [RECORDS]"""

import random
import struct
import subprocess
import sys
import tempfile
import time

RECORDS = 1_000_000
RUNS = 5

# What the codec is to reach, as multiples of Python's speed.
AIMS = {"values": 10.0, "text": 3.0, "pack": 3.0}


def make_hiq(rng):
    return (rng.randint(-32768, 32767), rng.randint(-1 << 31, (1 << 31) - 1),
            rng.randint(-1 << 63, (1 << 63) - 1))


def make_measured(rng):
    """Numbers as an instrument sends them: with a few decimals."""
    return (rng.getrandbits(32), rng.getrandbits(16), rng.getrandbits(16),
            round(rng.uniform(-50, 150), 2), round(rng.uniform(0, 2000), 3),
            rng.randint(-1 << 40, 1 << 40), b"node%04d" % rng.randrange(10000))


def make_random(rng):
    """Numbers that need all their digits."""
    return make_measured(rng)[:3] + (rng.uniform(-50, 150), rng.uniform(0, 2000)) + \
        make_measured(rng)[5:]


CASES = [(">hiq", "random integers", make_hiq), ("<IHHddq8s", "measured floats", make_measured),
         ("<IHHddq8s", "random floats", make_random)]


def run_values(compiled, data):
    for _ in compiled.iter_unpack(data):
        pass


def run_text(compiled, data):
    with open("/dev/null", "w", encoding="ascii") as sink:
        for record in compiled.iter_unpack(data):
            sink.write(",".join(map(repr, record)) + "\n")


def run_pack(compiled, data):
    values, buffer = compiled.unpack_from(data), bytearray(compiled.size)
    for _ in range(len(data) // compiled.size):
        compiled.pack_into(buffer, 0, *values)


def time_python(text, data):
    """Nanoseconds for a record, the best of several runs."""
    compiled = struct.Struct(text)
    times = {}
    for name, run in (("values", run_values), ("text", run_text), ("pack", run_pack)):
        best = float("inf")
        for _ in range(RUNS):
            start = time.perf_counter()
            run(compiled, data)
            best = min(best, time.perf_counter() - start)
        times[name] = best * 1e9 * compiled.size / len(data)
    return times


def time_codec(program, text, data):
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        output = subprocess.run([program, text, file.name], capture_output=True, check=True,
                                encoding="ascii").stdout
    return {name: float(time_ns) for name, time_ns in map(str.split, output.splitlines())}


def main():
    n_records = int(sys.argv[2]) if len(sys.argv) > 2 else RECORDS
    print(f"{n_records} records, nanoseconds for each, the best of several runs; "
          f"Python {sys.version.split()[0]}")
    for text, content, make in CASES:
        rng = random.Random(1)
        compiled = struct.Struct(text)
        data = b"".join(compiled.pack(*make(rng)) for _ in range(n_records))
        python_ns, codec_ns = time_python(text, data), time_codec(sys.argv[1], text, data)
        for name, aim in AIMS.items():
            ratio = python_ns[name] / codec_ns[name]
            print(f"{text:10} {content:16} {name:6}  Python {python_ns[name]:7.1f}  codec "
                  f"{codec_ns[name]:6.1f}  {ratio:5.1f} times as fast (aim {aim:.0f})"
                  f"{'' if ratio >= aim else '  MISSED'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
