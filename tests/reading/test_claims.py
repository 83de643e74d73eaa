"""Who says what about whom."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ostrakon.reading.findings import Claim
from tests.reading.saying import Said


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Said:
    return Said(tmp_path_factory.mktemp("gazetteer"))


def only(claims: tuple[Claim, ...]) -> Claim:
    (claim,) = claims
    return claim


def test_what_is_said_is_the_clause_and_its_speaker_a_state(said: Said) -> None:
    found = said.claims("The U.S. Treasury said that Mahan Air carried weapons for Iran.")
    assert [(words, source) for words, _, source, _ in found] == [("Mahan Air carried weapons for Iran", ("c:US",))]
    assert "x-mahan" in found[0][3]


def test_an_accusation_names_the_accused_first(said: Said) -> None:
    found = said.claims("British officials accused Iran of sending drones to Russia.")
    assert [(act, source, target) for _, act, source, target in found] == [("allege", ("c:GB",), ("c:IR", "c:RU"))]


def test_a_pronoun_speaks_for_the_last_person(said: Said) -> None:
    found = said.claims("Vladimir Putin arrived in Minsk. He said that Russia would not bow to Western sanctions.")
    assert [source for _, _, source, _ in found] == [("x-putin",)]


def test_a_denial_is_about_who_denies_and_disputes_the_accusation(said: Said) -> None:
    claims = said("Washington accused North Korea of arming Russia, allegations both nations deny.").claims
    accusation, denial = claims
    assert denial.source == denial.target == ("c:KP", "c:RU")
    assert denial.polarity == "negate"
    assert (accusation.disputed_by, denial.disputed_by) == ((1,), (0,))


def test_a_plan_a_demand_a_criticism_and_a_fear_are_told_apart(said: Said) -> None:
    text = (
        "Iran said that it would keep trading with Syria. Russia demanded that Britain release the tanker. "
        "China criticised the United States for its sanctions on Iran. Germany warned that Iran could test a missile."
    )
    found = {
        act: (source, modality) for act, source, modality in ((c.act, c.source, c.modality) for c in said(text).claims)
    }
    assert found["plan"] == (("c:IR",), "PR")
    assert found["demand"] == (("c:RU",), "U")
    assert found["criticise"] == (("c:CN",), "CT")
    assert found["concern"] == (("c:DE",), "PS")


def test_the_text_itself_states_measures_with_its_target_under_the_measure(said: Said) -> None:
    claim = only(said("The Treasury sanctioned Mahan Air in 2011 because it flew weapons.").claims)
    assert (claim.source, claim.target, claim.polarity) == (("author",), ("x-mahan",), "affirm")


def test_a_press_release_speaks_for_its_authority(said: Said) -> None:
    found = said("The Office of Foreign Assets Control today designated Mahan Air. It is an Iranian carrier.").claims
    assert found[0].source == ("c:US",)


def test_that_somebody_is_not_listed_is_a_negated_claim(said: Said) -> None:
    claim = only(said("Sberbank of Russia is not on the SDN list.").claims)
    assert (claim.polarity, claim.target) == ("negate", ("x-sberbank",))


def test_words_in_quotation_marks_are_direct_or_partial(said: Said) -> None:
    direct = only(said('"We will never accept these sanctions on Iran", the Iranian foreign ministry said.').claims)
    assert (direct.quote, direct.source) == ("direct", ("c:IR",))
    partial = only(said('Mahan Air of Iran rejected the claim as "pure fiction".').claims)
    assert (partial.quote, partial.act) == ("partial", "deny")


def test_according_to_and_a_closing_said_name_the_speaker(said: Said) -> None:
    assert said.claims("According to the FBI, Mahan Air moved money for Iran.")[0][2] == ("c:US",)
    assert said.claims("Mahan Air moved money for Iran, the French ministry said on Monday.")[0][2] == ("c:FR",)


@pytest.mark.parametrize(
    "text",
    [
        "The coach said that the team had played well. Critics accused the referee of bias.",
        "Beat the eggs, said the cook, and add the sugar.",
        "Scientists warned that the ice could melt.",
        "",
    ],
)
def test_a_text_without_parties_measures_or_sanctioned_states_says_nothing(said: Said, text: str) -> None:
    found = said(text)
    assert not (found.claims or found.events or found.red_flags or found.programmes)


_WORDS = (
    'Vladimir Putin|said that|accused|Iran|of|"|“|”|,|.|deny|sanctions on|\n\n|U.S.|it|and|both nations|which|’s'
    "|é\u0301|𝒳|(|was sanctioned by|according to|金|не|que|dass|;|will"
)
PIECES = _WORDS.split("|")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from(["en", "de", "fr", "es", "ru", "ko", "xx"]))
def test_any_words_give_spans_within_the_text_and_links_both_ways(said: Said, pieces: list[str], language: str) -> None:
    text = " ".join(pieces)
    found = said(text, language=language)
    for one in (*found.claims, *found.events):
        assert 0 <= one.start < one.end <= len(text)
        assert 0 <= one.cue.start < one.cue.end <= len(text)
    for mention in found.mentions:
        assert text[mention.start : mention.end] == mention.text
    for number, claim in enumerate(found.claims):
        assert 0 < claim.confidence <= 1
        assert all(number in found.claims[other].disputed_by for other in claim.disputed_by)
    for flag in found.red_flags:
        assert all(0 <= span.start < span.end <= len(text) for span in flag.because)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_arbitrary_characters_never_raise(said: Said, text: str) -> None:
    said(f"Iran sanctions {text}", language="en")


def test_a_long_text_is_read_in_parts_with_places_in_the_whole(said: Said) -> None:
    piece = "Washington accused Iran of arming Russia. Tehran denied the charge. The Treasury sanctioned Mahan Air.\n\n"
    text = piece * 900
    found = said(text)
    accusations = [claim for claim in found.claims if claim.act == "allege"]
    assert len(accusations) == 900
    assert {text[claim.cue.start : claim.cue.end] for claim in accusations} == {"accused"}
    assert all(found.claims[claim.disputed_by[0]].act == "deny" for claim in accusations)
    assert all(text[mention.start : mention.end] == mention.text for mention in found.mentions)
    assert [event.claim for event in found.events if event.type == "accusation"] == [
        found.claims.index(claim) for claim in accusations
    ]
