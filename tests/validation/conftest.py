"""A store with the starter lists and its engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from ostrakon.app.demo import import_starter
from ostrakon.app.engine import Ostrakon
from ostrakon.validation.record import TestRecord
from ostrakon.validation.running import Sizes, records_of

SMALL = Sizes(names=400, controls=80, payments=24, texts=16)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("validation") / "store"
    import_starter(folder)
    return folder


@pytest.fixture(scope="session")
def engine(store: Path) -> Ostrakon:
    return Ostrakon.open(store)


@pytest.fixture(scope="session")
def records(engine: Ostrakon) -> list[TestRecord]:
    return records_of(engine, SMALL, seed=1)
