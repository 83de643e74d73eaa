"""The one place where settings are read: environment variables and defaults."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ostrakon.errors import InputError, NotScreened, StoreError, UsageError

if TYPE_CHECKING:
    from ostrakon.model.designation import ListingClass
    from ostrakon.screening.exemptions import Exemptions
    from ostrakon.screening.policy import Policy

LedgerMode = Literal["on", "required", "off"]
LEDGER_MODES: tuple[LedgerMode, ...] = ("on", "required", "off")

STORE_VARIABLE = "OSTRAKON_STORE"
"""The data folder: lists, snapshots, and the SQLite database; default: the user's data folder of the system."""
POLICY_VARIABLE = "OSTRAKON_POLICY"
"""File of the policy; default: the one in force in the database, else the one that ships."""
EXEMPTIONS_VARIABLE = "OSTRAKON_EXEMPTIONS"
"""File of reviewed exemptions; default: none."""
COMPILED_VARIABLE = "OSTRAKON_COMPILED"
"""`auto` (default), `on` (compiled code from the first answer, whatever it takes) or `off`: `acceleration.py`."""
OWNERSHIP_FOLDER = "ownership"
"""Where a data folder keeps its graph of ownership; it is looked for before what reads one is loaded."""
DATABASE_FILE = "ostrakon.sqlite"
DATABASE_VARIABLE = "OSTRAKON_DATABASE"
"""URL of the team's database; without it a SQLite file in the data folder."""
CUSTOMERS_KEY_BYTES = 32
LEDGER_VARIABLE = "OSTRAKON_LEDGER"
"""`on` (default; what cannot be recorded is said on stderr), `required` (without a record no answer) or `off`."""
ALSO_SCREEN_VARIABLE = "OSTRAKON_ALSO_SCREEN"
"""Classes of lists that are off by default and shall be screened: `counter_sanctions`, `wanted_notices`, divided by
commas. Takes effect when an index is built: `lists reindex`, or the next import."""
CUSTOMERS_KEY_VARIABLE = "OSTRAKON_CUSTOMERS_KEY"
"""64 hexadecimal digits, or `@FILE` with them: the key under which the customer base is sealed."""
URL_VARIABLE_PREFIX = "OSTRAKON_URL_"
"""With the id of a source in capitals: addresses that take the place of the official ones, blank-separated."""


def store_folder(given: Path | None = None) -> Path:
    """The data folder: the one given, else `OSTRAKON_STORE`, else the user's data folder of this system."""
    if given is not None:
        return given
    named = os.environ.get(STORE_VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_data_path  # noqa: PLC0415  # not needed when a folder is named

    return user_data_path("ostrakon", appauthor=False)


def database_url(store: Path) -> str:
    """URL of the team's database: `OSTRAKON_DATABASE`, else the SQLite file in the data folder."""
    return os.environ.get(DATABASE_VARIABLE) or f"sqlite:///{store / DATABASE_FILE}"


def customers_key() -> bytes | None:
    """The key of the customer base; None where none is set.

    Raises:
        UsageError: it is set to something else, or its file cannot be read.
    """
    named = os.environ.get(CUSTOMERS_KEY_VARIABLE, "").strip()
    if not named:
        return None
    try:
        digits = Path(named[1:]).read_text(encoding="ascii") if named.startswith("@") else named
        key = bytes.fromhex(digits.strip())
    except (OSError, ValueError):
        key = b""
    if len(key) != CUSTOMERS_KEY_BYTES:
        remedy = "`openssl rand -hex 32` makes one; keep it apart from backups of the data folder"
        raise UsageError(f"{CUSTOMERS_KEY_VARIABLE} is no key of 64 hexadecimal digits", remedy=remedy)
    return key


def ledger_mode() -> LedgerMode:
    """Whether screenings are recorded: the setting `OSTRAKON_LEDGER`.

    Raises:
        UsageError: it is set to something else.
    """
    named = os.environ.get(LEDGER_VARIABLE, "on").lower()
    if named not in LEDGER_MODES:
        raise UsageError(f"{LEDGER_VARIABLE} is {named!r}", remedy=f"Set it to one of {', '.join(LEDGER_MODES)}")
    return LEDGER_MODES[LEDGER_MODES.index(named)]


def policy_in_force(store: Path, given: Path | None = None) -> Policy:
    """The policy of the file given, else the one that the database put in force, else as `policy_named`.

    Raises:
        InputError: the file cannot be read or is no policy.
        NotScreened: there is a database that cannot be read, so that nobody knows which policy is in force.
    """
    if given is not None:
        return policy_named(given)
    from ostrakon.database.policies import policy_in_force_at  # noqa: PLC0415  # many commands need none

    try:
        kept = policy_in_force_at(database_url(store))
    except StoreError as bad:
        raise NotScreened(bad.what, where=bad.where, remedy=bad.remedy) from bad
    return kept.policy if kept else policy_named()


def policy_named(given: Path | None = None) -> Policy:
    """The policy of the file given, else of the one that `OSTRAKON_POLICY` names, else the one that ships.

    Raises:
        InputError: the file cannot be read or is no policy.
    """
    from ostrakon.screening.policy import read_policy, shipped_policy  # noqa: PLC0415  # many commands need none

    named = given or os.environ.get(POLICY_VARIABLE)
    return read_policy(Path(named)) if named else shipped_policy()


def policy_named_source() -> str:
    """The text of the policy that `OSTRAKON_POLICY` names, else of the one that ships.

    Raises:
        InputError: the file cannot be read.
    """
    from ostrakon.screening.policy import shipped_source  # noqa: PLC0415  # many commands need none

    named = os.environ.get(POLICY_VARIABLE)
    if not named:
        return shipped_source()
    try:
        return Path(named).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as bad:
        raise InputError("the policy cannot be read", where=named) from bad


def exemptions_file(given: Path | None = None) -> Path | None:
    """The file of exemptions: the one given, else the one that `OSTRAKON_EXEMPTIONS` names, else None."""
    named = given or os.environ.get(EXEMPTIONS_VARIABLE)
    return Path(named) if named else None


def exemptions_in_force(given: Path | None = None) -> Exemptions | None:
    """The exemptions of `exemptions_file`; None where no file is named.

    Raises:
        InputError: the file cannot be read, or a line of it is no exemption.
    """
    path = exemptions_file(given)
    if path is None:
        return None
    from ostrakon.screening.exemptions import read_exemptions  # noqa: PLC0415  # many commands need none

    try:
        return read_exemptions(path.read_text(encoding="utf-8").splitlines(), where=str(path))
    except (OSError, UnicodeDecodeError) as bad:
        reason = bad.strerror if isinstance(bad, OSError) else "it is not UTF-8"
        raise InputError(f"the exemptions cannot be read ({reason})", where=str(path)) from bad


def also_screened() -> tuple[ListingClass, ...]:
    """The classes of lists off by default that are switched on, in the order of their names.

    Raises:
        UsageError: another class is named.
    """
    from ostrakon.model.designation import OFF_BY_DEFAULT  # noqa: PLC0415  # many commands need none

    named = {part.strip().lower() for part in os.environ.get(ALSO_SCREEN_VARIABLE, "").split(",")} - {""}
    if wrong := named - set(OFF_BY_DEFAULT):
        raise UsageError(
            f"{ALSO_SCREEN_VARIABLE} names {', '.join(sorted(wrong))}",
            remedy=f"Classes that can be switched on are {', '.join(OFF_BY_DEFAULT)}",
        )
    return tuple(found for found in sorted(OFF_BY_DEFAULT) if found in named)


def list_urls(source_id: str, official: tuple[str, ...]) -> tuple[str, ...]:
    """Addresses to fetch a source from: `OSTRAKON_URL_<SOURCE>` (blank-separated), else the official ones.

    A mirror inside a bank's network is named this way: `OSTRAKON_URL_UN_SC=https://mirror.example/un.xml`.
    """
    named = os.environ.get(URL_VARIABLE_PREFIX + source_id.upper().replace(":", "_").replace("-", "_"))
    return tuple(named.split()) if named else official
