"""Stores as earlier versions of the program made them, for tests/cli/test_older_stores.py.

A store of each version is made once, by that version itself: its sources are taken out of the repository's history,
and its own commands import two small lists and, where they can, screen, make a key, keep customers and open a case.
The results are committed, since a fixture written by today's code would prove nothing.

    python tools/release/old_stores.py             make those that are missing
    python tools/release/old_stores.py --check     say which versions before today's have no store

After a version in `VERSIONS_OF` rose, add a row to `MADE_BY` with the last commit before it.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STORES = ROOT / "tests" / "golden" / "stores"
LISTS = (("un_sc", STORES / "un.xml"), ("ca_sema", STORES / "ca.xml"))
CUSTOMERS = STORES / "customers.csv"

VERSIONS_OF = {
    "index": ("src/ostrakon/index/arrays.py", r"^INDEX_FORMAT = (\d+)"),
    "readers": ("src/ostrakon/sources/base.py", r"^PARSER_VERSION\b.*?= *(\d+)"),
    "clusters": ("src/ostrakon/clusters/building.py", r"^VERSION = (\d+)"),
    "words": ("src/ostrakon/reading/gazetteer.py", r"^VERSION = (\d+)"),
    "layout": ("src/ostrakon/store/manifest.py", r"^STORE_FORMAT = (\d+)"),
}
"""What of a store has versions beside its database, and where the code says which it writes."""

NEVER_WRITTEN = {"index": {10}}
"""Numbers that no commit wrote."""

MADE_BY = (
    "f70c91d", "d0df635", "7a3b0f7", "1152fbc", "e7eafa1", "024fe47", "9b7792f", "ac1158b", "4aaa1b4", "1772778",
    "a1b7716", "a9a147a", "0c228f8", "362747d", "7271c25", "bb75474", "5b0810c", "d812960", "ccf5749", "5877f3d",
    "9a6ac31", "73ca1f0", "0fb522a", "1fee8e0", "b1dabf2", "4abb16e",
)  # fmt: skip
"""Commits whose stores together show every version of everything in `VERSIONS_OF`, oldest first."""

_RUN = "import sys; from ostrakon.cli.main import run; sys.exit(run())"

_CASE = """
import sys
from ostrakon.cases.case import Case
from ostrakon.database.cases import add_case
from ostrakon.database.opening import open_database
database = open_database(sys.argv[1])
with database.write() as transaction:
    add_case(transaction, Case(id=0, customer="kept", party="un-QDe.004", caption="Al-Qaida",
                               opened="2026-01-02T03:04:05Z", changed="2026-01-02T03:04:05Z"))
database.close()
"""


def sources_of(commit: str, folder: Path) -> Path:
    """The sources as they were at a commit, laid down in a folder; what PYTHONPATH needs."""
    packed = subprocess.run(
        ["git", "-C", str(ROOT), "archive", commit, "src"], capture_output=True, check=True, timeout=60
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return folder / "src"


def versions(sources: Path) -> dict[str, int]:
    """The versions that the code in this folder (`src`) writes; those that it does not know are left out."""
    found = {}
    for what, (path, pattern) in VERSIONS_OF.items():
        file = sources.parent / path
        match = re.search(pattern, file.read_text(encoding="utf-8"), re.MULTILINE) if file.exists() else None
        if match:
            found[what] = int(match[1])
    revisions = [path.name[1:5] for path in (sources / "ostrakon" / "database").rglob("r[0-9]*_*.py")]
    if revisions:
        found["database"] = int(max(revisions))
    return found


def make(commit: str, out: Path) -> None:
    """A store made by the program of a commit, as one compressed file."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        sources = sources_of(commit, folder)
        store = folder / "store"
        environment = os.environ | {
            "PYTHONPATH": str(sources),
            "OSTRAKON_STORE": str(store),
            "OSTRAKON_COMPILED": "off",
            "OSTRAKON_USER": "maker",
        }

        def run(*words: object) -> int:
            done = subprocess.run(
                [sys.executable, "-c", _RUN, *map(str, words)],
                env=environment, cwd=folder, capture_output=True, text=True, check=False, timeout=300,
            )  # fmt: skip
            if done.returncode not in (0, 1):
                print(f"  {' '.join(map(str, words[:2]))}: {done.returncode} {done.stderr.strip()[:150]}")
            return done.returncode

        for source, path in LISTS:
            run("lists", "import", source, path)
        run("screen", "Al-Qaida")
        run("screen", "Jane Roe")
        run("keys", "add", "kept", "--role", "screener")
        run("customers", "import", CUSTOMERS)
        run("customers", "rescreen")
        database = store / "ostrakon.sqlite"
        if database.exists():
            subprocess.run(
                [sys.executable, "-c", _CASE, f"sqlite:///{database}"],
                env=environment, capture_output=True, check=False, timeout=60,
            )  # fmt: skip
        shutil.rmtree(store / "tmp", ignore_errors=True)
        (store / "tmp").mkdir()
        found = versions(sources)
        (store / "made_by.txt").write_text("".join(f"{what} {number}\n" for what, number in found.items()), "utf-8")
        with tarfile.open(out, "w:xz", preset=9) as archive:
            archive.add(store, "store", filter=_anonymous)


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mtime = 0
    return member


def covered() -> dict[str, set[int]]:
    """The versions of which a store is committed, read from the stores themselves."""
    found: dict[str, set[int]] = {what: set() for what in (*VERSIONS_OF, "database")}
    for path in sorted(STORES.glob("*.tar.xz")):
        with tarfile.open(path) as archive:
            file = archive.extractfile("store/made_by.txt")
            assert file is not None
            for line in file.read().decode().splitlines():
                what, number = line.split()
                found[what].add(int(number))
    return found


def main() -> int:
    """Make the missing stores, or check that every version up to today's has one; the exit code."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--check", action="store_true")
    if arguments.parse_args().check:
        there = covered()
        missing = [
            f"{what} {number}"
            for what, newest in versions(ROOT / "src").items()
            for number in range(1, newest)
            if number not in there[what] | NEVER_WRITTEN.get(what, set())
        ]
        for one in missing:
            print(f"no store of {one}: add its last commit to MADE_BY in tools/release/old_stores.py and run that")
        return 1 if missing else 0
    for number, commit in enumerate(MADE_BY, start=1):
        out = STORES / f"{number:02d}-{commit}.tar.xz"
        if not out.exists():
            print(f"{out.name}")
            make(commit, out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
