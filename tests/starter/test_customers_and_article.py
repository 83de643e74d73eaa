"""The invented customers and the news text: readable, and with the traps that they are there for."""

from __future__ import annotations

import csv

from ostrakon.intake.records import BadRow, open_records
from ostrakon.starter import starter_article, starter_customers
from tests.starter.loading import parties


def _table() -> list[dict[str, str]]:
    with starter_customers().open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_all_customers_but_the_one_with_an_impossible_date_can_be_screened() -> None:
    with open_records(starter_customers()) as file:
        rows = list(file)
    bad = [row for row in rows if isinstance(row.content, BadRow)]
    assert len(rows) == 61
    assert [row.content.query_id for row in bad if isinstance(row.content, BadRow)] == ["c060"]


def test_customers_have_keys_of_their_own_and_come_from_many_countries() -> None:
    table = _table()
    assert len({row["query_id"] for row in table}) == len(table)
    assert len({row["country"] for row in table}) >= 25
    assert {row["schema"] for row in table} >= {"Person", "Company", "Vessel", "Airplane", "LegalEntity"}


def test_customers_carry_no_numbers_of_persons() -> None:
    kinds = {part.partition("=")[0] for row in _table() for part in row["identifiers"].split(";") if part}
    assert kinds == {"imo", "wallet", "bic", "tail_number"}


def test_planted_identifiers_are_those_of_listed_parties() -> None:
    listed = {i[2] for p in parties() for h in (p, *p["on"].values()) for i in h.get("ids", [])}
    given = {part.partition("=")[2] for row in _table() for part in row["identifiers"].split(";") if part}
    assert given <= listed


def test_the_article_names_listed_parties_in_full_and_in_short_and_people_who_only_sound_like_them() -> None:
    text = starter_article().read_text(encoding="utf-8")
    words = len(text.split())
    assert 250 <= words <= 400
    for name in ("Vladimir Putin", "Kim Jong Un", "Sergei Lavrov", "KOMID", "Lady R", "Yevgeniy Prigozhin"):
        assert name in text
    assert "\n\nKim described" in text
    assert "Putin said" in text
    for trap in ("Putinova", "Kim Jong Hoon", "Lavrovsky"):
        assert trap in text


def test_the_article_says_that_its_private_persons_are_invented() -> None:
    assert "the private persons in it are invented" in starter_article().read_text(encoding="utf-8")
