"""Writes `src/ostrakon/names/data/countries.tsv`, the table behind `ostrakon.names.countries`.

Run by a person when ISO 3166 or the CLDR changes, in an environment of its own that has `pycountry` (ISO
3166 names and codes) and `babel` (territory names of the Unicode CLDR in many languages) besides Ostrakon:

    python tools/countries/build.py

Facts come from three places: those two packages, `additions.tsv` next to this file and `demonyms.tsv` in the
package (both written by hand). A name that two countries share is left out and printed, unless ours by hand
settles it. Neither package is needed when Ostrakon runs.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

import pycountry
from babel import Locale

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "src" / "ostrakon" / "names" / "data"
sys.path.insert(0, str(HERE.parents[1] / "src"))

from ostrakon.names.countries import country_key  # noqa: E402

LANGUAGES = (
    "en fr de es it pt nl pl ru uk be bg sr mk hr sl cs sk hu ro el tr az ka hy he ar fa ur ps zh zh_Hant "
    "ja ko sv da nb fi et lv lt ga mt sq bs is id ms vi th hi kk ky tg uz sw so am my km"
)
SPOKEN = "en fr de es it pt nl pl ru uk ar fa tr zh ja ko"
AMBIGUOUS = (
    "Korea|Corea|Corée|Coreia|Congo|Kongo|Congolese|Korean|Dominican|Virgin Islands|Kashmir|Czechoslovakia"
    "|Samoa Islands|Antilles|China/Taiwan|Saint Martin|Macedonia (region)|Netherlands East Indies"
)


def rows(path: Path) -> list[list[str]]:
    """The columns of a hand-written table, comments left out."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def by_hand() -> dict[str, str]:
    """Names written by hand; they win over everything else."""
    found: dict[str, str] = {}
    for table in (HERE / "additions.tsv", DATA / "demonyms.tsv"):
        for code, *cells in rows(table):
            for name in (n for cell in cells for n in cell.split("|") if n):
                key = country_key(name)
                if found.setdefault(key, code) != code:
                    raise SystemExit(f"{name!r} stands for {found[key]} and for {code}")
    return found


def codes() -> dict[str, str]:
    """Alpha-2 and alpha-3 codes, the withdrawn ones that we use included; they win over names in other
    languages."""
    found = {code: code for code in ("xk", "su", "yu", "an", "cs")}
    for country in pycountry.countries:
        found[country.alpha_2.lower()] = found[country.alpha_3.lower()] = country.alpha_2.lower()
    return found


def collected() -> dict[str, set[str]]:
    """Names of ISO 3166 and the CLDR with every code that each stands for."""
    found: dict[str, set[str]] = defaultdict(set)
    known = {c.alpha_2.lower() for c in pycountry.countries} | {"xk"}
    for country in pycountry.countries:
        code = country.alpha_2.lower()
        names = [country.name]
        names += [getattr(country, a) for a in ("official_name", "common_name") if hasattr(country, a)]
        names += [f"{after} {before}" for before, comma, after in (n.rpartition(",") for n in names) if comma]
        names += [f"Republic of {country.name}", f"Kingdom of {country.name}"]
        for name in names:
            found[country_key(name)].add(code)
    for language in LANGUAGES.split():
        for code, name in Locale.parse(language).territories.items():
            if code.lower() in known:
                found[country_key(name)].add(code.lower())
    return found


def main() -> None:
    """Write the table and say what was left out."""
    table = {key: next(iter(codes)) for key, codes in collected().items() if len(codes) == 1}
    dropped = sorted(f"{key} ({', '.join(sorted(c))})" for key, c in collected().items() if len(c) > 1)
    table.update(codes())
    table.update(by_hand())
    for name in AMBIGUOUS.split("|"):
        table.pop(country_key(name), None)
    names: dict[str, list[str]] = defaultdict(list)
    for key, code in table.items():
        names[code].append(key)
    head = (
        "# Written by tools/countries/build.py: ISO 3166-1/-3 names and codes, names in the languages of the\n"
        "# Unicode CLDR, additions by hand, adjectives of demonyms.tsv. Columns: code; keys divided by |.\n"
    )
    lines = (f"{code}\t{'|'.join(sorted(names[code]))}\n" for code in sorted(names))
    (DATA / "countries.tsv").write_text(head + "".join(lines), encoding="utf-8")
    (DATA / "country_names.tsv").write_text(spoken(), encoding="utf-8")
    print(f"{len(table)} names of {len(names)} countries; shared by two and left out: {'; '.join(dropped)}")


def spoken() -> str:
    """The rows of `country_names.tsv`: what running text in the main languages calls a country, in its own case."""
    head = (
        "# Written by tools/countries/build.py: names of countries in the Unicode CLDR, as running text has them.\n"
        "# Columns: language; code; name.\n"
    )
    known = {c.alpha_2.lower() for c in pycountry.countries} | {"xk"}
    found = []
    for language in SPOKEN.split():
        for code, name in sorted(Locale.parse(language).territories.items()):
            plain = name.split("(")[0].split(" – ")[0].strip()
            if code.lower() in known and plain:
                found.append(f"{language.partition('_')[0]}\t{code.lower()}\t{plain}\n")
    return head + "".join(found)


if __name__ == "__main__":
    main()
