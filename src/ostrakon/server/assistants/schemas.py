"""What each tool takes, as JSON Schema; a subject has the fields of customer files."""

from __future__ import annotations

from typing import Any

from ostrakon.intake.records.fields import FIELDS, SCHEMATA
from ostrakon.model.identifiers import IDENTIFIER_TYPES

RESULTS_MAX = 20
"""Results of one screening: an assistant that needs more should hand over to a person."""
TEXT_MAX = 100_000
"""Characters of a text that is read in one call."""
_SEVERAL = frozenset({"country", "nationality", "aliases", "phone", "email", "website"})


def _text(words: str, most: int) -> dict[str, Any]:
    return {"type": "string", "description": words, "maxLength": most}


def _field(name: str) -> dict[str, Any]:
    words = FIELDS[name].replace("; CSV: by `;`", "").replace(", in CSV by `;`", "")
    if name == "identifiers":
        one = {"type": _text(f"one of {', '.join(IDENTIFIER_TYPES)}", 40), "value": _text("the number", 200)}
        return {
            "type": "array",
            "description": "numbers of documents and registers",
            "items": {"type": "object", "properties": one | {"country": _text("that issued it", 60)}},
        }
    if name == "schema":
        return _text(words, 40) | {"enum": list(SCHEMATA)}
    if name in _SEVERAL:
        return {"type": ["string", "array"], "items": {"type": "string"}, "description": words}
    return _text(words, 2_000)


def _taking(required: tuple[str, ...], **properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


_SUBJECT = {name: _field(name) for name in FIELDS}
_ID = _text("id of a listed party as answers give it, such as ofac-20157", 200)

SCREEN = _taking(
    ("name",),
    **_SUBJECT,
    limit={"type": "integer", "minimum": 1, "maximum": RESULTS_MAX, "description": "results at most; default 5"},
)
EXPLAIN = _taking(("name", "entity_id"), entity_id=_ID, **_SUBJECT)
ENTITY = _taking(("entity_id",), entity_id=_ID)
READ = _taking(("text",), text=_text(f"plain text, {TEXT_MAX:,} characters at most", TEXT_MAX))
COUNTRY = _taking(("country",), country=_text("code of two or three letters, or a name in any common language", 100))
