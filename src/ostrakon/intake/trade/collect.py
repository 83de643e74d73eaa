"""A document as an object of fields → a `TradePaper`; nothing is passed over, whatever the fields are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ostrakon.intake.trade import fields as known
from ostrakon.intake.trade.paper import Firm, Goods, Spot, TradePaper, Vessel
from ostrakon.intake.trade.things import (
    below,
    fill_firm,
    fill_goods,
    fill_spot,
    fill_vessel,
    firm_of,
    happening_of,
    items,
    leaves,
)


@dataclass(slots=True)
class _Flat:
    """Things whose fields stand side by side in one object or row, by their names' beginnings."""

    firms: dict[str, Firm] = field(default_factory=dict)
    spots: dict[str, Spot] = field(default_factory=dict)
    vessel: Vessel = field(default_factory=Vessel)
    goods: Goods = field(default_factory=Goods)


def collect(paper: TradePaper, content: Mapping[str, Any], path: str = "") -> None:
    """Take the fields of one object (a document, or one row of it) into `paper`; what stands there already stays."""
    _Collector(paper, content).fields(content, path)


class _Collector:
    def __init__(self, paper: TradePaper, content: Mapping[str, Any]) -> None:
        self._paper, self._flat = paper, _Flat()
        self._lists_goods = _lists_goods(content)

    def fields(self, content: Mapping[str, Any], path: str) -> None:
        """All fields of the document and what belongs together among them."""
        for key, value, where in below(content, path):
            self._field(key, value, where)
        self._settle()

    def _field(self, key: str, value: Any, path: str) -> None:
        inner = isinstance(value, Mapping) or (isinstance(value, list) and any(isinstance(v, Mapping) for v in value))
        if key in known.WRAPPERS and isinstance(value, Mapping):
            self._paper.type = self._paper.type or _type_of(key)
            for name, below_it, where in below(value, path):
                self._field(name, below_it, where)
        elif key in known.PARTY_ROLES:
            self._firms(known.PARTY_ROLES[key], value, path)
        elif key in known.PARTY_LISTS and (inner or isinstance(value, list)):
            self._listed_firms(value, path)
        elif key in known.VESSEL_LISTS:
            self._vessels(value, path)
        elif key in known.FLAT_VESSEL:
            fill_vessel(self._flat.vessel, known.FLAT_VESSEL[key], value, path, self._unknown)
        elif key in known.GOODS_LISTS and (inner or isinstance(value, list)):
            self._goods(value, path)
        elif key in known.HAPPENINGS:
            self._happenings(known.HAPPENINGS[key], value, path)
        elif not self._lists_goods and self._is_goods(key):
            fill_goods(self._flat.goods, key, value, path, self._unknown)
        elif key in known.PLACE_ROLES and not (key == "origin" and not self._lists_goods):
            self._spots(known.PLACE_ROLES[key], value, path)
        elif not self._prefixed(key, value, path):
            self._fact(key, value, path)

    def _is_goods(self, key: str) -> bool:
        return key in known.HS_FIELDS or key in known.GOODS_FACTS or (key in known.DESCRIPTION_FIELDS - {"name"})

    def _firms(self, role: str, value: Any, path: str) -> None:
        for item, place in items(value, path):
            if isinstance(item, Mapping):
                self._add(firm_of(role, item, place, self._unknown))
            else:
                fill_firm(self._flat.firms.setdefault(role + place, Firm(role)), "name", item, place, self._unknown)

    def _listed_firms(self, value: Any, path: str) -> None:
        """`parties`: a list of objects that say their role, or an object by role."""
        if isinstance(value, Mapping):
            for key, inner, where in below(value, path):
                self._firms(known.PARTY_ROLES.get(key, key), inner, where)
            return
        for item, place in items(value, path):
            given = next((v for k, v, _ in below(item, place) if known.PARTY_FIELDS.get(k) == "role"), "") \
                if isinstance(item, Mapping) else ""  # fmt: skip
            key = known.plain_key(str(given))
            self._firms(known.PARTY_ROLES.get(key, key), item, place)

    def _vessels(self, value: Any, path: str) -> None:
        for item, place in items(value, path):
            if isinstance(item, Mapping):
                vessel = Vessel()
                for key, inner, where in below(item, place):
                    if key in known.HAPPENINGS:
                        self._field(key, inner, where)
                    else:
                        fill_vessel(vessel, key, inner, where, self._unknown)
                self._paper.vessels.append(vessel)
            else:
                taken = self._flat.vessel.name is not None
                vessel = Vessel() if taken else self._flat.vessel
                fill_vessel(vessel, "name", item, place, self._unknown)
                self._paper.vessels += [vessel] if taken else []

    def _goods(self, value: Any, path: str) -> None:
        for item, place in items(value, path):
            goods = Goods()
            if isinstance(item, Mapping):
                for key, inner, where in below(item, place):
                    fill_goods(goods, key, inner, where, self._unknown)
            else:
                fill_goods(goods, "description", item, place, self._unknown)
            self._paper.goods.append(goods)

    def _happenings(self, kind: str, value: Any, path: str) -> None:
        """Events; within `ais` they may stand by kind (`gaps`, `positions`)."""
        for item, place in items(value, path):
            rest = item
            if isinstance(item, Mapping):
                rest = {k: v for k, v in item.items() if known.plain_key(str(k)) not in known.HAPPENINGS}
                for key, inner, where in below(item, place):
                    if key in known.HAPPENINGS:
                        self._happenings(known.HAPPENINGS[key], inner, where)
            if rest or not isinstance(item, Mapping):
                self._paper.happenings.append(happening_of(kind, rest, place, self._unknown))

    def _spots(self, role: str, value: Any, path: str) -> None:
        if isinstance(value, Mapping) and any(k in known.PLACE_ROLES for k, _, _ in below(value, path)):
            rest = {k: v for k, v in value.items() if known.plain_key(str(k)) not in known.PLACE_ROLES}
            for key, inner, where in below(value, path):
                if key in known.PLACE_ROLES:
                    self._spots(known.PLACE_ROLES[key], inner, where)
            value = rest or None
        for item, place in items(value, path):
            if isinstance(item, Mapping):
                own = next((v for k, v, _ in below(item, place) if known.PLACE_FIELDS.get(k) == "role"), "")
                spot = Spot(known.PLACE_ROLES.get(known.plain_key(str(own)), role))
                for key, inner, where in below(item, place):
                    fill_spot(spot, key, inner, where, self._unknown)
                self._paper.spots.append(spot)
            elif item is not None and str(item).strip():
                fill_spot(self._flat.spots.setdefault(role + place, Spot(role)), "name", item, place, self._unknown)

    def _prefixed(self, key: str, value: Any, path: str) -> bool:
        """`consignee_country`: a field of a thing that its name begins with."""
        words = key.split("_")
        for cut in range(len(words) - 1, 0, -1):
            head, tail = "_".join(words[:cut]), "_".join(words[cut:])
            if head in known.PARTY_ROLES and _of_firm(tail):
                role = known.PARTY_ROLES[head]
                near = next((f for k, f in self._flat.firms.items() if f.role == role), None)
                firm = near or self._flat.firms.setdefault(role, Firm(role))
                fill_firm(firm, tail, value, path, self._unknown)
                return True
            if head in known.VESSEL_LISTS and (tail in known.VESSEL_FIELDS or tail in known.VESSEL_CHANGES):
                fill_vessel(self._flat.vessel, tail, value, path, self._unknown)
                return True
            if head in known.PLACE_ROLES and tail in known.PLACE_FIELDS:
                role = known.PLACE_ROLES[head]
                held = next((s for s in self._flat.spots.values() if s.role == role), None)
                fill_spot(held or self._flat.spots.setdefault(role, Spot(role)), tail, value, path, self._unknown)
                return True
        return False

    def _fact(self, key: str, value: Any, path: str) -> None:
        texts = list(leaves(value, path))
        if not texts:
            return
        if key in known.IDS or key.endswith(("_number", "_no")):
            first = key.split("_", maxsplit=1)[0]
            self._paper.type = self._paper.type or known.TYPE_BY_ID.get(first, "")
            if not self._paper.id and key in known.IDS:
                self._paper.id = texts[0].text.strip()
        elif key in {"type", "document_type", "doc_type", "kind"}:
            self._paper.type = _type_of(texts[0].text) or texts[0].text.strip()
        elif known.FACTS.get(key) in known.FACTS and known.FACTS[key] not in self._paper.facts:
            self._paper.facts[known.FACTS[key]] = texts[0]
            texts = texts[1:]
        elif key not in known.FREE:
            self._unknown(path)
        self._paper.free += texts

    def _unknown(self, path: str) -> None:
        self._paper.unknown.append(path)

    def _settle(self) -> None:
        """Add what stood side by side; what an earlier row said already is not said twice."""
        for firm in self._flat.firms.values():
            self._add(firm)
        for spot in self._flat.spots.values():
            if _plain(spot) not in map(_plain, self._paper.spots):
                self._paper.spots.append(spot)
        vessel = self._flat.vessel
        if _plain(vessel).strip("|") and _plain(vessel) not in map(_plain, self._paper.vessels):
            self._paper.vessels.append(vessel)
        goods = self._flat.goods
        if goods.codes or goods.description or goods.facts:
            self._paper.goods.append(goods)

    def _add(self, firm: Firm) -> None:
        held = self._paper.firms
        if firm.role in known.VESSEL_ROLES - {"insurer"} and _plain(self._flat.vessel).strip("|"):
            held = self._flat.vessel.firms
        if _plain(firm) not in map(_plain, held):
            held.append(firm)


def _lists_goods(content: Mapping[str, Any]) -> bool:
    for key, value in content.items():
        name = known.plain_key(str(key))
        if name in known.GOODS_LISTS and isinstance(value, list | Mapping):
            return True
        if name in known.WRAPPERS and isinstance(value, Mapping) and _lists_goods(value):
            return True
    return False


def _of_firm(tail: str) -> bool:
    return tail in known.PARTY_FIELDS or tail in known.ID_FIELDS or tail in known.CONTACT_FIELDS


def _type_of(words: str) -> str:
    found = known.WRAPPERS.get(known.plain_key(words), "")
    return "" if found == "shipment" else found


def _plain(thing: Firm | Spot | Vessel) -> str:
    """A thing's texts without their places, so that the same in two rows is one."""
    parts = []
    for name in thing.__slots__:
        value = getattr(thing, name)
        values = value if isinstance(value, list) else [value]
        parts.append("/".join(getattr(v, "text", getattr(v, "role", str(v))) for v in values if v is not None))
    return "|".join(parts)
