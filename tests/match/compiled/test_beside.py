"""Listed names that dates and countries rule out are spared the comparison, and no answer changes by it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import cache

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from ostrakon.index.acceleration import compiled_available
from ostrakon.index.arrays import Arrays
from ostrakon.index.build import index_of
from ostrakon.index.facts import SCHEMATA as FACTS_SCHEMATA
from ostrakon.index.facts import country_pack, date_row
from ostrakon.index.keys import whole_text
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.match.alignment import Aligner, Wanted
from ostrakon.match.birth_date import compare_dates
from ostrakon.match.country import compare_countries
from ostrakon.match.fact_weights import fact_weights
from ostrakon.match.proportions import LENGTH_STEPS
from ostrakon.match.weights import weights
from ostrakon.model import CountryLink, Entity, Origin, PartialDate
from ostrakon.names.kinds import NameClass, name_class
from ostrakon.profile.name import profile_name
from ostrakon.screening.facts import SubjectFacts
from ostrakon.screening.policy import shipped_policy
from ostrakon.screening.screener import Screener
from ostrakon.screening.subject import Subject
from tests.compiled_code import code
from tests.parties import PARTIES, party

if not compiled_available():
    pytest.skip("needs the extra `fast`", allow_module_level=True)

from ostrakon.match.compiled import beside, sparing
from ostrakon.match.compiled.asked import hash_of_whole
from ostrakon.match.compiled.beside_loops import country_bits, date_bits

COUNTRIES = ("ru", "su", "ir", "kp", "cn", "hk", "ua", "de", "xk", "cs")
WORDS = ("Salim", "Khalid", "Ivan", "Ivanov", "Petrov", "Anna", "Kim", "Chol", "Trading", "Ltd", "J", "Pearl", "Nizam")
SCHEMATA = ("Person", "Person", "Person", "Organization", "Vessel", "")
dates = st.builds(
    lambda year, month, day, more, until, about: PartialDate(
        value=(f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-{day:02}")[more],
        until=f"{year + until}" if until and not more else "",
        approximate=about,
    ),
    st.integers(1935, 1999), st.sampled_from([1, 2, 11, 12]), st.sampled_from([1, 2, 11, 12, 28]), st.integers(0, 2),
    st.integers(0, 4), st.booleans(),
)  # fmt: skip
codes = st.lists(st.sampled_from(COUNTRIES), max_size=3, unique=True)
names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


@given(asked=dates, listed=st.lists(dates, max_size=4))
@settings(deadline=None, max_examples=300)
def test_dates_weigh_what_the_plain_rules_say(asked: PartialDate, listed: list[PartialDate]) -> None:
    verdict = compare_dates(asked, [date_row(one) for one in listed], fact_weights().birth_date)
    rows = np.array([date_row(one) for one in listed], dtype=np.int64).reshape(-1, 5)
    mine = np.array(beside.given(asked, ()), dtype=np.int64)
    found = weighed(date_bits, beside.packed_dates(rows), len(listed), mine, None) if mine[beside.DATED] else 0.0

    assert found == (verdict.bits if verdict else 0.0)


@given(asked=codes, listed=codes, schema=st.sampled_from(FACTS_SCHEMATA))
@settings(deadline=None, max_examples=200)
def test_countries_weigh_what_the_plain_rules_say(asked: list[str], listed: list[str], schema: str) -> None:
    told = compare_countries(asked, listed, name_class(schema), fact_weights())
    packed = np.zeros(len(listed), dtype=np.int64)
    for place, code_ in enumerate(listed):
        packed[place // beside.IN_ONE] |= country_pack(code_) << 16 * (place % beside.IN_ONE)
    row = beside.SCHEMATA_FIRST + 3 * FACTS_SCHEMATA.index(schema)
    mine = np.array(beside.given(None, asked), dtype=np.int64)
    found = weighed(country_bits, packed, len(listed), mine, row) if asked and listed else 0.0

    assert found == (told.bits if told else 0.0)


def weighed(rule: Callable[..., float], facts: NDArray[np.int64], count: int, mine: object, row: int | None) -> float:
    """What a compiled rule gives; it reads past nothing that is not there."""
    bits = beside.bits_of(fact_weights(), weights())
    behind = (mine, bits) if row is None else (mine, bits, row)
    return float(rule(0, count, np.ascontiguousarray(facts), *behind)) if count else 0.0


def listed_party(number: int, draw: random.Random) -> Entity:
    """A made party; every second one shares names with others."""
    written = [" ".join(draw.choices(WORDS, k=draw.randint(1, 4))) for _ in range(draw.randint(1, 3))]
    entity = party(
        f"t-{number}", *dict.fromkeys(written), schema=draw.choice(SCHEMATA[:-1]),
        weak=["Pearl Nizam"] if draw.random() < 0.2 else [],
        born=draw.choice(["", f"{draw.randint(1940, 1990)}-02-11", f"{draw.randint(1940, 1990)}"]),
    )  # fmt: skip
    origin = Origin(source="test", record=entity.id)
    links = [CountryLink(text=c, code=c, origin=origin) for c in draw.sample(COUNTRIES, draw.randint(0, 2))]
    return msgspec.structs.replace(entity, countries=tuple(links))


@pytest.fixture(scope="module")
def screeners() -> Iterator[tuple[Screener, Screener]]:
    """One that compares every candidate, one that spares what facts rule out."""
    draw = random.Random(5)
    parties = [*(listed_party(number, draw) for number in range(400)), *PARTIES]
    arrays, listed = index_of(parties), {p.id: p for p in parties}
    plain, fast = (Screener(arrays, listed.get, shipped_policy()) for _ in range(2))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sparing, "NAMES_BEFORE", 1)
        fast.hasten(*code())
        yield plain, fast


@given(
    name=names | st.sampled_from([n.value for p in PARTIES for n in p.names]), schema=st.sampled_from(SCHEMATA),
    born=st.none() | dates, countries=codes, nationalities=st.sampled_from([(), (), ("ru",)]),
    gender=st.sampled_from(["", "male"]), threshold=st.sampled_from([None, 0.0, 0.05, 0.9]),
)  # fmt: skip
@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_answer_changes_by_what_is_spared(
    screeners: tuple[Screener, Screener], name: str, schema: str, born: PartialDate | None, countries: list[str],
    nationalities: tuple[str, ...], gender: str, threshold: float | None,
) -> None:  # fmt: skip
    asked = Subject(
        name=name, schema=schema, birth_date=born, countries=tuple(countries), nationalities=nationalities,
        gender=gender,
    )  # fmt: skip
    plain, fast = (s.answer(asked, limit=20, threshold=threshold) for s in screeners)

    assert fast == plain


@given(name=names, of=st.sampled_from(["person", "organisation", "vessel"]))
@settings(deadline=None, max_examples=200)
def test_no_name_gives_more_than_its_ceiling(name: str, of: NameClass) -> None:
    arrays, table = every_name(), weights()
    profile = profile_name(name, of)
    whole = whole_text(profile.tokens, profile.kinds)
    if any(len(token) == 1 for token in profile.tokens):
        return  # initials are compared with all
    documents = np.arange(arrays.docs_count)
    bits = Aligner(arrays, Vocabulary.of(arrays), table).bits(profile, documents)
    most = beside.ceilings(arrays, table)[:, min(len(profile.tokens), beside.WORDS_TOLD) - 1].astype(np.float64)
    most += max(float(table.proportions["length"][int(np.digitize(len(whole), LENGTH_STEPS))]), 0.0)
    most += np.where(arrays.doc_whole == np.uint64(hash_of_whole(profile, whole)), beside.bits_of(
        fact_weights(), table)[beside.TOGETHER], 0.0)  # fmt: skip

    assert (bits <= most).all()


@cache
def every_name() -> Arrays:
    draw = random.Random(6)
    return index_of([*(listed_party(number, draw) for number in range(300)), *PARTIES])


def test_namesakes_born_in_another_decade_are_not_compared(screeners: tuple[Screener, Screener]) -> None:
    aligner = screeners[1].aligner
    asked = Subject(name="Salim Khalid", schema="Person", birth_date=PartialDate(value="2001-05-17"))
    profile = profile_name(asked.name, "person")
    facts = SubjectFacts.of(asked, [profile])
    documents = np.arange(every_name().docs_count)
    least = -facts.gain_max(fact_weights()) - weights().prior
    (compared, _), (everything, _) = aligner.bits_of_many([
        Wanted(profile, documents, -np.inf, facts.beside(least, fact_weights())), Wanted(profile, documents, -np.inf),
    ])  # fmt: skip

    assert len(compared) < len(everything) / 2
