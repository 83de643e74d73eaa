"""Which records are taken for one party, and which are not, each as an analyst meets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ostrakon.model import Entity
from tests.clusters.parties import clusters_of, listed

ZARUBIN = "Konstantin Arkadyevich Zarubin"
IMO, OTHER_IMO = "9187629", "8606628"


def one_party(folder: Path, *entities: Entity) -> bool:
    """Whether all records are in one cluster."""
    return set(clusters_of(folder, *entities).members(entities[0].id)) == {e.id for e in entities}


SAME = {
    "same name and full birth date, in another order and script": (
        listed("ofac-1", "ZARUBIN, Konstantin Arkadyevich", born="1961-05-03"),
        listed("eu-EU.1.2", "Константин Аркадьевич ЗАРУБИН", born="1961-05-03"),
    ),
    "day and month exchanged": (
        listed("ofac-1", ZARUBIN, born="1961-05-03"),
        listed("eu-EU.1.2", ZARUBIN, born="1961-03-05"),
    ),
    "same year of birth and same country": (
        listed("ofac-1", ZARUBIN, born="1961-05-03", country="ru"),
        listed("ca-1", ZARUBIN, born="1961", country="ru"),
    ),
    "same year of birth and a programme about that country": (
        listed("ofac-1", ZARUBIN, born="1961", country="ru"),
        listed("ch-1", ZARUBIN, born="1961", programme="set 27286"),
    ),
    "a rare name of three words where one list gives no date": (
        listed("ofac-1", ZARUBIN, born="1961-05-03", country="ru"),
        listed("uk-RUS1", ZARUBIN, programme="The Russia (Sanctions) (EU Exit) Regulations 2019"),
    ),
    "a rare full name of two words where one list says nothing else": (
        listed("ofac-1", "Zuhair Shamlakhov", born="1980-11-15", country="ps"),
        listed("uk-CTI1", "Zuheir Shamlakhov", "Zuhair SHAMLAKHOV"),
    ),
    "a rare name of an organisation where one list names no country": (
        listed("ofac-1", "Zvenigolovsk Turbina Elektrod", schema="Organization", country="ru"),
        listed("uk-RUS1", "Zvenigolovsk Turbina Elektrod", schema="Organization"),
    ),
    "two data sets of one collection": (
        listed("a-1", "Zuhair Shamlakhov", source="ftm", born="1980", properties=[("sourceDataset", "one")]),
        listed("b-1", "Zuhair Shamlakhov", source="ftm", properties=[("sourceDataset", "two")]),
    ),
    "company with the legal form written otherwise": (
        listed("ofac-1", "OOO Zvenigolovsk Turbina", schema="Organization", country="ru"),
        listed("eu-EU.1.2", "LLC Zvenigolovsk Turbina", schema="Organization", country="ru"),
    ),
    "vessel renamed, same IMO number": (
        listed("ofac-1", "OCEAN PEARL", schema="Vessel", numbers=[("imo", f"IMO {IMO}")]),
        listed("uk-RUS1", "LINDA", schema="Vessel", numbers=[("imo", IMO)]),
    ),
    "Russian company number that one list does not name as such": (
        listed("ofac-1", "AO Optron", schema="Organization", numbers=[("ogrn", "1027700006751", "ru")]),
        listed("eu-EU.1.2", "JSC Optron Moscow", schema="Organization", numbers=[("registration", "1027700006751")]),
    ),
    "passport of one country, spelled with blanks": (
        listed("ofac-1", "Jaber AL-JALAMAH", numbers=[("passport", "1014 23404", "kw")]),
        listed("un-QDi.1", "Jabir Ahmad Al-Jalamah", numbers=[("passport", "101423404", "kw")]),
    ),
    "the European Union cites the UN reference without its leading nought": (
        listed("un-QDi.043", "Abdul Rehman Makki", born="1954"),
        listed("eu-EU.1.2", "Abdur Rahman MAKKI", born="1954-12-10", properties=[("unscId", "QDi.43")]),
    ),
    "two British lists with one group number": (
        listed("uk-RUS1", "Sergei Aksyonov", properties=[("recordId", "13893")]),
        listed("uk-13893", "Sergey AKSENOV", source="uk_ofsi", properties=[("recordId", "13893")]),
    ),
    "a list that names the other record itself": (
        listed("ofac-1", "Somebody"),
        listed("Q1", "Some Body", source="ftm", properties=[("referent", "ofac-1")]),
    ),
}  # fmt: skip

APART = {
    "namesakes born in other years": (
        listed("ofac-1", ZARUBIN, born="1961-05-03", country="ru"),
        listed("eu-EU.1.2", ZARUBIN, born="1974-05-03", country="ru"),
    ),
    "same year, another day and month": (
        listed("ofac-1", ZARUBIN, born="1961-05-03", country="ru"),
        listed("eu-EU.1.2", ZARUBIN, born="1961-11-22", country="ru"),
    ),
    "two records of one list": (
        listed("ofac-1", ZARUBIN, born="1961-05-03", country="ru"),
        listed("ofac-2", ZARUBIN, born="1961-05-03", country="ru"),
    ),
    "OFAC's two lists share one numbering": (
        listed("ofac-1", ZARUBIN, born="1961-05-03"),
        listed("ofac-2", ZARUBIN, born="1961-05-03", source="ofac_cons"),
    ),
    "father and son": (
        listed("ofac-1", "Carlos Ybarrondo Quesnel Sr", born="1961", country="mx"),
        listed("ca-1", "Carlos Ybarrondo Quesnel Jr", born="1961", country="mx"),
    ),
    "another father's name": (
        listed("ofac-1", "Zarubin Konstantin Arkadyevich", numbers=[("passport", "450113145", "ru")]),
        listed("eu-EU.1.2", "Zarubin Konstantin Petrovich", numbers=[("passport", "450113145", "ru")]),
    ),
    "common name of two words without dates": (
        listed("ofac-1", "Ali Hassan", country="iq"),
        listed("eu-EU.1.2", "Ali Hassan", country="iq"),
    ),
    "a rare name without dates, tied to different countries": (
        listed("ofac-1", "Zuhair Shamlakhov", country="ps"),
        listed("uk-RUS1", "Zuhair Shamlakhov", country="ru"),
    ),
    "two records of one data set of a collection": (
        listed("a-1", "Zuhair Shamlakhov", source="ftm", properties=[("sourceDataset", "one")]),
        listed("a-2", "Zuhair Shamlakhov", source="ftm", properties=[("sourceDataset", "one")]),
    ),
    "only a weak alias in common": (
        listed("ofac-1", "Qasem Zolfaghari", weak=["Konstantin Arkadyevich Zarubin"], born="1961-05-03"),
        listed("eu-EU.1.2", ZARUBIN, born="1961-05-03"),
    ),
    "company and its namesake of another legal form": (
        listed("ofac-1", "OOO Zvenigolovsk Turbina", schema="Organization", country="ru"),
        listed("eu-EU.1.2", "JSC Zvenigolovsk Turbina", schema="Organization", country="ru"),
    ),
    "an alias that two lists have filed with different companies": (
        listed("ofac-1", "Zvenigolovsk Turbina", "Tarnopol Elektrod", schema="Organization", country="ru"),
        listed("eu-EU.1.2", "Kirzhach Optika", "Tarnopol Elektrod", schema="Organization", country="ru"),
    ),
    "company of the same name elsewhere": (
        listed("ofac-1", "Zvenigolovsk Turbina", schema="Organization", country="ru"),
        listed("eu-EU.1.2", "Zvenigolovsk Turbina", schema="Organization", country="ve"),
    ),
    "vessels of one name with different IMO numbers": (
        listed("ofac-1", "OCEAN ZEPHYRINE", schema="Vessel", country="kp", numbers=[("imo", IMO)]),
        listed("un-KPe.1", "OCEAN ZEPHYRINE", schema="Vessel", country="kp", numbers=[("imo", OTHER_IMO)]),
    ),
    "a vessel and its owner": (
        listed("ofac-1", "OCEAN ZEPHYRINE", schema="Vessel", country="kp"),
        listed("un-KPe.1", "OCEAN ZEPHYRINE", schema="Organization", country="kp"),
    ),
    "passport number of another country": (
        listed("ofac-1", "Jaber AL-JALAMAH", numbers=[("passport", "101423404", "kw")]),
        listed("un-QDi.1", "Jaber Al-Jalamah", numbers=[("passport", "101423404", "iq")]),
    ),
    "a UN reference that its publisher mistook": (
        listed("un-IRi.012", "Ahmad Vahid Dastjerdi"),
        listed("uk-INU2", "Azim Aghajani", properties=[("unscId", "IRi.012")]),
    ),
    "same name, other gender": (
        listed("ofac-1", ZARUBIN, born="1961-05-03", properties=[("gender", "Male")]),
        listed("eu-EU.1.2", ZARUBIN, born="1961-05-03", properties=[("gender", "female")]),
    ),
    "a de-listed record": (
        listed("ofac-1", ZARUBIN, born="1961-05-03"),
        listed("eu-EU.1.2", ZARUBIN, born="1961-05-03", active=False),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SAME)
def test_records_of_one_party_are_joined(case: str, tmp_path: Path) -> None:
    assert one_party(tmp_path, *SAME[case])


@pytest.mark.parametrize("case", APART)
def test_records_of_two_parties_stay_apart(case: str, tmp_path: Path) -> None:
    assert clusters_of(tmp_path, *APART[case]).count == 0


def test_a_number_that_a_list_gives_to_two_parties_joins_neither(tmp_path: Path) -> None:
    """Branches carry the BIC of their head office."""
    branch = {"schema": "Organization", "numbers": [("bic", "ZZBARUMMXXX")]}
    found = clusters_of(
        tmp_path,
        listed("ofac-1", "Zvenbank Moscow", **branch),  # type: ignore[arg-type]
        listed("ofac-2", "Zvenbank Samara", **branch),  # type: ignore[arg-type]
        listed("eu-EU.1.2", "Zvenbank", **branch),  # type: ignore[arg-type]
    )
    assert found.count == 0


def test_an_undated_record_joins_nobody_when_a_list_has_two_of_its_name(tmp_path: Path) -> None:
    found = clusters_of(
        tmp_path,
        listed("ofac-1", ZARUBIN, born="1961-05-03", country="ru"),
        listed("ofac-2", ZARUBIN, born="1974-05-03", country="ru"),
        listed("uk-RUS1", ZARUBIN, programme="Russia"),
    )
    assert found.count == 0


def test_no_way_over_a_third_record_joins_what_contradicts(tmp_path: Path) -> None:
    found = clusters_of(
        tmp_path,
        listed("ofac-1", ZARUBIN, born="1961-05-03", country="ru"),
        listed("eu-EU.1.2", ZARUBIN, born="1974-05-03", country="ru"),
        listed("ca-1", ZARUBIN, born=["1961", "1974"], country="ru"),
    )
    assert found.members("ofac-1") == ("ofac-1", "ca-1") or found.members("eu-EU.1.2") == ("eu-EU.1.2", "ca-1")
    assert "eu-EU.1.2" not in found.members("ofac-1")


def test_of_two_records_of_one_list_the_one_with_the_stronger_evidence_is_joined(tmp_path: Path) -> None:
    found = clusters_of(
        tmp_path,
        listed("ofac-1", ZARUBIN, born="1961", country="ru"),
        listed("ofac-2", ZARUBIN, born="1961-05-03", country="ru"),
        listed("eu-EU.1.2", ZARUBIN, born="1961-05-03", country="ru"),
    )
    assert found.members("eu-EU.1.2") == ("ofac-2", "eu-EU.1.2")
    assert found.members("ofac-1") == ("ofac-1",)
