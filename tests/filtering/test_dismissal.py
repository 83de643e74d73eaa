"""What is dismissed without a look would not have been found by one: every text gives the same with and without it."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator

import pytest

from ostrakon.app.engine import Ostrakon
from ostrakon.app.importing import import_lists
from ostrakon.filtering.hits import Hit
from ostrakon.filtering.looking import Looker
from ostrakon.intake.payments import Block, FieldClass, Line
from ostrakon.starter.files import starter_lists
from tests.compiled_code import code

SAMPLE, ALL = 800, 50_000
PARTS = ("Dbtr/Nm", "Cdtr/PstlAdr/AdrLine", "RmtInf/Ustrd", "PmtId/EndToEndId", "Cdtr/PstlAdr/TwnNm")
CLASSES = (
    FieldClass.NAME,
    FieldClass.ADDRESS,
    FieldClass.FREE,
    FieldClass.IDENTIFIER,
    FieldClass.TOWN,
    FieldClass.PARTY,
)
WORDS = (
    "Invoice", "PAYMENT", "for", "Street", "Trading", "Ltd", "GmbH", "Maria", "Schmidt", "al", "Global", "MV", "c/o",
    "4711", "ACCOUNT OF", "O'Brien", "Müller", "Иванов", "金", "bank", "&", "MarineIndustries", "de", "x", "Ali",
    "NOVA", "AND", ",", "Iran", "LLC", "Limted", "J.", "Ąžuolas", "משה", "VESSEL", "Public",
)  # fmt: skip


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ostrakon]:
    """Two bundled lists, compared by compiled code."""
    folder = tmp_path_factory.mktemp("dismissal") / "store"
    for source, files in starter_lists():
        if source in {"ofac_sdn", "un_sc"}:
            import_lists(folder, files, source_id=source, extract=True)
    with Ostrakon.open(folder) as opened:
        opened._screener.hasten(*code())
        yield opened


@pytest.mark.stress
def test_every_text_gives_the_same_with_and_without_dismissal(engine: Ostrakon) -> None:
    count = ALL if os.environ.get("OSTRAKON_STRESS") == "full" else SAMPLE
    sifted, whole = (Looker(engine.answers, engine.spotter(), dismiss=dismiss) for dismiss in (True, False))
    names = [name.value for party in engine.snapshot.entities() for name in party.names]
    found, hits = [], 0
    for block in made(count, names, random.Random(4)):
        one, other = told(sifted, block), told(whole, block)
        hits += bool(other[0])
        if one != other:
            found.append(f"{block.cls.name} {[line.text for line in block.lines]}: {one} instead of {other}")
    print(f"{count:,} texts, {hits:,} with hits, {len(found)} differ without dismissal")
    assert found == []
    assert hits > count // 50, "texts without any hit show nothing"


def told(chosen: Looker, block: Block) -> tuple[list[tuple[str, int, int, list[tuple[str, float, str]]]], list[str]]:
    """Places, parties, scores and decisions of a block, and whom its lines are near."""
    hits: list[Hit] = chosen.hits([block])
    return (
        [(h.field, h.start, h.end, [(r.id, r.score, r.status) for r in h.results]) for h in hits],
        [result.id for line in block.lines for result in chosen.near(line.text.strip())],
    )


def made(count: int, names: list[str], draw: random.Random) -> Iterator[Block]:
    """Blocks of one to three lines: listed names whole, altered or in part, among words that lists hold, and others."""
    for _ in range(count):
        cls = draw.choice(CLASSES)
        text = " ".join(draw.choices(WORDS, k=draw.randrange(4)))
        if draw.random() < 0.7:
            name = draw.choice(ALTERED)(draw.choice(names), draw)
            text = name if draw.random() < 0.5 else f"{text} {name} {draw.choice(WORDS)}"
        lines = [text.strip() or "x"]
        if draw.random() < 0.2 and len(text) > 4:
            at = draw.randrange(1, len(text))
            lines = [part for part in (text[:at], text[at:]) if part.strip()]
        part = draw.choice(PARTS)
        yield Block(cls, part.rsplit("/", 1)[-1], "Dbtr", tuple(Line(part, line) for line in lines))


def _dropped(name: str, draw: random.Random) -> str:
    at = draw.randrange(len(name))
    return name[:at] + name[at + 1 :] or name


def _swapped(name: str, draw: random.Random) -> str:
    at = draw.randrange(max(len(name) - 1, 1))
    return name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]


def _shuffled(name: str, draw: random.Random) -> str:
    words = name.split()
    draw.shuffle(words)
    return " ".join(words)


ALTERED: tuple[Callable[[str, random.Random], str], ...] = (
    lambda name, _: name,
    lambda name, _: name.upper(),
    lambda name, _: name.lower(),
    lambda name, _: name.replace(" ", ""),
    _dropped,
    _swapped,
    _shuffled,
    lambda name, draw: _dropped(_dropped(name, draw), draw),
    lambda name, draw: draw.choice(name.split()),
    lambda name, draw: " ".join(name.split()[: draw.randrange(1, 4)]),
    lambda name, draw: " ".join(word + draw.choice("aeist") for word in name.split()),
    lambda name, _: "".join(word[0] for word in name.split()).upper(),
)
