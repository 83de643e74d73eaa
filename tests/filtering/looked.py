"""One text looked through by a filter, over the bundled lists or a short one of a test's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ostrakon.app.engine import Ostrakon
from ostrakon.app.importing import import_lists
from ostrakon.app.paying import payment_filter
from ostrakon.filtering.filter import PaymentFilter
from ostrakon.intake.payments import Block, FieldClass, Line, Part


@contextmanager
def filter_over(folder: Path, listed: Iterable[tuple[str, str]]) -> Iterator[PaymentFilter]:
    """A filter over a list of parties, given by schema and name."""
    file = folder / "listed.ftm.json"
    file.write_text(
        "".join(
            f'{{"id": "own-{n}", "schema": "{schema}", "properties": {{"name": ["{name}"], "topics": ["sanction"]}}}}\n'
            for n, (schema, name) in enumerate(listed)
        )
    )
    import_lists(folder / "store", [file], source_id="ftm")
    with Ostrakon.open(folder / "store") as engine:
        yield payment_filter(engine)


def found(chosen: PaymentFilter, text: str, cls: FieldClass = FieldClass.ADDRESS, part: str = "AdrLine") -> list[str]:
    """The words in which somebody listed is found; lines are parted by `|`."""
    lines = tuple(Line(f"/x/{part}[{n}]", line) for n, line in enumerate(text.split("|"), 1))
    return [hit.text for hit in chosen.hits(Part("", (Block(cls, "Cdtr", part, lines),)))]
