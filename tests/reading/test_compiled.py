"""Compiled reading: the same words and the same mentions as the plain way, whatever the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ostrakon.app.compiled_cache import READING
from ostrakon.index.acceleration import compiled_available
from ostrakon.names.running import running
from ostrakon.reading import gazetteer
from ostrakon.reading.compiled import LENGTH_MIN, Loops
from ostrakon.reading.lexicon import Lexicon
from ostrakon.reading.spotting import spots
from tests.compiled_code import code
from tests.reading.lists import LISTED, reader

if not compiled_available():
    pytest.skip("needs the extra `fast`", allow_module_level=True)

TEXTS = Path(__file__).resolve().parents[1] / "golden" / "texts"
SIGNS = "'’ʼ&_-.\u0301\u200d 朝鮮김Пут́éÀlqu sS1\ud800𝒜"
PIECES = (
    "Vladimir",
    "Putin",
    "Путина",
    "Kim",
    "Jong",
    "Un",
    "Yevgeni",
    "Prigozhin",
    "qu’Alexandre",
    "Foreign",
    "Trade",
)
PIECES = (*PIECES, "Bank", "the", "d'Iran", "AIR", "Mahan", "mahan", ". ", "\n\n", "-", "Putin’s")


@pytest.fixture(scope="module")
def loops(tmp_path_factory: pytest.TempPathFactory) -> tuple[gazetteer.Gazetteer, Loops]:
    folder = tmp_path_factory.mktemp("gazetteer")
    gazetteer.build(LISTED, folder)
    listed = gazetteer.load(folder)
    return listed, Loops(listed, *code(READING))


@given(text=st.text(max_size=120) | st.text(SIGNS, max_size=120))
@settings(deadline=None, max_examples=400)
def test_a_text_is_cut_into_the_same_words(loops: tuple[gazetteer.Gazetteer, Loops], text: str) -> None:
    plain, fast = running(text), loops[1].running(text)
    assert fast == plain
    assert fast.distinct == plain.distinct
    assert fast.numbers.tolist() == plain.numbers.tolist()


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=40), language=st.sampled_from(["", "ru", "de", "fr"]))
@settings(deadline=None, max_examples=200)
def test_the_same_names_are_found(loops: tuple[gazetteer.Gazetteer, Loops], pieces: list[str], language: str) -> None:
    listed, fast = loops
    seen = Lexicon(listed).seen(running(" ".join(pieces)), language)
    assert spots(seen, listed, fast.sequences) == spots(seen, listed)


def test_a_long_text_gives_the_same_mentions(tmp_path: Path) -> None:
    text = "\n\n".join(path.read_text("utf-8") for path in sorted(TEXTS.glob("*/*.txt")))
    assert len(text) > LENGTH_MIN
    (tmp_path / "plain").mkdir()
    (tmp_path / "fast").mkdir()
    plain, fast = reader(tmp_path / "plain"), reader(tmp_path / "fast")
    fast.hasten(*code(READING))
    assert fast.hastened
    assert fast.found(text) == plain.found(text)
    assert any(mention.kind == "party" for mention in plain.mentions(text))
