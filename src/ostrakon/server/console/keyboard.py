"""All keys of the console as one table: the handler in the browser, the help page and the docs are made from it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

Where = Literal["everywhere", "queue", "case", "reader"]
Does = Literal[
    "go", "click", "focus", "reason", "next_row", "previous_row", "open_row", "select_row", "help", "open", "back"
]


@dataclass(frozen=True, slots=True)
class Key:
    """One key.

    Attributes:
        keys: what is pressed, two characters one after the other.
        where: on which pages.
        does: what the handler does.
        target: address, or value of the attribute `data-key-target` of what is clicked, focused or opened.
        words: what it is for, for the help.
    """

    keys: str
    where: Where
    does: Does
    target: str
    words: str


KEYS: tuple[Key, ...] = (
    Key("?", "everywhere", "go", "/help/keys", "all keys"),
    Key("/", "everywhere", "focus", "search", "search, or the filter of the queue"),
    Key("Escape", "everywhere", "back", "", "leave a field, close what is open"),
    Key("ga", "everywhere", "go", "/cases", "alerts"),
    Key("gs", "everywhere", "go", "/search", "search"),
    Key("gt", "everywhere", "go", "/texts", "texts"),
    Key("gp", "everywhere", "go", "/payments", "payments"),
    Key("go", "everywhere", "go", "/ownership", "ownership"),
    Key("gc", "everywhere", "go", "/customers", "customers"),
    Key("gl", "everywhere", "go", "/lists", "lists"),
    Key("gh", "everywhere", "go", "/ledger", "ledger (history)"),
    Key("gv", "everywhere", "go", "/policy", "policy"),
    Key("gq", "everywhere", "go", "/quality", "quality of decisions"),
    Key("ge", "everywhere", "go", "/validation", "effectiveness of the filter"),
    Key("gm", "everywhere", "go", "/me", "own settings"),
    Key("j", "queue", "next_row", "", "next row"),
    Key("k", "queue", "previous_row", "", "previous row"),
    Key("Enter", "queue", "open_row", "", "open the row"),
    Key("o", "queue", "open_row", "", "open the row"),
    Key("x", "queue", "select_row", "", "select the row"),
    Key("d", "queue", "click", "together", "decide the selected together"),
    Key("n", "queue", "click", "next", "take the next case"),
    *(Key(str(number), "case", "reason", str(number), f"reason {number}") for number in range(1, 9)),
    Key("c", "case", "click", "clear", "clear"),
    Key("m", "case", "open", "match", "match; then b, r or h"),
    Key("b", "case", "click", "block", "block, once `m` was pressed"),
    Key("r", "case", "click", "reject", "reject, once `m` was pressed"),
    Key("h", "case", "click", "hold", "hold, once `m` was pressed"),
    Key("w", "case", "click", "asked", "ask for data"),
    Key("e", "case", "click", "escalated", "escalate"),
    Key("n", "case", "focus", "note", "write a note"),
    Key("a", "case", "click", "assigned", "assign to me"),
    Key("z", "case", "click", "undo", "undo the last decision"),
    Key("j", "case", "click", "next-case", "next case"),
    Key("k", "case", "click", "previous-case", "previous case"),
    Key("f", "case", "click", "record", "full record of the listed party"),
    Key("p", "case", "click", "print", "print"),
    Key("z", "queue", "click", "undo", "undo the last decision"),
    Key("j", "reader", "next_row", "", "next party"),
    Key("k", "reader", "previous_row", "", "previous party"),
    Key("o", "reader", "open_row", "", "go to the first place of the party in the text"),
)
TITLES: dict[Where, str] = {
    "everywhere": "Everywhere",
    "queue": "In the queue and in results",
    "case": "On a case",
    "reader": "In a text",
}


def for_page(where: Where) -> str:
    """The keys of a page for the handler, as JSON."""
    found = [(key.keys, key.does, key.target) for key in KEYS if key.where in ("everywhere", where)]
    return json.dumps(found, separators=(",", ":"))


def shown_key(keys: str) -> list[str]:
    """The keys one by one, for `<kbd>`."""
    return [keys] if len(keys) > 2 or len(keys) == 1 else list(keys)


def as_markdown() -> str:
    """The table for the docs."""
    lines = ["| where | key | does |", "| --- | --- | --- |"]
    for where, title in TITLES.items():
        for key in KEYS:
            if key.where == where:
                shown = " ".join(f"`{one}`" for one in shown_key(key.keys))
                lines.append(f"| {title} | {shown} | {key.words} |")
    return "\n".join(lines) + "\n"
