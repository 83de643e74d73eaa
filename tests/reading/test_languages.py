"""Texts in German, French, Spanish, Russian and Korean."""

from __future__ import annotations

from pathlib import Path

import pytest

from ostrakon.names.spellings import english_spellings, exonyms, hangul_readings
from tests.reading.lists import party, reader
from tests.reading.saying import Said

ACCUSED = {
    "de": "Die US-Regierung wirft dem Iran vor, Drohnen an Russland zu liefern. Teheran bestreitet die Vorwürfe.",
    "fr": "Les États-Unis accusent l'Iran de livrer des drones à la Russie. Téhéran rejette ces accusations.",
    "es": "Estados Unidos acusó a Irán de enviar drones a Rusia. Teherán negó las acusaciones.",
    "ru": "США обвинили Иран в поставках беспилотников России. Тегеран отрицает обвинения.",
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Said:
    return Said(tmp_path_factory.mktemp("gazetteer"))


@pytest.mark.parametrize("language", sorted(ACCUSED))
def test_an_accusation_and_its_denial_are_one_dispute_in_every_language(said: Said, language: str) -> None:
    found = said(ACCUSED[language], language=language).claims
    accusation = next(claim for claim in found if claim.act == "allege")
    denial = next(claim for claim in found if claim.act == "deny")
    assert accusation.source == ("c:US",)
    assert "c:IR" in accusation.target
    assert denial.source == ("c:IR",)
    assert found.index(accusation) in denial.disputed_by


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("de", "Die neuen EU-Sanktionen gegen Nordkorea gelten seit Montag.", "DPRK"),
        ("fr", "Les sanctions contre la Syrie visent le régime de Damas.", "SYRIA"),
        ("es", "Las sanciones contra Venezuela siguen en vigor.", "VENEZUELA"),
        ("ru", "Санкции против Ирана остаются в силе.", "IRAN"),
        ("ko", "북한에 대한 제재는 계속된다.", "DPRK"),
    ],
)
def test_a_measure_is_named_in_every_language(said: Said, language: str, text: str, code: str) -> None:
    assert [one.code for one in said(text, language=language).programmes] == [code]


@pytest.mark.parametrize(
    ("language", "text", "codes"),
    [
        ("de", "Die russische Regierung und nordkoreanische Soldaten in Moskau.", ["c:RU", "c:KP", "c:RU"]),
        ("fr", "Le Trésor américain et des navires iraniens à Londres.", ["c:US", "c:IR", "c:GB"]),
        ("es", "El empresario colombiano y dos bancos rusos en Pekín.", ["c:CO", "c:RU", "c:CN"]),
        ("ko", "한국과 북한, 러시아가 만났다.", ["c:KR", "c:KP", "c:RU"]),
    ],
)
def test_states_their_adjectives_and_seats_are_known(said: Said, language: str, text: str, codes: list[str]) -> None:
    found = [m.key for m in said(f"{text} Sberbank.", language=language).mentions if m.kind == "country"]
    assert found == codes


def test_names_are_found_as_each_language_spells_and_inflects_them(tmp_path_factory: pytest.TempPathFactory) -> None:
    listed = (
        party("x-usm", "USMANOV, Alisher", country="ru"),
        party("x-pot", "POTANIN, Vladimir", country="ru"),
        party("x-kim", "KIM, Yo Jong", country="kp"),
        party("x-putin", "PUTIN, Vladimir Vladimirovich", country="ru"),
    )
    own = reader(tmp_path_factory.mktemp("spelt"), listed)

    def parties(text: str, language: str) -> list[str]:
        return [m.key for m in own.mentions(text, languages=(language,)) if m.kind == "party"]

    assert parties("Das Schiff des russischen Unternehmers Alischer Usmanow; Usmanow schweigt.", "de") == ["x-usm"] * 2
    assert parties("Le Russe Vladimir Potanine a vendu ; M. Potanine se tait.", "fr") == ["x-pot"] * 2
    assert parties("북한 김여정 부부장은 담화를 냈다.", "ko") == ["x-kim"]
    assert parties("Встреча Владимира Путина в Москве.", "ru") == ["x-putin"]
    assert parties("Le président russe Vladimir Poutine", "fr") == ["x-putin"]


def test_a_relative_named_by_the_given_name_is_found(tmp_path_factory: pytest.TempPathFactory) -> None:
    listed = (party("x-a", "DAGALO, Mohamed", country="sd"), party("x-b", "DAGALO, Abdelrahim", country="sd"))
    own = reader(tmp_path_factory.mktemp("kin"), listed)
    text = "In Sudan Mohamed Dagalo and his brother, Abdelrahim, own it. Abdelrahim Nobody left."
    assert [m.key for m in own.mentions(text) if m.kind == "party"] == ["x-a", "x-b"]


def test_korean_claims_are_read_from_the_end(said: Said) -> None:
    text = "미국 재무부는 북한이 무기를 러시아에 제공했다고 밝혔다. 북한은 이를 부인했다."
    found = said(text, language="ko").claims
    assert [(claim.act, claim.source) for claim in found] == [("assert", ("c:US",)), ("deny", ("c:KP",))]


def test_spellings_and_readings_are_proposed_without_the_word_itself() -> None:
    assert "usmanov" in english_spellings("usmanow", "de")
    assert "putin" in english_spellings("poutine", "fr")
    assert english_spellings("putin", "en") == ()
    assert "jong" in hangul_readings("정")
    assert hangul_readings("A") == ()
    assert ("푸", "틴") in exonyms()[("vladimir", "putin")]


def test_a_name_in_another_language_goes_to_whom_it_names_first_of_all(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    listed = (
        party("x-other", "Hizballah", "Ansarallah", schema="Organization", country="lb"),
        party("x-own", "Ansarallah", schema="Organization", country="ye"),
        party("x-rostec", "State Corporation", "Rostec", schema="Organization", country="ru"),
    )
    own = reader(tmp_path_factory.mktemp("exonyms"), listed)
    found = [m for m in own.mentions("후티 반군이 예멘에서 싸웠다.", languages=("ko",)) if m.kind == "party"]
    assert [m.entity_ids for m in found] == [("x-own",)]
    russian = own.mentions("Россия: активы «Ростеха» заморожены.", languages=("ru",))
    assert [m.key for m in russian if m.kind == "party"] == ["x-rostec"]


def test_an_elided_article_stands_outside_of_the_name(said: Said) -> None:
    text = "Le régime de Minsk et l'entourage d'Alexandre ; la visite de Sberbank."
    assert all(text[m.start : m.end] == m.text for m in said(text, language="fr").mentions)


def test_a_korean_name_that_goes_on_is_another_name(tmp_path: Path) -> None:
    own = reader(tmp_path, (party("x-kim", "KIM, Jong Un", country="kp"),))
    found = [
        m.text
        for m in own.mentions("북한 제재. 김정은은 갔고 김정은혜 양은 남았다.", languages=("ko",))
        if m.kind == "party"
    ]
    assert found == ["김정은"]


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("фирмы «Прагмат Лидор» и другие", ("Прагмат Лидор", "o-form")),
        ("фирмы «Загрос Трейд» и другие", ("Загрос Трейд", "o-trade")),
        ("активы «Ростеха».", ("Ростеха", "o-rostec")),
        ("активы. Банк «Россия» потерял счета. Для России это удар", ("Банк «Россия", "o-bank")),
        ("меры. Банк России под санкциями не находится", None),
    ],
)
def test_russian_names_of_firms_are_the_listed_ones_and_the_country_is_none(
    tmp_path: Path, text: str, mention: tuple[str, str] | None
) -> None:
    own = reader(
        tmp_path,
        (
            party("o-form", "OSOO PRAGMAT LIDOR", schema="Company", country="kg"),
            party("o-trade", "ZAGROS TRADE", schema="Company", country="kg"),
            party("o-rostec", "State Corporation Rostekh", schema="Organization", country="ru"),
            party("o-bank", "BANK ROSSIYA", schema="Company", country="ru"),
        ),
    )
    start = "США ввели санкции против России и Киргизии, заморозили активы и внесли в санкционный список "
    rest = ", сообщил Минфин США. Против этих лиц действуют санкции, запрет на сделки и блокировка активов в банках."
    found = [m for m in own.mentions(start + text + rest, languages=("ru",)) if m.kind == "party"]
    assert [(m.text, m.key) for m in found] == ([mention] if mention else [])
