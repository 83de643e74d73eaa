"""Ways in which a list file gets damaged between its publisher and us."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Callable

Mutilation = Callable[[bytes, random.Random], bytes]

_TAG = re.compile(rb"<(/?)([A-Za-z][\w:.-]*)")
_KEY = re.compile(rb'"([A-Za-z_]\w*)"(\s*:)')


def cut(data: bytes, chance: random.Random) -> bytes:
    """The end is missing."""
    return data[: chance.randrange(1, len(data))]


def cut_at_line(data: bytes, chance: random.Random) -> bytes:
    """The end is missing, by chance just after a line."""
    lines = data.splitlines(keepends=True)
    return b"".join(lines[: chance.randrange(1, max(2, len(lines)))])


def flip_bits(data: bytes, chance: random.Random) -> bytes:
    """Some bits are wrong."""
    damaged = bytearray(data)
    for _ in range(chance.choice((1, 3, 20, 200))):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def swap_tags(data: bytes, chance: random.Random) -> bytes:
    """Two element names (or keys) stand for each other; in a table, two columns."""
    pattern = _TAG if data.lstrip(b"\xef\xbb\xbf").startswith(b"<") else _KEY
    names = sorted({found.group(2 if pattern is _TAG else 1) for found in pattern.finditer(data)})
    if len(names) < 2:
        return move_columns(data, chance)
    one, two = chance.sample(names, 2)
    other = {one: two, two: one}
    if pattern is _TAG:
        return pattern.sub(lambda m: b"<" + m[1] + other.get(m[2], m[2]), data)
    return pattern.sub(lambda m: b'"' + other.get(m[1], m[1]) + b'"' + m[2], data)


def move_columns(data: bytes, chance: random.Random) -> bytes:
    """Two columns have changed places, or one is gone; in XML, a piece of the file has moved."""
    text = data.decode("latin-1")
    if text.lstrip("ï»¿").startswith(("<", "{", "[", "PK")):
        return move_piece(data, chance)
    separator = max(",;\t", key=text.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    width = max(len(row) for row in rows)
    if width < 2:
        return move_piece(data, chance)
    one, two = chance.sample(range(width), 2)
    gone = chance.random() < 0.3
    for row in rows:
        if len(row) <= max(one, two):
            continue
        if gone:
            del row[one]
        else:
            row[one], row[two] = row[two], row[one]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode("latin-1")


def move_piece(data: bytes, chance: random.Random) -> bytes:
    """A piece of the file stands somewhere else."""
    start = chance.randrange(len(data))
    piece = data[start : start + chance.randrange(1, 2000)]
    rest = data[:start] + data[start + len(piece) :]
    at = chance.randrange(len(rest) + 1)
    return rest[:at] + piece + rest[at:]


def lose_lines(data: bytes, chance: random.Random) -> bytes:
    """A third of the lines is gone."""
    lines = data.splitlines(keepends=True)
    return b"".join(line for line in lines if chance.random() > 0.33)


def double(data: bytes, chance: random.Random) -> bytes:
    """The file stands in itself twice."""
    at = chance.choice((len(data), chance.randrange(len(data))))
    return data[:at] + data


def empty(_data: bytes, chance: random.Random) -> bytes:
    """Nothing, or nothing but blanks."""
    return chance.choice((b"", b"\n", b"   \r\n\r\n", b"\xef\xbb\xbf"))


def html(_data: bytes, chance: random.Random) -> bytes:
    """The error page of a web site."""
    head = chance.choice((b"<!DOCTYPE html>\n<html>", b"<html lang='en'>", b"\n\n<HTML>"))
    return head + b"<head><title>503</title></head><body><p>Service unavailable<br></p></body></html>"


def zeros(data: bytes, chance: random.Random) -> bytes:
    """A block of the disk was never written."""
    at = chance.randrange(len(data))
    hole = min(chance.randrange(1, 4096), len(data) - at)
    return data[:at] + bytes(hole) + data[at + hole :]


def other_encoding(data: bytes, chance: random.Random) -> bytes:
    """Somebody saved it in another encoding."""
    text = data.decode("utf-8", errors="replace")
    return text.encode(chance.choice(("utf-16", "cp1252", "cp437")), errors="replace")


MUTILATIONS: tuple[Mutilation, ...] = (
    cut,
    cut_at_line,
    flip_bits,
    swap_tags,
    move_columns,
    move_piece,
    lose_lines,
    double,
    empty,
    html,
    zeros,
    other_encoding,
)
