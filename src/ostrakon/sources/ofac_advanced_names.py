"""Names of a party in OFAC's advanced XML: aliases, their scripts and the parts they are made of."""

from __future__ import annotations

from typing import Final

from lxml import etree

from ostrakon.model import Name, NameKind
from ostrakon.sources.ofac_advanced_refs import References, children, text
from ostrakon.sources.ofac_draft import OfacDraft

_ALIAS_KINDS: Final[dict[str, NameKind]] = {
    "name": "primary",
    "a.k.a.": "alias",
    "f.k.a.": "former",
    "n.k.a.": "alias",
}
_READING_ORDER = (
    "First Name",
    "Middle Name",
    "Nickname",
    "Patronymic",
    "Last Name",
    "Matronymic",
    "Maiden Name",
)
"""Parts of a person's name in the order in which it is said; OFAC prints the family name first."""
_FAMILY_FIRST_SCRIPTS = ("chinese", "han", "japan", "korea", "hangul", "hiragana", "katakana")
"""Scripts in which the family name stands first and no blank parts it from the given name."""
_LATIN = frozenset({"", "latin", "215"})


def add_names(draft: OfacDraft, identity: etree._Element, refs: References) -> None:
    """Add every documented name of an identity; a name in another script than Latin is an `original`."""
    groups = {
        group.get("ID", ""): refs.words("NamePartType", group.get("NamePartTypeID"))
        for group in children(identity, "NamePartGroups", "MasterNamePartGroup", "NamePartGroup")
    }
    for alias in children(identity, "Alias"):
        listed_as = refs.words("AliasType", alias.get("AliasTypeID")).lower()
        kind = _ALIAS_KINDS.get(listed_as)
        if kind is None:
            draft.unknown_value(listed_as, "Alias@AliasTypeID", taken_as="an alias")
        # One of several identities is the main one; the primary name of another is an alias.
        if kind == "primary" and (alias.get("Primary") == "false" or identity.get("Primary") == "false"):
            kind = "alias"
        for documented in children(alias, "DocumentedName"):
            _add(draft, documented, groups, refs, kind or "alias", weak=alias.get("LowQuality") == "true")


def _add(
    draft: OfacDraft,
    documented: etree._Element,
    groups: dict[str, str],
    refs: References,
    kind: NameKind,
    *,
    weak: bool,
) -> None:
    parts: list[tuple[str, str]] = []
    script = ""
    acronym = False
    for value in children(documented, "DocumentedNamePart", "NamePartValue"):
        words = text(value)
        if words:
            parts.append((groups.get(value.get("NamePartGroupID", ""), ""), words))
            script = script or refs.words("Script", value.get("ScriptID")).lower()
            acronym = acronym or value.get("Acronym") == "true"
    if not parts:
        return
    foreign = script not in _LATIN
    if foreign:
        kind = "original"
    elif acronym and kind == "alias":
        kind = "acronym"
    of = {type_: " ".join(words for known, words in parts if known == type_) for type_, _ in parts}
    draft.names.append(
        Name(
            value=_whole(parts, script, is_person=draft.is_person),
            kind=kind,
            weak=weak,
            given=of.get("First Name", ""),
            middle=of.get("Middle Name", ""),
            patronymic=of.get("Patronymic", ""),
            family=of.get("Last Name", ""),
            origin=draft.origin("Alias/DocumentedName"),
        )
    )


def _whole(parts: list[tuple[str, str]], script: str, *, is_person: bool) -> str:
    """The parts in reading order; parts of unknown type keep their place at the end."""
    if script.startswith(_FAMILY_FIRST_SCRIPTS):
        return "".join(words for _, words in parts) if is_person else " ".join(words for _, words in parts)
    if is_person:
        rank = {kind: place for place, kind in enumerate(_READING_ORDER)}
        parts = sorted(parts, key=lambda part: rank.get(part[0], len(rank)))
    return " ".join(words for _, words in parts)
