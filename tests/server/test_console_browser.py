"""The console in a real browser: keys, what fits on a screen, nothing runs that is not ours."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from ostrakon.app.serving import ServerSettings
from ostrakon.app.settings import database_url
from ostrakon.database import cases as stored
from ostrakon.database.opening import open_database
from ostrakon.server.console.ownership import EXAMPLE
from tests.server import console_data
from tests.server.browser import absent, browser, log_in
from tests.server.live import live
from tests.server.test_console_pages import PAGES, PAYLOADS

pytestmark = pytest.mark.skipif(bool(absent()), reason=absent())
HOLDERS = {
    "customers.write": "admin",
    "ledger.read": "auditor",
    "quality.read": "auditor",
    "users.read": "admin",
    "policy.write": "approver",
}
"""Who looks at pages that are not the analyst's."""
RULES = {"light": "", "dark": "{runOnly: ['color-contrast']}"}
"""What axe looks for: in the dark only what can be another there."""
LAPTOP = {"width": 1280, "height": 720}
NAMESAKES = 3
FOCUSED = """() => {
  const focused = document.activeElement;
  if (focused.closest(".bar, body > header") || focused === document.body) return null;
  const box = focused.getBoundingClientRect();
  return [box.top, box.bottom];
}"""
"""Where what has the focus stands; null for the bar, the header and nothing."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def store(peopled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(peopled, tmp_path_factory.mktemp("browser") / "store"))
    hostile = {
        "query_id": "C-hostile",
        "name": f"Angara {' '.join(PAYLOADS)}",
        "schema": "Vessel",
        "address": PAYLOADS[0],
    }
    console_data.alerts(folder, ({**hostile, "identifiers": [{"type": "imo", "value": "9179842"}]},))
    plain = ({"query_id": f"C-plain-{n}", "name": "FTB Foreign Trade Bank Consulting AG", "country": "ch",
              "schema": "Company", "address": "Musterstrasse 1, 8000 Zürich"} for n in range(NAMESAKES))  # fmt: skip
    console_data.alerts(folder, tuple(plain))
    return folder


@pytest.fixture(scope="module")
def address(store: Path) -> Iterator[str]:
    with live(store, ServerSettings()) as found:
        yield found


@pytest.fixture
def page(chromium: Any, address: str) -> Iterator[Any]:
    """An analyst at a laptop; what the browser refuses, runs or asks is noted."""
    context = chromium.new_context(viewport=LAPTOP)
    found = context.new_page()
    found.noted = []
    found.on("console", lambda message: found.noted.append(message.text) if message.type == "error" else None)
    found.on("pageerror", lambda error: found.noted.append(str(error)))
    found.on("dialog", lambda dialog: (found.noted.append(f"dialog {dialog.message}"), dialog.dismiss()))
    log_in(found, address, "analyst")
    yield found
    context.close()


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def decided(page: Any, *keys: str) -> None:
    with page.expect_navigation():
        press(page, *keys)


def test_a_plain_false_positive_is_cleared_by_keys_alone_and_the_next_is_there_at_once(
    page: Any, address: str, store: Path
) -> None:
    page.goto(f"{address}/cases?words=Foreign+Trade&sort=id")
    press(page, "j")
    decided(page, "o")
    cleared: list[int] = []
    for _ in range(NAMESAKES):
        number = int(page.url.split("/cases/")[1].split("?")[0])
        if page.locator(".st.review").count() == 0:
            break
        decided(page, "2", "c")
        cleared.append(number)
    assert len(cleared) >= 2
    assert page.locator("h1").inner_text() != "Alerts"
    database = open_database(database_url(store))
    with database.read() as transaction:
        found = [stored.case(transaction, number) for number in cleared]
    database.close()
    assert {(one.outcome, one.reason, one.decided_by) for one in found if one} == {
        ("clear", "other_country", "user:analyst")
    }
    decided(page, "z")
    assert f"/cases/{cleared[-1]}" in page.url
    assert "open" in page.locator(".crumb").inner_text()
    assert page.noted == []


def test_a_match_needs_a_second_key_and_no_key_works_in_a_field(page: Any, address: str) -> None:
    page.goto(f"{address}/cases/3")
    before = page.url
    press(page, "6", "b", "h")
    assert page.url == before
    press(page, "n")
    page.keyboard.type("c m b 2")
    assert page.url == before
    assert page.input_value("#words") == "c m b 2"
    press(page, "Escape", "m")
    assert page.locator("details.match").get_attribute("open") is not None
    decided(page, "b")
    assert "waits for a second person" in page.locator("main").inner_text()
    decided(page, "z")
    assert page.url.startswith(f"{address}/cases/3")


def test_without_script_the_same_is_done_with_links_and_buttons(chromium: Any, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    log_in(page, address, "approver")
    page.goto(f"{address}/cases/2")
    page.check("input[value=other_country]", force=True)
    with page.expect_navigation():
        page.click("button[value=clear]")
    assert "Case 2" in page.locator(".banner[role=status]").inner_text()
    page.goto(f"{address}/help/keys")
    assert page.locator("kbd").count() > 30
    context.close()


def test_what_a_decision_needs_is_on_a_laptop_s_screen_without_scrolling(page: Any, address: str) -> None:
    page.goto(f"{address}/cases/1")
    bar = page.locator(".bar").bounding_box()
    for what in (".ans", "tr:has-text('Name')", "tr:has-text('Country')", "h1 .st"):
        box = page.locator(what).first.bounding_box()
        assert box["y"] + box["height"] <= bar["y"] + 1, what
    assert bar["y"] + bar["height"] <= LAPTOP["height"] + 1


def test_no_page_runs_or_loads_what_is_not_ours_whatever_customers_are_called(page: Any, address: str) -> None:
    for path in (*PAGES, "/cases/12", "/cases/12/print"):
        page.goto(address + path)
    page.goto(f"{address}/texts")
    page.fill("textarea", f"Kim Jong Un {' '.join(PAYLOADS)}")
    with page.expect_navigation():
        page.click("main button")
    assert page.locator("script").count() == 1
    unexpected = [line for line in page.noted if "403" not in line]  # pages that are not the analyst's
    assert unexpected == []


@pytest.mark.parametrize("path", ["/cases", "/cases/1", "/search?q=Kim+Jong+Un", "/lists", "/me", "/parties/ofac-9345"])
def test_a_narrow_screen_never_scrolls_sideways(path: str, page: Any, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_case_is_printed_on_two_pages_at_most(page: Any, address: str) -> None:
    page.goto(f"{address}/cases/1/print")
    paper = page.pdf(format="A4")
    assert 1 <= paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page/") <= 2


def test_focus_is_never_hidden_under_the_bar(page: Any, address: str) -> None:
    page.goto(f"{address}/cases/3")
    top = page.locator(".bar").bounding_box()["y"]
    for _ in range(40):
        press(page, "Tab")
        box = page.evaluate(FOCUSED)
        assert box is None or box[0] < top


@pytest.mark.skipif(find_spec("axe_playwright_python") is None, reason="axe-playwright-python is not installed")
@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(look: str, chromium: Any, address: str) -> None:
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    context = chromium.new_context(viewport=LAPTOP, color_scheme=look)
    page = context.new_page()
    found: list[str] = []
    for role in ("analyst", "auditor", "admin", "approver"):
        log_in(page, address, role)
        for path, permission in PAGES.items():
            if role != ("analyst" if not permission else HOLDERS.get(permission, "analyst")):
                continue
            page.goto(address + path)
            page.evaluate(axe)
            violations = page.evaluate(f"axe.run({RULES[look]})")["violations"]
            found += [f"{path}: {one['id']} {one['nodes'][0]['html']}" for one in violations]
    context.close()
    assert found == []


def test_in_a_text_keys_walk_from_party_to_party_and_lead_to_the_words(page: Any, address: str) -> None:
    page.goto(f"{address}/texts")
    page.fill("textarea", "Kim Jong Un met Vladimir Putin. Vladimir Putin said nothing.")
    with page.expect_navigation():
        page.click("main button")
    press(page, "j", "j")
    assert "PUTIN" in page.locator(".parties li[aria-current]").inner_text()
    press(page, "o")
    assert page.url.endswith("#m2")
    assert page.locator("#m2").inner_text() == "Vladimir Putin"


@pytest.mark.skipif(find_spec("axe_playwright_python") is None, reason="axe-playwright-python is not installed")
@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_nothing_on_a_picture_of_ownership_and_it_scrolls_within_itself(
    look: str, chromium: Any, address: str
) -> None:
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    context = chromium.new_context(viewport={"width": 320, "height": 700}, color_scheme=look)
    page = context.new_page()
    log_in(page, address, "analyst", "/ownership")
    page.fill("textarea", EXAMPLE)
    with page.expect_navigation():
        page.click("main button")
    assert page.locator(".graph svg .listed").count() == 2
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.evaluate(axe)
    assert page.evaluate(f"axe.run({RULES[look]})")["violations"] == []
    context.close()
