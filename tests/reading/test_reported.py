"""Speech that is reported in each language's own way, hearsay, and standings on lists."""

from __future__ import annotations

import pytest

from tests.reading.saying import Said


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Said:
    return Said(tmp_path_factory.mktemp("gazetteer"))


def told(said: Said, text: str, language: str) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    return [(text[c.start : c.end], c.act, c.source, c.target) for c in said(text, language=language).claims]


def test_german_goes_on_reporting_in_the_subjunctive(said: Said) -> None:
    found = told(said, "Der Sprecher von Sberbank wies den Vorwurf zurück; man habe nie Waffen bezahlt.", "de")
    assert [words for words, *_ in found][-1] == "man habe nie Waffen bezahlt"
    assert found[-1][2] == ("x-sberbank",)


def test_a_german_day_of_the_month_does_not_end_a_sentence(said: Said) -> None:
    (event,) = said("Die EU hat am 27. März Sberbank sanktioniert.", language="de").events
    assert (event.type, event.targets) == ("sanction", ("x-sberbank",))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Mahan Air vuela de Irán a Siria. El Tesoro de Estados Unidos la sancionó en 2011."),
        ("fr", "Mahan Air vole d'Iran en Syrie. Les États-Unis l'ont sanctionnée en 2011."),
    ],
)
def test_a_pronoun_before_the_verb_is_its_object(said: Said, language: str, text: str) -> None:
    found = [event for event in said(text, language=language).events if event.type == "sanction"]
    assert [(event.actors, event.targets) for event in found] == [(("c:US",), ("x-mahan",))]


def test_an_infinitive_behind_a_verb_of_saying_is_what_is_said(said: Said) -> None:
    found = told(said, "PDVSA, de Venezuela, vende petróleo. PDVSA niega haber violado las sanciones.", "es")
    assert [(act, source) for _, act, source, _ in found] == [("deny", ("x-pdvsa",))]


def test_the_second_of_two_verbs_has_the_subject_of_the_first(said: Said) -> None:
    found = told(said, "Moscú rechazó las acusaciones y acusó a Estados Unidos de mentir.", "es")
    assert [(act, source) for _, act, source, _ in found] == [("deny", ("c:RU",)), ("allege", ("c:RU",))]


def test_hearsay_is_nobodys_in_particular(said: Said) -> None:
    found = told(said, "Mahan Air soll Waffen nach Syrien geflogen haben.", "de")
    assert [(source, target[0]) for _, _, source, target in found] == [(("u:unnamed",), "x-mahan")]


def test_what_a_body_is_said_to_say_stands_around_its_name(said: Said) -> None:
    (claim,) = told(said, "Mahan Air transporte, selon Washington, des armes vers la Syrie.", "fr")
    assert claim[0] == "Mahan Air transporte, selon Washington, des armes vers la Syrie"
    assert claim[2] == ("c:US",)


def test_a_korean_source_that_is_only_cited_is_the_source(said: Said) -> None:
    found = told(said, "미국 재무부에 따르면 마두로 정권은 이란에 석유를 수출했다. Nicolás Maduro.", "ko")
    assert found[0][2] == ("c:US",)


def test_a_standing_on_a_list_is_a_statement_and_an_event(said: Said) -> None:
    text = "Mahan Air has been on the EU sanctions list since 2022."
    (claim,) = said(text).claims
    (event,) = said(text).events
    assert (claim.source, claim.target) == (("author",), ("x-mahan",))
    assert (event.actors, event.targets, event.status) == (("u:eu",), ("x-mahan",), "past")


def test_who_is_on_no_list_stands_there_negated_and_tells_no_event(said: Said) -> None:
    read = said("Mahan Air is not on the sanctions list.")
    assert [claim.polarity for claim in read.claims] == ["negate"]
    assert not [event for event in read.events if event.type == "sanction"]


def test_the_same_of_somebody_else_is_stated_too(said: Said) -> None:
    found = said.claims("Mahan Air is on the sanctions list, and so is Sberbank.")
    assert [target for *_, target in found] == [("x-mahan",), ("x-sberbank",)]


def test_a_person_of_office_named_without_a_state_speaks_for_it(said: Said) -> None:
    found = said.claims("Blinken said that Mahan Air carried weapons for Iran.")
    assert [source for _, _, source, _ in found] == [("c:US",)]


def test_a_lawyer_speaks_for_himself_and_he_is_then_the_lawyer_as_a_speaker_only(said: Said) -> None:
    text = (
        "Nicolás Maduro was charged in New York. His lawyer said that the case was political. "
        "He added that it would fail. Washington sanctioned him in 2017."
    )
    read = said(text)
    assert [claim.source for claim in read.claims[-3:-1]] == [("u:lawyer",), ("u:lawyer",)]
    assert read.claims[-1].target == ("x-maduro",)


def test_a_clause_that_names_nobody_goes_on_about_the_topic(said: Said) -> None:
    found = said.claims("The United States sanctioned Mahan Air in 2011. Officials said the sanctions remain in force.")
    assert found[-1][3] == ("x-mahan",)
