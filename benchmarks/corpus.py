"""What is measured: real lists where present, else the bundled starter lists; queries drawn with a seed."""

from __future__ import annotations

import os
import random
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ostrakon.model import Entity
from ostrakon.sources.base import Report
from ostrakon.sources.files import ListFile
from ostrakon.sources.registry import recognise
from ostrakon.starter.files import starter_lists

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("OSTRAKON_SHARED", ROOT.parent / "shared"))
SEED = 20240618

REAL_LISTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "ofac_sdn",
        "OFAC SDN of January 2024, CSV set",
        ("ofac/2024-01/sdn.csv.xz", "ofac/2024-01/alt.csv.xz", "ofac/2024-01/add.csv.xz"),
    ),
    ("ofac_cons", "OFAC non-SDN, XML", ("ofac/consolidated/consolidated.xml.xz",)),
    ("un_sc", "UN of 2026-02-27, XML", ("un/2026-02-27/consolidated.xml.xz",)),
    ("eu_fsf", "EU of March 2026, XML, rebuilt", ("eu/rebuilt/xmlFullSanctionsList_1_1.xml.xz",)),
    ("uk_sl", "UK of March 2026, XML, rebuilt", ("uk/rebuilt/UK-Sanctions-List.xml.xz",)),
    ("uk_ofsi", "OFSI ConList of 2014, CSV", ("uk/2014/sanctionsconlist.csv.xz",)),
    ("ch_seco", "SECO of March 2026, XML, rebuilt", ("ch/rebuilt/consolidated-list.xml.xz",)),
    ("us_csl", "US Consolidated Screening List of 2019, excerpt, CSV", ("us_csl/2019-12/csl.csv",)),
    ("us_dpl", "BIS Denied Persons of 2022, text", ("us_csl/2022-09/dpl.txt",)),
    ("ca_sema", "Canada of May 2025, XML", ("ca/sema-lmes.xml.xz",)),
    (
        "os_simple",
        "Ukraine's War and Sanctions, OpenSanctions CSV",
        ("opensanctions/ua_war_sanctions/targets.simple.csv.xz",),
    ),
)


@dataclass(frozen=True, slots=True)
class ListSet:
    """One source with the files of one edition."""

    source: str
    title: str
    files: tuple[Path, ...]

    @property
    def compressed_bytes(self) -> int:
        """Size on disk."""
        return sum(path.stat().st_size for path in self.files)

    def entities(self, report: Report | None = None) -> list[Entity]:
        """Parse the files as the import does, without a store."""
        named = recognise([ListFile(path) for path in self.files], self.source)
        return [entity for source, kind, files in named for entity in kind.parse(files, source, report or Report())]


class Corpus:
    """The lists of one run.

    Attributes:
        real: true with the shared real lists, false with the starter extract.
        lists: what is imported, in order.
    """

    def __init__(self) -> None:
        folder = SHARED / "data" / "lists"
        self.real = folder.is_dir()
        if self.real:
            self.lists = tuple(
                ListSet(source, title, tuple(folder / name for name in names)) for source, title, names in REAL_LISTS
            )
        else:
            self.lists = _starter_lists()

    @cached_property
    def entities(self) -> list[Entity]:
        """All entities of all lists."""
        return [entity for one in self.lists for entity in one.entities()]

    @cached_property
    def names(self) -> list[str]:
        """All distinct names, sorted."""
        return sorted({name.value for entity in self.entities for name in entity.names})

    def queries(self, count: int) -> list[str]:
        """`count` names: a third as listed, a third with one letter gone or two swapped, a third recombined.

        Recombined names take each word from another listed name: they look like names and mostly hit nothing.
        """
        draw = random.Random(SEED)
        words = [name.split() for name in self.names]
        made = []
        for number in range(count):
            match number % 3:
                case 0:
                    made.append(draw.choice(self.names))
                case 1:
                    made.append(_misspelt(draw.choice(self.names), draw))
                case _:
                    made.append(" ".join(draw.choice(draw.choice(words)) for _ in range(draw.randint(2, 3))))
        return made


def _misspelt(name: str, draw: random.Random) -> str:
    if len(name) < 4:
        return name
    at = draw.randrange(1, len(name) - 1)
    if draw.random() < 0.5:
        return name[:at] + name[at + 1 :]
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def _starter_lists() -> tuple[ListSet, ...]:
    return tuple(ListSet(source, f"starter extract of {source}", paths) for source, paths in starter_lists())
