"""Payments: how fast they are filtered, what ordinary ones alert, and how many planted names are found."""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.corpus import SEED, SHARED
from benchmarks.dismissal import TEXTS, dismissal
from benchmarks.measure import Bar, Section, run
from benchmarks.payment_messages import PLACES, Made, Payments
from ostrakon import Ostrakon
from ostrakon.app.collecting import collect_rarely
from ostrakon.app.paying import payment_filter
from ostrakon.filtering.filter import PaymentFilter
from ostrakon.intake.payments import read_payments
from ostrakon.profile.name import profile_name
from ostrakon.validation.alterations import KINDS, kinds_for

LETTERS_MIN = 6
"""Letters of a listed name that is planted: shorter ones are found by more than a name alone."""
LATER = frozenset({"plain letters", "in Cyrillic", "doubled word"})
"""Kinds that came after the first figures, left out so that figures can be compared over time."""
WARM = 300
"""Messages before the clock starts, so that what is loaded once does not count."""
_LARGE = "data/payments/real_samples/cbpr_ur/y2026_pacs.008.max.xml"
MEMORY = Path(__file__).with_name("payment_memory.py")
Planted = tuple[str, str, str, str]
"""Entity id, kind of alteration, class of the field, place."""


def payments(store: Path, *, clean: int, planted: int, seed: int = SEED) -> list[Section]:
    """All sections; the seed is one that no rule was made with."""
    with Ostrakon.open(store) as engine:
        listed = listed_names(engine)
        cores = {core(name) for _, _, name in listed_names(engine, letters=1)}
        made = Payments(seed, lambda name: core(name) in cores)
        sections = [_speed(engine, made, clean, store), _noise(engine, made, clean, listed, planted, seed)]
        messages = (made.clean(number) for number in range(clean))
        both = zip(messages, (message for _, message in _planted(made, listed, planted, seed)), strict=False)
        return [*sections, dismissal(engine, chain.from_iterable(both), min(TEXTS, 12 * (clean + planted)))]


def core(name: str) -> tuple[str, ...]:
    """The words of a name that tell, in any order."""
    return tuple(sorted(profile_name(name, "any").core))


def listed_names(engine: Ostrakon, letters: int = LETTERS_MIN) -> list[tuple[str, str, str]]:
    """Entity id, schema and name of each listed name in Latin letters, so many at least, that is no weak alias."""
    return [
        (entity.id, entity.schema, name.value)
        for entity in engine.snapshot.entities()
        if not entity.designations or any(designation.active for designation in entity.designations)
        for name in entity.names
        if not name.weak and name.value.isascii() and sum(map(str.isalpha, name.value)) >= letters
    ]


def _filtered(chosen: PaymentFilter, message: Made) -> tuple[str, set[str]]:
    """The worst status, and the ids of all parties hit."""
    ids: set[str] = set()
    status = "clear"
    for read, parts in read_payments(message.data, message.file):
        found = chosen.filter(read, parts)
        status = found.status if found.status != "clear" else status
        ids.update(one for hit in found.hits for result in hit.results for one in (result.id, *result.referents))
    return status, ids


def _rate(chosen: PaymentFilter, messages: Iterable[Made]) -> tuple[float, list[float]]:
    """Messages without a hit per second of processor time, and the milliseconds of those with hits."""
    clear = 0
    spent = 0.0
    hits: list[float] = []
    for message in messages:
        start = time.process_time()
        _, ids = _filtered(chosen, message)
        took = time.process_time() - start
        if ids:
            hits.append(took * 1000)
        else:
            clear += 1
            spent += took
    return clear / max(spent, 1e-9), hits


def _rate_together(chosen: PaymentFilter, messages: Iterable[Made]) -> float:
    """Messages per second of processor time where many are given at once, as the program filters a file of them."""
    start = time.process_time()
    count = sum(1 for _ in chosen.filter_all(chain.from_iterable(read_payments(m.data, m.file) for m in messages)))
    return count / max(time.process_time() - start, 1e-9)


def _speed(engine: Ostrakon, made: Payments, count: int, store: Path) -> Section:
    section = Section(
        "Payments: speed",
        "One core, processor time, messages read, filtered, held against rules and window; all parties new. The "
        "collector of rings looks rarely, as in our programs.",
        ("messages", "bytes each", "per second"),
    )
    chosen = payment_filter(engine)
    messages = [made.clean(number, swift=False) for number in range(WARM + min(count, 3000))]
    _rate(chosen, messages[:WARM])
    collect_rarely()
    per_second, _ = _rate(chosen, messages[WARM:])
    size = sum(len(one.data) for one in messages) // len(messages)
    section.rows.append(("pacs.008 without hits", f"{size:,}", f"{per_second:,.0f}"))
    section.bars.append(Bar("payments per second, pacs.008 of 2 kB without hits", 2500, per_second, digits=0))
    more = [made.clean(WARM + number, swift=False) for number in range(len(messages), 2 * len(messages))]
    section.rows.append(("pacs.008, many given at once", f"{size:,}", f"{_rate_together(chosen, more):,.0f}"))
    large = SHARED / _LARGE
    if large.exists():
        data = large.read_bytes()
        fresh = [Made("max.xml", data.replace(b"Jones", f"Jones{n}".encode())) for n in range(60)]
        large_rate, _ = _rate(payment_filter(engine), fresh)
        section.rows.append(("pacs.008 with every element filled", f"{len(data):,}", f"{large_rate:,.0f}"))
        section.bars.append(Bar("payments per second, every element filled", 200, large_rate, digits=0))
    names = [name for _, _, name in listed_names(engine)]
    draw = random.Random(SEED)
    _, hits = _rate(chosen, (made.planted(n, draw.choice(names), ["Dbtr/Nm", "RmtInf/Ustrd"]) for n in range(600)))
    p99 = sorted(hits)[int(len(hits) * 0.99)]
    section.rows.append(("pacs.008 with hits and evidence, 99th percentile", f"{size:,}", f"{p99:.2f} ms"))
    section.bars.append(Bar("milliseconds of a payment with hits, 99th percentile", 5, p99, at_most=True, digits=2))
    held = _peak_mb(store, messages)
    section.rows.append(("peak memory of a process that filters these", f"{size:,}", f"{held:,.0f} MB"))
    section.bars.append(Bar("peak MB of a process that filters payments", 400, held, at_most=True, digits=0))
    return section


def _peak_mb(store: Path, messages: Iterable[Made]) -> float:
    """Peak memory of a process that opens the lists and filters the messages, and does nothing else."""
    with TemporaryDirectory() as folder:
        for number, message in enumerate(messages):
            Path(folder, f"{number:06}.xml").write_bytes(message.data)
        return run([sys.executable, MEMORY, store, folder], ok=(0,)).peak_mb


def _planted(
    made: Payments, listed: list[tuple[str, str, str]], count: int, seed: int
) -> Iterator[tuple[Planted, Made]]:
    draw = random.Random(seed)
    ways = ("exact", *(kind for kind in KINDS if kind not in LATER))
    for number in range(count):
        way = ways[number % len(ways)]
        while True:
            entity_id, schema, name = draw.choice(listed)
            if way == "exact":
                written = name
                break
            if way in kinds_for(schema) and (written := KINDS[way](name, draw)) not in {"", name} and len(written) > 2:
                break
        message = made.planted(draw.randrange(len(PLACES)), written)
        yield (entity_id, way, message.cls, message.place), message


def _noise(
    engine: Ostrakon, made: Payments, clean: int, listed: list[tuple[str, str, str]], planted: int, seed: int
) -> Section:
    section = Section(
        "Payments: noise and finds",
        f"{clean:,} ordinary payments of 40 countries (three quarters pacs.008, a quarter MT103; a fifth of the "
        "parties are firms with names of words that lists love, a tenth of the streets are called after people and "
        "places) and "
        f"{planted:,} with one listed name written in one of {len(KINDS) + 1} ways at one of {len(PLACES)} places. "
        "*Found*: a hit on that very party.",
        ("class of the field", "planted", "found"),
    )
    chosen = payment_filter(engine)
    alerts = sum(_filtered(chosen, made.clean(number))[0] != "clear" for number in range(clean))
    total: Counter[str] = Counter()
    found: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for (entity_id, way, cls, _), message in _planted(made, listed, planted, seed):
        hit = not _filtered(chosen, message)[1].isdisjoint(engine.clusters.members(entity_id))
        total[cls] += 1
        found[cls] += hit
        kinds[way] += not hit
    section.rows += [(cls, f"{total[cls]:,}", f"{found[cls] / total[cls]:.3f}") for cls in sorted(total)]
    share = sum(found.values()) / max(planted, 1)
    section.rows.append(("**all**", f"{planted:,}", f"{share:.3f}"))
    worst = ", ".join(f"{kind} ({missed})" for kind, missed in kinds.most_common(6))
    section.notes.append(f"{alerts / max(clean, 1):.2%} of the ordinary ones alert. Most missed: {worst}.")
    section.bars.append(Bar("percent of ordinary payments that alert", 1.5, 100 * alerts / max(clean, 1), at_most=True))
    section.bars.append(Bar("share of planted names found", 0.93, share))
    return section
