"""`ostrakon payment`, as a program and a person see it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import ostrakon.screening as shipped
from ostrakon.app import paying
from ostrakon.screening import policy as policy_module
from tests.cli.paying import pacs008_file
from tests.cli.running import Run
from tests.shared import shared

TX = "/Document/FIToFICstmrCdtTrf/CdtTrfTxInf"
MT = (
    "{{1:F01COBADEFFAXXX0000000000}}{{2:I103CHASUS33XXXXN}}{{4:\n:20:REF1\n:32A:260302EUR18450,\n:50K:/DE89370400440532013000"
    "\n{debtor}\n:59:/FR1420041010050500013M02606\nATELIER LUMIERE\nLYON\n:70:{text}\n-}}"
)


def test_a_listed_debtor_is_a_hit_with_its_path_characters_and_evidence(run: Run, store: Path, tmp_path: Path) -> None:
    file = pacs008_file(tmp_path / "a.xml", debtor="KIM, Jong Un")
    ran = run("--store", store, "payment", file, "--json")
    assert ran.code == 1
    [message] = ran.json["messages"]
    assert (message["type"], message["id"], message["status"]) == ("pacs.008.001.08", "M1", "hit")
    [hit] = message["hits"]
    assert (hit["field"], hit["start"], hit["end"]) == (f"{TX}/Dbtr/Nm", 0, 12)
    assert sorted(hit["results"][0]["caption"].upper().split()) == ["JONG", "KIM", "UN"]
    assert sum(e["bits"] for e in hit["results"][0]["evidence"]) == hit["results"][0]["bits"]


def test_a_name_in_free_text_is_found_where_it_stands(run: Run, store: Path, tmp_path: Path) -> None:
    text = "payment on behalf of Kim Jong Un for goods"
    [message] = run("--store", store, "payment", pacs008_file(tmp_path / "a.xml", text=text), "--json").json["messages"]
    [hit] = message["hits"]
    assert hit["field"] == f"{TX}/RmtInf/Ustrd"
    assert text[hit["start"] : hit["end"]] == "Kim Jong Un"


def test_a_name_cut_into_two_lines_in_the_middle_of_a_word(run: Run, store: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.fin"
    file.write_text(MT.format(debtor="PAPIERHANDEL NORDWIND", text="ON BEHALF OF MR KIM JO\nNG UN PYONGYANG"))
    [message] = run("--store", store, "payment", file, "--json").json["messages"]
    assert [(hit["field"], hit["text"]) for hit in message["hits"]] == [("70", "KIM JONG UN")]


def test_each_decision_is_a_line_of_json_in_a_file_and_the_same_as_in_the_object(
    run: Run, store: Path, tmp_path: Path
) -> None:
    files = [pacs008_file(tmp_path / f"{n}.xml", debtor=name) for n, name in enumerate(("Kim Jong Un", "Erika Sommer"))]
    ran = run("--store", store, "payment", *files, "--json", "--output", tmp_path / "out.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert lines == ran.json["messages"]
    assert [line["status"] for line in lines] == ["hit", "clear"]


def test_a_file_that_is_missing_is_named_before_anything_is_written(run: Run, store: Path, tmp_path: Path) -> None:
    there = pacs008_file(tmp_path / "a.xml", debtor="Kim Jong Un")
    ran = run("--store", store, "payment", there, tmp_path / "b.xml", "--json", "--output", tmp_path / "out.jsonl")
    assert (ran.code, ran.out) == (2, "")
    assert "b.xml" in ran.err
    assert not (tmp_path / "out.jsonl").exists()


def test_many_messages_are_written_in_parts_and_recorded_as_one_run(
    run: Run, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paying, "CHUNK_WEIGHT", 2)
    swift = "\n".join(MT.format(debtor=name, text="INV 1") for name in (*["NORDWIND PAPIER"] * 5, "KIM JONG UN"))
    file = tmp_path / "many.fin"
    file.write_text(swift)
    ran = run("--store", store, "payment", file, "--json", "--html", tmp_path / "r.html")
    assert [one["status"] for one in ran.json["messages"]] == [*["clear"] * 5, "hit"]
    assert ran.json["summary"]["by_status"]["clear"] == 5
    assert "5 messages in which nothing was found" in (tmp_path / "r.html").read_text(encoding="utf-8")
    shown = run("--store", store, "ledger", "show", "--json").json["records"]
    runs = [record for record in shown if record["kind"] == "payment_batch"]
    assert (runs[0]["body"]["received"], runs[0]["body"]["counts"]) == (6, {"clear": 5, "hit": 1})


def test_a_clean_message_is_clear_and_ends_with_0(run: Run, store: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.fin"
    file.write_text(MT.format(debtor="NORDWIND PAPIER GMBH", text="INVOICE 77"))
    ran = run("--store", store, "payment", file)
    assert ran.code == 0
    assert "clear" in ran.out


def test_what_cannot_be_read_is_not_screened_and_the_others_are_decided(run: Run, store: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xml"
    broken.write_bytes(pacs008_file(tmp_path / "a.xml").read_bytes()[:-40])
    ran = run("--store", store, "payment", broken, pacs008_file(tmp_path / "b.xml", debtor="Kim Jong Un"), "--json")
    assert ran.code == 3
    assert [m["status"] for m in ran.json["messages"]] == ["not_screened", "hit"]
    assert ran.json["messages"][0]["problems"][0]["where"].startswith("line 1")


def _paid(path: Path, debtor: str, reference: str) -> Path:
    more = (
        f"<PmtId><EndToEndId>{reference}</EndToEndId></PmtId>"
        '<IntrBkSttlmAmt Ccy="EUR">18450.00</IntrBkSttlmAmt><IntrBkSttlmDt>2026-03-02</IntrBkSttlmDt>'
    )
    return pacs008_file(path, debtor=debtor, more=more)


def test_a_window_in_a_file_remembers_a_stopped_payment_for_the_next_run(run: Run, store: Path, tmp_path: Path) -> None:
    first, again = _paid(tmp_path / "a.xml", "Kim Jong Un", "R1"), _paid(tmp_path / "b.xml", "Sunrise Trade", "R2")
    window = tmp_path / "window.db"
    assert run("--store", store, "payment", first, "--window", window, "--json").json["messages"][0]["status"] == "hit"
    [message] = run("--store", store, "payment", again, "--window", window, "--json").json["messages"]
    assert (message["status"], [f["rule"] for f in message["findings"] if f["severity"] != "info"]) == (
        "review",
        ["PAY-STRIP"],
    )
    assert "'Kim Jong Un', now 'Sunrise Trade'" in message["findings"][-1]["because"]
    assert run("--store", store, "payment", again, "--json").json["messages"][0]["status"] == "clear"


def test_figures_over_a_batch_count_statuses_rules_fields_and_lists(run: Run, store: Path, tmp_path: Path) -> None:
    files = [
        pacs008_file(tmp_path / "a.xml", debtor="Kim Jong Un"),
        pacs008_file(tmp_path / "b.xml", text="paid via SPFS"),
        pacs008_file(tmp_path / "c.xml"),
    ]
    ran = run("--store", store, "payment", *files, "--json")
    summary = ran.json["summary"]
    assert summary["by_status"] == {"clear": 1, "review": 1, "hit": 1, "not_screened": 0}
    assert (summary["messages"], summary["transactions"], summary["alert_rate"]) == (3, 3, 0.666667)
    assert summary["by_rule"]["RAIL-SPFS"] == {"review": 1}
    assert summary["by_field_class"] == {"name": 1}
    assert set(summary["by_list"]) <= {"ofac_sdn", "un_sc"}
    assert summary["by_kind"]["red_flag"] >= 1
    assert ran.json["messages"][0]["hits"][0]["field_class"] == "name"
    assert len(ran.json["policy"]["sha256"]) == 64
    shown = run("--store", store, "payment", *files, "--stats").out
    assert "RAIL-SPFS: review 1" in shown


def test_another_threshold_is_another_policy_by_its_hash(run: Run, store: Path, tmp_path: Path) -> None:
    shipped = Path(policy_module.__file__).with_name("policy.toml").read_text(encoding="utf-8")
    (tmp_path / "p.toml").write_text(shipped.replace("window_days = 30", "window_days = 31"), encoding="utf-8")
    file = pacs008_file(tmp_path / "a.xml")
    one = run("--store", store, "payment", file, "--json").json["policy"]
    other = run("--store", store, "payment", file, "--json", "--policy", tmp_path / "p.toml").json["policy"]
    assert one["version"] == other["version"]
    assert one["sha256"] != other["sha256"]


def test_participants_of_a_file_are_used_and_a_wrong_row_is_named(run: Run, store: Path, tmp_path: Path) -> None:
    more = "<CdtrAgt><FinInstnId><BICFI>ABCDKG22XXX</BICFI></FinInstnId></CdtrAgt>"
    file = pacs008_file(tmp_path / "a.xml", more=more)
    rows = tmp_path / "participants.csv"
    rows.write_text("bic,system,role,through,joined,source,note\nABCDKG22,SPFS,direct,,,Press report,\n")
    [message] = run("--store", store, "payment", file, "--json", "--participants", rows).json["messages"]
    assert "RAIL-SPFS-MEMBER" in [finding["rule"] for finding in message["findings"]]
    rows.write_text("bic,system,role,through,joined,source,note\nABCDKG22,SPFS,direct,,soon,Press report,\n")
    ran = run("--store", store, "payment", file, "--participants", rows)
    assert ran.code == 2
    assert "participants.csv:2, column joined" in ran.err


def test_three_spellings_of_one_listed_name_from_one_account_are_noticed(run: Run, store: Path, tmp_path: Path) -> None:
    files = [
        _paid(tmp_path / f"{n}.xml", name, f"R{n}") for n, name in enumerate(("Kim Jong Un", "Kim J. Un", "Kim Jong"))
    ]
    messages = run("--store", store, "payment", *files, "--json").json["messages"]
    found = [[finding["rule"] for finding in one["findings"]] for one in messages]
    assert ["PAY-NEARMISS" in rules for rules in found] == [False, False, True]


def test_what_is_no_window_is_refused_before_anything_is_decided(run: Run, store: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a window" * 100)
    ran = run("--store", store, "payment", pacs008_file(tmp_path / "a.xml"), "--window", tmp_path / "notes.txt")
    assert ran.code == 2
    assert "notes.txt" in ran.err


def test_a_policy_sets_the_severity_of_a_rule_and_one_that_there_is_not_is_refused(
    run: Run, store: Path, tmp_path: Path
) -> None:
    shipped = Path(policy_module.__file__).with_name("policy.toml").read_text(encoding="utf-8")
    policy = tmp_path / "policy.toml"
    file = pacs008_file(tmp_path / "a.xml", text="paid via SPFS")
    assert run("--store", store, "payment", file).code == 1
    policy.write_text(shipped.replace("[payments.rules]", '[payments.rules]\nRAIL-SPFS = "off"'), encoding="utf-8")
    assert run("--store", store, "payment", file, "--policy", policy).code == 0
    policy.write_text(shipped.replace("[payments.rules]", '[payments.rules]\nRAIL-SPSF = "off"'), encoding="utf-8")
    ran = run("--store", store, "payment", file, "--policy", policy)
    assert (ran.code, "RAIL-SPSF" in ran.err) == (2, True)


def test_the_development_samples_are_decided_as_they_should_be(
    run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """One missing or unexpected hit, or one wrong status, fails."""
    import subprocess  # noqa: PLC0415
    import sys  # noqa: PLC0415

    folder, lists = shared("data/payments"), shared("data/lists")
    work = tmp_path_factory.mktemp("samples")
    files = [*sorted((lists / "ofac/2024-05-03").glob("*.csv.xz")), lists / "un/2026-02-27/consolidated.xml.xz"]
    files += [lists / "eu/rebuilt/xmlFullSanctionsList_1_1.xml.xz", lists / "uk/rebuilt/UK-Sanctions-List.xml.xz"]
    assert run("--store", work / "store", "lists", "import", "auto", *files).code == 0
    expected = json.loads((folder / "samples_dev/expected.json").read_text())
    messages = []
    asked: set[str] = set()
    for name, entry in expected.items():
        together = entry.get("window", [name])
        if name not in asked:
            asked.update(together)
            paths = [folder / "samples_dev" / each for each in together]
            messages += run("--store", work / "store", "payment", *paths, "--json").json["messages"]
    (work / "out.json").write_text(json.dumps({"messages": messages}))
    checker = [sys.executable, folder / "check_expected.py", folder / "samples_dev/expected.json", work / "out.json"]
    done = subprocess.run(checker, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_lists_that_are_too_old_screen_no_message(run: Run, store: Path, tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    text = (Path(shipped.__file__).parent / "policy.toml").read_text(encoding="utf-8")
    policy.write_text(text.replace("age_days_max = 0", "age_days_max = 1"), encoding="utf-8")
    ran = run("--store", store, "payment", "--policy", policy, pacs008_file(tmp_path / "a.xml"), "--json")
    assert ran.code == 3
    assert ran.json["messages"][0]["status"] == "not_screened"
