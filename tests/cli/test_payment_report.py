"""The report of a batch of payments: marks where the words stand, nothing from a message alive on the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from ostrakon.app import payment_report
from tests.cli.page import Page
from tests.cli.paying import pacs008_file
from tests.cli.running import Run

EVIL = "<script>alert(1)</script>"
MT = (
    "{{1:F01COBADEFFAXXX0000000000}}{{2:I103CHASUS33XXXXN}}{{4:\n:20:{reference}\n:32A:260302USD18450,\n:50K:/4711\n{debtor}"
    "\nBREMEN\n:59:/FR1420041010050500013M02606\nATELIER\n:70:{text}\n-}}"
)


def _page(run: Run, folder: Path, *files: Path, store: Path) -> Page:
    run("--store", store, "payment", *files, "--html", folder / "r.html")
    return Page((folder / "r.html").read_text(encoding="utf-8"))


def test_hits_and_findings_are_marked_where_they_stand_and_lead_to_what_is_said(
    run: Run,
    store: Path,
    tmp_path: Path,
) -> None:
    file = pacs008_file(tmp_path / "a.xml", debtor="Kim Jong Un", text="paid via SPFS")
    page = _page(run, tmp_path, file, store=store)
    assert ("hit", "Kim Jong Un") in page.marks
    assert ("review", "SPFS") in page.marks
    inner = [link[1:] for link in page.links if link.startswith("#")]
    assert set(inner) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("kind", ["fin", "xml"])
def test_nothing_in_a_message_becomes_markup(run: Run, store: Path, tmp_path: Path, kind: str) -> None:
    if kind == "fin":
        file = tmp_path / f"{EVIL[:7]}x.fin"
        file.write_text(
            MT.format(reference=EVIL[:14], debtor="KIM JONG UN", text=f'{EVIL}"><img src=x onerror=a()>\nSPFS')
        )
    else:
        escaped = EVIL.replace("<", "&lt;")
        file = pacs008_file(
            tmp_path / "a.xml", debtor="Kim Jong Un", text=f"{escaped} SPFS javascript:a() {{{{ 12345 * 54321 }}}}"
        )
    page = _page(run, tmp_path, file, store=store)
    assert not page.tags & {"script", "img", "iframe", "object", "form"}
    assert page.handlers == []
    assert all(link.startswith("#") for link in page.links)
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    assert str(12345 * 54321) not in text


def test_what_could_not_be_read_is_shown_with_its_place(run: Run, store: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xml"
    broken.write_bytes(pacs008_file(tmp_path / "a.xml").read_bytes()[:-40])
    _page(run, tmp_path, broken, store=store)
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "Not read:" in text
    assert "line 1" in text


def test_one_transaction_of_a_batch_is_shown_with_its_path_and_the_others_are_counted(
    run: Run,
    store: Path,
    tmp_path: Path,
) -> None:
    names = ["Nordwind", "Kim Jong Un", *(f"Kunde {n} GmbH" for n in range(5))]
    inner = "".join(f"<CdtTrfTxInf><Cdtr><Nm>{name}</Nm></Cdtr></CdtTrfTxInf>" for name in names)
    file = tmp_path / "batch.xml"
    file.write_text(
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn><PmtInf>'
        f"{inner}</PmtInf></CstmrCdtTrfInitn></Document>"
    )
    _page(run, tmp_path, file, store=store)
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "/CdtTrfTxInf[2]" in text


def test_of_a_large_batch_the_transactions_that_alert_are_shown_and_what_is_cut_is_said(
    run: Run, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(payment_report, "HITS_MAX", 2)
    names = ["KIM JONG UN" if n in {50, 70, 90} else f"N{n}" for n in range(100)]
    paid = "".join(f"<CdtTrfTxInf><Cdtr><Nm>{name}</Nm></Cdtr></CdtTrfTxInf>" for name in names)
    file = tmp_path / "batch.xml"
    file.write_text(
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn><PmtInf>'
        f"{paid}</PmtInf></CstmrCdtTrfInitn></Document>"
    )
    page = _page(run, tmp_path, file, store=store)
    assert page.marks.count(("hit", "KIM JONG UN")) == 2
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "CdtTrfTxInf[51]" in text
    assert "1 more hits are counted above and not shown here" in text
    assert "more transactions not shown" in text
