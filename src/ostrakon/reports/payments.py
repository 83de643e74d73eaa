"""What the report of a batch of payments shows, and its page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ostrakon.filtering.hits import Filtered, Hit
from ostrakon.intake.payments import Block
from ostrakon.model import Entity
from ostrakon.reports.content import ListLine
from ostrakon.reports.drawing import STATUS_ORDER, environment
from ostrakon.reports.payment_text import Group, Mark, groups
from ostrakon.reports.waterfall_svg import Threshold
from ostrakon.rules.payments.catalogue import MESSAGE_RULES, WINDOW_RULES
from ostrakon.rules.rule import SEVERITIES, Finding, Rule

MESSAGES_MAX = 200
"""Messages shown in full; the statistics count all."""
TRANSACTIONS_MAX = 200
"""Transactions of one message shown, of those that alert."""
HITS_MAX = 200
"""Hits of one message shown with their evidence."""
FINDINGS_MAX = 500
"""Findings of one message shown, the gravest."""
RESULTS_MAX = 5
KINDS = (
    ("red_flag", "Red flags"),
    ("secondary_sanctions", "Secondary sanctions"),
    ("licence", "Licences and exemptions"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """Texts of one transaction, or what stands around all of them."""

    field: str
    blocks: tuple[Block, ...]
    around: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A decision with the texts that it is about; `left_out` transactions are not shown, `notes` stand beside it."""

    decision: Filtered
    transactions: tuple[Transaction, ...] = ()
    left_out: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentReport:
    """Everything on the page.

    Attributes:
        made_at: ISO 8601 with time zone. policy: version, policy_hash: over all of its values.
        summary: as `payment --json` gives it.
        shown: messages in full, worst first. clear: those that were clear, by file and id.
        title, noun: what the page is about, and what one of it is called; trade documents have the same page.
        rules: those whose titles and sources are shown.
    """

    version: str
    snapshot: int
    policy: str
    policy_hash: str
    made_at: str
    summary: Mapping[str, Any]
    shown: tuple[Shown, ...]
    clear: tuple[Filtered, ...] = ()
    lists: tuple[ListLine, ...] = ()
    entities: Mapping[str, Entity] = field(default_factory=dict)
    thresholds: tuple[Threshold, ...] = ()
    not_shown: int = 0
    title: str = "Payments"
    noun: str = "message"
    rules: tuple[Rule[Any], ...] = (*MESSAGE_RULES, *WINDOW_RULES)


@dataclass(frozen=True, slots=True)
class _View:
    number: int
    decision: Filtered
    transactions: tuple[tuple[str, list[Group]], ...]
    findings: tuple[tuple[str, list[tuple[int, Finding]]], ...]
    left_out: int
    notes: tuple[str, ...]


def render_payments(report: PaymentReport) -> str:
    """The whole page as text; all values from outside are escaped."""
    rules = {rule.id: rule for rule in report.rules}
    return (
        environment()
        .get_template("payment.html.j2")
        .render(
            report=report,
            views=[_view(number, one) for number, one in enumerate(report.shown, 1)],
            rules=rules,
            by_rule=_by_rule(report.summary["by_rule"]),
            by_class=_most(report.summary["by_field_class"]),
            by_list=_most(report.summary["by_list"]),
            by_type=_most(report.summary["by_type"]),
            hits_max=HITS_MAX,
            results_max=RESULTS_MAX,
            status_order=STATUS_ORDER,
            extract=any(line.extract for line in report.lists),
        )
    )


def _by_rule(counts: Mapping[str, Mapping[str, int]]) -> list[tuple[str, int, str]]:
    """Rules by how often they found something, each with its gravest severity."""
    rows = [(rule, sum(by.values()), max(by, key=SEVERITIES.index)) for rule, by in counts.items()]
    return sorted(rows, key=lambda row: (-SEVERITIES.index(row[2]), -row[1], row[0]))


def _most(counts: Mapping[str, int]) -> list[tuple[str, int, str]]:
    return [(name, count, "") for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]


def _view(number: int, one: Shown) -> _View:
    decision = one.decision
    marks = [*_hit_marks(number, decision.hits), *_finding_marks(number, decision.findings)]
    numbered = sorted(enumerate(decision.findings, 1), key=lambda pair: -SEVERITIES.index(pair[1].severity))
    return _View(
        number,
        decision,
        tuple((_called(part, one), groups(part.blocks, marks)) for part in one.transactions),
        tuple((title, found) for kind, title in KINDS if (found := [n for n in numbered if n[1].kind == kind])),
        one.left_out,
        one.notes,
    )


def _called(part: Transaction, one: Shown) -> str:
    """Which part of a message it is; empty where there is but one."""
    if part.around:
        return "Around the transactions"
    return part.field if one.decision.transactions > 1 else ""


def _hit_marks(number: int, hits: Sequence[Hit]) -> Iterable[Mark]:
    for place, hit in enumerate(hits, 1):
        stops = any(result.status == "hit" for result in hit.results)
        yield Mark(hit.field, hit.start, hit.end, "hit" if stops else "review", f"m{number}h{place}")


def _finding_marks(number: int, findings: Sequence[Finding]) -> Iterable[Mark]:
    for place, finding in enumerate(findings, 1):
        for where in finding.fields:
            if where.end > where.start:
                yield Mark(where.field, where.start, where.end, finding.severity, f"m{number}f{place}")
