"""Single cases on which other matchers are known to fail, through `compare` and through `screen`."""

from __future__ import annotations

from typing import Any

import pytest

from ostrakon.app.comparing import compare_pair, listed_party
from ostrakon.index.build import index_of
from ostrakon.intake.records import subject_from
from ostrakon.screening.policy import shipped_policy
from ostrakon.screening.screener import Screener
from tests.parties import PARTIES

OGRN = "1027700132195"
LOOK = {"review", "hit"}
NO_HIT = {"clear", "review"}


def _person(name: str, born: str = "", country: str = "") -> dict[str, Any]:
    return {"name": name, "schema": "Person", "birth_date": born, "country": country}


def _company(name: str, kind: str = "", value: str = "") -> dict[str, Any]:
    return {"name": name, "schema": "Company", "identifiers": [{"type": kind, "value": value}] if kind else []}


PETROV = _person("Ivan Petrov", "1970-03-04")
KIM = _person("Kim Jong Un")
CASES = [
    (_person("Vladimir Putin", "1952-10-08", "ru"), _person("Vladimir Vladimirovich Putin", "1952-10-07"), LOOK),
    (_person("Ivan Petrov", "1971-03-04"), PETROV, LOOK),
    (_person("Ivan Petrov", "1970-04-03"), PETROV, LOOK),
    (_person("Ivan Petrov", "1970"), PETROV, LOOK),
    (_person("Ivan Petrov", "1995-03-04"), PETROV, NO_HIT),
    (_person("Ivan Petrov", "1995"), PETROV, NO_HIT),
    (_person("Jon Smith"), _person("John Smith"), LOOK),
    (_person("Ann Lee"), _person("Anne Lee"), LOOK),
    ({"name": "金正恩"}, KIM, LOOK),
    ({"name": "김정은"}, KIM, LOOK),
    ({"name": "Ким Чен Ын"}, KIM, LOOK),
    ({"name": "محمد علي"}, _person("Mohamed Ali"), LOOK),
    (_person("Kim Jong-un"), _person("Kim Jong Il"), NO_HIT),
    (_person("Alexander Lukashenka"), _person("Alexander Lukashenko"), LOOK),
    (_company("Rosneft Trading SA"), _company("Rosneft"), LOOK),
    (_company("Vostok Invest", "registration", OGRN), _company("Sberbank of Russia", "ogrn", OGRN), {"hit"}),
]


def marked() -> list[object]:
    return [
        pytest.param(
            query, listed, right,
            id=f"{query['name']} {query.get('birth_date', '')} / {listed['name']}",
        )
        for query, listed, right in CASES
    ]  # fmt: skip


@pytest.mark.parametrize(("query", "listed", "right"), marked())
def test_compare_decides_as_an_officer_would(query: dict[str, Any], listed: dict[str, Any], right: set[str]) -> None:
    judged = compare_pair(subject_from(query), listed_party(subject_from(listed)), shipped_policy())

    assert judged.status in right


@pytest.mark.parametrize(("query", "listed", "right"), marked())
def test_screen_decides_the_same_among_other_parties(
    query: dict[str, Any], listed: dict[str, Any], right: set[str]
) -> None:
    wanted = listed_party(subject_from(listed))
    kept = [p for p in PARTIES if p.id not in ("t-putin", "t-kim", "t-lukashenko")]
    parties = {entity.id: entity for entity in (wanted, *kept)}
    answer = Screener(index_of(parties.values()), parties.get, shipped_policy()).answer(subject_from(query))

    assert {r.id: r.status for r in answer.results}.get(wanted.id, "clear") in right
