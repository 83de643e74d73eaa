"""What stands around the transactions of a batch, and to which of them it belongs.

A batch may hold several orders (`PmtInf`), statements and the like, each with its own debtor, account and date: what
one says must not be taken for another's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ostrakon.intake.payments.message import Block

_CONTAINERS = frozenset(
    ["PmtInf", "Stmt", "Rpt", "Ntfctn", "Ntry", "OrgnlPmtInfAndSts", "OrgnlPmtInfAndRvsl", "Undrlyg", "CdtInstr"]
)


class Around:
    """Blocks outside of transactions by the container that they stand in."""

    def __init__(self, blocks: Iterable[Block] = ()) -> None:
        self._within: dict[str, list[Block]] = {}
        for block in blocks:
            self._within.setdefault(_container(_plain(block.lines[0].field)), []).append(block)

    def of(self, field: str) -> Iterator[Block]:
        """What stands around the transaction at a path: innermost first, then what concerns all."""
        field = _plain(field)
        while field := field.rpartition("/")[0]:
            yield from self._within.get(field, ())
        yield from self._within.get("", ())


def _plain(field: str) -> str:
    """A path without the number of first elements, which a stream cannot know to be the first of several."""
    return field.replace("[1]", "")


def _container(field: str) -> str:
    """The path of the innermost container of a field; empty where it stands in none."""
    while field := field.rpartition("/")[0]:
        if field.rpartition("/")[2].partition("[")[0] in _CONTAINERS:
            return field
    return ""
