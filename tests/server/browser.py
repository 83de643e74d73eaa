"""A live service on a free port of this machine, and the system's Chromium to look at it with."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import uvicorn

from ostrakon.app.serving import ServerSettings
from ostrakon.server.app import service

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    *("--no-sandbox", "--headless=new", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-dev-shm-usage", "--no-first-run", "--force-color-profile=srgb"),
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


@contextmanager
def live(store: Path, settings: ServerSettings | None = None) -> Iterator[str]:
    """A service over a data folder; gives its address."""
    chosen = settings or ServerSettings()
    config = uvicorn.Config(service(store, chosen), host="127.0.0.1", port=0, log_level="warning", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("the service did not start")
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=20)


def log_in(page: Any, address: str, name: str, after: str = "/") -> None:
    """Log in as a person in a page of the browser."""
    page.goto(f"{address}/login?next={after}")
    page.fill("input[name=name]", name)
    page.fill("input[name=password]", PASSWORD)
    with page.expect_navigation():
        page.click("main button")
