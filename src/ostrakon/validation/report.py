"""The report as one HTML page: no script, no outside request, good on paper; drawn from the JSON alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import ChoiceLoader, PackageLoader

from ostrakon.reports.drawing import drawn_from
from ostrakon.validation.plots import bars, curve


def render(found: Mapping[str, Any]) -> str:
    """The page of a `summary`; all values from outside are escaped."""
    made = drawn_from(ChoiceLoader([PackageLoader("ostrakon.validation"), PackageLoader("ostrakon.reports")]))
    made.filters["rate"] = rate
    made.globals |= {"bars": bars, "curve": curve}
    classes = sorted({name for row in found["lists_by_class"].values() for name in row})
    return made.get_template("validation.html.j2").render(found=found, classes=classes)


def rate(one: Mapping[str, float]) -> str:
    """A share with its interval and count, for a table."""
    return f"{one['share']:.1%} ({one['low']:.1%} to {one['high']:.1%}) of {one['count']:,}"
