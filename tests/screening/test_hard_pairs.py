"""Pairs that hurt: the verdict of a compliance officer, through `compare` and through `screen`."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from ostrakon.index.build import index_of
from ostrakon.screening.policy import shipped_policy
from ostrakon.screening.screener import Screener
from tests.hard_pairs import HardPair, hard_pairs

DOCS = Path(__file__).resolve().parents[2] / "docs" / "method.md"
PAIRS = hard_pairs()


@pytest.mark.parametrize("pair", PAIRS, ids=[p.title for p in PAIRS])
def test_compare_decides_as_an_officer_would(pair: HardPair) -> None:
    judged = pair.judged()

    assert judged.status in pair.right
    assert sum(piece.bits for piece in judged.evidence) == judged.bits


@pytest.mark.parametrize("pair", PAIRS, ids=[p.title for p in PAIRS])
def test_screen_decides_the_same_among_other_parties(pair: HardPair) -> None:
    others = [
        msgspec.structs.replace(other.listed, id=f"other-{number}")
        for number, other in enumerate(PAIRS)
        if other.listed.names[0].value != pair.listed.names[0].value
    ]
    parties = {entity.id: entity for entity in (pair.listed, *others)}
    answer = Screener(index_of(parties.values()), parties.get, shipped_policy()).answer(pair.query)
    found = {result.id: result.status for result in answer.results}

    assert found.get(pair.listed.id, "clear") in pair.right


def test_the_table_of_the_documentation_says_what_we_do() -> None:
    rows = [line for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    for pair in PAIRS:
        (row,) = [row for row in rows if row.startswith(f"| {pair.title} |")]
        *_, officer, ours, agrees, _ = [cell.strip() for cell in row.split("|")]
        status = pair.judged().status
        assert (officer, ours) == (pair.officer, status), f"{pair.title}: run tools/docs/hard_pairs.py"
        assert (agrees == "yes") == (status in pair.right)
