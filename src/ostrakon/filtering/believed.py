"""Which matches a payment is stopped for: a name alone is all that it has, so the form of the agreement counts, too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ostrakon.filtering.legal import has_legal_form, honoured
from ostrakon.intake.payments import FieldClass
from ostrakon.match.evidence import Evidence
from ostrakon.match.notes import LEVEL_NOTES, WHOLE_NOTES, extra, missing
from ostrakon.names.kinds import Kind
from ostrakon.screening.result import Result

SHORT = 2
"""Words of a short name. Most namesakes have one; what of it differs weighs more than in a longer one."""


class _Least(NamedTuple):
    """Lowest scores of short names.

    Attributes:
        unlike: where a word is only like the listed one. apart: where a word has no counterpart on the other side.
        both: where both is so.
    """

    unlike: float
    apart: float
    both: float


_STRICT = _Least(0.9, 0.85, 0.97)
"""Estimated on generated payments: what they leave out are seven namesakes for each true match."""
_LEAST = {FieldClass.FREE: _Least(0.75, 0.75, 0.9), FieldClass.IDENTIFIER: _Least(0.0, 0.0, 0.0)}
"""Of classes in which names stand seldom unless somebody meant them."""
NUMBER_SCORE = 0.9
"""Lowest score of a short name that lacks the number of the listed one: ships of one name are told apart by it."""
FIRM_UNLIKE_SCORE = 0.97
"""Lowest score of a firm where the name has no legal form and one of its words is only like that of the firm."""
_AS_WRITTEN = frozenset({LEVEL_NOTES["equal"], LEVEL_NOTES["joined"]})
_APART = frozenset({missing(Kind.CORE), extra(Kind.CORE)})
_LEGAL_MISSING, _NUMBER_MISSING = missing(Kind.LEGAL), missing(Kind.NUMBER)


def believed(results: Iterable[Result], name: str, cls: FieldClass) -> tuple[Result, ...]:
    """Those matches of a name that stop a payment."""
    return tuple(result for result in results if _believed(result, name, cls))


def _believed(result: Result, name: str, cls: FieldClass) -> bool:
    evidence = result.evidence
    if not name.isupper() and any(piece.note == WHOLE_NOTES["acronym"] for piece in evidence):
        return False  # `Smid` is a name, SMID an acronym
    words = [piece for piece in evidence if piece.feature == "name"]
    unlike = any(piece.note not in _AS_WRITTEN for piece in words)
    if len(name.split()) <= SHORT and result.score < _least(evidence, cls, unlike=unlike):
        return False
    if cls is FieldClass.NAME:
        if any(piece.feature == "name_lone" for piece in evidence) and not honoured(name):
            return False  # a single word is all that the name has of a person's: many are called so
        if result.schema == "Vessel" and unlike and len(words) == len(name.split()) == 1:
            return False
    firm = any(piece.note == _LEGAL_MISSING for piece in evidence)
    if cls is FieldClass.TOWN and firm and len(name.split()) <= SHORT:
        # The name of a town is a part of those of firms that sit there, and `Zeleznice` is a railway as well.
        return not unlike and not any(map(_missing, evidence))
    return not (firm and unlike and result.score < FIRM_UNLIKE_SCORE and not has_legal_form(name))


def _least(evidence: Iterable[Evidence], cls: FieldClass, *, unlike: bool) -> float:
    least = _LEAST.get(cls, _STRICT)
    apart = any(piece.note in _APART for piece in evidence)
    number = NUMBER_SCORE if any(piece.note == _NUMBER_MISSING for piece in evidence) else 0.0
    return max(number, least.both if unlike and apart else least.unlike if unlike else least.apart if apart else 0.0)


def _missing(piece: Evidence) -> bool:
    return piece.feature == "name_missing" and piece.note != _LEGAL_MISSING
