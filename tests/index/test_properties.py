"""What holds of the index for any list and any name."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.oracle import FIRST, Losses, Oracle
from ostrakon.index import similarity
from ostrakon.index.arrays import Arrays
from ostrakon.index.build import index_of
from ostrakon.index.candidates import Candidates, keys_of
from ostrakon.index.channels import NEAR_MAX
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.model import Entity
from ostrakon.names.tokens import TOKENS_MAX
from ostrakon.profile.name import profile_name
from ostrakon.screening.policy import shipped_policy
from ostrakon.screening.screener import Screener
from ostrakon.screening.subject import Subject
from tests.parties import party

FIRST_NAMES = [
    "Vladimir",
    "Sergei",
    "Aleksandr",
    "Dmitriy",
    "Mohammed",
    "Abdul",
    "Ahmed",
    "Hassan",
    "Kim",
    "Li",
    "Jong",
    "Maria",
    "Olga",
    "Anna",
    "Pavel",
    "Oleg",
]
LAST_NAMES = [
    "Petrov",
    "Ivanenko",
    "Sidorchuk",
    "al-Rahman",
    "Haddad",
    "Barakat",
    "Yong",
    "Chol",
    "Rezaei",
    "Karimov",
    "Volkov",
    "Sokolov",
    "Nazarbaev",
]
TRADES = ["Shipping", "Trading", "Mining", "Steel", "Energy", "Marine", "Aviation", "Bank", "Holding", "Technology"]


def parties(draw: random.Random, count: int) -> list[Entity]:
    """Made parties whose names share their words, as those of a list do."""
    made = []
    for number in range(count):
        if draw.random() < 0.7:
            name = f"{draw.choice(FIRST_NAMES)} {draw.choice(FIRST_NAMES)} {draw.choice(LAST_NAMES)}"
            made.append(party(f"p-{number}", name))
        else:
            name = f"{draw.choice(LAST_NAMES)} {draw.choice(TRADES)} {draw.choice(TRADES)} LLC"
            made.append(party(f"o-{number}", name, schema="Organization"))
    return made


def asked(draw: random.Random, listed: list[Entity]) -> tuple[str, str]:
    """A listed name with a letter gone, words exchanged or one left out; its schema."""
    entity = draw.choice(listed)
    words = entity.names[0].value.split()
    match draw.randrange(3):
        case 0:
            at = draw.randrange(len(words))
            cut = draw.randrange(len(words[at]))
            words[at] = words[at][:cut] + words[at][cut + 1 :]
        case 1:
            draw.shuffle(words)
        case _:
            words.pop(draw.randrange(len(words)))
    return " ".join(words), entity.schema


def screener_over(listed: list[Entity], limit: int) -> Screener:
    by_id = {entity.id: entity for entity in listed}
    made = Screener(index_of(listed), by_id.get, shipped_policy())
    made._matcher._candidates.limit = limit  # type: ignore[attr-defined]  # so that a small list reaches it
    return made


@given(seed=st.integers(0, 10_000))
@settings(deadline=None, max_examples=6)
def test_the_candidates_hold_what_comparing_every_name_finds(seed: int) -> None:
    draw = random.Random(seed)
    listed = parties(draw, 400)
    oracle, losses = Oracle(index_of(listed), compiled=False), Losses()
    oracle.candidates.limit = 100

    for _ in range(12):
        name, schema = asked(draw, listed)
        oracle.ask(losses, name, "person" if schema == "Person" else "organisation", "made")

    assert losses.first_found >= losses.first - 1
    assert losses.ten_found >= 0.9 * losses.ten
    assert losses.ten <= FIRST * losses.first


@given(seed=st.integers(0, 10_000))
@settings(deadline=None, max_examples=8)
def test_the_order_of_the_lists_changes_no_answer_even_at_the_limit(seed: int) -> None:
    draw = random.Random(seed)
    listed = parties(draw, 120)
    shuffled = draw.sample(listed, len(listed))
    one, other = screener_over(listed, 8), screener_over(shuffled, 8)

    for _ in range(5):
        name, schema = asked(draw, listed)
        subject = Subject(name=name, schema=schema)
        answers = [s.answer(subject, threshold=0.0, limit=20) for s in (one, other)]
        assert [(r.id, r.score) for r in answers[0].results] == [(r.id, r.score) for r in answers[1].results]


@pytest.fixture(scope="module")
def crowded() -> Arrays:
    return index_of(parties(random.Random(7), 3_000))


@pytest.mark.parametrize(
    "name",
    [
        "a" * 10_000,
        " ".join(f"{first} {last}" for first in FIRST_NAMES for last in LAST_NAMES) * 2,
        "Vladimirovich" * 800,
        "김" * 10_000,
        " ".join("abcdefghijklmnopqrstuvwxyz" * 20),
    ],
    ids=["one letter", "500 words", "one long word", "10,000 syllables", "500 initials"],
)
def test_a_name_of_any_length_costs_a_bounded_number_of_keys_features_and_rows(crowded: Arrays, name: str) -> None:
    found = Candidates(crowded, Vocabulary.of(crowded))
    profile = profile_name(name, "any")
    keys = keys_of(profile)
    entries, memory = found.remembered(keys)
    features = similarity.weighted(entries, memory.pool, found.channels[1].first)

    assert profile.cut
    words = 2 * TOKENS_MAX  # a token may be read as two
    assert len(keys[0]) <= words + 1
    assert len(keys[1]) <= 5 * words  # keys, pairs, articles with their words, other readings and their pairs
    assert len(features.numbers) <= (len(keys[0]) + len(keys[1])) * (NEAR_MAX + 1)
    assert len(found.find(profile)) <= found.limit


def test_rarer_words_keep_the_rows_of_common_ones_from_being_read(
    crowded: Arrays, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(similarity, "POSTINGS_MAX", 100)
    found = Candidates(crowded, Vocabulary.of(crowded))
    entries, memory = found.remembered(keys_of(profile_name("Vladimir Sergei Nazarbaev Unlisted", "person")))
    features = similarity.weighted(entries, memory.pool, found.channels[1].first)
    size = np.diff(crowded.post_off.astype(np.int64))[features.numbers]

    kept = similarity.worth_reading(size, features)

    assert size.max() > 100
    for part in (slice(None, features.words), slice(features.words, None)):
        rare = (size[part] <= 100) & features.exact[part]
        assert not rare.any() or size[part][kept[part]].max() <= 100
