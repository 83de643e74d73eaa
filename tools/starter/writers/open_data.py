"""The open formats: FollowTheMoney JSON lines and OpenSanctions' simplified table."""

from __future__ import annotations

import csv
import json
from typing import Any

from facts import Row

from writers.common import table

COLUMNS = (
    "id", "schema", "name", "aliases", "birth_date", "countries", "addresses", "identifiers", "sanctions",
    "phones", "emails", "program_ids", "dataset", "first_seen", "last_seen", "last_change",
)  # fmt: skip
SCHEMATA = {"person": "Person", "company": "Company", "organization": "Organization", "vessel": "Vessel"}
DATASET = "Ostrakon starter data, not for production"
_AUTHORITIES = {"EU-RUS": "Council of the European Union", "UN-1718": "United Nations Security Council"}


def simple(rows: list[Row], generated: str) -> str:
    """`targets.simple.csv`: every cell quoted, several values joined by `;`."""
    lines: list[list[str]] = [list(COLUMNS)]
    for row in rows:
        places = [", ".join(p[key] for key in ("street", "city") if p.get(key)) for p in row.all("address")]
        born = [birth.start for birth in row.births]
        line = {
            "id": f"starter-{row.key}", "schema": SCHEMATA[row.kind], "name": row.reading(),
            "aliases": ";".join([*row.all("aka"), *row.originals.values()]), "birth_date": ";".join(born),
            "countries": (row.nationality or row.country).lower(), "addresses": ";".join(filter(None, places)),
            "sanctions": f"{row.programme[0]} - {row.ref}", "dataset": DATASET,
            "first_seen": row.listed, "last_seen": generated, "last_change": generated,
        }  # fmt: skip
        lines.append([line.get(column, "") for column in COLUMNS])
    return table(lines, quoting=csv.QUOTE_ALL)


def ftm(rows: list[Row], generated: str) -> str:
    """`entities.ftm.json`: one party a line, then its sanction, which refers to it."""
    lines: list[dict[str, Any]] = []
    for row in rows:
        name = f"starter-{row.key}"
        properties = {
            "name": [row.name], "previousName": row.all("fka"), "imoNumber": [v for _, v in row.numbers("imo")],
            "flag": [row.country.lower()] if row.country else [], "type": [row.vessel_type] if row.vessel_type else [],
            "topics": ["sanction"],
        }  # fmt: skip
        sanction = {
            "entity": [name], "authority": [_AUTHORITIES[row.programme[0]]], "programId": row.all("programme"),
            "reason": [row.ref], "startDate": [row.listed] if row.listed else [],
        }  # fmt: skip
        lines.append(_entity(name, SCHEMATA[row.kind], row.name, properties, generated, target=True))
        lines.append(_entity(f"{name}-sanction", "Sanction", row.programme[0], sanction, generated, target=False))
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _entity(
    name: str, schema: str, caption: str, properties: dict[str, list[str]], seen: str, *, target: bool
) -> dict[str, Any]:
    return {
        "id": name, "caption": caption, "schema": schema,
        "properties": {key: values for key, values in properties.items() if values},
        "referents": [], "datasets": ["ostrakon_starter"], "first_seen": seen, "last_seen": seen,
        "last_change": seen, "target": target,
    }  # fmt: skip
