"""Count on official lists how often facts agree of one party and of two, beside the bits of `match/facts.toml`.

    python tools/matching/facts.py [STORE] [--write]

One party: two records of different lists that name the same UN permanent reference number, so that no fact of ours
decided that they are one; for all facts but numbers also two that share a number of which a party has one. Two parties:
two records of one list that have a distinguishing word of the name in common, since facts are asked about parties whose
names are alike, not about any two. Each pair is compared as `screening` does, the first record standing for the
customer. Prints the counts; with --write also writes the table of address words (`names/data/address_words.tsv`) and
the report (`docs/fact-weights.md`). The bits themselves stay reviewed values.
"""

from __future__ import annotations

import argparse
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations, permutations
from pathlib import Path

from ostrakon.app.settings import store_folder
from ostrakon.clusters.identifiers import declared_keys
from ostrakon.clusters.party import Party, is_active, party_of
from ostrakon.index.arrays import Arrays
from ostrakon.match.fact_weights import fact_weights
from ostrakon.model import Entity
from ostrakon.model.subject import GivenIdentifier, Subject
from ostrakon.names.addresses import RARITY_MAX_BITS, place_words
from ostrakon.profile.name import profile_name
from ostrakon.screening.facts import PartyFacts, SubjectFacts, fact_evidence
from ostrakon.store.snapshot import open_snapshot

ROOT = Path(__file__).resolve().parents[2]
WORDS = ROOT / "src/ostrakon/names/data/address_words.tsv"
REPORT = ROOT / "docs/fact-weights.md"
ADDRESSES_MIN = 4
"""Words in fewer addresses than this are left to the upper bound of the rarest."""
WORD_RECORDS_MAX = 60
"""Words of names that more records of one list have are no likeness."""
SHARING_MAX = 6
"""Numbers in more records than this are no number of one party."""
PAIRS_MAX = 150_000
UNOFFICIAL = ("ftm", "os_simple")
"""Sources whose rows may not be used: collections under other licences."""
FEATURES = ("birth_date", "nationality", "country", "birth_place", "gender", "address", "identifier", "phone", "email",
            "website")  # fmt: skip


@dataclass(slots=True)
class Counts:
    """What was seen of pairs of one sort: comparisons by feature, rules by (feature, note)."""

    compared: Counter[str] = field(default_factory=Counter)
    rules: Counter[tuple[str, str]] = field(default_factory=Counter)
    bits: dict[tuple[str, str], float] = field(default_factory=dict)

    def leave_out(self, feature: str) -> None:
        """Forget what was seen of one feature."""
        self.compared[feature] = 0
        self.rules = Counter({key: n for key, n in self.rules.items() if key[0] != feature})

    def add(self, other: Counts) -> None:
        """Take in what was seen of other pairs."""
        self.compared += other.compared
        self.rules += other.rules
        self.bits.update(other.bits)


def main() -> None:
    """Count, print, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path, nargs="?")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    snapshot = open_snapshot(store_folder(options.store))
    entities = [e for e in snapshot.entities() if is_active(e) and official(e)]
    words = address_words(entities)
    if options.write:
        WORDS.write_text(words, encoding="ascii")
    parties = PartyFacts(Arrays.load(snapshot.index_folder))
    digested = {e.id: party_of(e) for e in entities}
    known = {e.id: e for e in entities}
    one = count(same_parties(entities, digested), known, parties)
    numbered = count(same_numbers(digested.values()), known, parties)
    numbered.leave_out("identifier")
    one.add(numbered)
    two = count(namesakes(digested.values()), known, parties)
    text = report(one, two)
    print(text)
    if options.write:
        REPORT.write_text(text, encoding="utf-8")


def official(entity: Entity) -> bool:
    """Whether the record is of a publisher's own list."""
    return not any(source.split(":", 1)[0] in UNOFFICIAL for source in entity.sources)


def address_words(entities: Iterable[Entity]) -> str:
    """The table of how rare words are in addresses and places of birth."""
    addresses = {
        place_words(place.full) for e in entities for place in (*e.addresses, *e.birth_places) if place.full
    } - {frozenset()}
    counts = Counter(word for words in addresses for word in words)
    rows = [
        (min(RARITY_MAX_BITS, math.log2(len(addresses) / (count + 0.5))), word)
        for word, count in counts.items()
        if count >= ADDRESSES_MIN
    ]
    head = (
        "# Rarity of words in addresses and places of birth: log2(addresses / addresses with the word), in bits.\n"
        f"# Counted by tools/matching/facts.py over {len(addresses):,} distinct ones of the official lists.\n"
    )
    return head + "".join(f"{word}\t{bits:.2f}\n" for bits, word in sorted(rows))


def same_parties(entities: list[Entity], digested: dict[str, Party]) -> Iterator[tuple[str, str]]:
    """Pairs of records of different lists that name one UN reference number."""
    by_reference: defaultdict[str, list[str]] = defaultdict(list)
    for entity in entities:
        references = [key for key in declared_keys(entity) if key.startswith("un ")]
        if len(references) == 1:
            by_reference[references[0]].append(entity.id)
    for ids in by_reference.values():
        for one, two in combinations(sorted(ids), 2):
            if digested[one].lists.isdisjoint(digested[two].lists) and digested[one].kind == digested[two].kind:
                yield one, two
                yield two, one


def same_numbers(parties: Iterable[Party]) -> Iterator[tuple[str, str]]:
    """Pairs of records of different lists that share a number of one party, and have no UN reference number."""
    carriers: defaultdict[tuple[str, str, str], list[Party]] = defaultdict(list)
    for party in parties:
        for strong in party.strong if not any(key.startswith("un ") for key in party.declared) else ():
            carriers[strong.space, strong.key, strong.country].append(party)
    found = {
        (one.id, two.id)
        for group in carriers.values()
        if len(group) <= SHARING_MAX
        for one, two in permutations(group, 2)
        if one.lists.isdisjoint(two.lists) and one.kind == two.kind and one.words & two.words
    }
    yield from sorted(found)


def namesakes(parties: Iterable[Party]) -> Iterator[tuple[str, str]]:
    """Pairs of records of one list that share a word of the name, a sample with a fixed seed."""
    carriers: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for party in parties:
        for word in party.words:
            for source in party.lists:
                carriers[source + party.kind, word].append(party.id)
    pairs = {
        pair
        for ids in carriers.values()
        if 1 < len(ids) <= WORD_RECORDS_MAX
        for pair in combinations(sorted(set(ids)), 2)
    }
    ordered = sorted(pairs)
    yield from random.Random(4).sample(ordered, min(PAIRS_MAX, len(ordered)))


def count(pairs: Iterable[tuple[str, str]], known: dict[str, Entity], parties: PartyFacts) -> Counts:
    """Compare the first of each pair, as a customer, with the second."""
    counts = Counts()
    table = fact_weights()
    for one, two in pairs:
        number = parties.number_of(two)
        if number is None:
            continue
        given = prepared(known[one])
        counts.compared.update(both_have(known[one], known[two]))
        for piece in fact_evidence(given, number, parties, table):
            key = (piece.feature, piece.note)
            counts.rules[key] += 1
            counts.bits[key] = piece.bits
    return counts


def prepared(entity: Entity) -> SubjectFacts:
    """The record as a customer file would give it: the first date, place and address, and all numbers."""
    extra: defaultdict[str, list[str]] = defaultdict(list)
    for item in entity.properties:
        extra[item.name].append(item.value)
    births = [d.date for d in entity.dates if d.kind == "birth"]
    nationalities = [c.code for c in entity.countries if c.code and c.role in ("nationality", "citizenship")]
    subject = Subject(
        name=entity.caption,
        schema=entity.schema,
        birth_date=births[0] if births else None,
        countries=entity.country_codes,
        identifiers=tuple(GivenIdentifier(type=i.type, value=i.value, country=i.country) for i in entity.identifiers),
        nationalities=tuple(nationalities),
        birth_place=entity.birth_places[0].full if entity.birth_places else "",
        address=entity.addresses[0].full if entity.addresses else "",
        gender=next((g.lower() for g in extra["gender"] if g.lower() in ("male", "female")), ""),
        phones=tuple(extra["phone"]),
        emails=tuple(extra["email"]),
        websites=tuple(extra["website"]),
    )
    return SubjectFacts.of(subject, [profile_name(entity.caption, "any")])


def both_have(one: Entity, two: Entity) -> set[str]:
    """Features of which both records give a value."""
    return features_of(one) & features_of(two)


def features_of(entity: Entity) -> set[str]:
    """Features of which the record gives a value."""
    found = {item.name for item in entity.properties if item.name in FEATURES}
    if any(d.kind == "birth" for d in entity.dates):
        found.add("birth_date")
    if any(c.code and c.role in ("nationality", "citizenship") for c in entity.countries):
        found.add("nationality")
    values = (
        ("country", entity.country_codes),
        ("birth_place", entity.birth_places),
        ("address", entity.addresses),
        ("identifier", entity.identifiers),
    )
    return found | {name for name, given in values if given}


def report(one: Counts, two: Counts) -> str:
    """Both counts side by side, as a page of the documentation."""
    lines = [
        "# What facts are worth, counted",
        "",
        "Written by `tools/matching/facts.py` from the official lists (OFAC, UN, EU, UK, Switzerland, Canada): how",
        "often an observation is made of one party and of two, of all pairs where both records have the fact. *One",
        "party*: two records of different lists under one UN reference number, or, for all facts but identifiers, with",
        "a number in common of which a party has one. *Two*: records of one list whose names share a word.",
        "*Counted* is log2 of the ratio, with half a case added to each count; *used* is the reviewed value in",
        "`match/facts.toml`.",
        "[How a score comes about](method.md) says where the two differ, and why.",
        "",
    ]
    lines += ["| fact | rule | of one party | of two | counted | used |", "| --- | --- | --- | --- | --- | --- |"]
    for feature in FEATURES:
        keys = sorted({k for k in (*one.rules, *two.rules) if k[0] == feature})
        bits = {k: one.bits.get(k, two.bits.get(k, 0.0)) for k in keys}
        for key in sorted(keys, key=lambda k: (-bits[k], k)):
            lines.append(_row(key, bits[key], one, two))
    return "\n".join(lines) + "\n"


def _row(key: tuple[str, str], used: float, one: Counts, two: Counts) -> str:
    feature, note = key
    ours, theirs = one.rules[key], two.rules[key]
    all_ours, all_theirs = one.compared[feature], two.compared[feature]
    ratio = (ours + 0.5) / (all_ours + 1) / ((theirs + 0.5) / (all_theirs + 1))
    counted = f"{math.log2(ratio):+.1f}" if all_ours and all_theirs else ""
    cells = (feature.replace("_", " "), note, f"{ours} of {all_ours}", f"{theirs} of {all_theirs}", counted)
    return f"| {' | '.join(cells)} | {used:+.1f} |"


if __name__ == "__main__":
    main()
