"""Which elements and attributes of OFAC's advanced XML are used, and why the others are not.

Paths are short: `Element` below `Parent` is `Parent/Element`, an attribute `Element@name`; the same element means
the same wherever it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from lxml import etree

from ostrakon.sources.base import FieldAudit
from ostrakon.sources.xml import local

_BRANCH = "used: its parts are"
_NUMBER = "unused: number inside the file, nothing refers to it from outside"
_QUALITY = "unused: OFAC fills it with one value throughout"
_FIXED = "unused: repeats the number of the party"


def _table(text: str, *paths: str) -> dict[str, str]:
    return dict.fromkeys(paths, text)


FIELDS: Final[Mapping[str, str]] = {
    **_table(
        _BRANCH,
        "DateOfIssue",
        "ReferenceValueSets",
        "Location",
        "IDRegDocument",
        "ProfileRelationship",
        "SanctionsEntry",
        "DistinctParty",
        "Location/LocationCountry",
        "Location/LocationAreaCode",
        "Location/LocationPart",
        "LocationPart/LocationPartValue",
        "IDRegDocument/DocumentDate",
        "DocumentDate/DatePeriod",
        "DistinctParty/Profile",
        "Profile/Identity",
        "Profile/Feature",
        "DistinctParty/Feature",
        "Identity/Alias",
        "Identity/NamePartGroups",
        "NamePartGroups/MasterNamePartGroup",
        "MasterNamePartGroup/NamePartGroup",
        "Alias/DocumentedName",
        "DocumentedName/DocumentedNamePart",
        "Feature/FeatureVersion",
        "FeatureVersion/DatePeriod",
        "DatePeriod/Start",
        "DatePeriod/End",
        "SanctionsEntry/EntryEvent",
        "SanctionsEntry/SanctionsMeasure",
    ),
    **_table(
        "used: date",
        *(f"{above}/{part}" for above in ("DateOfIssue", "From", "To", "Date") for part in ("Year", "Month", "Day")),
        *(f"{edge}/{bound}" for edge in ("Start", "End") for bound in ("From", "To")),
        "Start@Approximate",
        "End@Approximate",
        "EntryEvent/Date",
    ),
    **_table("used: addresses and places", "LocationPartValue/Value", "LocationCountry@CountryID"),
    **_table("used: country where no country is named", "LocationAreaCode@AreaCodeID"),
    **_table("used: part of the address", "LocationPart@LocPartTypeID"),
    **_table("used: joins records of the file", "Location@ID", "Identity@ID", "NamePartGroup@ID", "Profile@ID"),
    **_table(
        "used: identifier",
        "IDRegDocument@IDRegDocTypeID",
        "IDRegDocument@IdentityID",
        "IDRegDocument@IssuedBy-CountryID",
        "IDRegDocument/IDRegistrationNo",
    ),
    **_table(
        "used: note of the identifier",
        "IDRegDocument@ValidityID",
        "IDRegDocument/IssuingAuthority",
        "IDRegDocument/Comment",
        "DocumentDate@IDRegDocDateTypeID",
    ),
    **_table(
        "used: relation",
        "ProfileRelationship@From-ProfileID",
        "ProfileRelationship@To-ProfileID",
        "ProfileRelationship@RelationTypeID",
        "ProfileRelationship@Former",
        "ProfileRelationship/Comment",
    ),
    **_table(
        "used: designation",
        "SanctionsEntry@ProfileID",
        "SanctionsEntry@ListID",
        "EntryEvent@LegalBasisID",
        "SanctionsMeasure@SanctionsTypeID",
        "SanctionsMeasure/Comment",
    ),
    **_table("used: schema", "Profile@PartySubTypeID"),
    **_table("used: number of the party where the profile has none", "DistinctParty@FixedRef"),
    **_table("used: note", "DistinctParty/Comment", "Profile/Comment"),
    **_table(
        "used: names",
        "Identity@Primary",
        "Alias@AliasTypeID",
        "Alias@Primary",
        "Alias@LowQuality",
        "NamePartGroup@NamePartTypeID",
        "DocumentedNamePart/NamePartValue",
        "NamePartValue@NamePartGroupID",
        "NamePartValue@ScriptID",
        "NamePartValue@Acronym",
    ),
    **_table(
        "used: feature",
        "Feature@FeatureTypeID",
        "FeatureVersion/Comment",
        "FeatureVersion/VersionDetail",
        "VersionDetail@DetailReferenceID",
        "FeatureVersion/VersionLocation",
        "VersionLocation@LocationID",
    ),
    **_table(
        _NUMBER,
        "IDRegDocument@ID",
        "ProfileRelationship@ID",
        "SanctionsEntry@ID",
        "EntryEvent@ID",
        "SanctionsMeasure@ID",
        "DocumentedName@ID",
        "Feature@ID",
        "FeatureVersion@ID",
    ),
    **_table(_FIXED, "Identity@FixedRef", "Alias@FixedRef", "DocumentedName@FixedRef"),
    **_table(
        _QUALITY,
        "Identity@False",
        "DocumentedName@DocNameStatusID",
        "NamePartValue@ScriptStatusID",
        "FeatureVersion@ReliabilityID",
        "LocationPartValue@LocPartValueTypeID",
        "LocationPartValue@LocPartValueStatusID",
        "LocationPartValue@Primary",
        "LocationCountry@CountryRelevanceID",
        "ProfileRelationship@RelationQualityID",
        "EntryEvent@EntryEventTypeID",
        "VersionDetail@DetailTypeID",
    ),
    **_table(
        "unused: the bounds of the period say it already",
        "DatePeriod@YearFixed",
        "DatePeriod@MonthFixed",
        "DatePeriod@DayFixed",
        "Start@YearFixed",
        "Start@MonthFixed",
        "Start@DayFixed",
        "End@YearFixed",
        "End@MonthFixed",
        "End@DayFixed",
    ),
    **_table(
        "unused: all dates are Gregorian; another calendar would need a reader of its own",
        "DateOfIssue@CalendarTypeID",
        "DatePeriod@CalendarTypeID",
        "Date@CalendarTypeID",
        "From@CalendarTypeID",
        "To@CalendarTypeID",
    ),
    **_table(
        "unused: how long a measure or relation lasts; OFAC leaves it empty",
        "SanctionsMeasure/DatePeriod",
        "ProfileRelationship/DatePeriod",
    ),
    **_table(
        "unused: the entry that founds a relation; the entries stand with both parties",
        "ProfileRelationship@SanctionsEntryID",
    ),
    **_table(
        "unused: which identity or document a feature, place or name was taken from",
        "Feature/IdentityReference",
        "IdentityReference@IdentityID",
        "IdentityReference@IdentityFeatureLinkTypeID",
        "Location/FeatureVersionReference",
        "FeatureVersionReference@FeatureVersionID",
        "Location/IDRegDocumentReference",
        "IDRegDocumentReference@DocumentID",
        "IDRegDocument/DocumentedNameReference",
        "DocumentedNameReference@DocumentedNameID",
        "IDRegDocument/IDRegDocumentMention",
        "IDRegDocumentMention@IDRegDocumentID",
        "IDRegDocumentMention@ReferenceType",
        "FeatureVersion/IDRegDocumentReference",
    ),
    **_table("unused: place of issue; the issuing country is used", "IDRegDocument@IssuedIn-LocationID"),
    **_table("unused: comment of the event; OFAC leaves it empty", "EntryEvent/Comment"),
    **_table(
        "unused: difference files are not read",
        *(f"{record}@DeltaAction" for record in ("Profile", "Feature", "FeatureVersion", "Identity", "Alias")),
        *(f"{record}@DeltaAction" for record in ("DistinctParty", "SanctionsEntry", "ProfileRelationship")),
        *(f"{record}@DeltaAction" for record in ("Location", "IDRegDocument")),
    ),
}


def auditor(audit: FieldAudit) -> Callable[[etree._Element], None]:
    """A function that checks a record and all below it; each shape of element is looked at once."""
    shapes: set[tuple[object, ...]] = set()

    def check(record: etree._Element) -> None:
        if local(record.tag) == "ReferenceValueSets":
            audit.seen("ReferenceValueSets")
            return
        for element in record.iter():
            parent = element.getparent()
            above = parent.tag if parent is not None and element is not record else None
            shape = (above, element.tag, *element.attrib)
            if shape in shapes or not isinstance(element.tag, str):
                continue
            shapes.add(shape)
            name = local(element.tag)
            audit.seen(f"{local(above)}/{name}" if above else name, value=(element.text or "").strip())
            for attribute, value in element.attrib.items():
                audit.seen(f"{name}@{local(attribute)}", value=str(value))

    return check
