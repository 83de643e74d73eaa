"""A graph of ownership with the lists of a store: its listed parties found, its findings made and kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ostrakon.app.engine import Ostrakon
from ostrakon.app.owners.finding import Owners
from ostrakon.app.owners.keeping import keep
from ostrakon.app.owners.marking import Decided, marked
from ostrakon.app.owners.relations import ties_of, with_ties
from ostrakon.app.owning_findings import owners_of
from ostrakon.app.settings import database_url
from ostrakon.database.cases import outcome_between
from ostrakon.database.opening import open_database
from ostrakon.errors import InputError
from ostrakon.ownership import Graph


def screened_graph(engine: Ostrakon, store: Path, graph: Graph) -> Graph:
    """The graph with its listed parties marked by the lists in force, and with the ties that the lists state.

    Raises:
        NotScreened: the lists cannot answer.
    """
    with decisions(store) as decided:
        made, listed = marked(engine, graph, decided)
    return with_ties(made, listed, ties_of(engine.snapshot.entities()))


def owners_from(engine: Ostrakon, store: Path, file: Path, *, day: str = "", kept: bool = False) -> Owners:
    """The findings of a graph's file; with `kept`, the store keeps them for every door.

    Raises:
        InputError: the file cannot be read, or is no graph.
        NotScreened: the lists cannot answer.
        StoreError: the store cannot be written.
    """
    try:
        content = file.read_bytes()
    except OSError as denied:
        raise InputError(f"the file cannot be read ({denied.strerror or denied})", where=str(file)) from denied
    with decisions(store) as decided:
        owners = owners_of(content, str(file), engine, decided=decided, day=day)
    if kept:
        keep(store, content, owners)
    return owners


@contextmanager
def decisions(store: Path) -> Iterator[Decided]:
    """Outcomes of the team's cases; where there is no database, nobody decided anything."""
    url = database_url(store)
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
        yield lambda _customer, _party: ""
        return
    database = open_database(url)
    try:
        with database.read() as transaction:
            yield lambda customer, party: outcome_between(transaction, customer, party)
    finally:
        database.close()
