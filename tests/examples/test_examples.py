"""The examples do what they say."""

from __future__ import annotations

import importlib.util
import json
import sys
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.request import Request, urlopen

import pytest

from ostrakon.app.demo import import_starter
from ostrakon.app.serving import ServerSettings
from ostrakon.app.settings import database_url
from ostrakon.database.keys import add_key
from ostrakon.database.opening import open_database
from tests.server.live import live

FOLDER = Path(__file__).parent.parent.parent / "examples"


def example(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples") / "store"
    import_starter(folder)
    return folder


def test_a_feed_is_read_once_and_goes_on_where_it_stopped(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    feed = tmp_path / "feed.jsonl"
    text = "Sergei Lavrov met officials in Pyongyang on Tuesday."
    first = {"id": "a", "title": "Talks", "text": text, "date": "2026-11-20"}
    feed.write_text(json.dumps(first) + "\n" + '{"id": "b", "text": "half a li')
    monkeypatch.setattr(sys, "argv", ["watch_feed.py", str(feed), "--store", str(store), "--once"])
    module = example("watch_feed")
    module.main()
    assert "Talks: Sergei Lavrov" in capsys.readouterr().out
    with feed.open("a") as more:
        more.write('ne about nobody at all"}\n' + json.dumps({**first, "id": "c", "title": "More talks"}) + "\n")
    module.main()
    told = capsys.readouterr().out
    assert "More talks" in told
    assert told.count("\n") == 1


@pytest.fixture
def shop(store: Path) -> Iterator[tuple[str, Any]]:
    database = open_database(database_url(store))
    with database.write() as transaction:
        key = add_key(transaction, "shop", "screener", actor="test").shown
    database.close()
    module = example("checkout")
    with live(store, ServerSettings()) as service:
        module.Shop.service, module.Shop.key = service, key
        server = ThreadingHTTPServer(("127.0.0.1", 0), module.Shop)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/orders", module.Shop
        server.shutdown()
        server.server_close()


def order(address: str, body: dict[str, str]) -> int:
    with urlopen(Request(address, json.dumps(body).encode())) as answer:
        return int(answer.status)


def test_a_shop_sells_to_nobody_who_was_not_found_clear(shop: tuple[str, Any]) -> None:
    address, handler = shop
    assert order(address, {"order": "1", "name": "Ann Larsen", "country": "dk"}) == 201
    assert order(address, {"order": "2", "name": "Kim Jong Un", "country": "kp"}) == 202
    handler.service = "http://127.0.0.1:9"
    assert order(address, {"order": "3", "name": "Ann Larsen", "country": "dk"}) == 202


def test_the_cells_of_the_notebook_run(
    store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OSTRAKON_STORE", str(store))
    cells = json.loads((FOLDER / "frame.ipynb").read_text(encoding="utf-8"))["cells"]
    names: dict[str, Any] = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)  # the notebook's own code
    assert names["answers"]["status"].to_list() == ["clear", "hit", "hit", "not_screened"]
    assert "birth_date   1950-03-21  1950-03-21  same date" in capsys.readouterr().out
