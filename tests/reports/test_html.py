"""The report is one file that asks nothing of the network, shows everything, and runs nothing it was given."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter

import msgspec
import pytest
from lxml import html

from ostrakon.model import Designation
from ostrakon.reports.content import Report
from ostrakon.reports.drawing import shown
from ostrakon.reports.html import render_report
from ostrakon.screening.result import Finding
from tests.reports.sample import ENTITY, ORIGIN, report

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "</title></style><script>alert(1)</script>",
    "javascript:alert(1)//]]>",
    "{{ 7*7 }}{% raw %}",
)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_from_outside_becomes_markup(payload: str) -> None:
    plain, attacked = (html.fromstring(render_report(report(payload=p))) for p in ("x", payload))

    def shape(page: html.HtmlElement) -> Counter[tuple[str, tuple[str, ...]]]:
        elements = (e for e in page.iter() if isinstance(e.tag, str) and "ctl" not in (e.get("class") or ""))
        return Counter((e.tag, tuple(sorted(e.attrib))) for e in elements)

    assert shape(attacked) == shape(plain)
    assert not attacked.xpath("//script")
    assert payload in attacked.text_content()


def test_the_page_asks_nothing_of_the_network_and_forbids_itself_to() -> None:
    text = render_report(report())
    page = html.fromstring(text)
    assert not page.xpath("//@src | //link | //script | //iframe | //object")
    assert all(str(address).startswith("#") for address in page.xpath("//@href"))
    assert "url(" not in re.sub(r"url\(#", "", text)
    assert "@import" not in text
    assert "default-src 'none'" in page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]


def test_every_link_inside_the_page_leads_somewhere_and_ids_are_unique() -> None:
    page = html.fromstring(render_report(report()))
    ids = [str(found) for found in page.xpath("//@id")]
    assert len(ids) == len(set(ids))
    assert {str(address)[1:] for address in page.xpath("//@href")} <= set(ids)
    for labelled in page.xpath("//@aria-labelledby"):
        assert set(labelled.split()) <= set(ids)


def test_hits_come_first_and_no_customer_is_missing() -> None:
    page = html.fromstring(render_report(report()))
    states = page.xpath("//section[@id='customers']//*[contains(@class, 'st ')]")
    assert [state.text_content().strip() for state in states] == ["hit", "review", "not screened", "clear"]
    assert "Jane Doe" in page.xpath("//details[contains(@class, 'quietlist')]")[0].text_content()
    assert "must not be taken for clear" in page.text_content()


def test_printed_bits_add_up_to_the_printed_sum() -> None:
    page = html.fromstring(render_report(report()))
    tables = page.xpath("//table[@class='ev']")
    assert len(tables) == 3
    for table in tables:
        *parts, total = (_number(cell.text_content()) for cell in table.xpath(".//td[contains(@class, 'num')]"))
        assert round(sum(parts), 1) == total


def test_extracts_are_called_that_and_real_lists_are_not() -> None:
    with_extract = report()
    real = dataclasses.replace(
        with_extract, lists=tuple(dataclasses.replace(line, extract=False) for line in with_extract.lists)
    )
    assert "not for production" in html.fromstring(render_report(with_extract)).text_content()
    assert "not for production" not in html.fromstring(render_report(real)).text_content()


def test_the_article_reads_as_it_was_and_links_both_ways() -> None:
    page = html.fromstring(render_report(report()))
    assert "Kim Jong Un received guests from Russia." in page.xpath("//div[contains(@class,'prose')]")[0].text_content()
    mark = page.xpath("//a[@class='mk party']")[0]
    panel = page.get_element_by_id(mark.get("href")[1:])
    assert "KIM Jong Un" in panel.text_content()
    assert panel.xpath(".//a/@href") == ["#" + mark.get("id")]
    assert panel.xpath(".//*[@lang='ko']")[0].text_content() == "김정은"


def test_a_collection_that_names_no_authority_leaves_no_blank_among_them() -> None:
    whole = report()
    nobody = Designation(authority="", origin=ORIGIN, reason="x")
    entity = msgspec.structs.replace(ENTITY, designations=(nobody, *ENTITY.designations))
    page = html.fromstring(render_report(dataclasses.replace(whole, entities={ENTITY.id: entity})))
    assert "listed by EU, US" in page.get_element_by_id("article").text_content()


def test_a_result_below_the_hit_threshold_does_not_look_like_a_hit() -> None:
    page = html.fromstring(render_report(report()))
    looks = [
        part.get("class") for part in page.xpath("//section[@id='customers']//details[starts-with(@class, 'res')]")
    ]
    assert looks == ["res hit", "res review"]


def test_provenance_names_program_lists_policy_and_time() -> None:
    foot = html.fromstring(render_report(report())).get_element_by_id("provenance").text_content()
    for part in ("0.1.0", "snapshot 3", "2026-11", "2026-11-24T09:00:00"):
        assert part in foot


def test_a_report_with_nothing_in_it_can_be_made() -> None:
    empty = Report(title="Nothing", version="0", snapshot=1, policy="p", made_at="now")
    assert "Nothing" in render_report(empty)


def test_characters_that_turn_text_round_are_shown_not_obeyed() -> None:
    assert "U+202E" in shown("abc\u202ecba")
    assert "\u202e" not in shown("abc\u202ecba")
    assert "U+0000" in shown("a\x00b")
    assert shown("ق\u200cم 김 д") == "ق\u200cم 김 д"


def _number(text: str) -> float:
    return float(text.replace("−", "-").replace("+", ""))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_who_stands_behind_a_customer_is_told_and_never_markup(payload: str) -> None:
    finding = Finding(
        kind="ownership", regime="eu", verdict="blocked", party="A", name=f"Demo {payload}", matched="identifier",
        because="the rule", share=(60.0, 60.0), paths=(f"Listed ─60%→ Demo {payload}",), listed=("Listed is listed",),
        notes=(f"a note {payload}",),
    )  # fmt: skip
    made = report()
    first = made.screened[1]
    answer = msgspec.structs.replace(first.answer, findings=(finding,))
    screened = (dataclasses.replace(first, answer=answer), *made.screened[2:])
    page = html.fromstring(render_report(dataclasses.replace(made, screened=screened)))
    assert not page.xpath("//script | //img | //*[@onload]")
    text = page.text_content()
    assert f"eu: blocked, 60 %: Demo {payload} (by an identifier)" in text
    assert f"Listed ─60%→ Demo {payload}" in text
