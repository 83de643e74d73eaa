"""Pictures of the console for docs/console/: starter lists, invented people and customers, the system's Chromium.

    python tools/console/tour.py [--all FOLDER]

`--all` takes every page in light and dark and in three sizes into another folder, for looking at them after a change.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from ostrakon.app.demo import import_starter  # noqa: E402  # after the path
from ostrakon.app.serving import ServerSettings  # noqa: E402
from ostrakon.server.console.ownership import EXAMPLE  # noqa: E402
from ostrakon.starter import starter_article  # noqa: E402
from tests.server import browser, console_data  # noqa: E402
from tests.server.live import live  # noqa: E402

OUT = ROOT / "docs" / "console"
WIDE, LAPTOP, PHONE = (1280, 800), (1280, 720), (390, 844)
MESSAGE = """{1:F01DEMOCHZZAXXX0000000000}{2:I103DEMODEFFXXXXN}{4:
:20:DEMO-0001
:23B:CRED
:32A:261127EUR12400,00
:50K:/CH0000000000000000000
DEMO SHIPPING LTD
MUSTERSTRASSE 1
8000 ZURICH
:57A:VTBRRUMMXXX
:59:/40702810000000000001
KOREA MINING DEVELOPMENT TRADING CORP
PYONGYANG
:70:INVOICE 17 VESSEL ANGARA
:71A:SHA
-}"""
PAGES = {
    "login": ("", "/login"),
    "queue": ("analyst", "/cases"),
    "case": ("analyst", "/cases/1"),
    "case-person": ("analyst", "/cases/3"),
    "case-vessel": ("analyst", "/cases/8"),
    "case-print": ("analyst", "/cases/1/print"),
    "bulk": ("analyst", "/cases/bulk?ids=5,6,7"),
    "search": ("analyst", "/search?q=Kim+Jong+Hoon&schema=Person&country=kp"),
    "search-hit": ("analyst", "/search?q=Bank+Meli&country=ir"),
    "why": ("analyst", "/why?q=Kim+Jong+Hoon&party=ofac-20157"),
    "party": ("analyst", "/parties/ofac-9345"),
    "customers": ("analyst", "/customers"),
    "customer": ("analyst", "/customers/C-0412"),
    "drafts": ("analyst", "/cases/1/drafts"),
    "shipments": ("analyst", "/shipments"),
    "lists": ("analyst", "/lists"),
    "list": ("analyst", "/lists/ofac_sdn"),
    "diff": ("analyst", "/lists/diff"),
    "texts": ("analyst", "/texts"),
    "reading": ("analyst", "POST /texts"),
    "ownership": ("analyst", "/ownership"),
    "owned": ("analyst", "POST /ownership"),
    "payments": ("analyst", "/payments"),
    "payment": ("analyst", "POST /payments"),
    "policy": ("analyst", "/policy"),
    "policy-version": ("auditor", "/policy/1"),
    "policy-propose": ("approver", "/policy/propose"),
    "not-screened": ("analyst", "/not-screened"),
    "forbidden": ("analyst", "/admin/users"),
    "ledger": ("auditor", "/ledger?verify=1"),
    "record": ("auditor", "/ledger/3"),
    "case-read-only": ("auditor", "/cases/1"),
    "users": ("admin", "/admin/users"),
    "keys": ("admin", "/admin/keys"),
    "me": ("analyst", "/me"),
    "help": ("analyst", "/help/keys"),
    "styleguide": ("analyst", "/styleguide"),
}
IN_DOCS = {
    "queue": ("light", WIDE),
    "case": ("light", WIDE),
    "case-person": ("dark", WIDE),
    "bulk": ("light", LAPTOP),
    "search": ("light", LAPTOP),
    "reading": ("light", WIDE),
    "payment": ("dark", LAPTOP),
    "owned": ("light", WIDE),
    "policy-version": ("light", WIDE),
    "lists": ("light", LAPTOP),
    "ledger": ("light", LAPTOP),
}
"""Page → look and size in the docs."""


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", type=Path, metavar="FOLDER")
    parser.add_argument("--only", nargs="*", default=[], metavar="PAGE")
    chosen = parser.parse_args()
    if why := browser.absent():
        sys.exit(f"no pictures: {why}")
    out: Path = chosen.all or OUT
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        import_starter(store)
        console_data.people(store)
        console_data.alerts(store)
        console_data.confirmed(store, 2)
        console_data.proposal(store)
        with live(store, ServerSettings()) as address, browser.browser() as chromium:
            sessions: dict[str, Any] = {}
            for name, look, size in _wanted(every=bool(chosen.all)):
                if not chosen.only or name in chosen.only:
                    _take(chromium, address, out, sessions, name, look, size)


def _wanted(*, every: bool) -> Iterator[tuple[str, str, tuple[int, int]]]:
    if not every:
        yield from ((name, look, size) for name, (look, size) in IN_DOCS.items())
        return
    for name in PAGES:
        for look, size in (("light", WIDE), ("dark", LAPTOP), ("light", PHONE)):
            yield name, look, size


def _take(
    chromium: Any, address: str, out: Path, sessions: dict[str, Any], name: str, look: str, size: tuple[int, int]
) -> None:
    who, path = PAGES[name]
    shape = {"viewport": {"width": size[0], "height": size[1]}, "color_scheme": look}
    context = chromium.new_context(**shape, storage_state=sessions.get(who))
    page = context.new_page()
    if who and who not in sessions:
        browser.log_in(page, address, who)
        sessions[who] = context.storage_state()
    method, _, target = path.rpartition(" ")
    page.goto(address + target)
    if method:
        page.fill("textarea", {"/payments": MESSAGE, "/ownership": EXAMPLE}.get(target) or _article())
        with page.expect_navigation():
            page.click("main button")
    suffix = "" if out == OUT else f"-{look}-{size[0]}"
    page.screenshot(path=out / f"{name}{suffix}.png")
    context.close()


def _article() -> str:
    return starter_article().read_text(encoding="utf-8")


if __name__ == "__main__":
    main()
