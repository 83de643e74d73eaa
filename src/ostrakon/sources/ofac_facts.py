"""From an OFAC label and its value to a fact of the party: the handlers behind `ofac_labels.LABELS`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, cast

from ostrakon.model.entity import CountryRole, DateKind
from ostrakon.sources.ofac_draft import OfacDraft, code_of, parse_date
from ostrakon.sources.ofac_labels import Meaning
from ostrakon.sources.ofac_programmes import directives_in

WALLET_CHARS_MIN = 20
"""Shorter texts are no wallet address of any currency on the list, but a piece of one that was cut."""

_PAREN_END = re.compile(r"\s*\(([^()]*(?:\([^()]*\))?[^()]*)\)\s*$")
_DAY = r"(?:\d{1,2} )?(?:[A-Z][a-z]{2} )?\d{4}"
_WHEN = re.compile(rf"\s+(issued|expires|expired)\s+({_DAY}(?: to {_DAY})?)\b\.?")
_DIGIT = re.compile(r"\d")
_IMO = re.compile(r"IMO[\s.:#-]*(\d{7})")
_LEI = re.compile(r"[A-Z0-9]{18}\d{2}")
_GENDERS = frozenset({"male", "female"})

_SIMPLE_TYPES: Final = {"tax": "tax_id", "vessel_registration": "other"}
_RU_TYPES: Final = {("tax", 10): "inn", ("tax", 12): "inn", ("registration", 13): "ogrn", ("registration", 15): "ogrn"}


@dataclass(frozen=True, slots=True)
class _Stated:
    """One label with its value, as the handlers get it."""

    label: str
    meaning: Meaning
    value: str
    field: str
    country: str
    dates: str


def apply(
    draft: OfacDraft, label: str, meaning: Meaning, value: str, field: str, *, country: str = "", dates: str = ""
) -> bool:
    """Add the fact that `label value` states.

    Args:
        draft: the party it belongs to.
        label: the publisher's words, kept as a note where our type says less.
        meaning: what the table of labels says of it.
        value: the text behind the label.
        field: where it was read, for the origin.
        country: the issuing country where the format has a field of its own for it.
        dates: `issued …` and `expires …` where the format has fields of their own for them.

    Returns:
        False when the value does not fit the label; the caller then keeps the text as a note.
    """
    value = value.strip()
    if not value:
        return False
    return _HANDLERS[meaning.kind](draft, _Stated(label.strip(), meaning, value, field, country, dates))


def _birth_date(draft: OfacDraft, stated: _Stated) -> bool:
    draft.dated(stated.value, stated.field)
    return True


def _date(draft: OfacDraft, stated: _Stated) -> bool:
    draft.dated(stated.value, stated.field, cast(DateKind, stated.meaning.key))
    return True


def _birth_place(draft: OfacDraft, stated: _Stated) -> bool:
    draft.birth_place(stated.value, stated.field)
    return True


def _country(draft: OfacDraft, stated: _Stated) -> bool:
    draft.country(stated.value.removeprefix("of "), stated.field, role=cast(CountryRole, stated.meaning.key))
    return True


def _gender(draft: OfacDraft, stated: _Stated) -> bool:
    gender = stated.value.rstrip(".").lower()
    if gender not in _GENDERS:
        return False
    draft.property("gender", gender, stated.field)
    return True


def _property(draft: OfacDraft, stated: _Stated) -> bool:
    draft.property(stated.meaning.key, stated.value, stated.field)
    return True


def _relation(draft: OfacDraft, stated: _Stated) -> bool:
    text = f"{stated.label.rstrip(':')}: {stated.value}"
    draft.tie(stated.meaning.key, stated.field, target=stated.value, text=text)
    return True


def _alias(draft: OfacDraft, stated: _Stated) -> bool:
    draft.listed_name(stated.value, stated.field, kind="alias")
    return True


def _former_name(draft: OfacDraft, stated: _Stated) -> bool:
    draft.listed_name(stated.value, stated.field, kind="former")
    return True


def _note(draft: OfacDraft, stated: _Stated) -> bool:
    draft.note(f"{stated.label} {stated.value}", stated.field)
    return True


def _menu(draft: OfacDraft, stated: _Stated) -> bool:
    draft.menu = True
    return _note(draft, stated)


def _directive(draft: OfacDraft, stated: _Stated) -> bool:
    found = directives_in(f"{stated.label} {stated.value}")
    draft.directives.extend(pair for pair in found if pair not in draft.directives)
    return _note(draft, stated)


def _listed(draft: OfacDraft, stated: _Stated) -> bool:
    """The earliest of several listing dates stands for the entry; all of them stay as notes."""
    try:
        listed = parse_date(stated.value)
    except ValueError:
        return False
    if draft.listed_on is None or listed.earliest < draft.listed_on.earliest:
        draft.listed_on = listed
    return _directive(draft, stated)


def _wallet(draft: OfacDraft, stated: _Stated) -> bool:
    address = stated.value.split(maxsplit=1)[0].rstrip(".")
    if len(address) < WALLET_CHARS_MIN:
        return False
    draft.identifier("wallet", address, stated.field, note=stated.meaning.key)
    return True


def _number(draft: OfacDraft, stated: _Stated) -> bool:
    """A number with its country and dates: `1084010 (Egypt) issued 1999 expires 2004`."""
    notes = [stated.label.strip(" :-")]
    dates = [f"{found[1]} {found[2]}" for found in _WHEN.finditer(stated.value)]
    value = _WHEN.sub("", stated.value).strip()
    code = code_of(stated.country) if stated.country else ""
    if stated.country and not code:
        notes.append(f"({stated.country})")
    paren = _PAREN_END.search(value)
    if paren and not stated.country:
        code = code_of(paren[1])
        # What stands in brackets and is no country is a place of issue, unless it holds digits.
        if code or not _DIGIT.search(paren[1]):
            value = value[: paren.start()]
        if not code and not _DIGIT.search(paren[1]):
            notes.append(f"({paren[1]})")
    value = value.strip().lstrip("#:").strip()
    if not value or (stated.meaning.kind == "id" and not _DIGIT.search(value)):
        return False
    notes += [stated.dates] if stated.dates else dates
    imo = _IMO.fullmatch(value)
    type_, value = ("imo", imo[1]) if imo else (_type_of(draft, stated.meaning.key, value, code), value)
    draft.identifier(type_, value, stated.field, country=code, note="; ".join(notes))
    return True


def _type_of(draft: OfacDraft, key: str, value: str, country: str) -> str:
    """The identifier type where it depends on the party, the country or the number's shape.

    Russia: OFAC's tax id is the INN (10 or 12 digits), its registration number the OGRN (13 or 15 digits), and
    "Government Gazette Number" its translation of the OKPO (8 or 10 digits).
    """
    if country == "ru" and value.isdigit() and (key, len(value)) in _RU_TYPES:
        return _RU_TYPES[key, len(value)]
    if key == "identification":
        return "national_id" if draft.is_person else "registration"
    if key == "gazette":
        return "okpo" if value.isdigit() and len(value) in (8, 10) else "registration"
    if key == "legal_entity":
        return "lei" if _LEI.fullmatch(value) else "registration"
    return _SIMPLE_TYPES.get(key, key)


_HANDLERS: Final[dict[str, Callable[[OfacDraft, _Stated], bool]]] = {
    "id": _number,
    "code": _number,
    "wallet": _wallet,
    "birth_date": _birth_date,
    "date": _date,
    "birth_place": _birth_place,
    "country": _country,
    "gender": _gender,
    "property": _property,
    "relation": _relation,
    "alias": _alias,
    "former_name": _former_name,
    "note": _note,
    "menu": _menu,
    "directive": _directive,
    "listed": _listed,
}
