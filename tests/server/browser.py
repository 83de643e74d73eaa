"""The system's Chromium, to look at a live service with."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    *("--no-sandbox", "--headless=new", "--disable-gpu", "--disable-background-networking"),
    *(
        "--disable-component-update",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--force-color-profile=srgb",
        "--disable-lcd-text",
    ),
)
PASSWORD = "three plain words"
"""Of all people in tests and in the tour."""


def absent() -> str:
    """Why no browser can be driven here; empty where one can."""
    if find_spec("playwright") is None:
        return "the package playwright is not installed"
    if not any(map(shutil.which, BROWSERS)):
        return "the system has no Chromium (Debian, Ubuntu: `apt-get install chromium`)"
    return ""


@contextmanager
def browser() -> Iterator[Any]:
    """The system's Chromium, driven by Playwright."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # where it is not installed, tests skip

    path = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            yield found
        finally:
            found.close()


def log_in(page: Any, address: str, name: str, after: str = "/") -> None:
    """Log in as a person in a page of the browser."""
    page.goto(f"{address}/login?next={after}")
    page.fill("input[name=name]", name)
    page.fill("input[name=password]", PASSWORD)
    with page.expect_navigation():
        page.click("main button")
