"""What `payment` writes while it decides: JSON as a stream, a line of JSON for each message, lines for a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from textwrap import indent
from typing import Any, BinaryIO, Protocol

import click
import msgspec

from ostrakon import __version__
from ostrakon.app.engine import Ostrakon
from ostrakon.app.paying import policy_object
from ostrakon.cli.filtered import SIGNS, hit_lines, plain, sign, unread_lines
from ostrakon.errors import InputError
from ostrakon.filtering.hits import Filtered
from ostrakon.reports.counting import counted

PRETTY_MAX = 1_000_000
"""Bytes of a decision that is laid out for reading; a longer one stands in one line."""
_ENCODER = msgspec.json.Encoder()


class Output(Protocol):
    """Writes decisions as they are made, and the figures at last."""

    def write(self, found: Iterable[Filtered]) -> None:
        """Write some decisions."""

    def end(self, summary: Mapping[str, Any]) -> None:
        """Write what comes after the last."""


class JsonOutput:
    """One JSON object, whose messages are written before its last member, the figures, is known."""

    def __init__(self, engine: Ostrakon) -> None:
        head = {"ostrakon": __version__, "snapshot": engine.snapshot_number, "policy": policy_object(engine)}
        click.echo(_laid_out(_ENCODER.encode(head)).removesuffix("\n}") + ',\n  "messages": [', nl=False)
        self._written = 0

    def write(self, found: Iterable[Filtered]) -> None:
        """As `Output.write`."""
        for one in found:
            body = _ENCODER.encode(one)
            text = _laid_out(body) if len(body) <= PRETTY_MAX else body.decode()
            click.echo(("," if self._written else "") + "\n" + indent(text, "    "), nl=False)
            self._written += 1

    def end(self, summary: Mapping[str, Any]) -> None:
        """As `Output.end`."""
        text = indent(_laid_out(_ENCODER.encode(summary)), "  ").lstrip()
        click.echo(("\n  " if self._written else "") + f'],\n  "summary": {text}\n}}')


class TextOutput:
    """Lines for a person.

    Args:
        stats: whether the figures are shown.
    """

    def __init__(self, *, stats: bool) -> None:
        self._stats = stats

    def write(self, found: Iterable[Filtered]) -> None:
        """As `Output.write`."""
        for one in found:
            for line in _lines(one):
                click.echo(line)

    def end(self, summary: Mapping[str, Any]) -> None:
        """As `Output.end`."""
        for line in _figures(summary) if self._stats else ():
            click.echo(line)


class LinesFile:
    """Decisions as JSON Lines in a file, each as soon as it is recorded."""

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self._file, self._path = file, path

    def write(self, found: Iterable[Filtered]) -> None:
        """As `Output.write`.

        Raises:
            InputError: the file cannot be written.
        """
        with _writing(self._path):
            self._file.write(_ENCODER.encode_lines(list(found)))
            self._file.flush()


@contextmanager
def lines_file(path: Path | None) -> Iterator[LinesFile | None]:
    """The file of `--output`, new; None where none is wanted.

    Raises:
        InputError: it cannot be written.
    """
    if path is None:
        yield None
        return
    with _writing(path):
        file = path.open("wb")
    with file:
        yield LinesFile(file, path)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as denied:
        raise InputError(f"the file cannot be written ({denied.strerror or denied})", where=str(path)) from denied


def _laid_out(body: bytes) -> str:
    return msgspec.json.format(body, indent=2).decode()


def _figures(summary: Mapping[str, Any]) -> Iterator[str]:
    """The figures for a person."""
    yield ""
    yield click.style("Figures", bold=True) + (
        f"  {counted(summary['messages'], 'message')}, "
        f"{counted(summary['transactions'], 'transaction')}, {counted(summary['hits'], 'hit')}, "
        f"{100 * summary['alert_rate']:.2f} % of the messages alert"
    )
    yield "  " + "  ".join(f"{SIGNS[name][0]} {count:,}" for name, count in summary["by_status"].items())
    for title, name in (("type", "by_type"), ("kind of field", "by_field_class"), ("list", "by_list")):
        if summary[name]:
            yield f"  by {title}: " + ", ".join(f"{key} {count:,}" for key, count in summary[name].items())
    for rule, counts in summary["by_rule"].items():
        yield f"  {rule}: " + ", ".join(f"{severity} {count:,}" for severity, count in counts.items())


def _lines(one: Filtered) -> Iterator[str]:
    """A decision for a person: status, then each hit with its place, then findings and problems."""
    yield f"{click.style(one.file, bold=True)}  {one.type or 'unknown type'}  {one.id}  {sign(one.status)}"
    yield from hit_lines(one.hits)
    for finding in one.findings:
        if finding.severity != "info":
            yield f"  {finding.rule} ({finding.severity}): {plain(finding.because)}"
    yield from unread_lines(one.problems)
