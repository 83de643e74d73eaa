"""Filling one thing of a trade document (party, vessel, line of goods, place, event) from the value of a field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ostrakon.intake.payments.message import Line
from ostrakon.intake.trade import fields as known
from ostrakon.intake.trade.paper import Firm, Goods, Happening, Spot, Vessel

Unknown = Callable[[str], None]
"""Told the place of every field that no table knows."""


def leaves(value: Any, path: str) -> Iterator[Line]:
    """Every text below a value, names of fields that are no plain words of ours included."""
    if isinstance(value, Mapping):
        for key, below in value.items():
            if not str(key).isidentifier():
                yield Line(path, str(key))
            yield from leaves(below, f"{path}/{pointer(key)}")
    elif isinstance(value, list):
        for number, below in enumerate(value):
            yield from leaves(below, f"{path}/{number}")
    elif value is not None and str(value).strip():
        yield Line(path, str(value))


def pointer(key: object) -> str:
    """A field's name as one step of a JSON Pointer (RFC 6901)."""
    return str(key).replace("~", "~0").replace("/", "~1")


def items(value: Any, path: str) -> Iterator[tuple[Any, str]]:
    """The members of a list with their places, or the value itself."""
    if isinstance(value, list):
        yield from ((below, f"{path}/{number}") for number, below in enumerate(value))
    else:
        yield value, path


def below(value: Mapping[str, Any], path: str) -> Iterator[tuple[str, Any, str]]:
    """Fields of an object: name in the form of the tables, value, place."""
    for key, inner in value.items():
        yield known.plain_key(str(key)), inner, f"{path}/{pointer(key)}"


def fill_firm(firm: Firm, key: str, value: Any, path: str, unknown: Unknown) -> None:
    """One field of a party."""
    texts = list(leaves(value, path))
    if not texts:
        return
    meaning = known.PARTY_FIELDS.get(key)
    if meaning == "name":
        firm.name, rest = firm.name or texts[0], texts[1:] if firm.name is None else texts
        firm.former += rest
    elif meaning == "role":
        firm.more += [text for text in texts if known.plain_key(text.text) not in known.PARTY_ROLES]
    elif meaning == "address":
        _address(firm, value, path)
    elif meaning == "former":
        firm.former += texts
    elif meaning in {"country", "founded", "since"}:
        if getattr(firm, meaning) is None:
            setattr(firm, meaning, texts[0])
            texts = texts[1:]
        firm.more += texts
    elif key in known.CONTACT_FIELDS:
        firm.contacts += [(known.CONTACT_FIELDS[key], text) for text in texts]
    elif key in known.ID_FIELDS:
        firm.ids += [(known.ID_FIELDS[key], text) for text in texts]
    elif key in {"identifiers", "ids"}:
        for item, place in items(value, path):
            _identifier(firm, item, place)
    else:
        unknown(path)
        firm.more += texts


def _address(firm: Firm, value: Any, path: str) -> None:
    """An address as text, or as an object whose country is the party's."""
    for item, place in items(value, path):
        if isinstance(item, Mapping):
            for key, inner, where in below(item, place):
                country = key in {"country", "country_code"} and firm.country is None
                found = list(leaves(inner, where))
                if country and found:
                    firm.country = found[0]
                else:
                    firm.address += found
        else:
            firm.address += list(leaves(item, place))


def _identifier(firm: Firm, item: Any, path: str) -> None:
    if isinstance(item, Mapping) and "value" in item:
        kind = known.ID_FIELDS.get(known.plain_key(str(item.get("type", ""))), "other")
        firm.ids += [(kind, text) for text in leaves(item["value"], f"{path}/value")]
        rest = {key: inner for key, inner in item.items() if key not in {"type", "value"}}
        firm.more += leaves(rest, path)
    elif isinstance(item, Mapping):
        for key, inner, where in below(item, path):
            firm.ids += [(known.ID_FIELDS.get(key, "other"), text) for text in leaves(inner, where)]
    else:
        firm.ids += [("other", text) for text in leaves(item, path)]


def firm_of(role: str, value: Any, path: str, unknown: Unknown) -> Firm:
    """A party from a name alone or from an object."""
    firm = Firm(role)
    if not isinstance(value, Mapping):
        fill_firm(firm, "name", value, path, unknown)
        return firm
    for key, inner, where in below(value, path):
        fill_firm(firm, key, inner, where, unknown)
    return firm


def fill_vessel(vessel: Vessel, key: str, value: Any, path: str, unknown: Unknown) -> None:
    """One field of a vessel."""
    if key in known.PARTY_ROLES:
        vessel.firms += [firm_of(known.PARTY_ROLES[key], item, place, unknown) for item, place in items(value, path)]
        return
    texts = list(leaves(value, path))
    meaning = known.VESSEL_FIELDS.get(key)
    if not texts:
        return
    if meaning in {"former", "flags"}:
        _history(vessel, meaning, value, path)
    elif meaning is not None:
        if getattr(vessel, meaning) is None:
            setattr(vessel, meaning, texts[0])
            texts = texts[1:]
        (vessel.former if meaning == "name" else vessel.more).extend(texts)
    elif key in known.VESSEL_CHANGES:
        vessel.changes += [(known.VESSEL_CHANGES[key], text) for text in texts]
    else:
        unknown(path)
        vessel.more += texts


def _history(vessel: Vessel, meaning: str, value: Any, path: str) -> None:
    """Earlier names or flags: texts, or objects with a name and the day until which it was borne."""
    kept = vessel.former if meaning == "former" else vessel.flags
    for item, place in items(value, path):
        if not isinstance(item, Mapping):
            kept += list(leaves(item, place))
            continue
        for key, inner, where in below(item, place):
            texts = list(leaves(inner, where))
            if key in {"name", "flag", "country"}:
                kept += texts
            elif key in {"until", "to", "end", "changed", "date"}:
                vessel.changes += [("name" if meaning == "former" else "flag", text) for text in texts]
            else:
                vessel.more += texts


def fill_goods(goods: Goods, key: str, value: Any, path: str, unknown: Unknown) -> None:
    """One field of a line of goods."""
    texts = list(leaves(value, path))
    if key in known.HS_FIELDS:
        goods.codes += texts
    elif key in known.DESCRIPTION_FIELDS:
        goods.description += texts
    elif key in known.GOODS_FACTS and texts and known.GOODS_FACTS[key] not in goods.facts:
        goods.facts[known.GOODS_FACTS[key]] = texts[0]
        goods.more += texts[1:]
    elif texts:
        if key not in known.FREE:
            unknown(path)
        goods.more += texts


def fill_spot(spot: Spot, key: str, value: Any, path: str, unknown: Unknown) -> None:
    """One field of a place."""
    texts = list(leaves(value, path))
    meaning = known.PLACE_FIELDS.get(key)
    if not texts:
        return
    if meaning == "role":
        texts = [text for text in texts if known.plain_key(text.text) not in known.PLACE_ROLES]
    elif meaning is None:
        unknown(path)
    elif getattr(spot, meaning) is None:
        setattr(spot, meaning, texts[0])
        texts = texts[1:]
    spot.more += texts


def happening_of(kind: str, value: Any, path: str, unknown: Unknown) -> Happening:
    """An event from an object, or from a text alone."""
    found = Happening(kind)
    if not isinstance(value, Mapping):
        found.more += list(leaves(value, path))
        return found
    for key, inner, where in below(value, path):
        texts = list(leaves(inner, where))
        meaning = known.HAPPENING_FACTS.get(key)
        if meaning is not None and texts and meaning not in found.facts:
            found.facts[meaning] = texts[0]
            texts = texts[1:]
        elif meaning is None and texts:
            unknown(where)
        found.more += texts
    return found
