"""The development texts: gold offsets are right, slips of the annotator are refused, clean texts are well formed."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
CLEAN = ROOT / "tests" / "golden" / "texts" / "clean"
HEAD = "kind: news\nlang: en\ndate: 2024-05-03\n\n"
BODY = "[Москва|c:RU] said that [Nobody Ltd|p:nobody] – a friend – was hit. A friend denied it.\n---\n"


@pytest.fixture(scope="module")
def build() -> ModuleType:
    path = ROOT / "tools" / "texts" / "build.py"
    if not path.exists():
        pytest.skip("the tools are not part of a source distribution")
    spec = importlib.util.spec_from_file_location("texts_build", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _source(folder: Path, text: str) -> Path:
    path = folder / "one.src"
    path.write_text(text, "utf-8")
    return path


def test_offsets_count_code_points_of_the_text_without_marks(build: ModuleType, tmp_path: Path) -> None:
    claim = "C | c:RU | assert | affirm | CT | indirect | p:nobody | Nobody Ltd – a friend – was hit | ?target\n"
    text, gold = build.compile_source(_source(tmp_path, HEAD + BODY + claim), {"nobody"})
    assert text == "Москва said that Nobody Ltd – a friend – was hit. A friend denied it.\n"
    for found in [*gold["mentions"], *gold["claims"]]:
        assert text[found["start"] : found["end"]] == found["text"]
    assert [mention["key"] for mention in gold["mentions"]] == ["c:RU", "p:nobody"]
    assert gold["claims"][0]["doubtful"] == ["target"]


@pytest.mark.parametrize(
    ("record", "says"),
    [
        ("E | denial | u:x | - | - | - | past | friend\n", "2 times"),
        ("E | denial | u:x | - | - | - | past | enemy\n", "not in the text"),
        ("E | denail | u:x | - | - | - | past | denied\n", "no type of the scheme"),
        ("E | denial | p:y | - | - | - | past | denied\n", "unknown key p:y"),
        ("E | denial | c:Russia | - | - | - | past | denied\n", "alpha-2"),
        ("E | denial | u:x | - | - | yesterday | past | denied\n", "ISO date"),
        ("C | u:x | deny | denied\n", "not a record"),
        ("F | smuggling\n", "not a record"),
    ],
)
def test_a_slip_of_the_annotator_is_named(build: ModuleType, tmp_path: Path, record: str, says: str) -> None:
    with pytest.raises(build.Slip, match=says):
        build.compile_source(_source(tmp_path, HEAD + BODY + record), {"nobody"})


def test_a_broken_mark_is_refused(build: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(build.Slip, match="a mark is broken"):
        build.compile_source(_source(tmp_path, HEAD + "[Moscow|c:RU denied it.\n---\n"), set())


def test_what_lies_beside_the_sources_is_what_they_compile_to(build: ModuleType) -> None:
    assert build.main(["--check"]) == 0


def test_clean_pieces_have_a_title_and_a_body_of_a_paragraph() -> None:
    titles: list[str] = []
    for path in sorted(CLEAN.glob("*.txt")):
        for piece in path.read_text("utf-8").split("%% ")[1:]:
            title, _, body = piece.partition("\n")
            titles.append(title)
            assert 50 <= len(body.split()) <= 130, (path.name, title)
    assert len(titles) == len(set(titles))
    assert len(titles) >= 200
