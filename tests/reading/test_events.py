"""What happened, is planned, or is said to have happened."""

from __future__ import annotations

import pytest

from tests.reading.saying import Said


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Said:
    return Said(tmp_path_factory.mktemp("gazetteer"))


def test_a_measure_has_its_author_and_its_target_in_both_voices(said: Said) -> None:
    assert said.events("The United States sanctioned Mahan Air.") == [("sanction", ("c:US",), ("x-mahan",), "past")]
    assert said.events("Mahan Air was sanctioned by the United States.") == [
        ("sanction", ("c:US",), ("x-mahan",), "past")
    ]


def test_an_alleged_event_is_denied_where_the_text_has_a_denial(said: Said) -> None:
    alleged = said("Washington accused Iran of sending missiles to Russia.").events
    assert ("arms_transfer", "alleged") in [(e.type, e.status) for e in alleged]
    denied = said("Washington accused Iran of sending missiles to Russia. Tehran denied the charge.").events
    assert ("arms_transfer", "denied") in [(e.type, e.status) for e in denied]


def test_plans_and_possibilities_are_no_facts(said: Said) -> None:
    planned = said.events("Vladimir Putin will visit North Korea next week.")
    assert planned == [("visit", ("x-putin",), ("c:KP",), "planned")]
    possible = said("Officials fear that North Korea could supply Russia with munitions.").events
    assert [(e.type, e.status) for e in possible] == [("arms_transfer", "hypothetical")]


def test_dates_are_resolved_against_the_date_of_the_text(said: Said) -> None:
    (event,) = said("On 12 October 2011 the United States sanctioned Mahan Air.").events
    assert event.date == "2011-10-12"
    (event,) = said("The United States sanctioned Mahan Air yesterday.", date="2024-03-01").events
    assert event.date == "2024-02-29"
    (event,) = said("The United States sanctioned Mahan Air in May.", date="2024-08-01").events
    assert event.date == "2024-05"


def test_the_place_is_given_as_the_text_names_it(said: Said) -> None:
    (event,) = said("British marines seized the tanker Wise Honest off Gibraltar.").events
    assert (event.type, event.place, event.targets) == ("seizure", "Gibraltar", ("x-ship",))


@pytest.mark.parametrize(
    "text",
    [
        "Iran has frozen accounts in mind.",
        "The sanctions on Iran remain.",
        "The company supported the measure on Iran.",
    ],
)
def test_words_that_only_look_like_events_are_none(said: Said, text: str) -> None:
    assert said.events(text) == []


def test_whoever_has_met_a_minister_holds_no_office(said: Said) -> None:
    text = "Tehran denies the charge. Boxes move, said a forwarding agent, Ali Lavrovsky, who has never met a minister."
    assert [e.actors for e in said(text).events if e.type == "meeting"] == []


def test_a_listed_party_that_followed_met_with_the_measure(said: Said) -> None:
    told = said.events("The European Union listed Mahan Air in 2011. Foreign Trade Bank followed in November 2012.")
    assert [event[:3] for event in told] == [
        ("sanction", ("u:eu",), ("x-mahan",)),
        ("sanction", ("u:eu",), ("x-bank",)),
    ]
    told = said.events("The European Union listed Mahan Air in 2011. Canada followed in November 2012.")
    assert told[1][:3] == ("sanction", ("c:CA",), ("x-mahan",))


def test_a_season_gives_the_year_for_the_months_behind_it(said: Said) -> None:
    text = "The United Nations sanctioned Mahan Air in 2009. Since the autumn of 2022 it flew drones, and the European "
    text += "Union listed Mahan Air that October."
    assert [event.date for event in said(text).events if event.type == "sanction"] == ["2009", "2022-10"]


def test_a_date_before_a_semicolon_is_not_that_of_what_stands_behind_it(said: Said) -> None:
    text = "Mahan Air lost a court case in August 2023; the United States sanctioned Mahan Air."
    assert [event.date for event in said(text).events if event.type == "sanction"] == [None]


def test_who_is_accused_of_a_delivery_makes_it_alone(said: Said) -> None:
    found = said("Washington and Seoul accuse Pyongyang of shipping artillery shells to Russia.").events
    assert [(e.actors, e.targets) for e in found if e.type == "arms_transfer"] == [(("c:KP",), ("c:RU",))]


def test_two_leaders_who_sign_are_the_two_persons_named_before(said: Said) -> None:
    text = "Vladimir Putin met Kim Jong Un in Pyongyang. The two leaders signed a treaty to help in case of war."
    assert ("agreement", ("x-putin", "x-kim"), (), "past") in said.events(text)
