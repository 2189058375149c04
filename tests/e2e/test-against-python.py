#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares the codec with Python's own struct, int and literals on random input.

Usage: test-against-python.py CODEC_DRIVER [SEED [FORMATS]]

Every format is tried with calcsize, with pack of values that fit and of values that do not, and
with unpack of random bytes. The same seed asks the same questions.
"""

import ast
import random
import re
import struct
import subprocess
import sys
import warnings

SEED = 20230
FORMATS = 25000
INTEGERS = 3000
LITERALS = 12000

MAX_RECORD_SIZE = 3000
STANDARD = "xcbB?hHiIlLqQefdsp"
NATIVE = STANDARD + "nNP"

# An integer's width by its letter; a native l may be wider, 64 are the rest.
BITS = {"b": 8, "h": 16, "i": 32, "l": 32}

# CPython reads and writes outside a field of 0p.
EMPTY_PASCAL = re.compile(r"(?<!\d)0+p")

# CPython 3.14 and later may keep a NaN's payload where those before did not.
NAN_IS_PLAIN = sys.version_info < (3, 14)


class Questions:
    """What the driver is asked, and what Python says to the same."""

    def __init__(self):
        self.lines = []
        self.expected = []

    def ask(self, line, compute):
        """Adds a question. Python's answer is the text that compute() returns, or its failure."""
        try:
            answer = "ok\t" + compute()
        except (struct.error, OverflowError, ValueError, SyntaxError, TypeError, MemoryError):
            answer = "error"
        self.lines.append(line)
        self.expected.append(answer)

    def run(self, driver):
        """Returns the mistakes."""
        result = subprocess.run([driver], input="\n".join(self.lines + [""]), encoding="utf-8",
                                capture_output=True, check=False)
        if result.returncode != 0:
            return [f"the driver ended with {result.returncode}: {result.stderr}"]
        answers = result.stdout.split("\n")[:-1]
        if len(answers) != len(self.lines):
            return [f"{len(answers)} answers to {len(self.lines)} questions"]
        return [f"{line!r}: Python says {expected!r}, the codec {answer!r}"
                for line, expected, answer in zip(self.lines, self.expected, answers)
                if answer != expected and not (expected == "error" and answer[:6] == "error\t")]


def make_item(rng, letters):
    """One item of a format: what Python reads, and the same with a name perhaps."""
    letter = rng.choice(letters)
    count = rng.choice(["", "", "", "", "0", "1", "2", "3", "07", str(rng.randrange(20))])
    if letter in "sp" and rng.random() < 0.1:
        count = str(rng.randrange(200, 400))
    return count + letter


def make_format(rng):
    """A format for Python, and the same with names for some of its items."""
    order = rng.choice(["", "", "@", "=", "<", ">", "!"])
    letters = NATIVE if order in ("", "@") else STANDARD
    plain, named = order, order
    for i in range(rng.randrange(9)):
        item = make_item(rng, letters)
        space = rng.choice(["", " ", " ", "\t \n", "\v\f\r"])
        name = rng.choice(["", "", f"n{i}:", f"_{i}: "])
        if name:
            space = space or " "
        plain += space + item
        named += space + name + item
    return plain, named


def spoil_format(rng, text):
    """A format that is probably wrong, or whose size overflows."""
    at = rng.randrange(len(text) + 1)
    piece = rng.choice(["k", "y", "3", "12 ", "@", "<", "=", ">", "!", "n", "P", ".", "-1", "é",
                        "\\", "0", " ", "99999999999999999999", "9223372036854775807x",
                        "9223372036854775807", "1152921504606846976q", "4611686018427387903h"])
    return text[:at] + piece + text[at:]


def make_integer(rng, letter, is_good):
    """An integer for a field, at or beyond its limits more often than chance has it."""
    bits = BITS.get(letter.lower(), 64)
    low, high = (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) if letter in "bhilqn" else \
        (0, (1 << bits) - 1)
    if is_good:
        return rng.choice([low, high, 0, 1, rng.randint(low, high), rng.random() < 0.5])
    return rng.choice([low - 1, high + 1, 1 << 64, -(1 << 63) - 1, 1.0, b"1", 1 << 31, -1 << 31])


def make_float(rng, letter, is_good):
    """A number for a float's field."""
    if not is_good:
        return rng.choice([b"", b"1.0", 65520.0, -65519.999, 3.5e38, -1e300, 1 << 63])
    limit = {"e": 65504.0, "f": 3.4028234663852886e38, "d": 1.7976931348623157e308}[letter]
    return rng.choice([0.0, -0.0, float("inf"), float("-inf"), float("nan"), limit, -limit, True,
                       rng.randrange(-2048, 2048), rng.uniform(-1000, 1000), rng.random() * 1e-6,
                       rng.random() * 2.0 ** -24, 2.0 ** -25, 65519.99 if letter == "e" else 1e38,
                       rng.randrange(1 << 16) / 16 % 65504, 1 + 2.0 ** -11, 1 + 3 * 2.0 ** -11])


def make_value(rng, letter, is_good):
    """A value for a field of that type."""
    if letter in "efd":
        return make_float(rng, letter, is_good)
    if letter == "c":
        return rng.randbytes(1) if is_good else rng.choice([b"", b"ab", 65, True])
    if letter in "sp":
        return rng.randbytes(rng.randrange(24)) if is_good else rng.choice([1, 1.0, False])
    if letter == "?":
        return rng.choice([True, False, 0, 1, -5, 0.0, float("nan"), b"", b"x", 1 << 63])
    return make_integer(rng, letter, is_good)


def list_letters(text):
    """The type letter of each value of a valid format."""
    letters = []
    for count, letter in re.findall(r"(\d*)([a-zA-Z?])", text):
        letters += [letter] * (1 if letter in "sp" else 0 if letter == "x" else int(count or 1))
    return letters


def ask_pack(questions, rng, plain, named):
    """Packs values that fit, or all but one that do."""
    letters = list_letters(plain)
    values = [make_value(rng, letter, True) for letter in letters]
    if values and rng.random() < 0.4:
        at = rng.randrange(len(values))
        values[at] = make_value(rng, letters[at], False)
    elif rng.random() < 0.1:
        values = values[:-1] if rng.random() < 0.5 else values + [0]
    line = "\t".join(["pack", named.encode().hex(), *map(repr, values)])
    questions.ask(line, lambda: struct.pack(plain, *values).hex())


def ask_unpack(questions, rng, plain, named):
    """Unpacks random bytes, sometimes too few or too many, and packs the values again."""
    size = struct.calcsize(plain)
    size = rng.choice([size, size, size, size + rng.randrange(9), max(size - 1, 0)])
    data = rng.randbytes(size)
    if rng.random() < 0.2:
        data = bytes(rng.choice([0, 0xff, 0x7f, 0x80, 0xf8, 0x7c]) for _ in data)
    words = "\t".join([named.encode().hex(), data.hex()])
    questions.ask("unpack\t" + words,
                  lambda: "\t".join(map(repr, struct.unpack_from(plain, data))))
    if NAN_IS_PLAIN:
        questions.ask("round-trip\t" + words,
                      lambda: struct.pack(plain, *struct.unpack_from(plain, data)).hex())


def ask_formats(questions, rng, n_formats):
    """Random formats, one in five of them spoilt."""
    for _ in range(n_formats):
        plain, named = make_format(rng)
        if rng.random() < 0.2:
            plain = named = spoil_format(rng, plain)
        encoded = named.encode().hex()
        questions.ask("size\t" + encoded, lambda plain=plain: str(struct.calcsize(plain)))
        if questions.expected[-1] == "error":
            questions.ask("\t".join(["unpack", encoded, ""]),
                          lambda plain=plain: str(struct.unpack(plain, b"")))
        elif struct.calcsize(plain) <= MAX_RECORD_SIZE and not EMPTY_PASCAL.search(plain):
            ask_pack(questions, rng, plain, named)
            ask_unpack(questions, rng, plain, named)


def fix_unpack(line):
    """An empty tuple prints no tab."""
    return "ok" if line == "ok\t" else line


def ask_integers(questions, rng, n_integers):
    """Integers of any width, in both directions."""
    for _ in range(n_integers):
        size, flags = rng.choice([0, 1, 2, 4, 8, 9, rng.randrange(70)]), rng.randrange(4)
        order, is_signed = ("little" if flags & 1 else "big"), bool(flags & 2)
        data = rng.randbytes(size)
        number = int.from_bytes(data, order, signed=is_signed)
        questions.ask(f"from-bytes\t{flags}\t{data.hex()}", lambda number=number: str(number))
        number = rng.choice([number, -number, number + 1, number * 3, 1 << (8 * size), 0])
        text = rng.choice([str, hex, oct, bin, "{:_}".format, "{:#_x}".format])(number)
        questions.ask(f"to-bytes\t{flags}\t{size}\t{text}",
                      lambda number=number, size=size, order=order, is_signed=is_signed:
                      number.to_bytes(size, order, signed=is_signed).hex())


def make_literal(rng):
    """Something like a literal, perhaps with a few characters changed."""
    text = repr(rng.choice([rng.randrange(-300, 300), rng.getrandbits(64), rng.uniform(-9, 9),
                            rng.random() * 10.0 ** rng.randrange(-30, 30), True, False,
                            rng.randbytes(rng.randrange(5)), b"it's", b'"\\', 0.0]))
    if rng.random() < 0.3 and text.isdigit():
        text = rng.choice([hex, oct, bin, "{:_}".format, "{:#X}".format])(int(text))
    if rng.random() < 0.1:
        text = rng.choice(["", "r", "B", "R"]) + text
    for _ in range(rng.choice([0, 0, 1, 2])):
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice("0123456789__..eExXobBafnt'\"\\-+jl") + text[at + 1:]
    return text


def evaluate(text):
    """What Python makes of a literal, if it is one of the kinds that struct takes."""
    value = ast.literal_eval(text)
    if type(value) not in (int, float, bool, bytes):
        raise ValueError("another type")
    if isinstance(value, int) and not -(1 << 63) <= value < 1 << 64:
        raise OverflowError("more than 64 bits")
    return repr(value)


def ask_literals(questions, rng, n_literals):
    """Literals and what is nearly one. Text of one character is bytes to us."""
    for _ in range(n_literals):
        text = make_literal(rng)
        if re.match(r"[rR]?['\"]", text):
            continue
        questions.ask("literal\t" + text, lambda text=text: evaluate(text))


def main():
    driver = sys.argv[1]
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else SEED
    n_formats = int(sys.argv[3]) if len(sys.argv) > 3 else FORMATS
    rng = random.Random(seed)
    questions = Questions()
    warnings.simplefilter("ignore")

    ask_formats(questions, rng, n_formats)
    ask_integers(questions, rng, INTEGERS)
    ask_literals(questions, rng, LITERALS)
    questions.expected = [fix_unpack(answer) if line.startswith("unpack") else answer
                          for line, answer in zip(questions.lines, questions.expected)]
    n_rejected = questions.expected.count("error")
    print(f"# seed {seed}: {n_formats} formats, {len(questions.lines)} questions, "
          f"{n_rejected} of them to be rejected")

    mistakes = questions.run(driver)
    for mistake in mistakes[:20]:
        print("#", mistake)
    print("not ok" if mistakes else "ok", "1 same as Python", sys.version.split()[0])
    print("1..1")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
