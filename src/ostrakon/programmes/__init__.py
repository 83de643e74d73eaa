"""Sanctions programmes: authority, legal basis, measures, countries and themes, since when and until when.

Owns the reviewed files in `data/` and the look-ups over them: by country, by the code that a list prints, by an act
that a text or a list cites. Refuses to be legal advice: what is not sure is marked in the data and shown with it.
"""

from ostrakon.programmes.catalogue import (
    all_programmes,
    for_code,
    for_country,
    for_designation,
    programme,
)
from ostrakon.programmes.programme import Code, CountryMeasure, Programme, Region, Scheme

__all__ = [
    "Code",
    "CountryMeasure",
    "Programme",
    "Region",
    "Scheme",
    "all_programmes",
    "for_code",
    "for_country",
    "for_designation",
    "programme",
]
