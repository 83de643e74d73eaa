"""Gender as evidence: nearly all listed persons are men, so agreement says little and contradiction much.

Where a side does not state it, a patronymic or a title may. A gender that both sides only show in their names is not
evidence here, since the comparison of the names has weighed those words.
"""

from __future__ import annotations

from collections.abc import Collection

from ostrakon.match.evidence import Evidence
from ostrakon.match.fact_weights import FactWeights
from ostrakon.names.keys import patronymic_sex
from ostrakon.names.kinds import Kind
from ostrakon.profile.name import NameProfile

MALE_TITLES = frozenset({"mr", "herr", "monsieur", "senor", "sayyid", "sheikh", "shaykh", "sheik", "pan"})
FEMALE_TITLES = frozenset({"mrs", "ms", "miss", "frau", "fraulein", "madame", "mademoiselle", "senora", "senorita"})


def gender_shown(profile: NameProfile) -> tuple[str, str]:
    """(gender, word) that a patronymic or title of the name shows; empty strings where none does, or they differ."""
    if Kind.PATRONYMIC not in profile.kinds and Kind.TITLE not in profile.kinds:
        return "", ""
    shown: dict[str, str] = {}
    for token, kind in zip(profile.tokens, profile.kinds, strict=True):
        if kind is Kind.PATRONYMIC and (sex := patronymic_sex(token)):
            shown.setdefault("male" if sex > 0 else "female", token)
        elif kind is Kind.TITLE and token in MALE_TITLES:
            shown.setdefault("male", token)
        elif kind is Kind.TITLE and token in FEMALE_TITLES:
            shown.setdefault("female", token)
    return next(iter(shown.items())) if len(shown) == 1 else ("", "")


def compare_genders(query: str, listed: Collection[str], weights: FactWeights, *, word: str = "") -> Evidence | None:
    """Evidence of a gender against those that the list states; None when one side has none, or the list several.

    Args:
        word: the word of the name that shows it, where it was not given.
    """
    if not query or len(listed) != 1:
        return None
    (other,) = listed
    rule = "same" if query == other else "other"
    note = f"{'the same' if rule == 'same' else 'another'} gender"
    shown = f"{query} (by {word!r})" if word else query
    return Evidence(feature="gender", bits=weights.gender[rule], query=shown, listed=other, note=note)
