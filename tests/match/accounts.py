"""Chosen pairs of names, each for a rule of `docs/method.md`, and what their comparison comes to, piece by piece.

`python -m tests.match.accounts` writes the golden table anew after a wanted change of weights or rules; read the
difference before it is kept.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from ostrakon.index.arrays import Arrays
from ostrakon.index.build import build_index
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.match.alignment import Aligner
from ostrakon.match.names import name_evidence
from ostrakon.match.weights import weights
from ostrakon.names.kinds import name_class
from ostrakon.profile.name import profile_name
from tests.parties import party

GOLDEN = Path(__file__).parents[1] / "golden" / "accounts.json"

PAIRS: tuple[tuple[str, str, str], ...] = (
    # Levels of words, from equal to hardly alike
    ("Person", "Vladimir Putin", "Vladimir Putin"),
    ("Person", "Ivan Sokolovsky", "Ivan Sokolowski"),
    ("Person", "Sergey Lavorv", "Sergey Lavrov"),
    ("Person", "Ramzan Kadirow", "Ramzan Kadyrov"),
    ("Person", "Naji Zindasti", "Naji Zindashti"),
    ("Person", "Bill Kronbergsen", "William Kronbergsen"),
    ("Person", "V. Putin", "Vladimir Putin"),
    ("Person", "Vladimir Putin", "V. Putin"),
    ("Person", "Muhammad Aly", "محمد علي"),
    ("Person", "محمد علي", "Mohamed Ali"),
    ("Person", "قاسم سليماني", "Qasem Soleimani"),
    ("Person", "Kim Jong Un", "Kim Chong Un"),
    ("Person", "Kim Jong Un", "Kim Jong Il"),
    ("Person", "김정은", "Kim Jong Un"),
    ("Organization", "Sanat Inst", "Sanat Institute"),
    ("Organization", "Kavosh Qaida", "Kavosh Qaeda"),
    ("Organization", "Orbital Horizonss", "Orbital Horizons"),
    ("Organization", "Orbital Haraizons", "Orbital Horizons"),
    ("Person", "Mohamed Wallis", "Mohammad Wali"),
    # Words joined and split, the whole written together, a cut field
    ("Person", "Mohammad Al Hassan", "Mohammed Alhassan"),
    ("Vessel", "WISEHONEST", "WISE HONEST"),
    ("Vessel", "WISE HONEST", "WISEHONEST"),
    ("Organization", "Vanderbilt Corp", "Van der Bilt Corp"),
    ("Person", "Nizamaldin Karimov", "Nizam al-Din Karimov"),
    ("Person", "نظام الدين", "Nizamaldin"),
    ("Organization", "KHATAM AL ANBIYA CONSTRUCTION HEADQ", "KHATAM AL ANBIYA CONSTRUCTION HEADQUARTERS"),
    ("Organization", "KHATAM AL ANBIYA CONSTRUCTION ORGAN", "KHATAM AL ANBIYA CONSTRUCTION HEADQUARTERS"),
    # Acronyms
    ("Organization", "IRISL", "Islamic Republic of Iran Shipping Lines"),
    ("Organization", "VTB", "VTB Bank Public Joint Stock Company"),
    # Order, ends, what one side leaves out
    ("Person", "Putin Vladimir", "Vladimir Putin"),
    ("Person", "Vladimir Semyonovich Putin", "Vladimir Putin"),
    ("Person", "Vladimir Putin", "Vladimir Semyonovich Putin"),
    ("Person", "Hassan Zindashti", "Hassan Zindashti Naji"),
    ("Person", "Hassan Zindashti", "Naji Hassan Zindashti"),
    ("Person", "Naji Hassan Zindashti", "Hassan Zindashti"),
    ("Person", "Hassan Zindashti Naji", "Hassan Zindashti"),
    ("Person", "Zindashti Zindashti Naji", "Naji Zindashti"),
    ("Person", "Putin", "Vladimir Putin"),
    ("Person", "Putin", "Putin"),
    ("Person", "Dr. Bashar al-Assad", "Bashar Assad"),
    ("Person", "Abdul Karim Qasim Rahim Sadiq", "Abdul Karim Qasim Rahim Sadiq"),
    # Contradictions
    ("Person", "Vladimir Ivanovich Putin", "Vladimir Petrovich Putin"),
    ("Person", "Anna Ivanovna Petrova", "Ivan Ivanovich Petrov"),
    ("Person", "Beatrix Putin", "Vladimir Putin"),
    ("Person", "William G Frost", "William W Frost"),
    ("Person", "William G Frost", "William Walter Frost"),
    ("Person", "William Walter Frost", "William G Frost"),
    ("Person", "John King Jr", "John King Sr"),
    ("Person", "Noureddine Ben Ali al-Drissi", "Noureddine Ben Mohamed al-Drissi"),
    ("Organization", "Bank Melli Iran", "Bank Melli Iraq"),
    ("Organization", "Bank Melli", "Bank Melli Iran"),
    ("Organization", "Bank Melli Iran", "Bank Melli"),
    ("Organization", "Alfa Bank Russia", "Alfa-Bank Rossiya"),
    ("Organization", "North Drilling Company", "South Drilling Company"),
    ("Organization", "Plant No. 5", "Plant 7"),
    ("Organization", "Sanat Machine Oil", "Sanat Machine Gas"),
    ("Organization", "Sanat Gostar Moscow", "Sanat Gostar Minsk"),
    ("Organization", "Rosneft Trading", "Rosneft"),
    ("Organization", "Rosneft Sokolovsky", "Rosneft Trading Kronstadt"),
    ("Organization", "Kronstadt Marine", "Kronstadt Verkhnevolzhsky"),
    ("Organization", "Zamaat Pet", "Zamaat Ltd"),
    ("Organization", "Muster GmbH", "Muster LLC"),
    ("Organization", "ООО Ромашка", "Romashka LLC"),
    ("Organization", "Kronstadt Verkhnevolzhsky Zarya Marine", "Zarya Kronstadt Polema Sanat"),
    ("Vessel", "Ocean Star 7", "Ocean Star 8"),
    ("Vessel", "Ocean Star VII", "Ocean Star 7"),
    ("Vessel", "Ocean Star", "Ocean Star 8"),
    ("Vessel", "M/V LADY MAPLE", "LADY M"),
    ("Person", "Li Wei", "Li Wen"),
    ("Person", "Yang Zhou", "Jianshu Zhou"),
    # Nothing in common
    ("Person", "Angela Schmidt", "Vladimir Putin"),
    ("Organization", "Siemens", "Sanat Gostar"),
)  # fmt: skip
"""(kind, query, listed)."""


def accounts(folder: Path, pairs: Sequence[tuple[str, str, str]] = PAIRS) -> dict[str, list[str]]:
    """For each pair the pieces of the comparison in plain code, and which entry of each table of proportions it has."""
    parties = {f"{schema} {listed}": party(f"{schema} {listed}", listed, schema=schema) for schema, _, listed in pairs}
    build_index(parties.values(), folder)
    arrays = Arrays.load(folder)
    vocabulary = Vocabulary.of(arrays)
    aligner = Aligner(arrays, vocabulary, weights())
    places = {arrays.entity_id(party): name for name, party in enumerate(arrays.name_ent.tolist())}
    found = {}
    for schema, query, listed in pairs:
        name = places[f"{schema} {listed}"]
        document = int(np.searchsorted(arrays.doc_name_off, name, side="right")) - 1
        profile = profile_name(query, name_class(schema))
        aligned = aligner.account(profile, np.array([document], dtype=np.int64))
        pieces = [
            f"{piece.feature}: {piece.query} / {piece.listed}: {piece.note}: {piece.bits * 1024:.0f}"
            for piece in name_evidence(profile, aligned, 0, vocabulary)
        ]
        entries = ", ".join(f"{name} {int(entry[0])}" for name, entry in sorted(aligned.entries.items()))
        found[f"{schema}: {query} / {listed}"] = [f"sum: {aligned.bits[0] * 1024:.0f}", *pieces, f"entries: {entries}"]
    return found


def kept() -> dict[str, list[str]]:
    """The golden table."""
    return dict(json.loads(GOLDEN.read_text(encoding="utf-8")))


def main() -> None:
    """Write the golden table anew."""
    with TemporaryDirectory() as folder:
        found = accounts(Path(folder))
    GOLDEN.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
