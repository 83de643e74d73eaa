"""An object file for 64-bit Intel and AMD → code that runs wherever it is put.

The parts that are needed are laid one after the other, and references between them, which are all relative to the place
that refers, filled in. Anything else (a function of another library, an absolute address, data that is written) is
refused: then the loop is not of the kind that can do without its compiler.

Source: System V Application Binary Interface, with its AMD64 supplement.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

_HEADER = struct.Struct("<16sHHIQQQIHHHHHH")
_SECTION = struct.Struct("<IIQQQQIIQQ")
_SYMBOL = struct.Struct("<IBBHQQ")
_RELOCATION = struct.Struct("<QQq")
_X86_64 = 62
_SYMBOLS, _RELOCATIONS = 2, 4
_WRITTEN, _IN_MEMORY = 1, 2
_RELATIVE = {2: "<i", 4: "<i", 24: "<q"}
"""R_X86_64_PC32, R_X86_64_PLT32, R_X86_64_PC64: distance from the place to the symbol."""
_UNWINDING = ".eh_frame"
"""Tables for exceptions, of which there are none."""


class NotPortable(ValueError):  # says what the code is, nobody's mistake
    """The code cannot be put anywhere: the message says why."""


class _Section(NamedTuple):
    name: str
    kind: int
    flags: int
    data: bytes
    symbols: int
    target: int
    alignment: int


class _Symbol(NamedTuple):
    name: str
    section: int
    value: int


def code_of(raw: bytes, function: str) -> tuple[bytes, int]:
    """The code of an object file with its constants, and where in it `function` begins.

    Raises:
        NotPortable: it refers to something outside.
    """
    sections = _sections(raw)
    kept = [
        number
        for number, section in enumerate(sections)
        if section.flags & _IN_MEMORY and section.data and not section.name.startswith(_UNWINDING)
    ]
    image, place = bytearray(), {}
    for number in kept:
        section = sections[number]
        if section.flags & _WRITTEN:
            raise NotPortable(f"{section.name} would be written")
        image += bytes(-len(image) % max(section.alignment, 1))
        place[number] = len(image)
        image += section.data
    symbols = next((_symbols(sections, s) for s in sections if s.kind == _SYMBOLS), [])
    for relocations in sections:
        if relocations.kind == _RELOCATIONS and relocations.target in place:
            for offset, info, addend in _RELOCATION.iter_unpack(relocations.data):
                symbol, form = symbols[info >> 32], _RELATIVE.get(info & 0xFFFF_FFFF)
                if form is None or symbol.section not in place:
                    raise NotPortable(f"a reference of kind {info & 0xFFFF_FFFF} to {symbol.name or 'a section'}")
                at = place[relocations.target] + offset
                struct.pack_into(form, image, at, place[symbol.section] + symbol.value + addend - at)
    start = next((place[s.section] + s.value for s in symbols if s.name == function and s.section in place), None)
    if start is None:
        raise NotPortable(f"{function} is not there")
    return bytes(image), start


def _sections(raw: bytes) -> list[_Section]:
    identity, _, machine, _, _, _, at, _, _, _, _, size, count, names = _HEADER.unpack_from(raw)
    if identity[:6] != b"\x7fELF\x02\x01" or machine != _X86_64:
        raise NotPortable("not an object file for this kind of machine")
    found = [_SECTION.unpack_from(raw, at + number * size) for number in range(count)]
    texts = raw[found[names][4] : found[names][4] + found[names][5]]
    sections = []
    for name, kind, flags, _, start, length, link, info, alignment, _ in found:
        data = raw[start : start + length] if kind != 8 else bytes(length)  # 8: a part of zeros, not in the file
        sections.append(_Section(_text(texts, name), kind, flags, data, link, info, alignment))
    return sections


def _symbols(sections: list[_Section], table: _Section) -> list[_Symbol]:
    names = sections[table.symbols].data
    return [_Symbol(_text(names, name), at, value) for name, _, _, at, value, _ in _SYMBOL.iter_unpack(table.data)]


def _text(joined: bytes, start: int) -> str:
    return joined[start : joined.index(b"\0", start)].decode()
