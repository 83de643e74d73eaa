"""Parties and interests as a reader finds them, in any order, with what could not be read."""

from __future__ import annotations

from dataclasses import dataclass

from ostrakon.intake.records.fields import BadValueError
from ostrakon.intake.records.ftm import subject_from_ftm
from ostrakon.model.subject import Subject
from ostrakon.ownership.graph import LINK_RIGHTS, WHOLE, Graph, Interest, Kind, Party, Right

PROBLEMS_MAX = 1000
"""Problems told one by one; the rest are counted."""


class Collected:
    """A graph while its file is read.

    What one record got wrong costs that record and is named; the others stay. A party that an interest names and the
    file does not describe stays in the graph by its id: it may be listed.
    """

    def __init__(self, form: str) -> None:
        self.form = form
        self.parties: dict[str, Party] = {}
        self.interests: list[Interest] = []
        self._problems: list[str] = []
        self._more = 0

    def problem(self, where: str, what: str) -> None:
        """Something could not be read."""
        if len(self._problems) < PROBLEMS_MAX:
            self._problems.append(f"{where}: {what}")
        else:
            self._more += 1

    def party(self, id_: str, facts: Subject, *, where: str) -> None:
        """A party that the file describes; what is said twice of one id is named, and the first counts."""
        if id_ in self.parties:
            self.problem(where, f"the party {id_!r} is described twice; the first description counts")
            return
        self.parties[id_] = Party(id=id_, name=facts.name, facts=facts)

    def described(self, id_: str, schema: str, properties: dict[str, list[str]], *, where: str) -> None:
        """The same by FollowTheMoney properties; one without a name and without a number stays by its id."""
        try:
            facts, problems = subject_from_ftm(schema, properties, query_id=id_)
        except BadValueError as bad:
            self.problem(where, f"{bad}; the party is kept, and cannot be screened")
            facts, problems = Subject(name="", query_id=id_), ()
        for one in problems:
            self.problem(where, one)
        self.party(id_, facts, where=where)

    def interest(self, one: Interest) -> None:
        """An interest."""
        self.interests.append(one)

    def tie(self, first: str, second: str, right: Right, when: When) -> None:
        """A tie without direction: each of the two is tied to the other."""
        for owner, owned in ((first, second), (second, first)):
            self.interest(claim(owner, owned, right, when))

    def graph(self, *, as_of: str = "", marked: bool = False) -> Graph:
        """All that was read."""
        for one in self.interests:
            for end in (one.owner, one.owned, one.holds_for):
                if end and end not in self.parties:
                    self.parties[end] = Party(id=end)
                    self.problem(end, "interests name this party, and the file does not describe it")
        problems = list(self._problems)
        if self._more:
            problems.append(f"{self._more} more problems of this kind")
        return Graph(self.parties, tuple(self.interests), as_of, tuple(problems), form=self.form, marked=marked)


@dataclass(frozen=True, slots=True)
class When:
    """From when to when an interest counts (ISO days, empty: open), and where that was read."""

    start: str = ""
    end: str = ""
    source: str = ""


def stake(
    owner: str,
    owned: str,
    share: tuple[int, int] | None,
    when: When,
    *,
    right: Right = "",
    indirect: bool = False,
    holds_for: str = "",
    arrangement: str = "",
) -> Interest:
    """A share (or, with the right `voting`, votes): where nobody says how much, anything up to all of it."""
    low, high = share or (0, WHOLE)
    return Interest(
        owner=owner,
        owned=owned,
        low=low,
        high=high,
        kind="control" if right else "ownership",
        right=right,
        start=when.start,
        end=when.end,
        indirect=indirect,
        holds_for=holds_for,
        arrangement=arrangement,
        source=when.source,
    )


def claim(owner: str, owned: str, right: Right, when: When) -> Interest:
    """A right or tie without a number."""
    kind: Kind = "link" if right in LINK_RIGHTS else "control"
    return Interest(
        owner=owner, owned=owned, kind=kind, right=right, start=when.start, end=when.end, source=when.source
    )
