"""What may leave the team: one reviewed table (`data/leaving.toml`) says which field who may receive.

Two laws meet here. Nobody may learn that they are suspected (tipping off), and nobody gets more of a person than they
need (data protection). A field that the table does not name leaves to nobody, so that a new one is not sent by mistake.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import msgspec

Recipient = Literal["team", "auditor", "authority", "house", "carrier", "customer"]
"""Who receives something; the table says who that is."""
Kind = Literal["case", "alert", "history", "draft", "event"]
"""What is sent; the table has the fields of each."""
OUTSIDE: tuple[Recipient, ...] = ("auditor", "authority", "house", "carrier")
"""Who may be sent a case at all."""
_BRANCH = ".**"


class DataClass(msgspec.Struct, frozen=True, kw_only=True):
    """Fields that may go to the same recipients.

    Attributes:
        what: what they tell.
        to: who may receive them.
        source: on which rule that rests.
    """

    what: str
    to: tuple[Recipient, ...]
    source: str


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """The whole table.

    Attributes:
        reviewed: ISO day on which people last looked at all of it.
        recipients: who they are, in words.
        classes: classes of data by name.
        fields: kind → path of a field → class.
    """

    reviewed: str
    recipients: dict[Recipient, str]
    classes: dict[str, DataClass]
    fields: dict[Kind, dict[str, str]]


class Cut(msgspec.Struct, frozen=True, kw_only=True):
    """What is left of something for a recipient.

    Attributes:
        value: the fields that they may receive; empty where there is none.
        left_out: paths of the others, each once, without what they held.
    """

    value: dict[str, Any]
    left_out: tuple[str, ...]


@cache
def table() -> Table:
    """The table that ships."""
    text = files("ostrakon.cases").joinpath("data", "leaving.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Table)


def cut(value: dict[str, Any], kind: Kind, recipient: Recipient) -> Cut:
    """Cut something to what a recipient may receive.

    Args:
        value: plain values (dicts, lists, texts, numbers), which stay as they are.
        kind: what it is.
        recipient: who gets it.
    """
    allowed = _allowed(kind, recipient)
    left_out: list[str] = []
    found = _part(value, "", allowed, left_out)
    return Cut(value=found if isinstance(found, dict) else {}, left_out=tuple(dict.fromkeys(left_out)))


@cache
def _allowed(kind: Kind, recipient: Recipient) -> frozenset[str]:
    known = table()
    return frozenset(path for path, name in known.fields[kind].items() if recipient in known.classes[name].to)


_NOTHING = object()


def _part(value: Any, path: str, allowed: frozenset[str], left_out: list[str]) -> Any:
    """What is left of one value; `_NOTHING` where nothing is."""
    if path and (path in allowed or any(one in allowed for one in _branches(path))):
        return value
    if isinstance(value, dict) and value:
        parts = {
            name: _part(one, f"{path}.{name}" if path else str(name), allowed, left_out) for name, one in value.items()
        }
        kept = {name: one for name, one in parts.items() if one is not _NOTHING}
        return kept or _NOTHING
    if isinstance(value, list | tuple) and any(isinstance(one, dict) for one in value):
        elements = [one for one in (_part(one, path, allowed, left_out) for one in value) if one is not _NOTHING]
        return elements or _NOTHING
    if path:
        left_out.append(path)
    return _NOTHING


def _branches(path: str) -> Iterator[str]:
    """The whole branches that a path lies in, itself included."""
    parts = path.split(".")
    for length in range(1, len(parts) + 1):
        yield ".".join(parts[:length]) + _BRANCH
