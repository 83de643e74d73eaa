"""A feed of articles: each line a document, and a line that is none is told, not passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from ostrakon.errors import InputError
from ostrakon.intake.documents.feed import is_feed, read_feed


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    """A feed with sound and broken lines."""
    path = tmp_path / "news.jsonl"
    lines = [
        '{"id": "a", "date": "2024-06-18T08:00:00Z", "title": "Shells", "text": "Shells were sent.", "more": [1]}',
        "",
        '{"text": "No title.", "date": "last week"}',
        '{"title": "no text"}',
        '{"text": "cut off',
        '["text"]',
        '{"id": 7, "title": "Shells", "text": "Other shells."}',
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_every_line_is_a_document_or_says_why_it_is_none(feed: Path) -> None:
    found = list(read_feed(feed))
    names = [f"{feed}#a", f"{feed}:3", f"{feed}:4", f"{feed}:5", f"{feed}:6", f"{feed}#7"]
    assert [document.file for document in found] == names
    assert [bool(document.unread) for document in found] == [False, False, True, True, True, False]
    assert all("no article" in document.unread for document in found if document.unread)


def test_the_title_is_read_with_the_text_but_not_twice(feed: Path) -> None:
    texts = [document.text for document in read_feed(feed)]
    assert texts[0] == "Shells were sent."
    assert texts[-1] == "Shells\n\nOther shells."


def test_a_date_is_taken_to_the_day_and_one_that_is_none_is_told(feed: Path) -> None:
    first, second, *_ = read_feed(feed)
    assert first.date == "2024-06-18"
    assert second.date == "" and second.issues[0].code == "bad_date"


def test_a_line_longer_than_a_document_may_be_does_not_swallow_the_next(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    path.write_text('{"text": "' + "x" * 500 + '"}\n{"text": "short"}\n')
    long, short = read_feed(path, size_max=100)
    assert "longer" in long.unread
    assert short.text == "short"


def test_a_feed_is_told_by_its_name_and_a_missing_one_is_an_error(feed: Path, tmp_path: Path) -> None:
    assert is_feed(feed)
    assert not is_feed(tmp_path / "a.txt")
    with pytest.raises(InputError):
        list(read_feed(tmp_path / "none.jsonl"))
