"""The written policy: thresholds and rules, versioned, read from one file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from ostrakon.errors import InputError
from ostrakon.rules.payments.limits import DEFAULT, Limits, limits_of
from ostrakon.rules.severities import severities_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What counts as a match, and what a match leads to.

    Attributes:
        version: named in every answer's record.
        review, hit: probabilities from which a result is a match, and from which it stops.
        weak_needs_second: a match on a weak alias without another agreeing feature is at most for review.
        thin_needs_second: the same for names that fit many parties: very short ones, acronyms, one word of a person.
        thin_letters_max: up to this many letters and digits, legal forms and titles left out, a name is very short.
        two_reviewers: an exemption holds only when a second person agreed to it.
        age_days_max: lists older than this give no answer; 0 sets no limit.
        regions_review: an address in an embargoed region (Crimea, Donetsk, Luhansk) goes to review.
        payments: thresholds and severities of the rules over payments.
        trade: severities of the rules over trade documents, where they are other than the rules' own.
    """

    version: str
    review: float
    hit: float
    weak_needs_second: bool
    age_days_max: int
    thin_needs_second: bool = True
    thin_letters_max: int = 4
    two_reviewers: bool = True
    payments: Limits = DEFAULT
    regions_review: bool = True
    trade: Mapping[str, str] = field(default_factory=dict)


def read_policy(path: Path) -> Policy:
    """The policy in a TOML file of the form of the one that ships.

    Raises:
        InputError: unreadable, a key missing or of the wrong type, thresholds out of order.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as bad:
        raise _unreadable(bad, str(path)) from bad
    return policy_of(text, str(path))


def policy_of(text: str, where: str) -> Policy:
    """The policy in a text of TOML.

    Args:
        where: what to call it in messages.

    Raises:
        InputError: as in `read_policy`.
    """
    try:
        return _policy(tomllib.loads(text))
    except KeyError as missing:
        raise _unreadable(f"{missing.args[0]} is missing", where) from missing
    except (tomllib.TOMLDecodeError, TypeError, ValueError, AttributeError, OverflowError) as bad:
        raise _unreadable(bad, where) from bad


def shipped_source() -> str:
    """The text of the policy that comes with this version."""
    return files("ostrakon.screening").joinpath("policy.toml").read_text(encoding="utf-8")


@cache
def shipped_policy() -> Policy:
    """The policy that comes with this version."""
    return policy_of(shipped_source(), "the policy that ships")


def _unreadable(why: object, where: str) -> InputError:
    what = f"the policy cannot be read ({why})"
    return InputError(what, where=where, remedy="Compare it with the policy that ships")


def _policy(data: dict[str, Any]) -> Policy:
    _check_names(data)
    policy = Policy(
        version=str(data["version"]),
        review=float(data["thresholds"]["review"]),
        hit=float(data["thresholds"]["hit"]),
        weak_needs_second=bool(data["weak_alias"]["needs_second_feature"]),
        age_days_max=int(data["lists"]["age_days_max"]),
        thin_needs_second=bool(data.get("thin_name", {}).get("needs_second_feature", True)),
        thin_letters_max=int(data.get("thin_name", {}).get("letters_max", 4)),
        two_reviewers=bool(data.get("exemptions", {}).get("two_reviewers", True)),
        regions_review=bool(data.get("embargoed_regions", {}).get("review", True)),
        payments=limits_of(data.get("payments", {})),
        trade=severities_of(data.get("trade", {}).get("rules", {}), "trade.rules"),
    )
    if not 0 < policy.review <= policy.hit < 1:
        raise ValueError("thresholds must satisfy 0 < review <= hit < 1")
    if policy.age_days_max < 0:
        raise ValueError("lists.age_days_max must not be negative; 0 sets no limit")
    return policy


_NAMES: dict[str, frozenset[str] | None] = {
    "version": None,
    "thresholds": frozenset({"review", "hit"}),
    "weak_alias": frozenset({"needs_second_feature"}),
    "thin_name": frozenset({"needs_second_feature", "letters_max"}),
    "exemptions": frozenset({"two_reviewers"}),
    "lists": frozenset({"age_days_max"}),
    "embargoed_regions": frozenset({"review"}),
    "payments": None,
    "trade": None,
}
"""Tables of a policy and the names in them; None where the table is checked elsewhere."""


def _check_names(data: dict[str, Any]) -> None:
    """A name that nothing reads would look as if it held.

    Raises:
        ValueError: there is such a name.
    """
    if unknown := data.keys() - _NAMES.keys():
        raise ValueError(f"{min(unknown)} is not known; there are {', '.join(_NAMES)}")
    for table, names in _NAMES.items():
        if names is not None and (more := data.get(table, {}).keys() - names):
            raise ValueError(f"{table}.{min(more)} is not known; there are {', '.join(sorted(names))}")
