"""`ostrakon compare`: pairs judged without any list."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.running import Run


def _compare(run: Run, tmp_path: Path, *pairs: object) -> tuple[int, list[dict[str, object]]]:
    source, output = tmp_path / "pairs.jsonl", tmp_path / "scored.jsonl"
    source.write_text("".join(json.dumps(p) + "\n" if not isinstance(p, str) else p + "\n" for p in pairs))
    done = run("compare", "--input", str(source), "--output", str(output))
    return done.code, [json.loads(line) for line in output.read_text().splitlines()]


def test_pairs_are_scored_in_their_order_with_evidence_that_adds_up(run: Run, tmp_path: Path) -> None:
    code, scored = _compare(
        run,
        tmp_path,
        {"pair_id": "a", "query": {"name": "Wladimir Putin"}, "listed": {"name": "Vladimir Putin", "schema": "Person"}},
        {"pair_id": "b", "query": {"name": "Maria Oliveira"}, "listed": {"name": "Vladimir Putin", "schema": "Person"}},
    )

    assert code == 0
    assert [(p["pair_id"], p["match"]) for p in scored] == [("a", True), ("b", False)]
    for pair in scored:
        assert sum(e["bits"] for e in pair["evidence"]) == pair["bits"]  # type: ignore[attr-defined]


def test_a_pair_is_judged_the_same_whatever_stands_beside_it(run: Run, tmp_path: Path) -> None:
    pair = {"pair_id": "a", "query": {"name": "Ivan Petrov"}, "listed": {"name": "Iwan Petroff", "schema": "Person"}}
    other = {"pair_id": "b", "query": {"name": "Ivan Petrov"}, "listed": {"name": "Ivan Petrov", "schema": "Person"}}
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()

    assert _compare(run, tmp_path / "one", pair)[1][0] == _compare(run, tmp_path / "two", other, pair)[1][1]


def test_a_place_that_cannot_be_written_is_named(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "pairs.jsonl"
    source.write_text('{"pair_id": "g", "query": {"name": "Kim"}, "listed": {"name": "Kim"}}\n')
    done = run("compare", "--input", source, "--output", tmp_path / "none" / "scored.jsonl")

    assert done.code == 2
    assert "scored.jsonl: cannot be written" in done.err


def test_what_cannot_be_read_is_not_screened_and_the_rest_is(run: Run, tmp_path: Path) -> None:
    good = {"pair_id": "g", "query": {"name": "Kim"}, "listed": {"name": "Kim"}}
    code, scored = _compare(run, tmp_path, "no json", {"pair_id": "x", "query": {"name": "A"}}, good)

    assert code == 3
    assert [p["status"] for p in scored] == ["not_screened", "not_screened", "review"]
