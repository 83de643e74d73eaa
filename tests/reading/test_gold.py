"""The annotated development texts, read with the real lists."""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ostrakon.model import Entity
from ostrakon.reading import gazetteer
from ostrakon.reading.interpreting import interpret
from ostrakon.reading.reader import Reader
from ostrakon.sources import registry
from ostrakon.sources.files import ListFile
from ostrakon.sources.reading import parse_list
from tests.shared import shared

TWO_LISTS = (
    ("ofac_sdn", ("ofac/2024-05-03/sdn.csv.xz", "ofac/2024-01/alt.csv.xz", "ofac/2024-01/add.csv.xz")),
    ("un_sc", ("un/2024-11-30/consolidated.xml.xz",)),
)
ALL_LISTS = (
    TWO_LISTS[0],
    ("un_sc", ("un/2026-02-27/consolidated.xml.xz",)),
    ("ofac_cons", ("ofac/consolidated/consolidated.xml.xz",)),
    ("eu_fsf", ("eu/rebuilt/xmlFullSanctionsList_1_1.xml.xz",)),
    ("uk_sl", ("uk/rebuilt/UK-Sanctions-List.xml.xz",)),
    ("uk_ofsi", ("uk/2014/sanctionsconlist.csv.xz",)),
    ("ch_seco", ("ch/rebuilt/consolidated-list.xml.xz",)),
    ("ca_sema", ("ca/sema-lmes.xml.xz",)),
    ("us_dpl", ("us_csl/2022-09/dpl.txt",)),
    ("us_csl", ("us_csl/2019-12/csl.csv",)),
    ("os_simple", ("opensanctions/ua_war_sanctions/targets.simple.csv.xz",)),
)


def entities(lists: Sequence[tuple[str, Sequence[str]]]) -> Iterator[Entity]:
    for source, names in lists:
        files = [ListFile(shared("data/lists", name)) for name in names]
        for source_id, format_, members in registry.recognise(files, source):
            yield from parse_list(members, source_id, format_).entities


def built(lists: Sequence[tuple[str, Sequence[str]]], folder: Path) -> Reader:
    gazetteer.build(entities(lists), folder)
    return Reader(gazetteer.load(folder))


@pytest.fixture(scope="module")
def two_lists(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return built(TWO_LISTS, tmp_path_factory.mktemp("two"))


def gold(name: str) -> tuple[str, list[dict[str, Any]]]:
    text = shared("data/news", f"{name}.txt").read_bytes().decode()
    return text, json.loads(shared("data/news", f"{name}.gold.json").read_text(encoding="utf-8"))["mentions"]


def spans(mentions: Sequence[Any], kind: str) -> set[tuple[int, int]]:
    return {(m["start"], m["end"]) for m in mentions if m["kind"] == kind}


def summit_is_exact(reader: Reader) -> None:
    text, wanted = gold("summit_article")
    found = reader.mentions(text)
    parties = [m for m in found if m.kind == "party"]
    assert {(m.start, m.end) for m in parties} == spans(wanted, "party")
    assert {(m.start, m.end) for m in found if m.kind == "country"} == spans(wanted, "country")
    assert {"ofac-35096" in m.entity_ids for m in parties if "Putin" in m.text} == {True}
    assert {m.key for m in parties if m.text == "Kim Jong Un"} == {"ofac-20157"}


def test_the_article_gives_every_listed_party_and_nothing_else(two_lists: Reader) -> None:
    summit_is_exact(two_lists)


@pytest.mark.stress
@pytest.mark.skipif(os.environ.get("OSTRAKON_STRESS") != "full", reason="loads all lists: `make stress`")
def test_the_article_is_exact_with_all_real_lists(tmp_path: Path) -> None:
    summit_is_exact(built(ALL_LISTS, tmp_path))


def _ids(ids: dict[str, list[str]]) -> set[str]:
    return {f"ofac-{i}" for i in ids.get("ofac_uid", ())} | {f"un-{i}" for i in ids.get("un_ref", ())}


def test_parties_of_the_development_texts_are_linked(two_lists: Reader) -> None:
    listed = json.loads(shared("bench/text/entities.json").read_text(encoding="utf-8"))["entities"]
    keys = {key: _ids(entry["ids"]) for key, entry in listed.items()}
    right = wrong = missed = 0
    for path in sorted(shared("data/news/dev").glob("*.txt")):
        text, mentions = gold(f"dev/{path.stem}")
        wanted = [m for m in mentions if m["kind"] == "party"]
        found = [m for m in two_lists.mentions(text) if m.kind == "party"]
        linked = 0
        for mention in found:
            linked += any(
                w["start"] < mention.end and mention.start < w["end"] and keys[w["key"]] & set(mention.entity_ids)
                for w in wanted
            )
        right, wrong, missed = right + linked, wrong + len(found) - linked, missed + len(wanted) - linked
    assert 2 * right / (2 * right + wrong + missed) >= 0.85


DEV_BARS = {
    "party_link": 0.92,
    "country_link": 0.98,
    "claim_span": 0.92,
    "claim_source": 0.85,
    "claim_target": 0.70,
    "claim_full": 0.60,
    "event_type": 0.83,
    "event_full": 0.55,
    "programme_doc": 0.92,
    "red_flag": 0.90,
}
SUMMIT_BARS = {**dict.fromkeys(DEV_BARS, 1.0), "claim_target": 0.85, "claim_full": 0.75, "event_type": 0.80}
SUMMIT_BARS |= {"event_full": 0.55, "red_flag": 0.90}


def figures(reader: Reader, names: Sequence[str], folder: Path) -> dict[str, float]:
    """F1 of each measure of the scorer that lies beside the texts."""
    place = shared("bench/text/score.py")
    spec = importlib.util.spec_from_file_location("score_of_texts", place)
    assert spec is not None and spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    golden = folder / "gold"
    golden.mkdir()
    for name in names:
        source = shared("data/news", f"{name}.gold.json")
        wanted = json.loads(source.read_text(encoding="utf-8"))
        text, _ = gold(name)
        mentions, countries = reader.read(text)
        said = interpret(text, mentions, countries, language="en", date=wanted.get("date"))
        answer = {
            "programmes": [one.code for one in said.programmes],
            "red_flags": [one.code for one in said.red_flags],
            **{part: msgspec.to_builtins(getattr(said, part)) for part in ("mentions", "claims", "events")},
        }
        (folder / f"{wanted['id']}.pred.json").write_text(json.dumps(answer), encoding="utf-8")
        (golden / source.name).write_text(json.dumps(wanted), encoding="utf-8")
    listed = json.loads(shared("bench/text/entities.json").read_text(encoding="utf-8"))["entities"]
    back = {one: key for key, entry in listed.items() for one in _ids(entry["ids"])}
    score = scorer.score(folder, golden, back)
    return {name: value["f1"] for name, value in score.items() if name != "accuracy"}


def test_what_the_development_texts_say_is_read_as_well_as_before(two_lists: Reader, tmp_path: Path) -> None:
    names = [f"dev/{path.stem}" for path in sorted(shared("data/news/dev").glob("*.txt"))]
    found = figures(two_lists, names, tmp_path)
    assert {name: found[name] for name, bar in DEV_BARS.items() if found[name] < bar} == {}


def test_what_the_article_says_is_read(two_lists: Reader, tmp_path: Path) -> None:
    found = figures(two_lists, ["summit_article"], tmp_path)
    assert {name: found[name] for name, bar in SUMMIT_BARS.items() if found[name] < bar} == {}


def test_the_article_gives_the_dispute_the_planned_payments_and_the_visits(two_lists: Reader) -> None:
    text, _ = gold("summit_article")
    mentions, countries = two_lists.read(text)
    said = interpret(text, mentions, countries, language="en", date="2024-06-18")
    (accusation,) = [claim for claim in said.claims if claim.act == "allege"]
    denial = said.claims[accusation.disputed_by[0]]
    assert accusation.source == ("c:US", "c:KR")
    assert set(accusation.target) == set(denial.source) == {"c:KP", "c:RU"}
    assert {one.code for one in said.programmes} == {"DPRK", "RUSSIA"}
    assert "planned" in [event.status for event in said.events if event.type == "payment_system"]
    visits = {(event.targets, event.status) for event in said.events if event.type == "visit"}
    assert {(("c:KP",), "planned"), (("c:RU",), "past"), (("c:VN",), "planned")} <= visits
