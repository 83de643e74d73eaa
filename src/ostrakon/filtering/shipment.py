"""One trade document through the filter: its parties and vessels as subjects, every text, the rules, the worst of
all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from ostrakon.filtering.hits import Filtered, Hit, Unread
from ostrakon.filtering.trade_subjects import firm_subject, vessel_subject
from ostrakon.intake.payments import FieldClass, Line, Part
from ostrakon.intake.trade import TradePaper
from ostrakon.intake.trade.blocks import PLACE, as_part
from ostrakon.intake.trade.register import Register
from ostrakon.model.subject import Subject
from ostrakon.names.kinds import Kind
from ostrakon.names.scripts import SYLLABIC, script_of
from ostrakon.profile.name import profile_name
from ostrakon.rules.rule import Finding, Severity
from ostrakon.rules.severities import adjusted
from ostrakon.rules.trade.address_book import AddressBook
from ostrakon.rules.trade.catalogue import RULES
from ostrakon.rules.trade.earlier import Earlier
from ostrakon.rules.trade.facts import ListedShip, ShipmentFacts, imo_of
from ostrakon.rules.trade.orders import remember
from ostrakon.rules.trade.ports import Ports, bundled
from ostrakon.screening.result import STATUS_RANK, Answer, Result, Status

Ask = Callable[[Subject], Answer]
"""Answers one subject against the lists in force."""
Look = Callable[[Part], Iterable[Hit]]
"""Finds listed parties in the texts of a document; `PaymentFilter.hits`."""
_STATUS_OF: dict[Severity, Status] = {"info": "clear", "review": "review", "block": "hit"}
_SAME_NUMBER = "the same imo"
NAME_MIN = 0.75
"""Lowest score of a firm's name alone (own choice): a document names five firms, nearly all of them ordinary ones."""
SYLLABLES_SHORT = 2
NUMBERS_MAX = 50_000
"""Numbers of documents remembered; all are dropped when there are more."""
_AGREEING = frozenset({"identifier", "phone", "email", "website", "address"})
"""Features beside the name that tell a party; where one agrees, the policy's own threshold counts."""
_SHIPS_SHARE = "a vessel's name alone: ships share names"


class FilteredPaper(msgspec.Struct, frozen=True, kw_only=True):
    """The decision about one trade document; the JSON form is the contract of `shipment --json`.

    Attributes:
        file, type, id: of the document.
        status: the worst of its hits and findings; `not_screened` where anything of it could not be read and no hit was
            found.
        hits, findings, problems: why.
        unknown: fields that no table knows; they were looked through as free text.
    """

    file: str
    type: str
    id: str
    status: Status
    hits: tuple[Hit, ...] = ()
    findings: tuple[Finding, ...] = ()
    problems: tuple[Unread, ...] = ()
    unknown: tuple[str, ...] = ()


def as_message(one: FilteredPaper) -> Filtered:
    """A decision in the form of a message's, for figures and reports that both share."""
    return Filtered(
        file=one.file,
        type=one.type,
        id=one.id,
        status=one.status,
        hits=one.hits,
        findings=one.findings,
        problems=one.problems,
        transactions=1,
    )


class ShipmentFilter:
    """Filters trade documents one after the other.

    Args:
        ask: answers a party or a vessel with all that is known of it.
        look: finds listed parties in texts.
        ports: where names and codes of ports are looked up.
        register: the user's register of vessels.
        severities: what the policy says of rules, see `rules.severities`.
        book: addresses of listed parties.
    """

    def __init__(
        self,
        ask: Ask,
        look: Look,
        *,
        ports: Ports | None = None,
        register: Register | None = None,
        severities: Mapping[str, str] | None = None,
        book: AddressBook | None = None,
    ) -> None:
        self._ask, self._look = ask, look
        self._ports, self._register = ports or bundled(), register or {}
        self._severities = severities or {}
        self._book, self._earlier = book or AddressBook(), Earlier()
        self._seen: dict[tuple[str, str], tuple[str, int]] = {}

    def filter(self, paper: TradePaper) -> FilteredPaper:
        """Decide about one document."""
        part = as_part(paper)
        facts = ShipmentFacts(
            paper,
            self._ports,
            self._register,
            same_number=self._same_number(paper, part),
            book=self._book,
            earlier=self._earlier,
        )
        found: dict[tuple[str, int, int], Hit] = {}
        for hit in (*self._subjects(facts), *self._texts(part)):
            place = (hit.field, hit.start, hit.end)
            if place not in found or _best(hit) > _best(found[place]):
                found[place] = hit
        given = (adjusted(finding, self._severities) for rule in RULES for finding in rule.check(facts))
        findings = tuple(finding for finding in given if finding is not None)
        remember(facts)
        status: Status = "clear"
        states = [result.status for hit in found.values() for result in hit.results]
        for one in (*states, *(_STATUS_OF[finding.severity] for finding in findings)):
            status = max(status, one, key=STATUS_RANK.__getitem__)
        problems = (
            *(Unread(message=p.message, where=p.where) for p in paper.problems),
            *(Unread(message=message, where=place.field) for message, place in facts.code_problems),
        )
        if problems and status != "hit":
            status = "not_screened"
        return FilteredPaper(
            file=paper.file,
            type=paper.type,
            id=paper.id,
            status=status,
            hits=tuple(found.values()),
            findings=findings,
            problems=problems,
            unknown=tuple(dict.fromkeys(paper.unknown)),
        )

    def _same_number(self, paper: TradePaper, part: Part) -> str:
        """File of an earlier document with the same type and number but other content; empty for none."""
        if not paper.id:
            return ""
        if len(self._seen) >= NUMBERS_MAX:
            self._seen.clear()
        content = hash(tuple(line.text for block in part.blocks for line in block.lines))
        file, known = self._seen.setdefault((paper.type, paper.id), (paper.file, content))
        return file if known != content else ""

    def _texts(self, part: Part) -> Iterator[Hit]:
        """Listed parties within texts, but for what cannot be meant where it stands."""
        where = {line.field: block for block in part.blocks for line in block.lines}
        for hit in self._look(part):
            block = where.get(hit.field)
            in_place = block is not None and (block.cls is FieldClass.ADDRESS or block.role == PLACE)
            results = tuple(r for r in hit.results if not in_place or _may_stand_in_address(r, hit.text))
            if results:
                yield msgspec.structs.replace(hit, results=results)

    def _subjects(self, facts: ShipmentFacts) -> Iterator[Hit]:
        """Parties and vessels with all their facts; what is found of vessels is kept for the rules."""
        for firm in facts.paper.everyone():
            if firm.name is not None:
                subject = firm_subject(firm)
                found = tuple(r for r in self._matches(subject) if _told(r) or _enough(subject.name, r))
                yield from _hit(firm.name, found)
        listed: dict[str, ListedShip] = {}
        namesakes: dict[str, ListedShip] = {}
        for vessel in facts.vessels:
            line = vessel.name or vessel.imo or vessel.mmsi or vessel.call_sign
            if line is None:
                continue
            subject = vessel_subject(vessel)
            results = tuple(r if _told(r) else _for_review(r) for r in self._matches(subject))
            yield from _hit(line, results)
            for result in results:
                if any(_SAME_NUMBER in piece.note for piece in result.evidence):
                    listed.setdefault(imo_of(vessel), ListedShip(imo_of(vessel), result.id, result.caption))
            if vessel.name is not None and imo_of(vessel) and not results:
                alone = self._matches(Subject(name=subject.name, schema="Vessel"))
                for result in alone[:1]:
                    namesakes.setdefault(imo_of(vessel), ListedShip(imo_of(vessel), result.id, result.caption))
        facts.listed, facts.namesakes = listed, namesakes

    def _matches(self, subject: Subject) -> tuple[Result, ...]:
        return tuple(result for result in self._ask(subject).results if result.match)


def _enough(name: str, result: Result) -> bool:
    """Whether a name alone is enough: sure, and no single word for a person, as within texts.

    A trade document is full of ordinary names, and a firm called by a surname alone is none of those who bear it.
    """
    if result.schema == "Person":
        kinds = profile_name(name, "any").kinds
        if sum(kind not in {Kind.LEGAL, Kind.TITLE, Kind.PARTICLE} for kind in kinds) == 1:
            return False
    return result.score >= NAME_MIN


def _may_stand_in_address(result: Result, text: str) -> bool:
    """Whether an address or a port may name a listed party: no ship, and no person by two syllables of a name."""
    syllables = [char for char in text if script_of(char) in SYLLABIC]
    short = bool(syllables) and len(syllables) <= SYLLABLES_SHORT
    return result.schema != "Vessel" and not (result.schema == "Person" and short)


def _told(result: Result) -> bool:
    """Whether more than the name agrees."""
    return any(piece.bits > 0 and piece.feature in _AGREEING for piece in result.evidence)


def _for_review(result: Result) -> Result:
    """A result that stops nothing by itself."""
    return msgspec.structs.replace(result, status="review", note=_SHIPS_SHARE) if result.status == "hit" else result


def _hit(line: Line, results: tuple[Result, ...]) -> Iterator[Hit]:
    if results:
        text = line.text.strip()
        start = line.start + len(line.text) - len(line.text.lstrip())
        yield Hit(
            field=line.field,
            start=start,
            end=start + len(text),
            text=text,
            results=results,
            field_class=FieldClass.NAME,
        )


def _best(hit: Hit) -> float:
    return max((result.bits for result in hit.results), default=0.0)
