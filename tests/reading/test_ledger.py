"""Many texts, one ledger: the same matter stands once, and what is not sure to be the same stays apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostrakon.reading.findings import Claim, Event, Span
from ostrakon.reading.ledger.entries import Report
from ostrakon.reading.ledger.keeping import ledger
from ostrakon.reading.ledger.sameness import apart, days
from ostrakon.reading.mentions import Mention

ACCUSED = "accused North Korea of supplying shells to Russia"
SUPPLYING = "supplying shells to Russia"


def claim(text: str, words: str = ACCUSED, **changes: Any) -> Claim:
    """An allegation of the US about North Korea and Russia, on its words."""
    start = text.index(words)
    values: dict[str, Any] = {
        "source": ("c:US",),
        "act": "allege",
        "polarity": "affirm",
        "modality": "CT",
        "quote": "indirect",
        "target": ("c:KP", "c:RU"),
        "confidence": 0.8,
    }
    return Claim(start=start, end=start + len(words), cue=Span(start, start + 3), **(values | changes))


def event(text: str, words: str, **changes: Any) -> Event:
    """A visit of a listed person to Russia, on its words."""
    start = text.index(words)
    values: dict[str, Any] = {
        "type": "visit",
        "actors": ("p1",),
        "targets": ("c:RU",),
        "place": None,
        "date": None,
        "status": "past",
        "claim": None,
        "confidence": 0.7,
    }
    return Event(start=start, end=start + len(words), cue=Span(start, start + 3), **(values | changes))


def report(
    name: str,
    text: str,
    date: str = "",
    claims: Sequence[Claim] = (),
    events: Sequence[Event] = (),
    mentions: Sequence[Mention] = (),
) -> Report:
    """What one text brings to the ledger."""
    return Report.of(name, text, date=date, claims=tuple(claims), events=tuple(events), mentions=tuple(mentions))


def _accusing(name: str, date: str, text: str = f"Washington {ACCUSED}.", words: str = ACCUSED) -> Report:
    return report(name, text, date, claims=[claim(text, words)])


def test_one_claim_in_two_texts_of_the_same_words_stands_once_with_both_texts() -> None:
    kept = ledger([_accusing("b", "2024-06-20"), _accusing("a", "2024-06-18")])
    (one,) = kept.claims
    assert (one.reports, one.first, one.last) == (2, "2024-06-18", "2024-06-20")
    assert [place.document for place in one.places] == ["a", "b"]
    assert one.words == ACCUSED


def test_the_same_words_a_year_later_are_the_same_claim_and_other_words_are_not() -> None:
    other = "accused the two of trading gold for oil in defiance of everybody"
    later = _accusing("c", "2025-06-18", f"Washington {other}.", other)
    kept = ledger([_accusing("a", "2024-06-18"), _accusing("b", "2025-06-18"), later])
    assert [one.reports for one in kept.claims] == [2, 1]


def test_news_of_the_same_days_is_one_matter_when_some_words_agree_or_the_same_kind_of_event_is_claimed() -> None:
    text = "Washington said that Pyongyang sends shells to Russia by rail."
    near = report("b", text, "2024-06-19", claims=[claim(text, "Pyongyang sends shells to Russia by rail")])
    assert len(ledger([_accusing("a", "2024-06-18"), near]).claims) == 1

    far = report("b", text, "2024-09-19", claims=[claim(text, "Pyongyang sends shells to Russia by rail")])
    assert len(ledger([_accusing("a", "2024-06-18"), far]).claims) == 2

    text = f"Washington {ACCUSED}."
    foreign = "Washington wirft Pjöngjang Waffenlieferungen vor."
    arms = {"type": "arms_transfer", "claim": 0}
    one = report("a", text, "2024-06-18", [claim(text)], [event(text, SUPPLYING, **arms)])
    words = "wirft Pjöngjang Waffenlieferungen vor"
    same = report("b", foreign, "2024-06-18", [claim(foreign, words)], [event(foreign, words, **arms)])
    cyber = report(
        "b", foreign, "2024-06-18", [claim(foreign, words)], [event(foreign, words, type="cyber_theft", claim=0)]
    )
    assert len(ledger([one, same]).claims) == 1
    assert len(ledger([one, cyber]).claims) == 2


@pytest.mark.parametrize(
    "changes", [{"source": ("c:KR",)}, {"target": ("c:KP",)}, {"act": "concern"}, {"polarity": "negate"}]
)
def test_another_source_target_act_or_polarity_is_another_claim(changes: dict[str, Any]) -> None:
    text = f"Seoul {ACCUSED}."
    other = report("b", text, "2024-06-18", claims=[claim(text, **changes)])
    assert len(ledger([_accusing("a", "2024-06-18"), other]).claims) == 2


def test_two_claims_of_one_text_stay_two_though_their_sides_agree() -> None:
    text = f"Washington {ACCUSED} and accused them of hiding shells from inspectors."
    both = [claim(text), claim(text, "accused them of hiding shells from inspectors")]
    assert len(ledger([report("a", text, "2024-06-18", both)]).claims) == 2


def test_a_dispute_within_a_text_is_kept_and_grows_with_other_reports() -> None:
    text = f"Washington {ACCUSED}. Pyongyang denied the charge."
    denial = claim(text, "denied the charge", source=("c:KP",), act="deny", polarity="negate", target=("c:KP",))
    pair = [claim(text, disputed_by=(1,)), Claim(**{f: getattr(denial, f) for f in denial.__struct_fields__})]
    kept = ledger([report("a", text, "2024-06-18", pair), _accusing("b", "2024-06-19")])
    allegation = next(n for n, one in enumerate(kept.claims) if one.act == "allege")
    answer = next(n for n, one in enumerate(kept.claims) if one.act == "deny")
    assert kept.claims[allegation].disputed_by == (answer,)
    assert kept.claims[allegation].reports == 2


def test_a_denial_in_another_text_answers_the_only_allegation_of_these_days() -> None:
    text = "Pyongyang called the charge a lie."
    said = claim(text, "a lie", source=("c:KP",), act="deny", polarity="negate", target=("c:KP",))
    accusing, answering = _accusing("a", "2024-06-18"), report("b", text, "2024-06-20", [said])
    assert [one.disputed_by for one in ledger([accusing, answering]).claims] == [(1,), (0,)]

    late = report("b", text, "2024-12-20", [said])
    assert [one.disputed_by for one in ledger([accusing, late]).claims] == [(), ()]

    other = "accused Pyongyang of a theft of coins"
    second = report("c", f"Seoul {other}.", "2024-06-18", [claim(f"Seoul {other}.", other, source=("c:KR",))])
    assert [one.disputed_by for one in ledger([accusing, second, answering]).claims] == [(), (), ()]


def test_a_planned_visit_that_took_place_is_one_event_whose_reports_tell_how_it_changed() -> None:
    plan, done = "will visit Moscow in September", "visited Moscow on 3 September"
    kept = ledger(
        [
            report("b", done, "2024-09-04", events=[event(done, done, date="2024-09-03")]),
            report("a", plan, "2024-06-18", events=[event(plan, plan, date="2024-09", status="planned")]),
        ]
    )
    (one,) = kept.events
    assert (one.status, one.date) == ("past", "2024-09-03")
    assert [place.status for place in one.places] == ["planned", "past"]


def test_visits_on_different_days_or_by_others_stay_apart() -> None:
    text = "visited Moscow"
    first = report("a", text, "2024-09-04", events=[event(text, text, date="2024-09-03")])
    again = report("b", text, "2024-09-04", events=[event(text, text, date="2024-08-01")])
    other = report("c", text, "2024-09-04", events=[event(text, text, date="2024-09-03", actors=("p2",))])
    assert len(ledger([first, again, other]).events) == 3


def test_parties_and_countries_have_their_texts_claims_and_events() -> None:
    text = f"Kim left. Washington {ACCUSED}. Kim visited Moscow."
    kim = [
        Mention(start=0, end=3, text="Kim", kind="party", key="p1", entity_ids=("p1", "eu-1")),
        Mention(start=0, end=1, text="K", kind="country", key="c:KP"),
        Mention(start=0, end=1, text="x", kind="goods", key="g:arms"),
    ]
    visit = event(text, "visited Moscow")
    kept = ledger(
        [
            report("a", text, "2024-06-18", [claim(text)], [visit], kim),
            report("b", "Kim", "2024-08-01", mentions=kim[:1]),
        ]
    )
    (party,) = kept.parties
    assert (party.key, party.mentions, party.documents) == ("p1", 2, ("a", "b"))
    assert (party.first, party.last, party.events) == ("2024-06-18", "2024-08-01", (0,))
    (country,) = kept.countries
    assert (country.key, country.claims_about, country.claims_by) == ("c:KP", (0,), ())


def test_the_order_in_which_texts_come_changes_nothing() -> None:
    reports = [_accusing("a", "2024-06-18"), _accusing("b", "2024-06-19"), _accusing("c", "")]
    assert len({repr(ledger(order)) for order in permutations(reports)}) == 1


def test_texts_without_a_date_are_matched_by_their_words_alone() -> None:
    text = "Washington said that Pyongyang sends shells to Russia by rail."
    other = report("b", text, "", claims=[claim(text, "Pyongyang sends shells to Russia by rail")])
    kept = ledger([_accusing("a", ""), _accusing("c", ""), other])
    assert sorted(one.reports for one in kept.claims) == [1, 2]
    assert {one.first for one in kept.claims} == {""}


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from(["", "2024-06-18", "2024-06-19", "2024-10"]))))
def test_nothing_is_lost_and_nothing_is_counted_twice(given_texts: list[tuple[str, str]]) -> None:
    reports = [
        report(f"{n}", f"{letter * 5} {ACCUSED}", date, [claim(f"{letter * 5} {ACCUSED}", f"{letter * 5} {ACCUSED}")])
        for n, (letter, date) in enumerate(given_texts)
    ]
    places = [place.document for one in ledger(reports).claims for place in one.places]
    assert sorted(places) == sorted(one.document for one in reports)


def test_dates_of_every_breadth_are_compared_and_what_is_none_is_not() -> None:
    assert apart("2024-06", "2024-06-18") == 0
    assert apart("2024-06-18/2024-06-19", "2024-06-21") == 2
    assert apart("2024-06-18T10:00:00Z", "2024-06-18") == 0
    assert apart("2023", "2024-01-01") == 1
    assert apart("", "2024") is None
    assert days("2024-02-31") is None and days("----04-14") is None and days("soon") is None
