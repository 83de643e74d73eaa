"""Two names compared as `ostrakon compare` does, for tests of the evidence of names."""

from __future__ import annotations

from ostrakon.app.comparing import Compared, compare_pair, listed_party
from ostrakon.model import PartialDate
from ostrakon.model.subject import Subject
from ostrakon.screening.policy import shipped_policy

PERSON, ORGANISATION, VESSEL = "Person", "Organization", "Vessel"


def compared(query: str, listed: str, schema: str = PERSON, *, born: str = "", listed_born: str = "") -> Compared:
    """`query` against `listed`, both of kind `schema`, each with its date of birth where given."""
    return compare_pair(
        _subject(query, schema, born), listed_party(_subject(listed, schema, listed_born)), shipped_policy()
    )


def notes(found: Compared, query: str) -> list[str]:
    """What is said of the query's word `query`."""
    return [piece.note for piece in found.evidence if query in piece.query.split()]


def features(found: Compared) -> list[str]:
    """The features of the evidence, in order."""
    return [piece.feature for piece in found.evidence]


def _subject(name: str, schema: str, born: str) -> Subject:
    return Subject(name=name, schema=schema, birth_date=PartialDate.parse(born) if born else None)
