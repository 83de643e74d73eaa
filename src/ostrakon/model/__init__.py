"""What a list says, as frozen values.

Owns: `Entity` and the values it is made of, each with its `Origin` (list, record, field); partial dates; the
measures that a designation carries; FollowTheMoney JSON in and out. Refuses: files, network, opinions.

The values are `msgspec.Struct`s rather than dataclasses: equally frozen and typed, but they encode to JSON and
back without a second description of the model, which is what the store does a hundred thousand times.
"""

from ostrakon.model.dates import PartialDate
from ostrakon.model.designation import Designation, Measure
from ostrakon.model.entity import Address, CountryLink, DatedFact, Entity, Property, Relation
from ostrakon.model.ftm import from_ftm, to_ftm
from ostrakon.model.identifiers import Identifier
from ostrakon.model.issue import Issue, Severity
from ostrakon.model.names import Name, NameKind
from ostrakon.model.origin import Origin

__all__ = [
    "Address",
    "CountryLink",
    "DatedFact",
    "Designation",
    "Entity",
    "Identifier",
    "Issue",
    "Measure",
    "Name",
    "NameKind",
    "Origin",
    "PartialDate",
    "Property",
    "Relation",
    "Severity",
    "from_ftm",
    "to_ftm",
]
