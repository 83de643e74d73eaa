"""Writes the starter lists, the golden files and their page of sources from the reviewed facts.

python tools/starter/build.py            writes the files
python tools/starter/build.py --check    says which files differ from what it would write, and fails if any does
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from facts import Row, rows
from writers import bis, canada, eu, ofac, ofac_advanced, ofac_xml, open_data, provenance, seco, uk, un

ROOT = Path(__file__).resolve().parents[2]
LISTS = ROOT / "src" / "ostrakon" / "starter" / "lists"
GOLDEN = ROOT / "tests" / "golden" / "starter"
PAGE = ROOT / "docs" / "starter-lists.md"

SDN_FILES = ("sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv")
CONS_FILES = ("cons_prim.csv", "cons_alt.csv", "cons_add.csv", "cons_comments.csv")
IN_SDN_XML = ("putin", "kim_jong_un", "bout", "vtb", "angara", "ns_champion", "ep_mna", "lazarus", "komid", "kony")
IN_ADVANCED = ("putin", "lukashenko", "bout", "assad", "komid", "angara", "ew_001pa")
IN_EU_CSV = ("putin", "lukashenko", "no_kwang_chol", "soleimani", "vtb", "komid", "irisl", "kony")
IN_UK_CSV = ("putin", "haqqani_siraj", "komid", "angara", "bank_melli", "kony")


def _some(source: str, keys: tuple[str, ...]) -> list[Row]:
    return [row for row in rows(source) if row.key in keys]


def starter_files() -> dict[Path, str]:
    """The bundled files: one list of every source."""
    found = {**ofac.files(rows("ofac_sdn"), SDN_FILES), **ofac.files(rows("ofac_cons"), CONS_FILES)}
    found["consolidated.xml"] = un.consolidated(rows("un_sc"), "2026-02-27")
    found["xmlFullSanctionsList_1_1.xml"] = eu.xml(rows("eu_fsf"), "2026-03-15")
    found["UK-Sanctions-List.xml"] = uk.xml(rows("uk_sl"), "2026-08-22")
    found["ConList.csv"] = uk.conlist(rows("uk_ofsi"), "2026-01-28")
    found["consolidated-list.xml"] = seco.seco(rows("ch_seco"), "2026-03-15")
    found["csl.csv"] = bis.csl_csv(rows("us_csl"))
    found["dpl.txt"] = bis.dpl(rows("us_dpl"))
    found["sema-lmes.xml"] = canada.sema(rows("ca_sema"))
    found["targets.simple.csv"] = open_data.simple(rows("os_simple"), "2026-08-22")
    found["entities.ftm.json"] = open_data.ftm(rows("ftm"), "2026-08-22")
    return {LISTS / name: text for name, text in found.items()}


def golden_files() -> dict[Path, str]:
    """Small files in the formats in which a source is published besides."""
    found = {
        "sdn.xml": ofac_xml.sdn_xml(_some("ofac_sdn", IN_SDN_XML), "2024-05-03"),
        "sdn_advanced.xml": ofac_advanced.advanced(_some("ofac_sdn", IN_ADVANCED), "2024-05-03"),
        "csvFullSanctionsList_1_1.csv": eu.csv_file(_some("eu_fsf", IN_EU_CSV), "2026-03-15"),
        "UK-Sanctions-List.csv": uk.csv_file(_some("uk_sl", IN_UK_CSV), "2026-08-22"),
        "csl.json": bis.csl_json(rows("us_csl")),
    }
    return {GOLDEN / name: text for name, text in found.items()}


def all_files() -> dict[Path, bytes]:
    """Everything that this program writes."""
    texts = {**starter_files(), **golden_files(), PAGE: provenance.page()}
    return {path: text.encode("utf-8") for path, text in texts.items()}


def main() -> int:
    """Write, or with `--check` compare."""
    stale = [path for path, data in all_files().items() if not path.exists() or path.read_bytes() != data]
    if "--check" in sys.argv[1:]:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is not what tools/starter/build.py writes", file=sys.stderr)
        return 1 if stale else 0
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(all_files()[path])
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
