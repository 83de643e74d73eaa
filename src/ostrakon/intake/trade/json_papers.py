"""JSON: one document, a list of them, `{"documents": […]}`, or one document a line (JSON Lines)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ostrakon.intake.payments.message import Line, Problem
from ostrakon.intake.trade import fields as known
from ostrakon.intake.trade.collect import collect
from ostrakon.intake.trade.paper import TradePaper

DEPTH_MAX = 60
"""Levels of objects within objects; no document has so many, and deeper ones are an attack."""
_HALF = re.compile(r"\\u[dD][89a-fA-F]")


class _Refused(ValueError):
    """The text is no JSON that can be taken without losing something."""


def read_json(text: str, file: str) -> Iterator[TradePaper]:
    """The documents of a JSON text; what is broken comes as a document with a problem."""
    try:
        content = _loads(text)
    except (json.JSONDecodeError, _Refused, RecursionError) as bad:
        lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        if len(lines) > 1 and _is_whole(lines):
            for number, line in lines:
                yield _line(line, number, file)
        else:
            yield _broken(text, bad, file)
        return
    yield from _documents(content, "", file)


def _is_whole(lines: list[tuple[int, str]]) -> bool:
    """Whether the file is JSON Lines: most of its first lines are objects by themselves."""
    looked = [line.strip() for _, line in lines[:20]]
    return 2 * sum(line.startswith("{") and line.endswith("}") for line in looked) > len(looked)


def _line(line: str, number: int, file: str) -> TradePaper:
    try:
        content = _loads(line)
    except (json.JSONDecodeError, _Refused, RecursionError) as bad:
        return _broken(line, bad, file, number)
    return _document(content, "", f"{file}:{number}")


def _documents(content: Any, path: str, file: str) -> Iterator[TradePaper]:
    if isinstance(content, list):
        if not content:
            yield TradePaper(file=file, problems=[Problem("the list holds no document")])
        for number, one in enumerate(content):
            yield _document(one, f"{path}/{number}", file)
        return
    if isinstance(content, Mapping):
        for key, inner in content.items():
            if known.plain_key(str(key)) in known.DOCUMENT_LISTS and isinstance(inner, list):
                yield from _documents(inner, f"{path}/{key}", file)
                rest = {k: v for k, v in content.items() if k != key}
                if rest:
                    yield _document(rest, path, file)
                return
    yield _document(content, path, file)


def _document(content: Any, path: str, file: str) -> TradePaper:
    paper = TradePaper(file=file)
    if not isinstance(content, Mapping):
        text = json.dumps(content, ensure_ascii=False)
        paper.problems.append(Problem("a document must be an object with fields", path or "the whole text"))
        paper.free.append(Line(path, text))
        return paper
    collect(paper, content, path)
    if not (paper.firms or paper.vessels or paper.goods or paper.spots or paper.happenings):
        paper.problems.append(
            Problem("no party, vessel, goods or port was found: is this a trade document? (see docs/trade.md)", path)
        )
    return paper


def _loads(text: str) -> Any:
    """Numbers stay text, as they are written; a name that stands twice would hide a value."""
    content = json.loads(text, parse_int=str, parse_float=str, parse_constant=_no_number, object_pairs_hook=_pairs)
    if _depth(content) > DEPTH_MAX:
        raise _Refused(f"more than {DEPTH_MAX} levels of objects within objects")
    if _HALF.search(text):  # an escape of a half; most stand beside their other half
        try:
            json.dumps(content, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise _Refused("a text holds half of a character (a lone surrogate)") from None
    return content


def _no_number(word: str) -> str:
    raise _Refused(f"{word} is no JSON number")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _Refused(f"the field {key!r} stands twice in one object; give its values as a list")
        found[key] = value
    return found


def _depth(value: Any) -> int:
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return 1 + max(map(_depth, inner), default=0)


def _broken(text: str, bad: Exception, file: str, line: int = 0) -> TradePaper:
    """A text that is no JSON: looked through all the same, since a hit in a damaged file is still a hit."""
    where = f"line {line}" if line else ""
    if isinstance(bad, json.JSONDecodeError):
        where = f"line {line or bad.lineno}, column {bad.colno}"
    what = "objects within objects too deep" if isinstance(bad, RecursionError) else getattr(bad, "msg", str(bad))
    paper = TradePaper(file=f"{file}:{line}" if line else file)
    paper.problems.append(Problem(f"no JSON that can be read ({what}); mend it and screen it again", where))
    paper.free += [Line(f"line {n}", one) for n, one in enumerate(text.splitlines(), line or 1) if one.strip()]
    return paper
