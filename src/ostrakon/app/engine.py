"""The engine: a store opened read-only for screening, the one core that every door calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from ostrakon.app.acceleration import Acceleration
from ostrakon.app.age import Ages
from ostrakon.app.settings import OWNERSHIP_FOLDER, exemptions_in_force, policy_in_force, store_folder
from ostrakon.clusters import Clusters
from ostrakon.errors import UsageError
from ostrakon.index.arrays import Arrays
from ostrakon.match.evidence import Evidence
from ostrakon.model import Entity, PartialDate
from ostrakon.names.countries import country_code
from ostrakon.screening.exemptions import Exemptions, content_hash
from ostrakon.screening.policy import Policy
from ostrakon.screening.regions import with_regions
from ostrakon.screening.result import Answer, Result, Status
from ostrakon.screening.score import probability
from ostrakon.screening.screener import Screener
from ostrakon.screening.subject import GivenIdentifier, Subject
from ostrakon.store.snapshot import Snapshot, open_snapshot

if TYPE_CHECKING:
    from ostrakon.app.owners.finding import Owners
    from ostrakon.filtering.spans import Spotter

SUBJECTS_AHEAD = 500
"""Subjects whose names are compared together."""
CONFIRMED_MAX = 20
"""Parties of one name that are told of a payment."""
PARTIES_REMEMBERED = 20_000
"""Parties whose content's hash is kept in memory: those that answers name come again."""
Clock = Callable[[], datetime]
"""Gives the present moment, in UTC."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Hit:
    """One result together with the listed party."""

    result: Result
    entity: Entity

    @property
    def score(self) -> float:
        """Calibrated probability that the two are the same."""
        return self.result.score

    @property
    def bits(self) -> float:
        """Log2 odds."""
        return self.result.bits

    def waterfall(self) -> tuple[Evidence, ...]:
        """The evidence; its bits add up to `bits`."""
        return self.result.evidence


@dataclass(frozen=True, slots=True)
class ScreenResult:
    """The answer for one name with the listed parties at hand."""

    answer: Answer
    hits: tuple[Hit, ...]

    @property
    def status(self) -> str:
        """`clear`, `review`, `hit` or `not_screened`."""
        return self.answer.status


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a subject and a listed party match, or do not.

    Attributes:
        entity: the listed party.
        bits, score, evidence: as in a result.
        status, note: what the pair alone leads to under the policy, and why a high score is no hit.
        shown_as: id under which an answer shows the party, where it is another record of the same party; else empty.
        fetched: whether a search would have compared the two at all.
        lost_at: which step loses the party in a search, empty when none does.
        ways: what led to the party by its names: words, consonant keys, acronym.
    """

    entity: Entity
    bits: float
    score: float
    evidence: tuple[Evidence, ...]
    status: Status
    note: str
    fetched: bool
    lost_at: str
    ways: tuple[str, ...] = ()
    shown_as: str = ""


class Ostrakon:
    """A store opened read-only; memory-mapped, safe to share between threads and processes.

    Attributes:
        owners: findings of a graph of ownership, which answers carry; None: there is none.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        policy: Policy,
        *,
        exemptions: Exemptions | None = None,
        clock: Clock = _now,
        owners: Owners | None = None,
    ) -> None:
        self.owners = owners
        self.exemptions = exemptions or Exemptions()
        self.snapshot = snapshot
        self.policy = policy
        self._clock = clock
        self._ages = Ages.of(snapshot)
        self.clusters = Clusters.load(snapshot.index_folder)
        self.arrays = Arrays.load(snapshot.index_folder)
        self._screener = Screener(self.arrays, snapshot.entity, policy, clusters=self.clusters)
        self._acceleration = Acceleration(self._screener)
        self._content = lru_cache(PARTIES_REMEMBERED)(lambda entity_id: content_hash(self.records(entity_id)))

    @classmethod
    def open(
        cls,
        store: Path | str | None = None,
        *,
        snapshot: int | None = None,
        policy: Path | str | None = None,
        exemptions: Path | str | None = None,
        clock: Clock = _now,
    ) -> Ostrakon:
        """Open the lists in force (or those of an earlier snapshot).

        Args:
            store: the data folder; None takes `OSTRAKON_STORE` or the platform's user data folder.
            snapshot: number of an earlier snapshot.
            policy: file of the policy; None takes the one that the database put in force, else `OSTRAKON_POLICY` or
                the one that ships.
            exemptions: file of reviewed exemptions; None takes `OSTRAKON_EXEMPTIONS`, or none.
            clock: the present moment, from which the age of the lists counts, and on which exemptions hold.

        Raises:
            NotScreened: no list is in force, or the database cannot say which policy is.
            StoreError: the folder is damaged, or there is no such snapshot.
            InputError: the policy or the exemptions cannot be read.
        """
        reviewed = exemptions_in_force(Path(exemptions) if exemptions is not None else None)
        folder = store_folder(Path(store) if store is not None else None)
        rules = policy_in_force(folder, Path(policy) if policy is not None else None)
        opened = open_snapshot(folder, snapshot)
        return cls(opened, rules, exemptions=reviewed, clock=clock, owners=_kept(folder, opened.number))

    @property
    def snapshot_number(self) -> int:
        """Number of the snapshot that answers."""
        return self.snapshot.number

    @property
    def index_folder(self) -> Path:
        """Where the arrays of this snapshot lie."""
        return self.snapshot.index_folder

    @property
    def screener(self) -> Screener:
        """What compares, for runs that know whom to compare with whom."""
        return self._screener

    @property
    def stale(self) -> str:
        """Why nothing is answered now: lists older than the policy allows, with their ages; empty where none is."""
        return self._ages.too_old(self.policy.age_days_max, self.today)

    @property
    def today(self) -> date:
        """The day by which ages count and exemptions hold."""
        return self._clock().date()

    def screen(
        self,
        name: str,
        *,
        schema: str = "",
        birth_date: str | PartialDate | None = None,
        country: str | Iterable[str] = (),
        identifiers: Iterable[tuple[str, str]] = (),
        limit: int = 5,
        threshold: float | None = None,
    ) -> ScreenResult:
        """Screen one name.

        Args:
            birth_date: ISO date or a prefix of one.
            country: codes or names of countries.
            identifiers: (type, value) pairs.

        Raises:
            UsageError: a date or country that cannot be read.
        """
        subject = Subject(
            name=name,
            schema=schema,
            birth_date=_date(birth_date),
            countries=tuple(_country(c) for c in ([country] if isinstance(country, str) else country) if c),
            identifiers=tuple(GivenIdentifier(type=t, value=v) for t, v in identifiers),
        )
        answer = self.answer(subject, limit=limit, threshold=threshold)
        hits = tuple(Hit(result, entity) for result in answer.results if (entity := self.entity(result.id)) is not None)
        return ScreenResult(answer, hits)

    def answer(
        self, subject: Subject, *, limit: int = 5, threshold: float | None = None, evidence: bool = True
    ) -> Answer:
        """Screen one subject; see `Screener.answer`. Lists that are too old answer `not_screened`; an address in an
        embargoed region goes to review."""
        return next(self._answered([subject], limit, threshold, evidence=evidence))

    def _answered(
        self, subjects: Sequence[Subject], limit: int, threshold: float | None, *, evidence: bool
    ) -> Iterator[Answer]:
        """One answer each, in their order; all names are compared before the first is answered."""
        if stale := self.stale:
            yield from (Answer(query_id=s.query_id, status="not_screened", reason=stale) for s in subjects)
            return
        today = self.today
        applied = [self.exemptions.applied(s, self.records, self.policy, today) for s in subjects]
        compared = self._screener.compared(subjects, limit=limit, threshold=threshold)
        for subject, answer in zip(
            subjects, self._screener.answered(compared, applied, evidence=evidence), strict=True
        ):
            self._acceleration.answered()
            looked = with_regions(answer, subject) if self.policy.regions_review else answer
            yield _joined(looked, subject, self.owners) if self.owners is not None else looked

    def confirm(self, subject: Subject, documents: Iterable[int], *, limit: int = CONFIRMED_MAX) -> tuple[Result, ...]:
        """Matches of a subject among those who bear one of some listed names; nothing while the lists are too old."""
        if self.stale:
            return ()
        applied = self.exemptions.applied(subject, self.records, self.policy, self.today)
        return self._screener.confirm(subject, documents, limit=limit, applied=applied)

    def spotter(self) -> Spotter:
        """Finds listed names within texts of payments; a new one, for one thread."""
        from ostrakon.filtering.spans import Spotter  # noqa: PLC0415  # only messages and papers need it

        return Spotter(self._screener.coverage(), self._screener.comparer(), self.confirm)

    def answers(
        self, subjects: Iterable[Subject], *, limit: int = 5, threshold: float | None = None, evidence: bool = True
    ) -> Iterator[Answer]:
        """Screen many subjects, one answer each, in their order; up to `SUBJECTS_AHEAD` of them are read ahead."""
        remaining = iter(subjects)
        while block := list(islice(remaining, SUBJECTS_AHEAD)):
            yield from self._answered(block, limit, threshold, evidence=evidence)

    def entity(self, entity_id: str) -> Entity | None:
        """One listed party, None when no list in force holds it."""
        return self.snapshot.entity(entity_id)

    def records(self, entity_id: str) -> tuple[Entity, ...]:
        """All records in force of the party with this id, on whatever lists; empty when there is none."""
        found = (self.entity(member) for member in self.clusters.members(entity_id))
        return tuple(record for record in found if record is not None)

    def content(self, entity_id: str) -> str:
        """Hash of all that the lists say of a party (`exemptions.content_hash`)."""
        return self._content(entity_id)

    def explain(self, subject: Subject, entity_id: str) -> Explanation:
        """Why `subject` and a listed party match, or do not, whether or not a search would find the two.

        The age of the lists is not looked at: this is no answer, and `stale` says whether there would be one.

        Raises:
            UsageError: no list in force holds this id, or only as de-listed.
        """
        entity = self.entity(entity_id)
        if entity is None:
            raise UsageError(f"no list in force holds {entity_id!r}", remedy=self._remedy(entity_id))
        found = self._screener.explain(subject, entity_id)
        if found is None and (off := entity.off_by_default()):
            raise UsageError(
                f"{entity_id!r} stands only on a list of {off.replace('_', ' ')}, which is switched off",
                remedy="docs/list-classes.md says why, and how to switch it on",
            )
        if found is None:
            raise UsageError(f"{entity_id!r} stands on the list only as de-listed and is not compared")
        shown = self.clusters.canonical(entity_id)
        return Explanation(
            entity=entity,
            bits=found.bits,
            score=probability(found.bits),
            evidence=found.evidence,
            status=found.status,
            note=found.note,
            fetched=not found.lost_at.startswith(("candidates", "ranking")),
            lost_at=found.lost_at,
            shown_as=shown if shown != entity_id else "",
            ways=self._screener.ways(subject, entity_id),
        )

    def _remedy(self, entity_id: str) -> str:
        """What to do about an id that no list holds: ids that are written alike, or how to find one."""
        near = self._screener.ids_like(entity_id)
        if near:
            return f"Ids written alike: {', '.join(near)}"
        if " " in entity_id.strip():
            return "This looks like a name; `ostrakon screen NAME` shows the ids of what it finds"
        return "`ostrakon screen NAME` shows the ids of what it finds, `ostrakon lists status` which lists are in force"

    def close(self) -> None:
        """Nothing is held that the process would not give back by itself; here for the `with` statement."""

    def __enter__(self) -> Ostrakon:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _date(value: str | PartialDate | None) -> PartialDate | None:
    if value is None or isinstance(value, PartialDate):
        return value
    try:
        return PartialDate.parse(value)
    except ValueError as bad:
        raise UsageError(str(bad), remedy="Dates are written 1961, 1961-05 or 1961-05-23") from bad


def _country(value: str) -> str:
    code = country_code(value)
    if not code:
        raise UsageError(f"{value!r} is no country that is known", remedy="Give a code such as kp or an English name")
    return code


def _kept(folder: Path, snapshot: int) -> Owners | None:
    """The graph of ownership that the store keeps; most keep none, and answer sooner without what reads one."""
    if not (folder / OWNERSHIP_FOLDER).exists():
        return None
    from ostrakon.app.owners.keeping import kept_owners  # noqa: PLC0415  # see above

    return kept_owners(folder, snapshot)


def _joined(answer: Answer, subject: Subject, owners: Owners) -> Answer:
    from ostrakon.app.owners.finding import joined  # noqa: PLC0415  # see `_kept`

    return joined(answer, subject, owners)
