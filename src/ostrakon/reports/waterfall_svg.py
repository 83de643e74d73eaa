"""The waterfall as an SVG picture: on its own, or inside a page that brings the colours.

For and against differ by direction and by hatching, not by colour alone. A picture on its own follows the
reader's light or dark preference; inside a page it uses the page's classes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from ostrakon.reports.waterfall import Step, Waterfall, percent, signed, waterfall
from ostrakon.screening.policy import Policy
from ostrakon.screening.result import Evidence
from ostrakon.screening.score import bits_of

_LABEL, _PLOT, _VALUE = 168, 340, 60
_ROW, _BAR, _TOP, _AXIS = 26, 14, 22, 30
_WIDTH = _LABEL + _PLOT + _VALUE
_LABEL_SHOWN_MAX = 24
_NOT_XML = re.compile(
    r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)

_STANDALONE_STYLE = """
text{font:13px system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif;fill:#1b1916}
.paper{fill:#fff}.v{text-anchor:end;font-variant-numeric:tabular-nums}
.ax{font-size:11px;fill:#5d564b;text-anchor:middle}.ax.end{text-anchor:end}.ax.start{text-anchor:start}.b{font-weight:650}.quiet{fill:#5d564b}
.grid{stroke:#d8d2c6}.zero,.none{stroke:#857d6f}.join{stroke:#857d6f;stroke-dasharray:1 2}
.limit{stroke:#1b1916;stroke-dasharray:5 3}.line{stroke:#0b6672}.sum{fill:#1b1916}
.pro{fill:#a2431a}.con{stroke:#0b6672}.prior{fill:none;stroke:#857d6f}
@media screen and (prefers-color-scheme:dark){
text,.sum{fill:#ece7dd}.paper{fill:#1c1a17}.ax,.quiet{fill:#aba395}
.grid{stroke:#38342d}.limit{stroke:#ece7dd}.pro{fill:#f19a68}.con,.line{stroke:#5fc5d2}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A limit of the policy to be drawn: its word (`review`, `hit`) and its bits."""

    word: str
    bits: float


def policy_thresholds(policy: Policy) -> tuple[Threshold, ...]:
    """The limits of a policy in bits."""
    return (
        Threshold(word="review", bits=bits_of(policy.review)),
        Threshold(word="hit", bits=bits_of(policy.hit)),
    )


def waterfall_svg(
    evidence: Sequence[Evidence],
    *,
    title: str,
    score: float | None = None,
    thresholds: Sequence[Threshold] = (),
    standalone: bool = True,
    key: str = "w",
) -> Markup:
    """The picture of how `evidence` adds up.

    Args:
        title: what is compared, told to a reader who cannot see the picture.
        score: the probability, told in the description.
        thresholds: limits of the policy, drawn as dashed lines.
        standalone: whether the picture brings its own colours and name space.
        key: makes ids unique where several pictures stand in one page; letters and digits.
    """
    fall = waterfall(evidence, thresholds=[limit.bits for limit in thresholds])
    height = _TOP + _ROW * (len(fall.steps) + 1) + _AXIS
    hatch = "hatch" if standalone else f"hatch-{key}"
    parts = [
        Markup('<svg class="waterfall" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-t {}-d" dir="ltr"{}>').format(
            _WIDTH, height, key, key, Markup(' xmlns="http://www.w3.org/2000/svg"') if standalone else ""
        ),
        Markup('<title id="{}-t">{}</title><desc id="{}-d">{}</desc>').format(
            key, xml_text(title), key, xml_text(in_words(fall, score))
        ),
        Markup("<style>{}</style>").format(Markup(_STANDALONE_STYLE)) if standalone else Markup(""),
        Markup(
            '<defs><pattern id="{}" width="5" height="5" patternUnits="userSpaceOnUse" '
            'patternTransform="rotate(45)"><path class="line" d="M0 0v5" stroke-width="3"/></pattern></defs>'
        ).format(hatch),
        Markup('<rect class="paper" width="{}" height="{}"/>').format(_WIDTH, height) if standalone else Markup(""),
        *_axis(fall),
        *_thresholds(fall, thresholds),
        *_steps(fall, hatch),
        _sum(fall),
        Markup("</svg>"),
    ]
    return Markup("").join(parts)


def in_words(fall: Waterfall, score: float | None) -> str:
    """The picture in one sentence."""
    terms = ", ".join(f"{step.label} {signed(step.shown)}" for step in fall.steps)
    ending = f", a probability of {percent(score)}" if score is not None else ""
    return f"{terms}; together {signed(fall.total)} bits{ending}."


def xml_text(text: str) -> Markup:
    """Text for where it stands alone: markup escaped, what XML forbids or turns the direction of writing replaced."""
    return escape(_NOT_XML.sub("\ufffd", text))


def _x(bits: float, fall: Waterfall) -> float:
    return round(_LABEL + (bits - fall.low) / (fall.high - fall.low) * _PLOT, 1)


def _axis(fall: Waterfall) -> Iterator[Markup]:
    bottom = _TOP + _ROW * (len(fall.steps) + 1)
    span = fall.high - fall.low
    every = 5 if span <= 40 else 10 if span <= 80 else 20
    ticks = [bits for bits in range(int(fall.low), int(fall.high) + 1, 5) if bits % every == 0]
    for bits in ticks:
        x = _x(bits, fall)
        yield Markup('<path class="{}" d="M{} {}V{}"/><text class="ax" x="{}" y="{}">{}</text>').format(
            "grid" if bits else "zero", x, _TOP, bottom + 4, x, bottom + 17, signed(bits).removesuffix(".0")
        )


def _thresholds(fall: Waterfall, thresholds: Sequence[Threshold]) -> Iterator[Markup]:
    bottom = _TOP + _ROW * (len(fall.steps) + 1)
    ordered = sorted(thresholds, key=lambda limit: limit.bits)
    for number, limit in enumerate(ordered):
        x = _x(limit.bits, fall)
        anchor, text_x = ("end", x + 3) if number < len(ordered) - 1 else ("start", x - 3)
        yield Markup('<path class="limit" d="M{} {}V{}"/><text class="ax {}" x="{}" y="{}">{} {}</text>').format(
            x, _TOP - 4, bottom, anchor, text_x, _TOP - 8, xml_text(limit.word), signed(limit.bits)
        )


def _steps(fall: Waterfall, hatch: str) -> Iterator[Markup]:
    for number, step in enumerate(fall.steps):
        top = _TOP + number * _ROW
        yield _label(step, top)
        yield _bar(step, fall, top, hatch)
        yield _value(signed(step.shown), top, bold=False)
        x, y = _x(step.end, fall), top + (_ROW + _BAR) / 2
        yield Markup('<path class="join" d="M{} {}v{}"/>').format(x, y, _ROW - _BAR)


def _label(step: Step, top: float) -> Markup:
    shown = step.label
    if len(shown) > _LABEL_SHOWN_MAX:
        shown = shown[: _LABEL_SHOWN_MAX - 1] + "…"
    return Markup('<text x="0" y="{}" class="{}"><title>{}</title>{}</text>').format(
        top + 17, "quiet" if step.side in ("prior", "none") else "l", xml_text(step.label), xml_text(shown)
    )


def _bar(step: Step, fall: Waterfall, top: float, hatch: str) -> Markup:
    left, right = sorted((_x(step.start, fall), _x(step.end, fall)))
    y = top + (_ROW - _BAR) / 2
    if step.side == "none":
        return Markup('<path class="none" d="M{} {}v{}"/>').format(left, y, _BAR)
    fill = Markup(' fill="url(#{})"').format(hatch) if step.side == "con" else ""
    return Markup('<rect class="{}"{} x="{}" y="{}" width="{}" height="{}"/>').format(
        step.side, fill, left, y, round(max(1.0, right - left), 1), _BAR
    )


def _value(text: str, top: float, *, bold: bool) -> Markup:
    return Markup('<text class="v{}" x="{}" y="{}">{}</text>').format(" b" if bold else "", _WIDTH, top + 17, text)


def _sum(fall: Waterfall) -> Markup:
    top = _TOP + len(fall.steps) * _ROW
    x, y = _x(fall.total, fall), top + _ROW / 2
    return Markup(
        '<path class="zero" d="M0 {}H{}"/><text class="b" x="0" y="{}">Sum</text>'
        '<path class="sum" d="M{} {}l6 6-6 6-6-6z"/>{}'
    ).format(top, _WIDTH, top + 17, x, y - 6, _value(signed(fall.total), top, bold=True))
