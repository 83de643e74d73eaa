"""The tables of facts, entry by entry: titles, former states, kinds of numbers; and what they make of two values."""

from __future__ import annotations

import pytest

from ostrakon.match.country import compare_countries, compare_nationalities, related, relatives
from ostrakon.match.fact_weights import fact_weights
from ostrakon.match.gender import FEMALE_TITLES, MALE_TITLES, compare_genders, gender_shown
from ostrakon.match.identifiers import Number, compare_identifiers, numbers_agree, numbers_near
from ostrakon.names.kinds import Kind
from ostrakon.profile.name import profile_name

WEIGHTS = fact_weights()


@pytest.mark.parametrize(
    ("titles", "gender", "words"),
    [
        (MALE_TITLES, "male", "mr herr monsieur senor sayyid sheikh shaykh sheik pan"),
        (FEMALE_TITLES, "female", "mrs ms miss frau fraulein madame mademoiselle senora senorita"),
    ],
)
def test_these_titles_show_a_gender(titles: frozenset[str], gender: str, words: str) -> None:
    assert titles == set(words.split())
    for word in titles:
        profile = profile_name(f"{word} Zindashti", "person")
        if Kind.TITLE in profile.kinds:
            assert gender_shown(profile) == (gender, word), word


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Mrs Petrova", ("female", "mrs")),
        ("Mr Petrov", ("male", "mr")),
        ("Mr Anna Ivanovna Petrova", ("", "")),  # one word shows a man, another a woman
        ("Dr Petrov", ("", "")),
        ("Ivan Ivanovich Petrov", ("male", "ivanovich")),
        ("Anna Ivanovna Petrova", ("female", "ivanovna")),
    ],
)
def test_a_gender_is_shown_by_a_word(name: str, shown: tuple[str, str]) -> None:
    assert gender_shown(profile_name(name, "person")) == shown


def test_evidence_of_a_gender_says_by_which_word_and_needs_one_listed_gender() -> None:
    same = compare_genders("male", ["male"], WEIGHTS, word="mr")
    other = compare_genders("female", ["male"], WEIGHTS)

    assert same is not None and other is not None
    assert (same.feature, same.bits, same.query, same.listed, same.note) == (
        "gender", WEIGHTS.gender["same"], "male (by 'mr')", "male", "the same gender",
    )  # fmt: skip
    assert (other.bits, other.query, other.note) == (WEIGHTS.gender["other"], "female", "another gender")
    assert compare_genders("male", ["male", "female"], WEIGHTS) is None
    assert compare_genders("male", [], WEIGHTS) is None


FORMER = {
    "su": "ru ua by kz uz tm tj kg ge am az md ee lv lt",
    "yu": "rs me hr si ba mk xk cs",
    "cs": "rs me xk cz sk yu",
    "an": "cw sx bq",
    "cn": "hk mo",
    "sd": "ss",
    "et": "er",
    "id": "tl",
    "ru": "su",
    "rs": "yu cs",
    "cz": "cs",
    "hk": "cn",
    "fr": "",
}


@pytest.mark.parametrize(("whole", "parts"), FORMER.items())
def test_former_states_and_parts(whole: str, parts: str) -> None:
    assert relatives(whole) == set(parts.split())
    for part in parts.split():
        assert related(whole, part)
        assert related(part, whole)
    assert not related(whole, "ir")


@pytest.mark.parametrize(
    ("query", "listed", "rule", "note"),
    [
        (["ru"], ["ru"], "same", "in common"),
        (["ir", "ru"], ["ru", "fr"], "same", "in common"),
        (["su"], ["ru"], "successor", "successor"),
        (["ir", "su"], ["fr", "ru"], "successor", "successor"),
        (["ir"], ["ru"], "other", "no "),
    ],
)
def test_each_rule_of_countries_has_its_bits_and_its_words(
    query: list[str], listed: list[str], rule: str, note: str
) -> None:
    country = compare_countries(query, listed, "person", WEIGHTS)
    nationality = compare_nationalities(query, listed, WEIGHTS)

    assert country is not None and nationality is not None
    assert (country.feature, nationality.feature) == ("country", "nationality")
    assert country.bits == WEIGHTS.country["person"][rule]
    assert nationality.bits == WEIGHTS.nationality[rule]
    assert note in country.note and note in nationality.note
    assert (country.query, country.listed) == (", ".join(query), ", ".join(listed))
    if rule != "successor":
        assert "country in common" in country.note
        assert "nationality in common" in nationality.note


def test_countries_say_nothing_where_one_side_has_none() -> None:
    assert compare_countries([], ["ru"], "person", WEIGHTS) is None
    assert compare_countries(["ru"], [], "person", WEIGHTS) is None


IMO, IMO_OTHER, IMO_SLIP = "8905490", "9187629", "8905491"
LEI, LEI_SLIP = "5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R13"
OGRN, OGRN_OTHER, INN = "1027700035769", "1027700132195", "7707083893"
IBAN = "DE89370400440532013000"
WALLET = "12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h"
NUMBERS = [
    # The same number: how sure the check digit, the country and the type make it
    (("imo", IMO), ("imo", IMO), "same_checked"),
    (("lei", LEI), ("other", LEI), "same_checked"),
    (("iban", IBAN), ("account", IBAN), "same_checked"),
    (("account", IBAN), ("iban", IBAN), "same_checked"),
    (("ogrn", OGRN), ("tax_id", OGRN), "same_checked"),
    (("tax_id", INN), ("inn", INN), "same_checked"),
    (("registration", INN), ("inn", INN), "same_checked"),
    (("registration", INN, "ru"), ("inn", INN), "same_checked"),
    (("wallet", WALLET), ("wallet", WALLET), "same_checked"),
    (("mmsi", "273123456"), ("mmsi", "273123456"), "same"),
    (("call_sign", "UBCD12"), ("call_sign", "UBCD12"), "same"),
    (("tail_number", "EPMNA1"), ("tail_number", "EPMNA1"), "same"),
    (("duns", "123456789"), ("duns", "123456789"), "same"),
    (("okpo", "00032537"), ("okpo", "00032537"), "same"),
    (("cageCode", "AB12C34"), ("cageCode", "AB12C34"), "same"),
    (("mmsi", "273123456", "ru"), ("mmsi", "273123456", "pa"), "same"),
    (("passport", "A1234567", "sy"), ("passport", "A1234567", "sy"), "same"),
    (("passport", "A1234567", "sy"), ("passport", "A1234567"), "same_country_unknown"),
    (("passport", "A1234567"), ("passport", "A1234567", "sy"), "same_country_unknown"),
    (("passport", "A1234567"), ("passport", "A1234567"), "same_country_unknown"),
    (("passport", "A1234567", "sy"), ("passport", "A1234567", "lb"), "same_other_country"),
    (("passport", "A1234567", "sy"), ("national_id", "A1234567", "sy"), "same"),
    (("passport", "A1234567", "sy"), ("driving_licence", "A1234567", "sy"), "same"),
    (("passport", "A1234567", "sy"), ("social_security", "A1234567", "sy"), "same"),
    (("passport", "A1234567"), ("other", "A1234567"), "same_generic"),
    (("national_id", "AB771204"), ("registration", "AB771204"), "same_generic"),
    (("tax_id", "AB771204"), ("call_sign", "AB771204"), "same_generic"),
    (("registration", "AB771204"), ("okpo", "AB771204"), "same_generic"),
    (("passport", "A1234567"), ("call_sign", "A1234567"), "same_other_type"),
    # Short ones: six characters count, five hardly
    (("passport", "A12345"), ("passport", "A12345"), "same_country_unknown"),
    (("passport", "A1234"), ("passport", "A1234"), "same_short"),
    (("passport", "A1234", "sy"), ("passport", "A1234", "lb"), ""),
    (("passport", "A1234"), ("call_sign", "A1234"), ""),
    # Branches
    (("bic", "VTBRRUMM"), ("bic", "VTBRRUMMXXX"), "same_checked"),
    (("bic", "VTBRRUMMSP2"), ("bic", "VTBRRUMM"), "bank"),
    (("bic", "VTBRRUMM"), ("bic", "VTBRRUMMSP2"), "bank"),
    (("bic", "SABRRUMM"), ("bic", "VTBRRUMM"), "other_bank"),
    # Slips: of seven characters on, with four digits
    (("imo", IMO_SLIP), ("imo", IMO), "near_checked"),
    (("lei", LEI_SLIP), ("lei", LEI), "near_checked"),
    (("passport", "A1234568", "sy"), ("passport", "A1234567", "sy"), "near"),
    (("passport", "A1234576", "sy"), ("passport", "A1234567", "sy"), "near"),
    (("passport", "A123457"), ("passport", "A123456"), "near"),
    (("passport", "A12345", "sy"), ("passport", "A12346", "sy"), "other_paper"),
    (("passport", "ABC1234"), ("passport", "ABC1235"), "near"),
    (("passport", "ABCD123", "sy"), ("passport", "ABCD124", "sy"), "other_paper"),
    (("passport", "A12345678", "sy"), ("passport", "A1234567", "sy"), "other_paper"),
    (("passport", "A1234568", "sy"), ("passport", "A1234567", "lb"), ""),
    (("wallet", WALLET.upper()), ("wallet", WALLET), "near"),
    (("wallet", WALLET[:-1] + "i"), ("wallet", WALLET), ""),
    # Other numbers, by kind and country
    (("imo", IMO_OTHER), ("imo", IMO), "other_unique"),
    (("imo", "1234560"), ("imo", IMO), ""),
    (("ogrn", OGRN_OTHER), ("ogrn", OGRN), "other_unique"),
    (("inn", "7702070139"), ("inn", INN), "other_unique"),
    (("national_id", "7700112233", "ir"), ("national_id", "4410998877", "ir"), "other_national"),
    (("national_id", "7700112233"), ("national_id", "4410998877", "ir"), ""),
    (("national_id", "7700112233", "ir"), ("national_id", "4410998877"), ""),
    (("social_security", "7700112233", "ir"), ("social_security", "4410998877", "ir"), "other_national"),
    (("passport", "N0099881", "sy"), ("passport", "K5550001", "sy"), "other_paper"),
    (("driving_licence", "N0099881", "sy"), ("driving_licence", "K5550001", "sy"), "other_paper"),
    (("passport", "N0099881", "sy"), ("national_id", "K5550001", "sy"), ""),
    (("registration", "N0099881", "sy"), ("registration", "K5550001", "sy"), "other_company"),
    (("tax_id", "N0099881", "sy"), ("tax_id", "K5550001", "sy"), "other_company"),
    (("okpo", "00032537"), ("okpo", "71234598"), "other_company"),
    (("duns", "123456789"), ("duns", "987654321"), "other_company"),
    (("call_sign", "UBCD12"), ("call_sign", "PQRS98"), "other_call"),
    (("mmsi", "273123456"), ("mmsi", "351987654"), "other_call"),
    (("tail_number", "EPMNA1"), ("tail_number", "YKAYB7"), "other_call"),
    (("account", "0099881177"), ("account", "5550001122"), ""),
    (("passport", ""), ("passport", ""), ""),
]
TEXTS = {
    "same_checked": "the same {}",
    "same": "the same {}",
    "same_country_unknown": "the same {}, issuing country not known on both sides",
    "same_short": "the same {}, but a short one",
    "same_other_country": "the same {}, but issued by two countries",
    "bank": "two branches of one bank",
    "near": "{} with one character other or two exchanged",
    "near_checked": "{} with one character wrong or two exchanged; its check digit shows the slip",
    "other_unique": "another {}, and a party has only one",
    "other_national": "another {} of the same country",
    "other_company": "another {}",
    "other_paper": "another {} of the same country",
    "other_call": "another {}",
    "other_bank": "another bank",
}


@pytest.mark.parametrize(("ours", "theirs", "rule"), NUMBERS)
def test_two_numbers_fall_under_a_rule(ours: tuple[str, ...], theirs: tuple[str, ...], rule: str) -> None:
    one, other = Number.of(*ours), Number.of(*theirs)
    found = compare_identifiers([one], [other], WEIGHTS)

    assert [piece.bits for piece in found] == ([WEIGHTS.identifier[rule]] if rule else [])
    assert numbers_agree([one], [other]) == (
        rule in {"same_checked", "same", "same_country_unknown", "same_generic", "bank"}
    )
    assert numbers_near([one], [other]) == rule.startswith("near")
    for piece in found:
        assert (piece.feature, piece.query, piece.listed) == ("identifier", ours[1], theirs[1])
        kinds = [one.type.replace("_", " "), other.type.replace("_", " ")]
        if rule == "same_generic":
            assert piece.note == f"the same number, as {kinds[0]} here and {kinds[1]} there"
        elif rule == "same_other_type":
            assert piece.note == f"the same text, but as {kinds[0]} here and {kinds[1]} there"
        else:
            assert piece.note == TEXTS[rule].format(kinds[0])


def test_the_best_agreement_counts_in_full_and_each_further_one_a_little() -> None:
    table = WEIGHTS.identifier
    ours = [Number.of("passport", "A1234567", "sy"), Number.of("imo", IMO), Number.of("imo", IMO_OTHER)]
    theirs = [Number.of("imo", IMO), Number.of("passport", "A1234567")]
    found = compare_identifiers(ours, theirs, WEIGHTS)

    assert [piece.query for piece in found] == [IMO, "A1234567"]
    assert [piece.bits for piece in found] == [
        table["same_checked"], min(table["further"], table["same_country_unknown"]),
    ]  # fmt: skip


def test_of_several_contradictions_the_worst_counts_once() -> None:
    ours = [Number.of("passport", "N0099881", "sy"), Number.of("imo", IMO_OTHER)]
    theirs = [Number.of("imo", IMO), Number.of("passport", "K5550001", "sy")]

    assert [p.bits for p in compare_identifiers(ours, theirs, WEIGHTS)] == [WEIGHTS.identifier["other_unique"]]
