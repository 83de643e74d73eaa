"""A word that only organisations bear tells what a name without any kind given is."""

from __future__ import annotations

import pytest

from ostrakon.index.build import index_of
from ostrakon.model import Entity, Name, Origin
from ostrakon.names.telling import tells_organisation
from ostrakon.names.tokens import tokenise
from ostrakon.profile.name import profile_name
from ostrakon.screening.policy import shipped_policy
from ostrakon.screening.screener import Screener
from ostrakon.screening.subject import Subject


@pytest.mark.parametrize("word", ["neft", "zavod", "нефть", "kombinat", "ministerstvo"])
def test_words_of_organisations_tell(word: str) -> None:
    assert tells_organisation(tokenise(word).tokens[0])


@pytest.mark.parametrize("word", ["volk", "christian", "silver", "iran", "oil", "smith", "kim", "jordan"])
def test_names_of_persons_countries_and_short_words_do_not(word: str) -> None:
    assert not tells_organisation(tokenise(word).tokens[0])


@pytest.mark.parametrize("name", ["GAZPROM NEFT", "Ural Zavod"])
def test_such_a_name_reads_the_same_whether_or_not_its_kind_is_given(name: str) -> None:
    assert profile_name(name, "any") == profile_name(name, "organisation")


def test_a_listed_organisation_is_found_by_its_name_without_form_and_kind() -> None:
    name = Name(value="GAZPROM NEFT PAO", origin=Origin(source="ofac_cons", record="17016"))
    listed = Entity(id="ofac-17016", schema="Organization", names=(name,))
    answer = Screener(index_of([listed]), lambda _: listed, shipped_policy()).answer(Subject(name="GAZPROM NEFT"))
    assert [result.id for result in answer.results] == ["ofac-17016"]
    assert answer.status == "hit"
