"""How often names of nobody listed alert, country by country, at the thresholds of the shipped policy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from anyascii import anyascii
from faker import Faker

from benchmarks.corpus import SEED
from benchmarks.measure import Section
from ostrakon import Ostrakon
from ostrakon.model.subject import Subject

LOCALES = (
    "ar_AA", "ar_EG", "az_AZ", "bg_BG", "bn_BD", "cs_CZ", "da_DK", "de_DE", "el_GR", "en_GB", "en_IN", "en_NG", "en_US",
    "es_ES", "es_MX", "fa_IR", "fi_FI", "fr_FR", "he_IL", "hi_IN", "hr_HR", "hu_HU", "hy_AM", "id_ID", "it_IT", "ja_JP",
    "ka_GE", "ko_KR", "nl_NL", "no_NO", "pl_PL", "pt_BR", "ro_RO", "ru_RU", "sv_SE", "th_TH", "tr_TR", "uk_UA", "vi_VN",
    "zh_CN", "zh_TW",
)  # fmt: skip
WORST = 12
"""Countries shown one by one; the rest stand together."""


def clean_names(store: Path, *, persons: int, companies: int) -> Section:
    """`persons` and `companies` made names a locale against the lists of `store`."""
    section = Section(
        "Clean names, country by country",
        f"{persons} persons and {companies} companies of each of {len(LOCALES)} locales (made by Faker, seed {SEED}; "
        "names in another script half as written there, half romanised), each with its kind and nothing else, at the "
        f"thresholds of the shipped policy. The {WORST} locales with the most alerts; the rest together.",
        ("locale", "persons: for review", "persons: hit", "companies: for review", "companies: hit"),
    )
    counts: dict[str, list[int]] = {}
    with Ostrakon.open(store) as engine:
        for locale in LOCALES:
            made = list(_subjects(locale, persons, companies))
            row = [0, 0, 0, 0]
            for subject, answer in zip(made, engine.answers(made, limit=1, evidence=False), strict=True):
                place = 0 if subject.schema == "Person" else 2
                row[place] += answer.status in ("review", "hit")
                row[place + 1] += answer.status == "hit"
            counts[locale] = row
    falling = sorted(counts, key=lambda locale: (-sum(counts[locale][::2]), locale))
    of = (persons, persons, companies, companies)
    for locale in falling[:WORST]:
        section.rows.append((locale, *(f"{n / m:.1%}" for n, m in zip(counts[locale], of, strict=True))))
    for title, members in (("the others", falling[WORST:]), ("**all**", falling)):
        sums = [sum(counts[locale][place] for locale in members) for place in range(4)]
        rates = (f"{n / (m * len(members)):.2%}" for n, m in zip(sums, of, strict=True))
        section.rows.append((title, *rates))
    section.notes.append(
        "A made name may be that of somebody listed: common names of a country are those of its listed persons too, "
        "and without a birth date such an alert is right."
    )
    return section


def _subjects(locale: str, persons: int, companies: int) -> Iterator[Subject]:
    maker = Faker(locale)
    maker.seed_instance(SEED)
    for number in range(persons):
        yield Subject(query_id=str(number), name=_spelling(maker.name(), number), schema="Person")
    for number in range(companies):
        yield Subject(query_id=str(number), name=_spelling(maker.company(), number), schema="Organization")


def _spelling(name: str, number: int) -> str:
    """Every second name that needs other letters than Latin ones, romanised."""
    return anyascii(name).title() if number % 2 and anyascii(name) != name and not name.isascii() else name
