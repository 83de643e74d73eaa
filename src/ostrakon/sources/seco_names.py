"""Names of the Swiss list: ordered parts, each with spelling variants, put together in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ostrakon.model import Name, NameKind, Origin
from ostrakon.sources.base import Report
from ostrakon.sources.values import clean
from ostrakon.sources.xml import local

_PLACES = {
    "whole-name": 0,
    "given-name": 1,
    "further-given-name": 2,
    "father-name": 3,
    "grand-father-name": 4,
    "tribal-name": 5,
    "family-name": 6,
    "suffix": 7,
    "other": 8,
}
"""Kinds of part in reading order. Titles and maiden names are values of their own."""
_APART = ("title", "maiden-name")
_KINDS: dict[str, NameKind] = {"primary-name": "primary", "alias": "alias", "formerly-known-as": "former"}
_FRAGMENTS = frozenset({"given-name", "further-given-name", "father-name", "grand-father-name", "family-name"})
_LATIN_LIMIT = "\u024f"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    kind: str
    order: int
    value: str
    variants: tuple[tuple[str, str], ...] = ()
    """(language, spelling)."""

    def spelt(self, language: str, number: int) -> str:
        """The variant of this number in this language; the value itself where there is none."""
        found = [text for lang, text in self.variants if lang == language]
        return found[number] if number < len(found) else self.value


@dataclass(slots=True)
class SecoNames:
    """The names of one identity, and the titles that stand among their parts."""

    names: list[Name] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)


def read_names(identity: etree._Element, *, main: bool, origin: Origin, report: Report, where: str) -> SecoNames:
    """All names of an identity; the primary name of another than the main identity is an alias of the party.

    Of many persons an alias gives only the part that differs (a given name `Mohamed`, nothing else). It says how
    that part is spelt too and is put together with the other parts of the primary name: alone it would be the name
    of everybody.
    """
    result = SecoNames()
    primary = next(
        (list(_parts(n, report, where)) for n in identity if n.get("name-type") == "primary-name"),
        list[_Part](),
    )
    for element in identity:
        if local(element.tag) != "name":
            continue
        kind = _KINDS.get(element.get("name-type", ""))
        if kind is None:
            report.issue(
                "unknown_value",
                "unknown type of name, taken as an alias",
                where=where,
                field="name@name-type",
                example=element.get("name-type", ""),
            )
        if kind is None or (kind == "primary" and not main):
            kind = "alias"
        weak = kind != "primary" and element.get("quality") == "low"
        parts = sorted(_completed(list(_parts(element, report, where)), primary), key=lambda part: part.order)
        result.titles += [part.value for part in parts if part.kind == "title"]
        language = element.get("lang", "")
        result.names += _put_together(parts, primary, kind, weak=weak, language=language, origin=origin)
    return result


def _completed(parts: list[_Part], primary: list[_Part]) -> list[_Part]:
    """The parts of a name, those it leaves out taken from the primary name where it is only a fragment of one."""
    kinds = {part.kind for part in parts}
    whole = {"given-name", "family-name"}
    if not kinds & _FRAGMENTS or kinds - _FRAGMENTS - {"title"} or whole <= kinds:
        return parts
    if not whole <= {part.kind for part in primary}:
        return parts
    return parts + [part for part in primary if part.kind in _FRAGMENTS and part.kind not in kinds]


def _parts(name: etree._Element, report: Report, where: str) -> Iterator[_Part]:
    for element in name:
        if local(element.tag) != "name-part":
            continue
        kind = element.get("name-part-type", "")
        if kind not in _PLACES and kind not in _APART:
            report.issue(
                "unknown_value",
                "unknown kind of name part, put last",
                where=where,
                field="name-part@name-part-type",
                example=kind,
            )
            kind = "other"
        value = next((clean(item.text) for item in element if local(item.tag) == "value"), "")
        variants = tuple(
            (item.get("lang", ""), clean(item.text))
            for item in element
            if local(item.tag) == "spelling-variant" and clean(item.text)
        )
        order = element.get("order", "0")
        if value:
            yield _Part(kind=kind, order=int(order) if order.isdigit() else 0, value=value, variants=variants)


def _put_together(
    parts: list[_Part], primary: list[_Part], kind: NameKind, *, weak: bool, language: str, origin: Origin
) -> Iterator[Name]:
    parts = [part for part in parts if part.kind != "title"]
    maiden = [part for part in parts if part.kind == "maiden-name"]
    spoken = sorted((part for part in parts if part not in maiden), key=lambda part: _PLACES[part.kind])
    if spoken:
        values = {part: part.value for part in spoken}
        yield _name(values, kind, weak=weak, language=language, origin=origin)
        for variant_language, number in _variant_rows(spoken):
            values = {part: part.spelt(variant_language, number) for part in spoken}
            latin = all(character <= _LATIN_LIMIT for value in values.values() for character in value)
            yield _name(
                values, "spelling" if latin else "original", weak=weak, language=variant_language, origin=origin
            )
    for part in maiden:
        given = [other for other in (spoken or primary) if other.kind in _FRAGMENTS - {"family-name"}]
        whole = [] if " " in part.value else [other.value for other in given]
        value = " ".join([*whole, part.value])
        yield Name(value=value, kind="maiden", weak=weak, language=language, origin=origin)


def _variant_rows(parts: list[_Part]) -> list[tuple[str, int]]:
    """Languages and running numbers of the variants that the parts have between them."""
    most: dict[str, int] = {}
    for part in parts:
        languages = [language for language, _ in part.variants]
        for language in languages:
            most[language] = max(most.get(language, 0), languages.count(language))
    return [(language, number) for language, count in most.items() for number in range(count)]


def _name(values: dict[_Part, str], kind: NameKind, *, weak: bool, language: str, origin: Origin) -> Name:
    def of(*kinds: str) -> str:
        return " ".join(value for part, value in values.items() if part.kind in kinds)

    return Name(
        value=" ".join(values.values()),
        kind=kind,
        weak=weak,
        language=language,
        given=of("given-name"),
        middle=of("further-given-name"),
        patronymic=of("father-name"),
        family=of("family-name"),
        origin=origin,
    )
