"""A text and what it says, made ready for the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from ostrakon.model import Designation, Entity
from ostrakon.names.countries import country_name
from ostrakon.reports.content import Article
from ostrakon.reports.marks import Piece, paragraphs, title_apart
from ostrakon.reports.naming import Namer
from ostrakon.reports.statements import (
    called_programme,
    disputes,
    shown_claims,
    shown_events,
    shown_flags,
    shown_programmes,
)


def article_view(article: Article, entities: Mapping[str, Entity]) -> dict[str, Any]:
    """The article by paragraphs, the parties of its side panel, and what it says in words."""
    names = Namer(_with_text(article), entities)
    claims = shown_claims(article.text, article.claims or (), names)
    pieces = paragraphs(article.text, article.mentions, article.claims or (), article.events or ())
    parties, others = _found(article, pieces, entities)
    title, body = title_apart(pieces)
    return {
        "source": article,
        "title": title,
        "paragraphs": body,
        "parties": parties,
        "mentions": sum(party["mentions"] for party in parties.values()),
        "others": others,
        "claims": claims,
        "disputes": disputes(claims),
        "events": shown_events(article.text, article.events or (), names),
        "programmes": shown_programmes(article.text, article.programmes or ()),
        "flags": shown_flags(article.text, article.red_flags or ()),
    }


def _found(
    article: Article, pieces: Iterable[Iterable[Piece]], entities: Mapping[str, Entity]
) -> tuple[dict[str, dict[str, Any]], Counter[tuple[str, str]]]:
    """The parties with their places on the page, and how often what else is named.

    A party without a place (of a text that is too long to be shown) is among them all the same.
    """
    parties: dict[str, dict[str, Any]] = {}
    others: Counter[tuple[str, str]] = Counter()
    for mention in article.mentions:
        if mention["kind"] == "party":
            if mention["key"] not in parties:
                parties[mention["key"]] = _party(f"party-{len(parties) + 1}", mention, entities)
            party = parties[mention["key"]]
            party["mentions"] += 1
            if mention.get("score", -1.0) > (party["score"] or 0.0):
                party["score"], party["evidence"] = mention["score"], mention.get("evidence", "")
        else:
            others[mention["kind"], _called(mention["kind"], mention["key"])] += 1
    for piece in (piece for paragraph in pieces for piece in paragraph if piece.mention):
        mention = piece.mention or {}
        if mention["kind"] == "party":
            parties[mention["key"]]["places"].append(piece.number)
    return parties, others


def _party(anchor: str, mention: Mapping[str, Any], entities: Mapping[str, Entity]) -> dict[str, Any]:
    ids = list(mention.get("entity_ids") or [mention["key"]])
    return {
        "anchor": anchor,
        "ids": ids,
        "entity": entities.get(mention["key"]),
        "listings": _listings(ids, entities),
        "authorities": _authorities(ids, entities),
        "text": mention.get("text", mention["key"]),
        "score": None,
        "evidence": "",
        "mentions": 0,
        "places": [],
    }


def _called(kind: str, key: str) -> str:
    """A key of the margin in words: a country by its name, of others what stands behind the mark of their kind."""
    value = key.partition(":")[2] or key
    if kind == "programme":
        value = called_programme(value)
    return country_name(value) if kind == "country" else value.replace("_", " ")


def _with_text(article: Article) -> list[dict[str, Any]]:
    return [{"text": article.text[m["start"] : m["end"]], **m} for m in article.mentions]


def _listings(ids: Iterable[str], entities: Mapping[str, Entity]) -> list[tuple[str, Designation]]:
    known = (entities[entity_id] for entity_id in ids if entity_id in entities)
    return [(entity.id, designation) for entity in known for designation in entity.designations]


def _authorities(ids: Iterable[str], entities: Mapping[str, Entity]) -> list[str]:
    """Whose lists hold the party under any of its ids."""
    named = {designation.authority for _, designation in _listings(ids, entities)}
    return sorted(named - {""})  # collections of several lists name none
