"""SWIFT MT about trade (MT700 and its kin) → trade documents; the texts are read by the reader of payments.

Source: category 7 of the SWIFT user handbook as public documentation describes it: 50 applicant, 59 beneficiary, 44A to
44F the way of the goods, 44C latest shipment, 45A goods, 46A documents, 47A conditions.
"""

from __future__ import annotations

from collections.abc import Iterator

from ostrakon.intake.payments import Block, FieldClass, Message, Part, read_payments
from ostrakon.intake.trade.paper import Firm, Goods, Spot, TradePaper

_ROLES = {"Dbtr": "applicant", "Cdtr": "beneficiary"}
_SPOTS = {"44A": "receipt", "44E": "loading", "44F": "discharge", "44B": "delivery"}
_FACTS = {"31C": "issue_date", "44C": "expiry_date", "31D": "expiry_date", "32B": "total"}
_GOODS = frozenset({"45A", "45B", "45"})


def read_mt_papers(data: bytes, file: str) -> Iterator[TradePaper]:
    """The messages of a file, each as a document."""
    for message, parts in read_payments(data, file):
        yield _paper(message, list(parts))


def _paper(message: Message, parts: list[Part]) -> TradePaper:
    paper = TradePaper(file=message.file, type=message.type, id=message.id, problems=list(message.problems))
    firms: dict[str, Firm] = {}
    for part in parts:
        for block in part.blocks:
            paper.coded.append(block)
            _take(paper, firms, block)
    paper.firms += firms.values()
    return paper


def _take(paper: TradePaper, firms: dict[str, Firm], block: Block) -> None:
    first = block.lines[0]
    if block.cls is FieldClass.NAME and block.role in _ROLES:
        firms.setdefault(block.role, Firm(_ROLES[block.role])).name = first
    elif block.cls is FieldClass.PARTY and block.role in _ROLES:
        firms.setdefault(block.role, Firm(_ROLES[block.role])).address += block.lines[1:]
    elif first.field in _SPOTS:
        paper.spots.append(Spot(_SPOTS[first.field], name=first))
    elif first.field in _GOODS:
        paper.goods.append(Goods(description=list(block.lines)))
    elif first.field in _FACTS:
        paper.facts.setdefault(_FACTS[first.field], first)
