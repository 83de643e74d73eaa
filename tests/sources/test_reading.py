"""A list read as a whole: outcome checked, every failure of a parser made a refusal with its place."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
import pytest
from lxml import etree

from ostrakon.errors import ListRefused
from ostrakon.model import Designation, Entity, Name, Origin
from ostrakon.sources.base import Format, Report
from ostrakon.sources.files import ListFile
from ostrakon.sources.reading import ParsedList, parse_list

ORIGIN = Origin(source="test", record="1")


def _entity(number: int, name: str = "X") -> Entity:
    designation = Designation(authority="US", origin=ORIGIN)
    return Entity(
        id=f"t-{number}", schema="Person", names=(Name(value=name, origin=ORIGIN),), designations=(designation,)
    )


def _format(parse: Callable[[Sequence[ListFile], str, Report], Iterator[Entity]]) -> Format:
    return Format(name="test", title="Test", sources=("test",), recognise=lambda n, h: "test", parse=parse)


def _parsed(parse: Callable[[Report], Iterator[Entity]]) -> ParsedList:
    return parse_list([ListFile(Path("list.txt"))], "test", _format(lambda files, source, report: parse(report)))


def _refusal(parse: Callable[[Report], Iterator[Entity]]) -> ListRefused:
    with pytest.raises(ListRefused) as caught:
        _parsed(parse)
    return caught.value


def test_a_list_without_a_single_entity_is_refused() -> None:
    refusal = _refusal(lambda report: iter(()))
    assert (refusal.reason, refusal.where) == ("truncated", "list.txt")


def test_records_of_one_id_are_put_together_and_counted() -> None:
    parsed = _parsed(lambda report: iter([_entity(1, "A"), _entity(2), _entity(1, "B")]))
    assert [entity.id for entity in parsed.entities] == ["t-1", "t-2"]
    assert [name.value for name in parsed.entities[0].names] == ["A", "B"]
    (issue,) = parsed.issues
    assert (issue.code, issue.count, issue.examples) == ("duplicate_id", 1, ("t-1",))


@pytest.mark.parametrize(("declared", "skipped", "fits"), [(2, 0, True), (3, 1, True), (3, 0, False), (1, 0, False)])
def test_what_the_file_declares_is_compared_with_what_it_holds(declared: int, skipped: int, fits: bool) -> None:
    def parse(report: Report) -> Iterator[Entity]:
        report.declared, report.skipped = declared, skipped
        yield from (_entity(1), _entity(2))

    if fits:
        assert _parsed(parse).declared == declared
    else:
        assert _refusal(parse).reason == "truncated"


@pytest.mark.parametrize(
    "error",
    [
        csv.Error("line contains NUL"),
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"),
        ValueError("month 13 is out of range"),
        KeyError("name"),
        IndexError("list index out of range"),
        AttributeError("'NoneType' object has no attribute 'text'"),
        TypeError("unsupported"),
        RecursionError("maximum recursion depth exceeded"),
        OverflowError("too large"),
        EOFError(),
        OSError("disk"),
        msgspec.DecodeError("truncated"),
        etree.XPathError("bad"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_exception_of_a_parser_becomes_a_refusal_with_the_record_before_it(error: Exception) -> None:
    def parse(report: Report) -> Iterator[Entity]:
        yield _entity(7)
        raise error

    refusal = _refusal(parse)
    assert refusal.reason == "malformed"
    assert refusal.where == "list.txt, after record t-7"
    assert type(error).__name__ in refusal.what
    assert refusal.__cause__ is error


def test_a_refusal_of_the_parser_passes_as_it_is() -> None:
    def parse(report: Report) -> Iterator[Entity]:
        yield _entity(1)
        raise ListRefused("cut", reason="truncated", where="here")

    assert _refusal(parse).where == "here"


def test_running_out_of_memory_is_not_dressed_up_as_a_bad_file() -> None:
    def parse(report: Report) -> Iterator[Entity]:
        yield _entity(1)
        raise MemoryError

    with pytest.raises(MemoryError):
        _parsed(parse)
