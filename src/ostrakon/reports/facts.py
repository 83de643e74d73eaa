"""What is known of a subject, in a few words."""

from __future__ import annotations

from ostrakon.model.subject import Subject


def facts(subject: Subject) -> list[str]:
    """All facts beside the name, as far as given, for a line under the name."""
    parts = [subject.schema]
    if subject.birth_date:
        parts.append(f"{'b.' if subject.schema in ('', 'Person') else 'since'} {subject.birth_date}")
    if subject.birth_place:
        parts.append(f"in {subject.birth_place}")
    parts.append(subject.gender)
    parts += [code.upper() for code in dict.fromkeys((*subject.nationalities, *subject.countries))]
    parts += [f"{given.type.replace('_', ' ')} {given.value}" for given in subject.identifiers]
    parts += [subject.address, *subject.phones, *subject.emails, *subject.websites]
    return [part for part in parts if part]
