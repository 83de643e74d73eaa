"""The American export lists: Consolidated Screening List (CSV, JSON) and the Denied Persons List."""

from __future__ import annotations

import csv
import json
from typing import Any

from facts import Row

from writers.common import table

LISTS = {
    "EL": "Entity List (EL) - Bureau of Industry and Security",
    "DPL": "Denied Persons List (DPL) - Bureau of Industry and Security",
}
CSL_COLUMNS = (
    "_id", "source", "entity_number", "type", "programs", "name", "title", "addresses",
    "federal_register_notice", "start_date", "end_date", "standard_order", "license_requirement",
    "license_policy", "call_sign", "vessel_type", "gross_tonnage", "gross_registered_tonnage", "vessel_flag",
    "vessel_owner", "remarks", "source_list_url", "alt_names", "citizenships", "dates_of_birth",
    "nationalities", "places_of_birth", "source_information_url", "ids",
)  # fmt: skip
DPL_COLUMNS = (
    "Name", "Street_Address", "City", "State", "Country", "Postal_Code", "Effective_Date", "Expiration_Date",
    "Standard_Order", "Last_Update", "Action", "FR_Citation",
)  # fmt: skip


def _address(place: dict[str, str]) -> str:
    return ", ".join(place[key] for key in ("street", "city", "zip", "country") if place.get(key))


def _facts(row: Row) -> dict[str, str]:
    return {
        "_id": f"starter-{row.key}", "source": LISTS[row.list], "name": row.name,
        "federal_register_notice": row.ref, "start_date": row.listed, "end_date": row.expires,
        "standard_order": "Y" if row.list == "DPL" else "", "license_requirement": row.requirement,
        "license_policy": row.policy, "source_information_url": "https://www.bis.gov/",
    }  # fmt: skip


def csl_csv(rows: list[Row]) -> str:
    """The CSV: several values of one column joined by `; `."""
    lines: list[list[str]] = [list(CSL_COLUMNS)]
    for row in rows:
        places = "; ".join(map(_address, row.all("address") or [{"country": row.country}]))
        line = {**_facts(row), "addresses": places, "alt_names": "; ".join(row.all("aka"))}
        lines.append([line.get(column, "") for column in CSL_COLUMNS])
    return table(lines)


def csl_json(rows: list[Row]) -> str:
    """The JSON as the list's interface gives it."""
    results: list[dict[str, Any]] = []
    for row in rows:
        facts = {name: value or None for name, value in _facts(row).items() if name != "_id"}
        places = [
            {"address": place.get("street"), "city": place.get("city"), "country": place["country"],
             "postal_code": place.get("zip"), "state": None}
            for place in row.all("address") or [{"country": row.country}]
        ]  # fmt: skip
        results.append(
            {"id": f"starter-{row.key}", **facts, "addresses": places, "alt_names": row.all("aka"), "ids": []}
        )
    whole = {"total": len(results), "results": results}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def dpl(rows: list[Row]) -> str:
    """The Denied Persons List: tab separated, every cell quoted, American dates."""
    lines: list[list[str]] = [list(DPL_COLUMNS)]
    for row in rows:
        for place in row.all("address"):
            start, end = (_american(day) for day in (row.listed, row.expires))
            cells = [row.name, place["street"], place["city"], "", place["country"], place.get("zip", "")]
            lines.append([*cells, start, end, "Y", row.listed, "F.R. NOTICE ADDED", row.notice])
    return table(lines, delimiter="\t", quoting=csv.QUOTE_ALL)


def _american(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{month}/{day}/{year}"
