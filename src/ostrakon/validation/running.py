"""A whole test: the records, what each filter makes of them, and everything a report says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from ostrakon.app.engine import Ostrakon
from ostrakon.validation.carriers import in_place
from ostrakon.validation.common_names import plain
from ostrakon.validation.filters.base import Filter
from ostrakon.validation.populations import controls, names_by_list, planted
from ostrakon.validation.rates import Answered
from ostrakon.validation.record import Channel, Outcome, TestRecord

CHANNELS: tuple[Channel, ...] = ("name", "payment", "text")
_AT_ONCE = 500
Progress = Callable[[str, int, int], None]
"""Told the filter's name, how many records are done and of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How many records of each channel: with a listed party, and controls."""

    names: int = 20_000
    controls: int = 5_000
    payments: int = 1_000
    texts: int = 500

    def of(self, channel: Channel) -> tuple[int, int]:
        """Planted names and controls of a channel."""
        if channel == "name":
            return self.names, self.controls
        count = self.payments if channel == "payment" else self.texts
        return count, count // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """One filter with all of its outcomes, in the order of the records."""

    name: str
    scored: bool
    answered: tuple[Answered, ...]

    def of(self, channel: Channel) -> list[Answered]:
        """Those of one channel."""
        return [one for one in self.answered if one[0].channel == channel]

    @property
    def problems(self) -> int:
        """Records without an answer."""
        return sum(bool(outcome.problem) for _, outcome in self.answered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """On what a test rests: the same basis and filter give the same bytes.

    Attributes:
        lists: source id → publication day or edition, and names drawn from.
        extract: whether lists are bundled extracts, not for production.
    """

    seed: int
    sizes: Sizes
    snapshot: int
    policy: str
    policy_sha256: str
    program: str
    review: float
    lists: dict[str, tuple[str, int]] = field(default_factory=dict)
    extract: bool = False


def records_of(engine: Ostrakon, sizes: Sizes, *, seed: int) -> list[TestRecord]:
    """All test records over the lists in force, channel by channel."""
    lists = names_by_list(engine.snapshot.entities())
    taken = frozenset(plain(one.name.value) for found in lists.values() for one in found)
    made: list[TestRecord] = []
    for channel in CHANNELS:
        count, clean = sizes.of(channel)
        drawn = [*planted(lists, count, channel, seed=seed), *controls(clean, channel, taken, seed=seed)]
        made += [in_place(record, number) for number, record in enumerate(drawn)]
    return made


def examine(
    chosen: Filter, records: Sequence[TestRecord], progress: Progress = lambda _name, _done, _all: None
) -> Tested:
    """What a filter makes of the records of the channels that it knows."""
    asked = [record for record in records if record.channel in chosen.channels]
    answered: list[Answered] = []
    for record, outcome in zip(asked, _outcomes(chosen, asked), strict=True):
        answered.append((record, outcome))
        if len(answered) % _AT_ONCE == 0 or len(answered) == len(asked):
            progress(chosen.name, len(answered), len(asked))
    return Tested(name=chosen.name, scored=chosen.scored, answered=tuple(answered))


def _outcomes(chosen: Filter, records: Sequence[TestRecord]) -> Iterator[Outcome]:
    """Outcomes block by block, so that progress can be told."""
    remaining = iter(records)
    while block := list(islice(remaining, _AT_ONCE)):
        yield from chosen.outcomes(block)


def sample(records: Sequence[TestRecord], count: int) -> list[TestRecord]:
    """Every n-th record of the channel `name`, for filters that are slow; about `count` of them."""
    names = [record for record in records if record.channel == "name"]
    step = max(1, len(names) // max(count, 1))
    return names[::step]
