"""Thresholds of the rules over payments, and which of them a policy sets otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from ostrakon.rules.rule import Finding
from ostrakon.rules.severities import adjusted, severities_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Thresholds; all are our own choice unless a rule's sources say otherwise.

    Attributes:
        window_days: how long payments are kept.
        strip_days, strip_amount, similar: within how many days, share of the amount and likeness of letters (0 to 1)
            a payment counts as an earlier one sent again with a field changed. Seven days are five business days.
        struct_count, struct_days, struct_share, struct_limits: so many payments in so many days, each between this
            share of a limit and the limit: EUR/USD 1,000 (data of the payer), USD 3,000 (US travel rule), 10,000.
        near_count, near_days: so many spellings in so many days.
        nested_days: for how long a payment of a listed bank marks the banks beside it.
        severities: rule → `info`, `review`, `block` or `off`, over what the rule says itself.
    """

    window_days: int = 30
    strip_days: int = 7
    strip_amount: float = 0.01
    similar: float = 0.85
    struct_count: int = 3
    struct_days: int = 5
    struct_share: float = 0.8
    struct_limits: tuple[int, ...] = (1_000, 3_000, 10_000)
    near_count: int = 3
    near_days: int = 10
    nested_days: int = 30
    severities: Mapping[str, str] = field(default_factory=dict)

    def applied(self, finding: Finding) -> Finding | None:
        """A finding with the severity that the policy gives its rule; None where the rule is off."""
        return adjusted(finding, self.severities)


DEFAULT = Limits()


def limits_of(given: Mapping[str, Any]) -> Limits:
    """The thresholds of a policy's table `payments`: `limits` by name, `rules` by id of the rule.

    Raises:
        ValueError: a name that there is not, or a value that does not fit.
    """
    unknown = given.keys() - {"limits", "rules"}
    if unknown:
        raise ValueError(f"payments.{min(unknown)} is not known; there are limits and rules")
    changed: dict[str, Any] = {}
    kinds = {one.name: type(getattr(DEFAULT, one.name)) for one in fields(Limits) if one.name != "severities"}
    for name, value in given.get("limits", {}).items():
        if name not in kinds:
            raise ValueError(f"payments.limits.{name} is not known; there are {', '.join(kinds)}")
        if kinds[name] is tuple:
            changed[name] = tuple(int(one) for one in value)
        else:
            changed[name] = kinds[name](str(value))
        if name.endswith(("_days", "_count")) and changed[name] < 1:
            raise ValueError(f"payments.limits.{name} must be 1 or more")
    return replace(DEFAULT, **changed, severities=severities_of(given.get("rules", {}), "payments.rules"))
