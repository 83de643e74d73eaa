"""How long the console's pages take on the server, with a queue of 400 and of 20,000 open cases on SQLite.

    python -m benchmarks.console [--cases 400 20000]

Customers are made up and are called like 300 parties of the starter lists. Times are those of the application in this
process, one request after the other, with its rendering and without a network: the median and the largest of ten.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import msgspec
from fastapi.testclient import TestClient

from ostrakon.app.casework import open_cases
from ostrakon.app.demo import import_starter
from ostrakon.app.engine import Ostrakon
from ostrakon.app.recording import Asked, Recorder
from ostrakon.app.serving import ServerSettings
from ostrakon.app.settings import database_url
from ostrakon.database.opening import open_database
from ostrakon.model.subject import Subject
from ostrakon.server.app import service
from tests.server import console_data
from tests.server.people import Person

NAMES_MAX = 300
"""Listed parties that come up."""
PAGES = (
    "/cases",
    "/cases?page=2",
    "/cases?assigned=me",
    "/cases?words=C-3",
    "/cases?sort=bits",
    "/cases/{}",
    "/customers",
)
COUNTRIES = ("lv", "de", "fr")
TIMES = 10
TOGETHER = 500


def main() -> None:
    """Measure, and print one line a page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, nargs="*", default=[400, 20_000])
    for wanted in parser.parse_args().cases:
        with tempfile.TemporaryDirectory() as folder:
            store = Path(folder) / "store"
            import_starter(store)
            console_data.people(store)
            numbers = _fill(store, wanted)
            for page, times in _measured(store, numbers[len(numbers) // 2]):
                middle, worst = statistics.median(times), max(times)
                print(f"{wanted:>6} cases  {page:<22} {1000 * middle:7.0f} ms median  {1000 * worst:7.0f} ms largest")


def _fill(store: Path, wanted: int) -> list[int]:
    """Open cases of made-up customers until there are so many; their numbers."""
    engine, database, asked = Ostrakon.open(store), open_database(database_url(store)), Asked(1, None)
    listed = list(islice(engine.snapshot.entities(), NAMES_MAX))
    asked_of = [(one := Subject(name=party.caption), engine.answer(one, limit=1)) for party in listed]
    answers = [one for one in asked_of if any(result.match for result in one[1].results)]
    numbers: list[int] = []
    while len(numbers) < wanted:
        with database.write() as transaction:
            for _ in range(min(TOGETHER, wanted - len(numbers))):
                place = len(numbers)
                subject, answer = answers[place % len(answers)]
                one = msgspec.structs.replace(subject, query_id=f"C-{place}", countries=(COUNTRIES[place % 3],))
                kept = Recorder(database, "key:demo").add_screening(transaction, one, answer, asked, engine)
                numbers += open_cases(transaction, engine, one, answer, record=kept, door="screen", actor="key:demo")
    database.close()
    return numbers


def _measured(store: Path, number: int) -> Iterator[tuple[str, list[float]]]:
    with TestClient(service(store, ServerSettings())) as client:
        person = Person(client, "analyst")
        person.log_in()
        for page in PAGES:
            path, times = page.format(number), []
            person.get(path)
            for _ in range(TIMES):
                begun = time.perf_counter()
                assert person.get(path).status_code == 200
                times.append(time.perf_counter() - begun)
            yield page, times
        times = []
        for _ in range(TIMES):
            page_text = person.get(f"/cases/{number}").text
            version = page_text.split('name="version" value="')[1].split('"')[0]
            data = {"outcome": "noted", "words": "x", "version": version}
            token = page_text.split('name="csrf" value="')[1].split('"')[0]
            begun = time.perf_counter()
            assert person.post(f"/cases/{number}/step", data, csrf=token).status_code == 303
            times.append(time.perf_counter() - begun)
        yield "POST /cases/{}/step", times


if __name__ == "__main__":
    main()
