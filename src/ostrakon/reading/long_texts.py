"""Long texts in parts, so that no text costs more than its length: where to cut, and results put together again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import structs

from ostrakon.reading.findings import Claim, Event, Programme, RedFlag, Span
from ostrakon.reading.mentions import Mention

PART_MAX = 40_000
"""Code points read as one; what "he" or "the bank" stands for is looked for within a part."""
_CUTS = ("\n\n", "\n", ". ", " ")


def parts(text: str) -> Iterator[tuple[int, int]]:
    """Where the parts begin and end: at a paragraph, else a line, a sentence, a blank."""
    start = 0
    while len(text) - start > PART_MAX:
        limit = start + PART_MAX
        ends = (text.rfind(cut, start + PART_MAX // 2, limit) + len(cut) for cut in _CUTS)
        end = next((end for end in ends if end > start + PART_MAX // 2), limit)
        yield start, end
        start = end
    yield start, len(text)


def within(mentions: Sequence[Mention], start: int, end: int) -> list[Mention]:
    """Mentions of a part, with positions in it."""
    return [
        structs.replace(one, start=one.start - start, end=one.end - start)
        for one in mentions
        if start <= one.start and one.end <= end
    ]


def moved_mentions(mentions: Sequence[Mention], by: int) -> list[Mention]:
    """Mentions of a part, with positions in the whole."""
    return [structs.replace(one, start=one.start + by, end=one.end + by) for one in mentions]


def moved_claims(claims: Sequence[Claim], by: int, before: int) -> list[Claim]:
    """Claims of a part in the whole; `before` claims stand before them."""
    return [
        structs.replace(
            one,
            start=one.start + by,
            end=one.end + by,
            cue=_moved(one.cue, by),
            disputed_by=tuple(number + before for number in one.disputed_by),
        )
        for one in claims
    ]


def moved_events(events: Sequence[Event], by: int, claims_before: int) -> list[Event]:
    """Events of a part in the whole."""
    return [
        structs.replace(
            one,
            start=one.start + by,
            end=one.end + by,
            cue=_moved(one.cue, by),
            claim=None if one.claim is None else one.claim + claims_before,
        )
        for one in events
    ]


def joined_programmes(found: Sequence[tuple[int, Programme]]) -> tuple[Programme, ...]:
    """Programmes of all parts, each once; with every one the beginning of its part."""
    kept: dict[str, Programme] = {}
    for by, one in found:
        spans = tuple(_moved(span, by) for span in one.because)
        known = kept.get(one.code)
        kept[one.code] = structs.replace(
            known or one,
            authority=known.authority or one.authority if known else one.authority,
            because=(*(known.because if known else ()), *spans),
        )
    return tuple(kept.values())


def joined_flags(found: Sequence[tuple[int, RedFlag]]) -> tuple[RedFlag, ...]:
    """Red flags of all parts, each once, by code."""
    kept: dict[str, RedFlag] = {}
    for by, one in found:
        spans = tuple(_moved(span, by) for span in one.because)
        known = kept.get(one.code)
        kept[one.code] = structs.replace(known or one, because=(*(known.because if known else ()), *spans))
    return tuple(kept[code] for code in sorted(kept))


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
