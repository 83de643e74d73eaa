"""The figures of the labelled queries as tables and pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.curves import calibration, calibration_error, precision_recall
from benchmarks.labelled import Outcome
from benchmarks.measure import Bar, Section, per_second
from benchmarks.pictures import Axis, Line, chart
from benchmarks.quality import KEPT, Answered, Quality
from ostrakon.screening.policy import shipped_policy

HEADLINE = "headline (loao variants + mutations)"
COLUMNS = ("recall@1", "recall@10", "recall at 1% alerts", "recall at 0.1% alerts")
AT_1 = "recall at 1% alerts"
CLASS_MIN = 100
"""Queries from which on a class of alterations is judged against the rivals."""
BEHIND = 0.03
"""How far below a rival a class may stay before it is marked."""
SCRIPT_BARS = {"Arabic": 0.85, "Greek": 0.80, "Han": 0.70, "Hangul": 0.85, "Hebrew": 0.60, "Cyrillic": 0.95}
OTHER_DATE = "still an alert at 1%: other date"


def quality_sections(found: Quality, folder: Path) -> list[Section]:
    """Tables of the whole, by script, by alteration and of calibration; the pictures are written to `folder`."""
    return [_whole(found, folder), _by_script(found), _by_mutation(found), _calibration(found, folder)]


def _whole(found: Quality, folder: Path) -> Section:
    section = Section(
        "Right party found, clean names left alone",
        f"{len(found.queries):,} labelled development queries{' (a stratified quarter)' if found.quick else ''}: real "
        "aliases hidden from the list and asked for, listed names altered in 38 ways, clean names. The "
        "thresholds are those at which 1% and 0.1% of the clean names alert.",
        ("engine", *COLUMNS, "hard negatives alerting at 1%", "another birth date alerting at 1%", "PR-AUC"),
    )
    for answered in found.engines:
        section.rows.append((answered.engine, *_cells(answered.whole)))
    if not found.quick:
        section.rows += [(f"{answered.engine}, the quarter", *_cells(answered.quarter)) for answered in found.engines]
    ours = found.engines[0]
    section.notes.append(
        f"Ostrakon imported the list in {found.imported.seconds:.1f} s and answered {KEPT} results a query at "
        f"{per_second(len(found.queries), found.screened.seconds)}, start-up included; "
        f"peak {found.screened.peak_mb:,.0f} MB."
    )
    section.notes.append(
        "The weights were fitted on the other three quarters of these queries: the stratified quarter is the honest "
        "figure, and queries of another make may give less."
    )
    section.notes.append(_under_policy(ours))
    lines = [Line(answered.engine, precision_recall(answered.outcomes)) for answered in found.engines]
    title = "Precision and recall over labelled queries"
    picture = chart(title, Axis("recall", 0.3), Axis("precision", 0.5), lines)
    (folder / "precision-recall.svg").write_text(picture, encoding="utf-8")
    section.pictures.append(("precision-recall.svg", title))
    section.bars += _whole_bars(ours)
    return section


def _whole_bars(ours: Answered) -> list[Bar]:
    headline = ours.whole[HEADLINE]
    wanted = dict(zip(COLUMNS, (0.94, 0.98, 0.94, 0.86), strict=True))
    bars = [Bar(f"labelled queries: {column}", limit, headline[column]) for column, limit in wanted.items()]
    hard = ours.whole["alert rate on hard negatives"]["1%"]
    other = ours.whole["date of birth"][OTHER_DATE]
    bars.append(Bar("labelled queries: hard negatives alerting at 1%", 0.06, hard, at_most=True))
    bars.append(Bar("labelled queries: another birth date alerting at 1%", 0.10, other, at_most=True))
    return bars


def _cells(figures: Mapping[str, Mapping[str, float]]) -> list[str]:
    cells = [f"{figures[HEADLINE][column]:.3f}" for column in COLUMNS]
    cells.append(f"{figures['alert rate on hard negatives']['1%']:.3f}")
    cells.append(f"{figures['date of birth'][OTHER_DATE]:.3f}")
    return [*cells, f"{figures['pr_auc']:.3f}"]


def _under_policy(ours: Answered) -> str:
    policy = shipped_policy()
    wanted = [o for o in ours.outcomes if o.wanted]
    clean = [o for o in ours.outcomes if o.clean]
    words = []
    for name, limit in (("review", policy.review), ("hit", policy.hit)):
        recall = sum(o.right >= limit for o in wanted) / len(wanted)
        alerts = sum(o.best >= limit for o in clean) / len(clean)
        words.append(f"from {name} ({limit:g}) on, {recall:.1%} of the wanted parties and {alerts:.2%} of clean names")
    return f"At the thresholds of the shipped policy: {'; '.join(words)}."


def _by_script(found: Quality) -> Section:
    section = Section(
        "The same by script of the query",
        "Positive queries only; rows of few queries are rough.",
        ("script", "queries", *(f"{_short(e)}: {column}" for column in ("recall@10", AT_1) for e in found.engines)),
    )
    tables = [answered.whole["by script"] for answered in found.engines]
    for script, mine in sorted(tables[0].items(), key=lambda item: -item[1]["n"]):
        cells = [f"{table[script][column]:.3f}" for column in ("recall@10", AT_1) for table in tables]
        section.rows.append((script, f"{mine['n']:,}", *cells))
        if script in SCRIPT_BARS:
            section.bars.append(Bar(f"labelled queries: {AT_1}, {script}", SCRIPT_BARS[script], mine[AT_1]))
    return section


def _by_mutation(found: Quality) -> Section:
    section = Section(
        "The same by alteration",
        f"`loao/…`: a real alias hidden from the list; `mutation/…`: a listed name altered. Those called *distant* are "
        f"no spelling of any name left and count nowhere else. **below** marks a class of {CLASS_MIN} queries or more "
        f"that stays, at 1% alerts, more than {100 * BEHIND:.0f} points below a rival.",
        ("alteration", "queries", "recall@1", "recall@10", *(f"{_short(e)}: at 1%" for e in found.engines), ""),
    )
    tables = [answered.whole["by mutation"] for answered in found.engines]
    below = 0
    for name, mine in tables[0].items():
        rates = [table[name][AT_1] for table in tables]
        behind = mine["n"] >= CLASS_MIN and rates[0] < max(rates[1:]) - BEHIND
        below += behind
        cells = (f"{mine['recall@1']:.3f}", f"{mine['recall@10']:.3f}", *(f"{rate:.3f}" for rate in rates))
        section.rows.append((name, f"{mine['n']:,}", *cells, "**below**" if behind else ""))
    if not found.quick:
        what = f"classes of {CLASS_MIN} queries or more that stay below a rival"
        section.bars.append(Bar(what, 0, below, at_most=True, digits=0))
    return section


def _calibration(found: Quality, folder: Path) -> Section:
    ours = found.engines[0].outcomes
    parts: dict[str, Sequence[Outcome]] = {"the quarter that no fit has seen": [o for o in ours if o.quick]}
    if not found.quick:
        parts["all queries"] = ours
    section = Section(
        "Does a probability mean what it says?",
        "The best answer of each wanted or clean query: its mean score in each tenth of the scale, and how often it "
        "was right. The expected calibration error is the mean distance of the two, weighted by answers.",
        ("scores from", *(cell for part in parts for cell in (f"{part}: answers", "mean score", "right"))),
    )
    bins = {part: {int(min(one.score, 0.9999) * 10): one for one in calibration(o)} for part, o in parts.items()}
    for tenth in range(10):
        cells: list[str] = []
        for found_bins in bins.values():
            one = found_bins.get(tenth)
            cells += [f"{one.count:,}", f"{one.score:.3f}", f"{one.right:.3f}"] if one else ["0", "", ""]
        section.rows.append((f"{tenth / 10:.1f}", *cells))
    for part, outcomes in parts.items():
        error = calibration_error(calibration(outcomes))
        section.notes.append(f"Expected calibration error, {part}: {error:.4f}.")
        if part.startswith("the quarter"):
            section.bars.append(Bar(f"expected calibration error, {part}", 0.03, error, at_most=True))
    title = "Score of the best answer and how often it is right"
    picture = chart(title, Axis("score"), Axis("share that is right"), _lines(parts), diagonal=True)
    (folder / "reliability.svg").write_text(picture, encoding="utf-8")
    section.pictures.append(("reliability.svg", title))
    return section


def _lines(parts: Mapping[str, Sequence[Outcome]]) -> list[Line]:
    lines = []
    for part, outcomes in parts.items():
        bins = calibration(outcomes)
        most = max((one.count for one in bins), default=1)
        lines.append(Line(part, [(one.score, one.right) for one in bins], [one.count / most for one in bins]))
    return lines


def _short(answered: Answered) -> str:
    return answered.engine.removeprefix("rapidfuzz ")
