"""The small lists of `tests/golden/lists`, one for each format that the starter lists do not have.

Written for these tests in the layout of each list, from public facts about parties that everyone knows. Workbooks are
kept as text and zipped when they are needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.sources.workbooks import from_text

GOLDEN = Path(__file__).parent.parent / "golden" / "lists"


@dataclass(frozen=True, slots=True)
class Golden:
    """One small list: its file, source, format, and how many parties and names it holds."""

    file: str
    source: str
    format: str
    entities: int
    names: int

    @property
    def name(self) -> str:
        """The file name as the publisher's."""
        return self.file.removesuffix(".tsv") if ".xlsx" in self.file else self.file

    def content(self) -> bytes:
        """The bytes of the list."""
        path = GOLDEN / self.file
        return from_text(path) if ".xlsx" in self.file else path.read_bytes()

    def write(self, folder: Path) -> Path:
        """The list as a file in `folder`, under its own name."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / self.name
        path.write_bytes(self.content())
        return path


LISTS: tuple[Golden, ...] = (
    Golden("32014R0833.csv", "eu_journal", "eu-journal-csv", 8, 13),
    Golden("au_dfat_entries.jsonl", "au_dfat", "au-converted-jsonl", 8, 10),
    Golden("au_regulation8_consolidated.xlsx.tsv", "au_dfat", "au-dfat-xlsx", 7, 18),
    Golden("ca_sema_records.jsonl", "ca_sema", "ca-converted-jsonl", 9, 9),
    Golden("ch_seco_targets.jsonl", "ch_seco", "ch-converted-jsonl", 8, 9),
    Golden("cn_sanctions.csv", "cn_measures", "cn-measures-csv", 9, 18),
    Golden("cn_unreliable.jsonld", "cn_unreliable", "graph-jsonld", 7, 7),
    Golden("eu_fsf_entities.jsonl", "eu_fsf", "eu-converted-jsonl", 8, 41),
    Golden("eu_legacy.csv", "eu_fsf", "eu-legacy-csv", 9, 37),
    Golden("eu_vessels.jsonld", "eu_vessels", "graph-jsonld", 7, 7),
    Golden("jp_end_user_list.jsonld", "jp_meti_eul", "graph-jsonld", 8, 10),
    Golden("list_russia_tokutei.txt", "jp_meti_ru", "jp-meti-ru-text", 7, 21),
    Golden("nz_mfat_entries.jsonl", "nz_mfat", "nz-mfat-rows", 9, 11),
    Golden("ofac_wallets.json", "ofac_wallets", "ofac-wallets-json", 8, 8),
    Golden("pk_proscribed.json", "pk_nacta", "pk-nacta-json", 7, 8),
    Golden("ru_stop_list.jsonld", "ru_stop_list", "graph-jsonld", 7, 14),
    Golden("sanctioned_addresses_XBT.txt", "wallets", "wallets-text", 8, 8),
    Golden("section_1286.csv", "us_1286", "us-1286-csv", 7, 15),
    Golden("shisantouketsu20260305.xlsx.tsv", "jp_mof", "jp-mof-xlsx", 19, 51),
    Golden("tr_hmb_entries.jsonl", "tr_hmb", "tr-hmb-jsonl", 10, 23),
    Golden("uk_sl_entities.jsonl", "uk_sl", "uk-converted-jsonl", 8, 25),
    Golden("un_entries.jsonl", "un_sc", "un-converted-jsonl", 8, 19),
    Golden("un_vessels.jsonld", "un_vessels", "graph-jsonld", 7, 7),
    Golden("world_bank_sanctions_list.json", "wb_debarred", "wb-debarred-json", 8, 12),
)
