"""Which listed parties a text mentions, and which it does not."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ostrakon.errors import StoreError
from ostrakon.reading import gazetteer
from ostrakon.reading.reader import Reader
from tests.reading.lists import LISTED, party, reader


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return reader(tmp_path_factory.mktemp("gazetteer"))


def parties(reader_: Reader, text: str) -> list[tuple[str, str]]:
    return [(m.text, m.key) for m in reader_.mentions(text) if m.kind == "party"]


def test_a_name_is_found_in_the_orders_and_lengths_that_prose_uses(listed: Reader) -> None:
    assert parties(listed, "In Moscow Vladimir Putin spoke.") == [("Vladimir Putin", "x-putin")]
    assert parties(listed, "PUTIN, Vladimir Vladimirovich of Russia") == [("PUTIN, Vladimir Vladimirovich", "x-putin")]
    assert parties(listed, "North Korea's Kim Jong-un and Jong Un Kim") == [
        ("Kim Jong-un", "x-kim"),
        ("Jong Un Kim", "x-kim"),
    ]
    assert parties(listed, "Venezuela: Nicolas Maduro resigned.") == [("Nicolas Maduro", "x-maduro")]


def test_one_mention_names_every_list_that_holds_the_party(listed: Reader) -> None:
    (mention,) = [m for m in listed.mentions("Vladimir Putin") if m.kind == "party"]
    assert mention.entity_ids == ("x-putin", "y-putin")
    assert 0 < mention.score <= 1
    assert mention.evidence


def test_one_letter_may_be_wrong_in_the_given_name_and_two_may_not(listed: Reader) -> None:
    assert parties(listed, "Russia: Yevgeni Prigozhin") == [("Yevgeni Prigozhin", "x-prigozhin")]
    assert parties(listed, "Russia: Yavgemi Prigozhin") == []


def test_short_forms_are_linked_before_and_after_the_full_name(listed: Reader) -> None:
    text = "Russia’s Putin travels\nVladimir Putin met Kim Jong Un. Putin’s aide and Kim left."
    found = parties(listed, text)
    assert found == [
        ("Putin", "x-putin"),
        ("Vladimir Putin", "x-putin"),
        ("Kim Jong Un", "x-kim"),
        ("Putin", "x-putin"),
        ("Kim", "x-kim"),
    ]


def test_a_family_name_of_somebody_else_is_not_linked(listed: Reader) -> None:
    assert parties(listed, "Mikhail Putin boxes. Putin won. Lyudmila Putin sang.") == []
    text = "Vladimir Putin spoke. Later Mikhail Putin boxed. Putin won."
    assert parties(listed, text) == [("Vladimir Putin", "x-putin")]


def test_a_short_form_that_two_listed_persons_share_is_silent(tmp_path: Path) -> None:
    two = reader(tmp_path, [party("a", "KIM, Jong Un"), party("b", "KIM, Yo Jong")])
    assert parties(two, "Kim Jong Un and Kim Yo Jong met. Kim spoke.") == [("Kim Jong Un", "a"), ("Kim Yo Jong", "b")]


def test_a_shorter_listed_name_inside_another_persons_name_is_silent(listed: Reader) -> None:
    assert parties(listed, "The late Kim Jong Nam of North Korea") == []


def test_a_shortened_name_that_several_persons_share_is_silent(listed: Reader) -> None:
    assert parties(listed, "Iran: Ali Khan spoke to Ali Reza Khan.") == [("Ali Reza Khan", "x-ali1")]


def test_acronyms_count_when_listed_or_introduced(listed: Reader) -> None:
    text = "North Korea uses KOMID. PDVSA of Venezuela (the oil firm)."
    assert parties(listed, text) == [("KOMID", "x-komid"), ("PDVSA", "x-pdvsa")]
    text = "Iran's Mahan Air (MHN) flew; MHN and Mahan denied it."
    assert parties(listed, text) == [
        ("Mahan Air", "x-mahan"),
        ("MHN", "x-mahan"),
        ("MHN", "x-mahan"),
        ("Mahan", "x-mahan"),
    ]


def test_the_last_dot_of_a_legal_form_belongs_to_the_name(listed: Reader) -> None:
    assert parties(listed, "on Petróleos de Venezuela, S.A. in 2019") == [("Petróleos de Venezuela, S.A.", "x-pdvsa")]


@pytest.mark.parametrize(
    "text",
    [
        "Justice was done, the American said.",
        "The Justice Department acted.",
        "The Ministry of Defence of Iran spoke; its Defence Industries too.",
        "Status: done. The status of Russia is open.",
        "A wise, honest man. Be Wise Honest people.",
        "foreign trade bank",
        "The Foreign Trade Bank of Ruritania",
        "Delisted Petrovich Ivanov of Russia",
        "Write to putin@example.org or visit sberbank.com in Russia.",
        "",
    ],
)
def test_ordinary_words_weak_aliases_and_delisted_parties_are_silent(listed: Reader, text: str) -> None:
    assert parties(listed, text) == []


def test_a_weak_alias_counts_beside_a_strong_name(listed: Reader) -> None:
    found = parties(listed, "Iran's MODAFL runs Defence Industries.")
    assert found == [("MODAFL", "x-ministry"), ("Defence Industries", "x-ministry")]


def test_a_name_of_ordinary_words_counts_in_a_text_about_its_country(listed: Reader) -> None:
    text = "North Korea's Foreign Trade Bank was sanctioned."
    assert parties(listed, text) == [("Foreign Trade Bank", "x-bank")]


def test_a_vessel_counts_next_to_a_word_of_seafaring(listed: Reader) -> None:
    assert parties(listed, "They seized the Wise Honest, a bulk carrier.") == [("Wise Honest", "x-ship")]


def test_a_text_without_capitals_is_read_by_whole_names(listed: Reader) -> None:
    assert parties(listed, "then vladimir putin met kim jong un, said sberbank") == [
        ("vladimir putin", "x-putin"),
        ("kim jong un", "x-kim"),
    ]


def test_russian_text_is_read_in_its_cases(listed: Reader) -> None:
    text = "Президент России Владимир Путин прибыл. Слова Путина записаны."
    found = parties(listed, text)
    assert [mention for mention, _ in found] == ["Владимир Путин", "Путина"]
    assert {key for _, key in found} <= {"x-putin", "y-putin"}


def test_a_country_within_a_party_or_a_measure_is_no_country(listed: Reader) -> None:
    text = "U.S.-led sanctions hit Korea Mining Development Trading Corporation in Russia."
    assert [m.key for m in listed.mentions(text)] == ["x-komid", "c:RU"]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Vladimir Putin", "Putin’s", "Kim Jong Un", "\r\n", "U.S.", "é\u0301", "𝒳", "(", "KOMID", ". ", "金"]
        )
    )
)
def test_any_text_gives_exact_offsets_without_overlaps(listed: Reader, pieces: list[str]) -> None:
    text = " ".join(pieces)
    mentions = listed.mentions(text)
    assert all(text[m.start : m.end] == m.text for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))


def test_the_same_lists_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for folder in (first, second):
        folder.mkdir()
        gazetteer.build(LISTED, folder)
    for name in ("gazetteer.bin", "gazetteer.json"):
        assert (first / name).read_bytes() == (second / name).read_bytes()


def test_a_missing_or_cut_gazetteer_is_an_error_and_never_an_empty_answer(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        gazetteer.load(tmp_path)
    gazetteer.build(LISTED, tmp_path)
    whole = (tmp_path / "gazetteer.bin").read_bytes()
    (tmp_path / "gazetteer.bin").write_bytes(whole[:-64])
    with pytest.raises(StoreError):
        gazetteer.load(tmp_path)


def test_no_lists_give_no_parties(tmp_path: Path) -> None:
    assert parties(reader(tmp_path, []), "Vladimir Putin met Kim Jong Un in Moscow.") == []


COOKING = (
    "The oven must be hot before the trout goes in, and the lemon should be cut into thin slices by somebody with "
    "time. {} has cooked it for forty years and never once looked at a clock while it was in there. "
)


def test_a_name_that_many_bear_counts_where_the_text_speaks_of_what_lists_are_about(tmp_path: Path) -> None:
    own = reader(
        tmp_path,
        (
            party("x-popov", "POPOV, Alexander Ivanovich", country="ru"),
            party("x-putin", "PUTIN, Vladimir", country="ru"),
            party("x-star", "Ocean Pearl", schema="Vessel", country="pa"),
            party("x-bank", "Hamrin Exchange", schema="Company"),
        ),
    )
    for name, key in (("Alexander Popov", "x-popov"), ("The tanker Ocean Pearl", "x-star")):
        assert parties(own, COOKING.format(name)) == []
        assert [k for _, k in parties(own, COOKING.format(name) + "The sanctions were no topic at table.")] == [key]
        assert [k for _, k in parties(own, COOKING.format(name) + "Hamrin Exchange paid.")][:1] == [key]
    for words in ("Ses avoirs sont gelés, il est sur la liste noire.", "A travel ban and an asset freeze follow."):
        assert [k for _, k in parties(own, COOKING.format("Alexander Popov") + words)] == ["x-popov"]
    assert parties(own, COOKING.format("The yacht Ocean Pearl") + "She sailed to Panama.") == []
    assert [k for _, k in parties(own, COOKING.format("Russian minister Alexander Popov"))] == ["x-popov"]
    assert parties(own, COOKING.format("The Russian tenor Alexander Popov")) == []
    assert parties(own, COOKING.format("Vladimir Putin")) == [("Vladimir Putin", "x-putin")]
    assert [k for _, k in parties(own, "Alexander Popov, Zurich")] == ["x-popov"]


def test_what_a_text_is_about_reaches_a_page_and_not_a_book(tmp_path: Path) -> None:
    own = reader(tmp_path, (party("x-popov", "POPOV, Alexander Ivanovich", country="ru"),))
    far = COOKING.format("The cook") * 20
    assert parties(own, COOKING.format("Alexander Popov") + far + "Sanctions were imposed.") == []


def test_words_after_which_clubs_and_ships_are_named_say_nothing_alone_in_any_language(tmp_path: Path) -> None:
    own = reader(
        tmp_path,
        [party(f"x-{i}", name, schema="Company", country="ru") for i, name in enumerate(("Звезда", "Estrella"))],
    )
    assert parties(own, "Россия: санкции обсуждали в кафе «Звезда» и в баре Estrella.") == []


def test_a_company_is_found_without_its_legal_form_whatever_other_words_its_name_has(tmp_path: Path) -> None:
    own = reader(
        tmp_path,
        (
            party("x-tech", "HAMRIN TECHNOLOGIES CO., LTD.", schema="Company", country="cn"),
            party("x-oil", "PETROLEOS DE VENEZUELA, S.A.", schema="Company", country="ve"),
        ),
    )
    assert parties(own, "China: Hamrin Technologies denied it.") == [("Hamrin Technologies", "x-tech")]
    assert parties(own, "Venezuela: the former minister of Petroleo de Venezuela") == []


def test_of_records_with_one_name_the_text_means_the_list_whose_numbers_stand_for_parties(tmp_path: Path) -> None:
    own = reader(tmp_path, [party(f"{source}-1", "HAMRIN, Barzan", country="sy") for source in ("ca", "ofac", "eu")])
    (mention,) = [m for m in own.mentions("Syria: Barzan Hamrin") if m.kind == "party"]
    assert mention.entity_ids == ("ofac-1", "eu-1", "ca-1")


PRESS = (
    "Washington imposed sanctions on Friday. {} Officials in Tallinn, Estonia, said that they would look at the matter "
    "with the care that it deserves, and that nobody should draw hasty conclusions from it before the end of the week."
)


@pytest.fixture
def shortened(tmp_path: Path) -> Reader:
    return reader(
        tmp_path,
        (
            party("x-garantex", "GARANTEX EUROPE OU", schema="Company", country="ee"),
            party("x-oil", "Zarubex Trading", schema="Company", country="ee"),
            party("y-oil", "Zarubex Shipping", schema="Company", country="ee"),
            party("x-lra", "LORD'S RESISTANCE ARMY", schema="Organization"),
            party("x-group", "GROUPE VARDAK", schema="Organization"),
            party("x-mel", "BOL MEL, Benjamin", country="ee"),
            party("x-moscow", "BANK MOSKVY PAO", schema="Company", country="ru"),
        ),
    )


def test_a_head_that_one_listed_party_alone_has_counts_in_a_text_about_sanctions(shortened: Reader) -> None:
    assert parties(shortened, PRESS.format("They hit Garantex.")) == [("Garantex", "x-garantex")]
    assert parties(shortened, PRESS.format("Garantex denies it.")) == []
    assert parties(shortened, PRESS.format("They hit Garantex Tower.")) == []
    assert parties(shortened, PRESS.format("They hit Zarubex.")) == []
    quiet = PRESS.replace("imposed sanctions on Friday", "had a warm day")
    assert parties(shortened, quiet.format("They like Garantex.")) == []


def test_a_possessive_and_a_small_kind_of_business_belong_to_a_listed_name(shortened: Reader) -> None:
    assert parties(shortened, PRESS.format("They hit the Lord's Resistance Army.")) == [
        ("Lord's Resistance Army", "x-lra")
    ]
    assert parties(shortened, PRESS.format("Ils visent le groupe Vardak.")) == [("groupe Vardak", "x-group")]


def test_the_end_of_a_full_name_is_its_short_form_unless_somebody_else_has_it(shortened: Reader) -> None:
    text = PRESS.format("They hit Benjamin Bol Mel. {} denied it.")
    own, other = ("Benjamin Bol Mel", "x-mel"), text.format("Kuol Bol Mel")
    assert parties(shortened, text.format("Later on Bol Mel")) == [own, ("Bol Mel", "x-mel")]
    assert parties(shortened, other) == [own]


def test_a_capital_is_no_short_form_of_a_bank_that_is_named_after_it(shortened: Reader) -> None:
    text = "США ввели санкции против нескольких фирм. Министр сказал, что Москва и власти Москвы ответят. " * 3
    assert [m for m in shortened.mentions(text, languages=("ru",)) if m.kind == "party"] == []
