"""From one revision of the tables to another, both ways, by Alembic (extra weight that only this command loads)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.util.exc import CommandError
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import SQLAlchemyError

from ostrakon.errors import StoreError, UsageError


def upgrade(url: str, to: str = "head") -> str:
    """Bring the tables to a later revision; the revision reached.

    Raises:
        StoreError: the database does not answer.
        UsageError: there is no such revision, or no driver for PostgreSQL.
    """
    return _moved(url, lambda config: command.upgrade(config, to))


def downgrade(url: str, to: str) -> str:
    """Bring the tables back to an earlier revision, dropping what came with the later ones; the revision reached.

    Args:
        to: a revision, or `base` for an empty database.

    Raises:
        StoreError, UsageError: as in `upgrade`.
    """
    return _moved(url, lambda config: command.downgrade(config, to))


def current(url: str) -> str:
    """The revision of the tables; empty for an empty database."""
    with _connected(url) as connection:
        return MigrationContext.configure(connection).get_current_revision() or ""


def _moved(url: str, move: Callable[[Config], None]) -> str:
    with _connected(url) as connection:
        config = Config()
        config.set_main_option("script_location", str(files("ostrakon.database").joinpath("migrations")))
        config.attributes["connection"] = connection
        try:
            move(config)
        except CommandError as bad:
            raise UsageError(f"the tables cannot be moved: {bad}") from bad
        connection.commit()
        return MigrationContext.configure(connection).get_current_revision() or ""


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    address = url.replace("postgres://", "postgresql://", 1).replace("postgresql://", "postgresql+psycopg://", 1)
    try:
        engine = create_engine(address)
    except ModuleNotFoundError as missing:
        raise UsageError(
            "the driver for PostgreSQL is not installed", remedy="pip install 'ostrakon[postgres]'"
        ) from missing
    except SQLAlchemyError as bad:
        raise _answered(bad) from bad
    try:
        with engine.connect() as connection:
            yield connection
    except SQLAlchemyError as bad:
        raise _answered(bad) from bad
    finally:
        engine.dispose()


def _answered(bad: SQLAlchemyError) -> StoreError:
    return StoreError(f"the database answers: {' '.join(str(bad).split())[:300]}")
