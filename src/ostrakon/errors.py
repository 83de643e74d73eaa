"""What can go wrong, and what to do about it.

Every error of Ostrakon says *what* was wrong, *where* (file, line, field) and the *remedy*, and keeps these
parts as attributes, so that a door (terminal, HTTP) can show them its own way. Nothing here prints.

    OstrakonError
    ├── UsageError          the caller asked for something that does not exist
    ├── InputError          what a user brought cannot be read
    │   └── ListRefused     an official file is truncated, malformed, hostile or suspiciously poorer
    ├── FetchError          another server did not give what it should
    ├── StoreError          the data folder is missing, locked or damaged
    └── NotScreened         there is no ground for an answer (no list in force): never taken for "clear"
"""

from __future__ import annotations


class OstrakonError(Exception):
    """Base of all errors that Ostrakon raises on purpose.

    Args:
        what: what was wrong, one sentence without a final full stop.
        where: the file, line, field or record concerned; empty when there is none.
        remedy: what the person can do next; empty when nothing can be done.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(str(self))

    def __reduce__(self) -> tuple[object, ...]:
        """So that it can be sent from one process to another, whatever its constructor asks for."""
        return _remade, (type(self), self.args, self.__dict__)

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}. {self.remedy}" if self.remedy else head


def _remade(kind: type[OstrakonError], args: tuple[object, ...], facts: dict[str, object]) -> OstrakonError:
    """The error as it was in the process that raised it."""
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(facts)
    return error


class UsageError(OstrakonError):
    """The caller named something unknown or combined what does not go together."""


class InputError(OstrakonError):
    """A file, record or value that a user brought cannot be read."""


class ListRefused(InputError):
    """An official list file is not taken into force; the snapshot before it stays.

    Args:
        reason: a stable code a program can act on, such as `truncated`, `malformed`, `shrunk`, `older`,
            `fill_rate`, `hostile`, `too_large`, `wrong_content`, `incomplete_set`.
    """

    def __init__(self, what: str, *, reason: str, where: str = "", remedy: str = "") -> None:
        self.reason = reason
        super().__init__(what, where=where, remedy=remedy)


class FetchError(OstrakonError):
    """Another server could not be reached, or answered with something else than was asked for."""


class StoreError(OstrakonError):
    """The data folder cannot be used as it is."""


class NotScreened(OstrakonError):
    """No answer can be given; whoever catches this must not report "clear"."""
