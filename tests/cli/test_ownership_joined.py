"""Ownership joined to screening, as a person at the terminal and a program see it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Run


@pytest.fixture
def lists(run: Run, store: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """The bundled lists of OFAC and the UN, in a store of its own."""
    target = tmp_path / "lists"
    shutil.copytree(store, target)
    monkeypatch.setenv("OSTRAKON_STORE", str(target))
    monkeypatch.setenv("OSTRAKON_LEDGER", "off")
    return run


def ftm(id_: str, schema: str, **properties: Any) -> str:
    listed = {name: value if isinstance(value, list) else [value] for name, value in properties.items()}
    return json.dumps({"id": id_, "schema": schema, "properties": listed})


def graph(tmp_path: Path, *lines: str) -> Path:
    file = tmp_path / "graph.ftm.json"
    file.write_text("\n".join(lines))
    return file


def owned_by_kim(tmp_path: Path, *, birth: str = "1984-01-08", share: str = "60") -> Path:
    facts = {"birthDate": birth, "country": "kp"} if birth else {}
    return graph(
        tmp_path,
        ftm("P", "Person", name="Kim Jong Un", **facts),
        ftm("A", "Company", name="Paektu Trading", registrationNumber="KP-0001"),
        ftm("B", "Company", name="Paektu Shipping"),
        ftm("O1", "Ownership", owner="P", asset="A", percentage=share),
        ftm("O2", "Ownership", owner="A", asset="B", percentage="75"),
    )


def screened(run: Run, *arguments: object) -> dict[str, Any]:
    found: dict[str, Any] = run("screen", *arguments, "--json").json
    return found


def under(answer: dict[str, Any], regime: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in answer["findings"] if one["regime"] == regime)
    return found


def test_a_customer_who_is_owned_by_a_listed_party_is_found(lists: Run, tmp_path: Path) -> None:
    file = owned_by_kim(tmp_path)
    by_number = screened(lists, "Paektu Trading", "--id", "registration=KP-0001", "--ownership", file)
    assert by_number["status"] == "hit"
    found = under(by_number, "ofac")
    assert (found["verdict"], found["matched"]) == ("blocked", "identifier")
    assert found["paths"] == ["Kim Jong Un ─60%→ Paektu Trading"]
    assert "strong match" in found["listed"][0]
    assert "FAQ 399" in found["because"]
    by_name = screened(lists, "Paektu Shipping", "--ownership", file)
    assert by_name["status"] == "review"
    assert under(by_name, "ofac")["paths"] == ["Kim Jong Un ─60%→ Paektu Trading ─75%→ Paektu Shipping"]
    assert under(by_name, "ofac")["matched"] == "name"
    assert screened(lists, "Paektu Shipping")["status"] == "clear"
    assert "Kim Jong Un ─60%→ Paektu Trading" in lists("screen", "Paektu Trading", "--ownership", file).out


def test_a_name_alike_leaves_what_it_owns_undetermined(lists: Run, tmp_path: Path) -> None:
    answer = screened(lists, "Paektu Trading", "--ownership", owned_by_kim(tmp_path, birth=""))
    found = under(answer, "ofac")
    assert answer["status"] == "review"
    assert found["verdict"] == "undetermined"
    assert "whether Kim Jong Un is the listed party" in found["would_decide"]


def test_a_kept_graph_is_joined_without_being_named(lists: Run, tmp_path: Path) -> None:
    assert lists("ownership", owned_by_kim(tmp_path), "--keep").code == 0
    customers = tmp_path / "customers.jsonl"
    rows = [{"query_id": "A", "name": "Paektu Trading"}, {"query_id": "x", "name": "Quiet Bakery"}]
    customers.write_text("\n".join(map(json.dumps, rows)))
    lists("screen", "--input", customers, "--output", tmp_path / "out.jsonl")
    answers = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [one["status"] for one in answers] == ["hit", "clear"]
    assert under(answers[0], "ofac")["matched"] == "id"
    lists("screen", "--input", customers, "--output", tmp_path / "out.csv")
    assert "ofac: blocked" in (tmp_path / "out.csv").read_text()
    lists("screen", "--input", customers, "--output", tmp_path / "two.jsonl", "--workers", "2")
    assert (tmp_path / "two.jsonl").read_bytes() == (tmp_path / "out.jsonl").read_bytes()


def test_a_kept_graph_is_forgotten_and_no_answer_joins_it_any_more(lists: Run, tmp_path: Path) -> None:
    assert lists("ownership", owned_by_kim(tmp_path), "--keep").code == 0
    assert lists("screen", "Paektu Trading").code == 1
    refused = lists("ownership", owned_by_kim(tmp_path), "--forget")
    assert (refused.code, "stands alone" in refused.err) == (2, True)

    assert "forgotten" in lists("ownership", "--forget").err

    assert screened(lists, "Paektu Trading")["status"] == "clear"
    assert "nothing to forget" in lists("ownership", "--forget").err
    assert lists("ownership").code == 2


def test_a_row_number_is_no_party(lists: Run, tmp_path: Path) -> None:
    answer = screened(lists, "Somebody Else", "--ownership", owned_by_kim(tmp_path))
    assert "findings" not in answer


def test_a_file_that_marks_nobody_is_screened_or_refused(lists: Run, tmp_path: Path, monkeypatch: Any) -> None:
    file = owned_by_kim(tmp_path)
    ran = lists("ownership", file, "--regime", "ofac", "--json")
    assert [one["id"] for one in ran.json["blocked"]] == ["A", "B"]
    monkeypatch.setenv("OSTRAKON_STORE", str(tmp_path / "empty"))
    assert lists("ownership", file, "--regime", "ofac").code == 3
    assert "nothing here is clear" in lists("ownership", file, "--regime", "ofac", "--no-screen").err


def test_a_director_and_an_agent_are_told_with_what_the_regime_says(lists: Run, tmp_path: Path) -> None:
    file = graph(
        tmp_path,
        ftm("P", "Person", name="Kim Jong Un", birthDate="1984-01-08", country="kp"),
        ftm("A", "Company", name="Paektu Trading"),
        ftm("D", "Directorship", director="P", organization="A"),
        ftm("R", "Representation", client="P", agent="A"),
    )
    answer = screened(lists, "Paektu Trading", "--ownership", file)
    assert answer["status"] == "review"
    notes = " ".join(under(answer, "ofac")["notes"])
    assert "seat on the board" in notes
    assert "FAQs 398 and 400" in notes
    assert "on whose behalf it acts" in notes
