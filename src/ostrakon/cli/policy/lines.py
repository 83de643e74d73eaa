"""How policies, their changes and what-ifs look in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import click

from ostrakon.app.policies import Change
from ostrakon.database.policies import KeptPolicy
from ostrakon.reports.counting import counted

EXAMPLES_SHOWN = 10
_LOOKS = {"proposed": "yellow", "approved": "green", "rejected": "red"}


def head_line(one: KeptPolicy) -> str:
    """A version in one line."""
    who = f"proposed by {one.proposed_by} {one.proposed_at[:16]}"
    if one.decided_by:
        who += f", {one.state} by {one.decided_by} {one.decided_at[:16]}"
    return f"{one.id:>4}  {click.style(one.state, fg=_LOOKS[one.state])}  version {one.version}  {who}  ({one.reason})"


def change_lines(those: Iterable[Change]) -> Iterator[str]:
    """What changes, a rule a line."""
    for one in those:
        yield f"  {one.name}: {_value(one.old)} → {_value(one.new)}"


def trial_lines(result: dict[str, Any]) -> Iterator[str]:
    """What came of a what-if; alerts that would vanish although they were confirmed stand out."""
    yield (
        f"{counted(result['screenings'], 'past screening')} of "
        f"{counted(result['subjects'], 'subject')}, on snapshot {result['snapshot']}: "
        f"policy {result['proposed']} in place of {result['in_force']}"
    )
    for change, count in result["answers"].items():
        yield f"  answers {change}: {count}"
    for kind, words in (("appears", "would appear"), ("vanishes", "would vanish"), ("changes", "would change class")):
        found = result[kind]
        yield f"{counted(found['alerts'], 'alert')} {words}"
        for change, count in found["classes"].items():
            yield f"  {change}: {count}"
        decided = found["dispositions"]
        confirmed = decided["confirmed"]
        if confirmed and kind != "appears":
            text = f"  {confirmed} of {found['alerts']} were confirmed true matches"
            yield click.style(text, fg="red", bold=True)
        if found["alerts"]:
            others = ", ".join(f"{decided[word]} {word}" for word in ("cleared", "open", "none"))
            yield f"  decided before: {others}"
        for one in found["examples"][:EXAMPLES_SHOWN]:
            case = f", case {one['case']} {one['disposition']}" if one["case"] else ""
            change = f"{one['before'] or 'none'} > {one['after'] or 'none'}"
            yield f"    {one['customer']} and {one['caption']} ({one['party']}) {one['bits']:+.1f} bits: {change}{case}"


def _value(value: Any) -> str:
    return "not set" if value is None else "yes" if value is True else "no" if value is False else str(value)
