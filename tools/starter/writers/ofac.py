"""OFAC's CSV sets: sdn/cons_prim, alt, add and the comments that continue long remarks.

Nulls are `-0- `, names stand family first in capitals, weak aliases only in the remarks, a remark is cut at 1,000
characters and goes on in the comments file, the last byte is control-Z.
"""

from __future__ import annotations

from facts import AIRCRAFT, COUNTRIES, PERSON, VESSEL, Birth, Row

from writers.common import day_month_year

NULL = "-0- "
END = "\r\n\x1a"
REMARK_CHARS_MAX = 1000
_SPELT = {"KP": "Korea, North", "MM": "Burma", "CD": "Congo, Democratic Republic of the"}
_TYPES = {PERSON: "individual", VESSEL: VESSEL, AIRCRAFT: AIRCRAFT}
_GENDERS = {"M": "Male", "F": "Female"}


def country(code: str) -> str:
    """The country as OFAC spells it."""
    return _SPELT.get(code) or COUNTRIES[code]


def primary_name(row: Row) -> str:
    """`FAMILY, Given Patronymic` for a person, capitals for everything else."""
    if not row.is_person:
        return str(row.name).upper()
    return f"{row.family.upper()}, " + " ".join(part for part in (row.given, row.patronymic) if part)


def aliases(row: Row) -> list[tuple[str, str]]:
    """(type, name) of the strong ones, which alt.csv holds."""
    return [("aka", name) for name in row.all("aka")] + [("fka", name) for name in row.all("fka")]


def birth(date: Birth) -> str:
    """A date as remarks and XML write it."""
    head = "circa " if date.circa else ""
    return head + day_month_year(date.start) + (f" to {day_month_year(date.end)}" if date.end else "")


def _listed(label: str, values: list[str], *, alt: str = "alt. ") -> list[str]:
    return [f"{alt if index else ''}{label} {value}" for index, value in enumerate(values)]


def remarks(row: Row) -> str:
    """The whole remark, not cut."""
    parts = [f"{label} {value}" for kind, label in _BEFORE for _, value in row.numbers(kind)]
    parts += _listed("Equity Ticker", row.all("tickers")) + _listed("Issuer Name", row.all("issuers"))
    parts += _listed("ISIN", [value for _, value in row.numbers("isin")])
    parts += [f"Website {row.website}"] if row.website else []
    parts += _listed("DOB", [birth(date) for date in row.births])
    if place := row.birth_place:
        parts.append(f"POB {', '.join(filter(None, (place.get('city'), country(place['country']))))}")
    parts += [f"nationality {country(row.nationality)}"] if row.nationality else []
    parts += [f"Gender {_GENDERS[row.gender]}"] if row.gender else []
    parts += [f"Organization Established Date {day_month_year(row.founded)}"] if row.founded else []
    wallets = [f"{currency} {value}" for currency, value in row.numbers("wallet")]
    parts += _listed("Digital Currency Address -", wallets)
    parts += [f"{label} {value} ({country(row.country)})" for kind, label in _AFTER for _, value in row.numbers(kind)]
    parts += _hull(row) if row.kind == AIRCRAFT else []
    parts += [f"Vessel Year of Build {row.built}"] if row.built and row.kind == VESSEL else []
    parts += [f"Vessel Registration Identification IMO {value}" for _, value in row.numbers("imo")]
    parts += [f"MMSI {value}" for _, value in row.numbers("mmsi")]
    parts += [str(row.position)] if row.position else []
    parts += [str(row.remark)] if row.remark else []
    parts += [f"a.k.a. '{name}'" for name in row.all("weak")] + [f"f.k.a. '{name}'" for name in row.all("weak_fka")]
    parts += [f"Linked To: {name}" for name in row.all("linked")]
    return "; ".join(parts) + "." if parts else ""


_BEFORE = (("bic", "SWIFT/BIC"), ("company_imo", "Identification Number IMO"))
_AFTER = (("ogrn", "Registration ID"), ("lei", "Legal Entity Number"))


def _hull(row: Row) -> list[str]:
    numbers = row.numbers
    return [
        *(f"Aircraft Construction Number (also called L/N or S/N or F/N) {v}" for _, v in numbers("construction")),
        f"Aircraft Manufacture Date {day_month_year(row.built)}",
        f"Aircraft Model {row.model}",
        *([f"Aircraft Operator {row.operator}"] if row.operator else []),
        *(f"Aircraft Manufacturer's Serial Number (MSN) {v}" for _, v in numbers("msn")),
        *(f"Aircraft Tail Number {v}" for _, v in numbers("tail")),
    ]


def _cell(value: str) -> str:
    return '"' + value.replace('"', "'") + '"' if value else NULL


def files(rows: list[Row], names: tuple[str, str, str, str]) -> dict[str, str]:
    """The four files of a set.

    Args:
        rows: the listings.
        names: file names of primary, aliases, addresses and comments.
    """
    primary, alt, add, comments = [], [], [], []
    for row in sorted(rows, key=lambda row: int(row.ref)):
        text = remarks(row)
        kept, rest = text[:REMARK_CHARS_MAX], text[REMARK_CHARS_MAX:]
        flag = country(row.country) if row.kind == VESSEL and row.country else ""
        cells = [primary_name(row), _TYPES.get(row.kind, ""), "] [".join(row.programme)]
        cells += ["" if row.kind != PERSON else row.position, row.call_sign, row.vessel_type]
        cells += [row.tonnage, row.grt, flag, "", kept]
        primary.append(",".join([row.ref, _cell(cells[0]), _type(cells[1]), *map(_cell, cells[2:])]))
        for kind, name in aliases(row):
            alt.append(f"{row.ref},{len(alt) + 1},{_cell(kind)},{_cell(name)},{NULL}")
        for place in row.all("address") or [{}]:
            city = " ".join(filter(None, (place.get("city", ""), place.get("zip", ""))))
            where = country(place["country"]) if place else ""
            add.append(f"{row.ref},{len(add) + 1},{_cell(place.get('street', ''))},{_cell(city)},{_cell(where)},{NULL}")
        if rest:
            comments.append(f"{row.ref},{_cell(rest)}")
    return {name: "\r\n".join(lines) + END for name, lines in zip(names, (primary, alt, add, comments), strict=True)}


def _type(value: str) -> str:
    return f'"{value}"' if value else NULL
