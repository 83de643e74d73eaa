"""Payments: whether anything is lost where a text is dismissed without a look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.measure import Bar, Section
from benchmarks.payment_messages import Made
from ostrakon import Ostrakon
from ostrakon.filtering.looking import Looker
from ostrakon.intake.payments import Block, read_payments

TEXTS = 50_000


def dismissal(engine: Ostrakon, messages: Iterable[Made], texts: int = TEXTS) -> Section:
    """Every text of the messages, each once, with and without dismissal."""
    section = Section(
        "Payments: dismissal",
        "Each text of ordinary and planted payments looked through with and without dismissal: places, parties, scores "
        "and decisions of its hits, and whom a debtor's name is near.",
        ("texts", "with hits", "differences"),
    )
    sifted, whole = (Looker(engine.answers, engine.spotter(), dismiss=dismiss) for dismiss in (True, False))
    count = hits = differences = 0
    for block in _blocks(messages):
        if count == texts:
            break
        one, other = _told(sifted, block), _told(whole, block)
        count += 1
        hits += bool(one[0])
        differences += one != other
    section.rows.append((f"{count:,}", f"{hits:,}", f"{differences:,}"))
    section.bars.append(Bar("texts of which dismissal changes anything", 0, differences, at_most=True, digits=0))
    return section


def _blocks(messages: Iterable[Made]) -> Iterator[Block]:
    known: set[tuple[Any, ...]] = set()
    for message in messages:
        for _, parts in read_payments(message.data, message.file):
            for part in parts:
                for block in part.blocks:
                    key = (block.cls, *(line.text for line in block.lines))
                    if key not in known:
                        known.add(key)
                        yield block


def _told(chosen: Looker, block: Block) -> tuple[Any, ...]:
    hits = chosen.hits([block])
    return (
        [(hit.field, hit.start, hit.end, hit.text, [(r.id, r.score, r.status) for r in hit.results]) for hit in hits],
        [(near.id, near.score) for line in block.lines for near in chosen.near(line.text.strip())],
    )
