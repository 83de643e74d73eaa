"""Count how common words are in listed names, and write `names/data/rarity.tsv`.

    python tools/matching/background.py BENCH_FOLDER

Takes the names of the official lists in the benchmark's list side (OFAC, EU, UK, UN); rows of source `uaw`
(non-commercial data) are left out. Every distinct analysed name counts once.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import math
from collections import Counter
from pathlib import Path

from ostrakon.names.kinds import name_class
from ostrakon.names.rarity import RARITY_MAX_BITS
from ostrakon.profile.name import profile_name

TABLE = Path(__file__).resolve().parents[2] / "src/ostrakon/names/data/rarity.tsv"
NAMES_MIN = 4
"""Words in fewer names than this are left to the upper bound of the rarest."""


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    names: set[tuple[str, ...]] = set()
    with gzip.open(options.folder / "list_index.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["source"] != "uaw":
                names.add(profile_name(row["name"], name_class(row["schema"])).tokens)
    counts = Counter(token for tokens in names for token in set(tokens))
    rows = [
        (token, min(RARITY_MAX_BITS, math.log2(len(names) / (count + 0.5))))
        for token, count in counts.items()
        if count >= NAMES_MIN
    ]
    rows.sort(key=lambda row: (row[1], row[0]))
    head = (
        "# Rarity of words in listed names: log2(names / names that hold the word), in bits.\n"
        f"# Counted by tools/matching/background.py over {len(names):,} distinct names of OFAC, EU, UK and UN lists.\n"
    )
    TABLE.write_text(head + "".join(f"{token}\t{bits:.2f}\n" for token, bits in rows), encoding="ascii")
    print(f"{len(rows)} words of {len(counts)}")


if __name__ == "__main__":
    main()
