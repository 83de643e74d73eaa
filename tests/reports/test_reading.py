"""The report of a text: every mark stands on its words, every finding beside them, and hostile text stays text."""

from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from ostrakon.reading.findings import Claim, Event, Programme, RedFlag, Span
from ostrakon.reading.ledger.entries import Report as Text
from ostrakon.reading.ledger.keeping import ledger
from ostrakon.reports.content import Article, Press, PressText, Report
from ostrakon.reports.html import render_report
from ostrakon.reports.marks import paragraphs
from ostrakon.reports.naming import Namer
from ostrakon.reports.press import press_view
from ostrakon.reports.statements import reviewed_programmes, shown_programmes
from tests.reports.sample import ENTITY
from tests.reports.test_html import PAYLOADS

TEXT = (
    "Arms for Moscow\n\nWashington accused North Korea of shipping shells to Russia. Pyongyang denied the charge.\n\n"
    "Kim Jong Un will visit Moscow on 3 September 2024, and an envoy spoke of UN sanctions."
)


def _at(words: str) -> dict[str, int]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


def _span(words: str) -> Span:
    return Span(**_at(words))


CLAIMS = (
    Claim(
        **_at("accused North Korea of shipping shells to Russia"),
        source=("c:US",),
        act="allege",
        polarity="affirm",
        modality="CT",
        quote="indirect",
        target=("c:KP", "c:RU"),
        cue=_span("accused"),
        confidence=0.8,
        disputed_by=(1,),
    ),
    Claim(
        **_at("denied the charge"),
        source=("c:KP",),
        act="deny",
        polarity="negate",
        modality="CT",
        quote="indirect",
        target=("c:KP",),
        cue=_span("denied"),
        confidence=0.8,
        disputed_by=(0,),
    ),
)
EVENTS = (
    Event(
        **_at("shipping shells to Russia"),
        type="arms_transfer",
        actors=("c:KP",),
        targets=("c:RU",),
        place=None,
        date=None,
        status="denied",
        cue=_span("shipping"),
        claim=0,
        confidence=0.7,
    ),
    Event(
        **_at("will visit Moscow on 3 September 2024"),
        type="visit",
        actors=("ofac-20157",),
        targets=("c:RU",),
        place="Moscow",
        date="2024-09-03",
        status="planned",
        cue=_span("visit"),
        claim=None,
        confidence=0.7,
    ),
)


def article(payload: str = "") -> Article:
    """A text with every kind of finding; `payload` stands behind the text and in its notes."""
    return Article(
        file=f"a.txt{payload}",
        text=f"{TEXT} {payload}",
        language="en",
        status="hit",
        notes=(f"a limit {payload}",),
        mentions=(
            {**_at("Kim Jong Un"), "kind": "party", "key": "ofac-20157", "entity_ids": ["ofac-20157"], "score": 0.97},
            {**_at("North Korea"), "kind": "country", "key": "c:KP"},
            {**_at("UN sanctions"), "kind": "programme", "key": "r:DPRK"},
        ),
        claims=CLAIMS,
        events=EVENTS,
        programmes=(Programme(code="DPRK", authority="UN", because=(_span("UN sanctions"),)),),
        red_flags=(RedFlag(code="arms_transfer", because=(_span("shipping shells to Russia"),), rule=("TRD-ENDUSE",)),),
    )


def page(of: Article) -> html.HtmlElement:
    """The report of one text."""
    report = Report(title="What a.txt says", version="0", snapshot=1, policy="p", made_at="now", article=of)
    return html.fromstring(render_report(report))


def test_every_claim_is_underlined_in_the_text_on_exactly_its_words() -> None:
    prose = page(article()).xpath("//div[contains(@class, 'prose')]")[0]
    marked = [mark.text_content() for mark in prose.xpath(".//span[starts-with(@class, 'cl ')]")]
    assert marked == [TEXT[claim.start : claim.end] for claim in CLAIMS]
    assert [mark.get("class") for mark in prose.xpath(".//span[starts-with(@class, 'cl ')]")] == [
        "cl allege",
        "cl deny",
    ]
    assert [mark.text_content() for mark in prose.xpath(".//a[@class='mk cue']")] == ["shipping", "visit"]
    assert [mark.text_content() for mark in prose.xpath(".//*[starts-with(@class, 'mk country')]")] == ["North Korea"]


def test_the_text_is_whole_once_the_numbers_of_claims_are_taken_off() -> None:
    prose = page(article()).xpath("//div[contains(@class, 'prose')]")[0]
    for number in prose.xpath(".//a[starts-with(@class, 'ref ')]"):
        number.drop_tree()
    blocks = [block.text_content() for block in prose.xpath("./h3 | ./p")]
    assert "\n\n".join(blocks).strip() == TEXT


def test_the_table_of_claims_gives_source_act_target_words_and_who_disputes() -> None:
    rows = page(article()).xpath("//table[@class='say']/tbody/tr")
    first = " ".join(rows[0].text_content().split())
    for part in ("United States", "alleges", "North Korea, Russia", "of shipping shells", "certain", "disputed by 2"):
        assert part in first
    assert "denies" in rows[1].text_content()


def test_an_accusation_and_its_denial_stand_side_by_side_once() -> None:
    found = page(article()).xpath("//div[contains(@class, 'dispute')]")
    assert len(found) == 1
    sides = [side.text_content() for side in found[0].xpath(".//div[@class='pair']/div")]
    assert "United States" in sides[0] and "denied the charge" in sides[1]


def test_dated_events_come_before_undated_ones_with_their_status() -> None:
    lines = page(article()).xpath("//section[@id='events']//li")
    assert [line.get("id") for line in lines] == ["event-2", "event-1"]
    assert "2024-09-03" in lines[0].text_content() and "planned" in lines[0].text_content()
    assert "no date" in lines[1].text_content() and "denied" in lines[1].text_content()


def test_programmes_come_with_their_legal_basis_and_the_authority_told_first() -> None:
    section = page(article()).get_element_by_id("programmes")
    known = reviewed_programmes("DPRK", "UN")
    assert known[0].authority == "UN" and len(known) > 1
    assert known[0].basis[0] in section.text_content()
    assert "UN sanctions" in section.text_content()
    assert reviewed_programmes("GENERIC") == ()


def test_a_cited_act_leads_to_its_own_programme_also_outside_of_the_great_regimes() -> None:
    order = "Executive Order 13818"
    text = f"The Treasury acted under {order}."
    start = text.index(order)
    said = Programme(code="GENERIC", authority="US", because=(Span(start, start + len(order)),))
    (found,) = shown_programmes(text, [said])
    assert [one.authority for one in found.cited] == ["US"]
    assert found.reviewed == found.cited
    assert "13818" in " ".join(found.cited[0].basis)
    shown = page(Article(file="a.txt", text=text, programmes=(said,))).get_element_by_id("programmes").text_content()
    assert found.cited[0].title in shown and "cited" in shown


def test_red_flags_show_the_words_and_the_rules() -> None:
    section = page(article()).get_element_by_id("flags").text_content()
    assert "shipping shells to Russia" in section and "TRD-ENDUSE" in section


def test_hostile_text_stays_text_and_every_link_leads_somewhere() -> None:
    plain = page(article("x"))
    tags = sorted(str(element.tag) for element in plain.iter())
    for payload in PAYLOADS:
        attacked = page(article(payload))
        assert sorted(str(element.tag) for element in attacked.iter()) == tags
        assert payload in attacked.text_content()
        ids = [str(one) for one in attacked.xpath("//@id")]
        assert len(ids) == len(set(ids))
        assert {str(address)[1:] for address in attacked.xpath("//@href")} <= set(ids)


def test_a_text_that_was_not_screened_says_why_and_is_not_called_clear() -> None:
    unread = Article(file="scan.pdf", text="", status="not_screened", reason="holds no text, only pictures")
    whole = page(unread).text_content()
    assert "holds no text, only pictures" in whole
    assert "must not be taken for clear" in whole


def test_keys_are_called_what_a_reader_can_read() -> None:
    mentions = [{"kind": "party", "key": ENTITY.id, "text": name} for name in ("김정은", "김")]
    assert Namer(mentions, {ENTITY.id: ENTITY}).one(ENTITY.id) == "KIM Jong Un"
    assert Namer(mentions).one(ENTITY.id) == "김정은"
    assert Namer([]).of(("c:KP", "u:un", "author", "u:acme_ltd")) == (
        "North Korea, United Nations, the text itself, Acme Ltd"
    )


def test_the_parties_of_a_text_too_long_to_be_shown_are_named_all_the_same() -> None:
    unshown = dataclasses.replace(article(), text="", claims=None, events=None, programmes=None, red_flags=None)
    shown = page(unshown)
    panel = shown.get_element_by_id("party-1").text_content()
    assert "ofac-20157" in panel and "1 mention, not shown" in panel
    assert "No listed party" not in shown.text_content()


def test_what_was_not_looked_for_is_not_counted_as_nothing() -> None:
    alone = dataclasses.replace(article(), claims=None, events=None, programmes=None, red_flags=None)
    tally = page(alone).xpath("//div[@class='card says']")[0].text_content()
    assert "Claims" not in tally and "Red flags" not in tally


@given(
    st.text(alphabet="ab \n", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=4),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=4),
)
def test_pieces_give_the_words_back_whatever_overlaps(
    text: str, claimed: list[tuple[int, int]], named: list[tuple[int, int]]
) -> None:
    claims = [_claim(start, min(start + length, len(text))) for start, length in claimed if start < len(text)]
    mentions = [{"start": start, "end": start + length, "kind": "country", "key": "c:KP"} for start, length in named]
    cut = paragraphs(text, mentions, claims)
    pieces = [piece for paragraph in cut for piece in paragraph]
    assert _letters("".join(piece.text for piece in pieces)) == _letters(text)
    for number, claim in enumerate(claims):
        if text[claim.start : claim.end].strip():
            assert any(number in piece.claims for piece in pieces)


def _claim(start: int, end: int) -> Claim:
    """A claim on a span."""
    return Claim(
        start=start,
        end=end,
        source=("author",),
        act="assert",
        polarity="affirm",
        modality="CT",
        quote="indirect",
        target=(),
        cue=Span(start, end),
        confidence=0.5,
    )


def _letters(text: str) -> str:
    return text.replace("\n", "")


def _press(dates: list[str], payload: str = "") -> Press:
    reports = [
        Text.of(f"{n}{payload}", TEXT, date=date, mentions=(), claims=CLAIMS, events=EVENTS)
        for n, date in enumerate(dates)
    ]
    texts = tuple(PressText(file=one.document, status="hit", date=one.date, reason=payload) for one in reports)
    return Press(texts=texts, ledger=ledger(reports))


def _press_page(of: Press) -> html.HtmlElement:
    report = Report(title="What texts say", version="0", snapshot=1, policy="p", made_at="now", press=of)
    return html.fromstring(render_report(report))


def test_over_many_texts_each_matter_is_shown_once_with_the_texts_that_report_it() -> None:
    shown = _press_page(_press(["2024-06-18", "2024-06-19"]))
    assert len(shown.xpath("//table[@class='say']/tbody/tr")) == len(CLAIMS)
    assert len(shown.xpath("//div[contains(@class, 'dispute')]")) == 1
    lines = shown.xpath("//section[@id='timeline']//li")
    assert len(lines) == len(EVENTS)
    assert all("2 texts" in " ".join(line.text_content().split()) for line in lines)


def test_over_many_texts_hostile_names_stay_text() -> None:
    plain = sorted(str(one.tag) for one in _press_page(_press(["2024-06-18"], "x")).iter())
    for payload in PAYLOADS:
        attacked = _press_page(_press(["2024-06-18"], payload))
        assert sorted(str(one.tag) for one in attacked.iter()) == plain
        assert payload in attacked.text_content()


def test_a_long_span_of_time_is_shown_by_years_and_texts_without_dates_in_none() -> None:
    assert press_view(_press(["2024-11-02", "2025-02-01"]), {})["months"] == [
        "2024-11",
        "2024-12",
        "2025-01",
        "2025-02",
    ]
    long = press_view(_press(["2009-11-02", "2025-02-01"]), {})
    assert (long["unit"], long["months"][0], long["months"][-1]) == ("year", "2009", "2025")
    assert press_view(_press(["", ""]), {})["months"] == []
