"""One file of trade documents of any form: told apart by its first characters, decoded strictly."""

from __future__ import annotations

from collections.abc import Iterator

from ostrakon.intake.payments.message import Line, Problem
from ostrakon.intake.trade.csv_papers import read_csv_papers
from ostrakon.intake.trade.json_papers import read_json
from ostrakon.intake.trade.mt_papers import read_mt_papers
from ostrakon.intake.trade.paper import TradePaper

_MT_START = (b"{1:", b"$", b"\x01")


def read_trade(data: bytes, file: str) -> Iterator[TradePaper]:
    """The documents of a file; never raises over the content: what cannot be read is a document with a problem."""
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:200]
    if not start:
        yield TradePaper(file=file, problems=[Problem("the file is empty")])
        return
    if start.startswith(_MT_START):
        yield from read_mt_papers(data, file)
        return
    problem = None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        problem = Problem("a character that is not UTF-8; save the file as UTF-8", f"byte {bad.start}")
        # What can be read is looked through all the same: a hit in a damaged file is still a hit.
        text = data.decode("latin-1")
    if start.startswith(b"<"):
        papers = _foreign(text, file, "XML; ISO 20022 messages are for `ostrakon payment`")
    elif start.startswith((b"{", b"[")):
        papers = read_json(text, file)
    elif b"\0" in data:
        papers = _foreign("", file, "neither JSON nor CSV nor SWIFT MT")
    else:
        papers = read_csv_papers(text, file)
    for paper in papers:
        if problem is not None:
            paper.problems.append(problem)
        yield paper


def _foreign(text: str, file: str, what: str) -> Iterator[TradePaper]:
    free = [Line(f"line {n}", line) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    yield TradePaper(file=file, free=free, problems=[Problem(f"{what}: not read as a trade document")])
