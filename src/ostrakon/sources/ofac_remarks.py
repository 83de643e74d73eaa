"""The grammar of OFAC's remarks: one text of facts, parted by semicolons, cut at 1,000 characters.

    DOB circa 1951; POB Giza, Egypt; Passport 1084010 (Egypt); a.k.a. 'ABU FATIMAH'; Linked To: AL QA'IDA.

What no rule knows (functions, ranks, kinship of few words) is kept as a note and counted, never lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ostrakon.model import NameKind
from ostrakon.sources.ofac_draft import OfacDraft
from ostrakon.sources.ofac_facts import apply
from ostrakon.sources.ofac_labels import LABELS, WALLET, Meaning

REMARK_CHARS_MAX = 1000
"""OFAC's column width; a remark of just this length goes on in the comments file."""

_LABEL_OPTIONS = "|".join(re.escape(label) for label in sorted(LABELS, key=len, reverse=True))
_LABEL = re.compile(rf"(?:alt\. )?({_LABEL_OPTIONS})(?![a-z])[\s:#,]*(.*)", re.IGNORECASE | re.DOTALL)
_WALLET = re.compile(rf"(?:alt\. )?({WALLET}) -? ?([A-Z0-9]+)[:\s]+(\S.*)", re.IGNORECASE)
_DIRECTIVE_DATE = re.compile(
    r"(?:alt\. )?((Listing|Effective|Purchase/Sales For Divestment) Date \([^)]*\)):? (\d.*)", re.IGNORECASE
)
_ALIAS = re.compile(r"([afn])\.k\.a\.[,:]? *(.+)", re.IGNORECASE | re.DOTALL)
_QUOTED = re.compile(r"['\"](.+)['\"]", re.DOTALL)
_ANY_NUMBER = re.compile(
    r"(?:alt\. )?([A-Z][A-Za-z.'/() -]{2,60}?(?:Number|No\.?|ID|Code|Card|Permit|Licen[cs]e))(?: \([A-Z]+\))?:? #? ?"
    r"(\S*\d.*)"
)
_FAMILY = re.compile(
    r"(?:half-|step-?)?(?:wife|husband|son|daughter|brother|sister|father|mother|cousin|nephew|niece|uncle|aunt)"
    r"(?:-in-law)? of (.+?)\.?",
    re.IGNORECASE,
)
_LINKED = re.compile(r"\(Linked To: ([^;]+)\)")
_KEEPS_DOT = re.compile(r"(?:^|[\s(,])(?:LTD|LTDA|CO|CORP|INC|CIA|BROS|JR|SR|ST|(?:[A-Z]\.)+[A-Z]+)\.$", re.IGNORECASE)
_LOWER = re.compile(r"[a-z]")

_ALIAS_KINDS: dict[str, NameKind] = {"a": "alias", "f": "former", "n": "alias"}


def join(remarks: str, continuation: str) -> str:
    """Put the remark of the primary file and its continuation in the comments file together.

    The cut falls anywhere, within a word too, so nothing is put between the halves of a remark that fills its
    column; a comment on a shorter remark is a text of its own.
    """
    if not continuation:
        return remarks
    if len(remarks) >= REMARK_CHARS_MAX or not remarks:
        return remarks + continuation
    return f"{remarks.rstrip().removesuffix('.')}; {continuation}"


def is_cut(remarks: str) -> bool:
    """True when the text fills its column and does not end as a whole remark does."""
    return len(remarks) >= REMARK_CHARS_MAX and not remarks.rstrip().endswith(".")


def parse(draft: OfacDraft, remarks: str, field: str = "remarks", *, cut: bool = False) -> None:
    """Add all facts of a remark to the party.

    Args:
        draft: the party.
        remarks: the whole text, continuation included.
        field: for the origin of the values.
        cut: the continuation is missing: the last fragment is half a fact and is kept as a note only.
    """
    fragments = [part.strip() for part in _LINKED.sub(r"Linked To: \1", remarks).split(";")]
    fragments = [part for part in fragments if part]
    if not fragments:
        return
    if cut:
        half = fragments.pop()
        draft.note(half, field)
        draft.issue(
            "cut_remark",
            "the remark fills its column and its continuation is missing (comments file not given, or of another"
            " date); what follows the cut is unknown",
            path=field,
            example=f"{draft.record}: … {half}",
        )
    elif fragments:
        fragments[-1] = _without_stop(fragments[-1])
    for fragment in fragments:
        if not _fact(draft, fragment, field):
            draft.note(fragment, field)
            draft.issue(
                "unparsed_remark",
                "a part of the remarks fits no rule; it is kept as a note",
                path=field,
                example=f"{draft.record}: {fragment}",
                info=True,
            )


def _without_stop(text: str) -> str:
    """The last fragment without the full stop that ends every remark, which an abbreviation shares (`CO., LTD.`)."""
    return text if _KEEPS_DOT.search(text) else text.removesuffix(".")


def _fact(draft: OfacDraft, fragment: str, field: str) -> bool:
    if any(known.name == "position" and known.value == fragment for known in draft.properties):
        return True  # OFAC repeats the title column in the remarks
    for pattern, handler in _RULES:
        found = pattern.fullmatch(fragment)
        if found is not None:
            return handler(draft, found, field)
    return False


def _wallet(draft: OfacDraft, found: re.Match[str], field: str) -> bool:
    return apply(draft, found[1], Meaning("wallet", found[2].upper()), found[3], field)


def _dated(draft: OfacDraft, found: re.Match[str], field: str) -> bool:
    kind = "listed" if found[2].lower() == "listing" else "note"
    return apply(draft, found[1], Meaning(kind), found[3], field)


def _labelled(draft: OfacDraft, found: re.Match[str], field: str) -> bool:
    meaning = LABELS[found[1].lower()]
    if meaning.kind == "note":
        draft.note(found[0], field)
        return True
    return apply(draft, found[1], meaning, found[2], field)


def _family(draft: OfacDraft, found: re.Match[str], field: str) -> bool:
    draft.tie("family", field, target=found[1], text=found[0])
    return True


def _alias(draft: OfacDraft, found: re.Match[str], field: str) -> bool:
    """`a.k.a. 'X'`: quotes are how OFAC marks a weak alias in its remarks; they are not part of the name."""
    text = found[2].strip()
    quoted = _QUOTED.fullmatch(text.rstrip(".") if text.endswith(("'.", '".')) else text)
    value = (quoted[1] if quoted else text).strip()
    # An alias doubly quoted keeps no quotes; one that opens with the letter ayn ('Umar) keeps its mark.
    if len(value) > 2 and value[0] == value[-1] == "'":
        value = value[1:-1]
    if not value or (not quoted and text[:1] in "'\""):
        return False
    add = draft.listed_name if _is_inverted(value) else draft.name
    add(value, field, kind=_ALIAS_KINDS[found[1].lower()], weak=quoted is not None)
    return True


def _is_inverted(value: str) -> bool:
    """`AL-HAJJ, Abu` is family name first; `Ali, the Younger` is not: OFAC sets family names in capitals."""
    family, comma, _ = value.partition(",")
    return bool(comma) and not _LOWER.search(family)


def _unlisted_number(draft: OfacDraft, found: re.Match[str], field: str) -> bool:
    draft.issue(
        "unlisted_id_type",
        "a kind of number is not in the table of labels; it is kept as an identifier of type `other`",
        path=field,
        example=found[1],
        info=True,
    )
    return apply(draft, found[1], Meaning("id", "other"), found[2], field)


_RULES: tuple[tuple[re.Pattern[str], Callable[[OfacDraft, re.Match[str], str], bool]], ...] = (
    (_ALIAS, _alias),
    (_WALLET, _wallet),
    (_DIRECTIVE_DATE, _dated),
    (_LABEL, _labelled),
    (_FAMILY, _family),
    (_ANY_NUMBER, _unlisted_number),
)
"""Tried in this order; the first that fits decides."""
