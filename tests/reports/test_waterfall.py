"""The picture of a score adds up, and says the same in words."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from rich.console import Console, RenderableType

from ostrakon.model.subject import Subject
from ostrakon.reports.marks import paragraphs, title_apart
from ostrakon.reports.terminal import answer_view, waterfall_view
from ostrakon.reports.waterfall import percent, rounded_to_sum, signed, waterfall
from ostrakon.reports.waterfall_svg import Threshold, waterfall_svg
from ostrakon.screening.result import Answer, Evidence
from tests.reports.sample import result

SVG = "{http://www.w3.org/2000/svg}"


def printed(view: RenderableType) -> str:
    """What a terminal of 140 columns shows."""
    paper = io.StringIO()
    Console(width=140, file=paper).print(view)
    return paper.getvalue()


@given(st.lists(st.floats(-60, 60), min_size=1, max_size=12))
def test_rounded_figures_add_up_and_none_is_off_by_more_than_a_tenth(values: list[float]) -> None:
    total = round(sum(values), 1)
    shown = rounded_to_sum(values, total)
    assert round(sum(shown), 1) == round(total, 1)
    assert all(abs(a - b) < 0.11 for a, b in zip(shown, values, strict=True))


def test_a_picture_on_its_own_is_sound_xml_and_tells_its_content_in_words() -> None:
    evidence = (
        *result().evidence,
        Evidence(feature="a_very_long_feature_name_from_elsewhere", bits=-1, query="<&\x00\ud800", note="\ufffe"),
    )
    picture = waterfall_svg(
        evidence,
        title="A <b> & \x0b C",
        score=0.99999,
        thresholds=[Threshold(word="review", bits=0), Threshold(word="hit", bits=6.6)],
    )
    root = etree.fromstring(picture.encode())
    words = root.findtext(f"{SVG}desc")
    assert words is not None
    assert "Name +23.6" in words
    assert "together +13.2 bits" in words
    assert ">99.9%" in words
    assert root.findtext(f"{SVG}title") == "A <b> & \ufffd C"
    assert len(root.findall(f"{SVG}rect")) == 6
    assert "review 0.0" in "".join(root.itertext())


def test_bars_stay_inside_the_picture() -> None:
    evidence = [Evidence(feature="prior", bits=-47.0), Evidence(feature="name", bits=133.0)]
    root = etree.fromstring(waterfall_svg(evidence, title="t").encode())
    width = float(root.get("viewBox").split()[2])
    for bar in root.findall(f"{SVG}rect"):
        assert float(bar.get("x", 0)) >= 0
        assert float(bar.get("x", 0)) + float(bar.get("width")) <= width


def test_figures_read_as_figures() -> None:
    assert [signed(x) for x in (3.44, -3.46, 0, -0.04)] == ["+3.4", "−3.5", "0.0", "0.0"]
    assert [percent(x) for x in (0.5, 0.99999, 0.0001, 0.0)] == ["50.0%", ">99.9%", "<0.1%", "0.0%"]


def test_steps_follow_each_other() -> None:
    fall = waterfall(result().evidence)
    assert all(a.end == b.start for a, b in zip(fall.steps, fall.steps[1:], strict=False))
    assert [step.side for step in fall.steps] == ["prior", "pro", "pro", "con", "none"]


def test_the_terminal_shows_state_party_and_reasons() -> None:
    answer = Answer(query_id="1", status="hit", results=(result(),), notes=("searched 50 of 60",))
    text = printed(answer_view(Subject(name="Kim \x1b[31mJong\u202e"), answer, explain=True))
    for part in ("■ hit", "KIM Jong Un", "ofac-20157 +1", ">99.9%", "name +23.6", "searched 50 of 60", "Sum"):
        assert part in text
    assert "\x1b" not in text
    assert "<U+001B>" in text
    assert "<U+202E>" in text


def test_a_bar_stands_where_the_sum_stands() -> None:
    lines = printed(waterfall_view(result().evidence, title="t")).splitlines()
    name = next(line for line in lines if line.lstrip().startswith("Name"))
    date = next(line for line in lines if line.lstrip().startswith("Date"))
    assert abs((name.rindex("█") + 1) - date.index("█")) <= 1


def test_a_text_is_cut_without_loss_and_overlaps_keep_the_party() -> None:
    text = "Bank of Iran\n\nIn Iran, the Bank of Iran.\n"
    mentions = [
        {"start": 0, "end": 12, "kind": "party", "key": "a"},
        {"start": 8, "end": 12, "kind": "country", "key": "c:IR"},
        {"start": 17, "end": 21, "kind": "country", "key": "c:IR"},
        {"start": 90, "end": 99, "kind": "party", "key": "outside"},
    ]
    cut = paragraphs(text, mentions)
    assert ["".join(piece.text for piece in paragraph) for paragraph in cut] == [
        "Bank of Iran",
        "In Iran, the Bank of Iran.\n",
    ]
    marked = [(piece.text, piece.number) for paragraph in cut for piece in paragraph if piece.mention]
    assert marked == [("Bank of Iran", 1), ("Iran", 2)]


def test_a_headline_stands_apart_and_a_sentence_does_not() -> None:
    title, body = title_apart(paragraphs("Bank of Iran listed\nBy us\n\nMore.", []))
    assert "".join(piece.text for piece in title) == "Bank of Iran listed"
    assert [piece.text for paragraph in body for piece in paragraph] == ["By us", "More."]
    assert title_apart(paragraphs("One sentence.\n\nMore.", []))[0] == []
    assert title_apart([]) == ([], [])
