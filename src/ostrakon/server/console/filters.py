"""Which cases a person looks at and in which order: read from the address, written back into it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import get_args
from urllib.parse import parse_qs, urlencode

from ostrakon.cases.case import Case
from ostrakon.cases.states import STATES
from ostrakon.database import cases as stored
from ostrakon.database.transactions import Transaction

LOADED_MAX = 500
"""Cases of a filter that are looked at together; the page says so where there are more."""
OPEN = ("open", "waiting")
WHO = ("me", "nobody", "anybody")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A filter of the queue.

    Attributes:
        states: any of them.
        assigned: `me`, `nobody`, `anybody`.
        words: in the names of either side; empty: any.
        party, signature: of look-alikes; empty: any.
        sort: `due`, `bits`, `changed`, `id`.
    """

    states: tuple[str, ...] = OPEN
    assigned: str = "anybody"
    words: str = ""
    party: str = ""
    signature: str = ""
    sort: stored.Sort = "due"

    @classmethod
    def of(cls, query: str) -> Filter:
        """The filter that an address names; what it cannot mean is passed over."""
        try:
            given = parse_qs(query, max_num_fields=50)
        except ValueError:  # more fields than any filter has
            given = {}
        sort = given.get("sort", ["due"])[0]
        who = given.get("assigned", ["anybody"])[0]
        return cls(
            states=tuple(state for state in given.get("state", []) if state in STATES) or OPEN,
            assigned=who if who in WHO else "anybody",
            words=given.get("words", [""])[0][:200],
            party=given.get("party", [""])[0][:200],
            signature=given.get("signature", [""])[0][:2_000],
            sort=sort if sort in get_args(stored.Sort) else "due",  # type: ignore[arg-type]  # checked just now
        )

    @property
    def query(self) -> str:
        """The filter as the query of an address; empty where nothing is filtered."""
        pairs = [("state", state) for state in self.states] if self.states != OPEN else []
        pairs += [("assigned", self.assigned)] if self.assigned != "anybody" else []
        pairs += [("sort", self.sort)] if self.sort != "due" else []
        pairs += [(n, v) for n in ("words", "party", "signature") if (v := getattr(self, n))]
        return urlencode(pairs)

    def but(self, **values: object) -> str:
        """The query of the filter with some of it changed."""
        return replace(self, **values).query  # type: ignore[arg-type]  # the templates name fields of this class

    def cases(self, transaction: Transaction, me: str) -> list[Case]:
        """The cases, up to `LOADED_MAX`; `words` is left to the caller, who knows the customers' names."""
        return stored.queue(
            transaction,
            states=self.states,
            assigned={"me": me, "nobody": ""}.get(self.assigned),
            party=self.party,
            signature=self.signature or None,
            sort=self.sort,
            limit=LOADED_MAX,
        )
