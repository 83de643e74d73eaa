"""Compiled code comes into play in long runs only, never stops one, and can be switched off."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from ostrakon.app import acceleration, compiled_cache, compiled_place
from ostrakon.app.acceleration import Acceleration
from ostrakon.app.compiled_place import ANSWERS_MIN, compiled_mode, state_in_words
from ostrakon.app.settings import COMPILED_VARIABLE
from ostrakon.errors import UsageError
from ostrakon.native.entry import Function
from tests.compiled_code import code

KEPT = os.environ["NUMBA_CACHE_DIR"]


class Slow:
    """Stands for a screener; notes when it changes to compiled code."""

    def __init__(self) -> None:
        self.hastened = threading.Event()

    def hasten(self, nearest: Function, compare: Function, covered: Function, sift: Function, reach: Function) -> None:
        self.hastened.set()


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Times at which a process to fill the cache was started; numba is at hand and the cache empty."""
    started: list[str] = []
    monkeypatch.setenv(COMPILED_VARIABLE, "auto")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(acceleration, "compiled_available", lambda: True)
    monkeypatch.setattr(compiled_cache, "compiled_available", lambda: True)
    monkeypatch.setattr(compiled_place, "compiled_available", lambda: True)
    monkeypatch.setattr(acceleration, "fill_beside", lambda: started.append("now"))
    return started


def answer(run: Acceleration, times: int) -> None:
    for _ in range(times):
        run.answered()


def test_a_short_run_neither_compiles_nor_loads(filled: list[str]) -> None:
    screener = Slow()
    answer(Acceleration(screener), ANSWERS_MIN - 1)

    assert filled == []
    assert not screener.hastened.is_set()


def test_a_long_run_has_the_code_compiled_once_and_takes_it_when_it_is_there(filled: list[str]) -> None:
    screener = Slow()
    run = Acceleration(screener)
    answer(run, 3 * ANSWERS_MIN)

    assert filled == ["now"]
    assert not screener.hastened.is_set()

    compiled_place.code_folder().mkdir(parents=True)
    compiled_cache.mark_ready()
    answer(run, ANSWERS_MIN)

    assert screener.hastened.wait(30)
    assert "compiled code" in state_in_words()


def test_code_that_cannot_be_loaded_leaves_a_run_as_it_is(filled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(Slow):
        def hasten(
            self, nearest: Function, compare: Function, covered: Function, sift: Function, reach: Function
        ) -> None:
            super().hasten(nearest, compare, covered, sift, reach)
            raise OSError("the cache is damaged")

    screener = Broken()
    compiled_place.code_folder().mkdir(parents=True)
    compiled_cache.mark_ready()
    run = Acceleration(screener)
    answer(run, 2 * ANSWERS_MIN)

    assert screener.hastened.wait(30)


def test_switched_off_nothing_is_looked_for(filled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(COMPILED_VARIABLE, "off")
    screener = Slow()
    answer(Acceleration(screener), 5 * ANSWERS_MIN)

    assert filled == []
    assert not screener.hastened.is_set()
    assert state_in_words() == "plain numpy, slower (OSTRAKON_COMPILED is off)"


def test_switched_on_the_first_answer_is_compiled(filled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("numba")
    monkeypatch.setenv("NUMBA_CACHE_DIR", KEPT)  # what `code` compiles when it is not there need not be compiled twice
    code()
    monkeypatch.setenv(COMPILED_VARIABLE, "on")
    screener = Slow()
    Acceleration(screener)

    assert screener.hastened.is_set()


def test_without_numba_runs_stay_plain_and_say_so(filled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acceleration, "compiled_available", lambda: False)
    monkeypatch.setattr(compiled_cache, "compiled_available", lambda: False)
    monkeypatch.setattr(compiled_place, "compiled_available", lambda: False)
    screener = Slow()
    answer(Acceleration(screener), 2 * ANSWERS_MIN)

    assert filled == []
    assert not screener.hastened.is_set()
    assert "the extra `fast` is not installed" in state_in_words()

    monkeypatch.setenv(COMPILED_VARIABLE, "on")
    with pytest.raises(UsageError, match="numba is not installed"):
        Acceleration(screener)


def test_another_word_in_the_switch_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(COMPILED_VARIABLE, "fast")

    with pytest.raises(UsageError, match="fast"):
        compiled_mode()


def test_few_caches_are_kept(filled: list[str], tmp_path: Path) -> None:
    for number in range(9):
        (tmp_path / "ostrakon" / f"old-{number}").mkdir(parents=True)
    compiled_place.code_folder().mkdir()
    compiled_cache.mark_ready()

    assert compiled_place.code_is_ready()
    assert len(list((tmp_path / "ostrakon").iterdir())) == compiled_cache.KEPT_FOLDERS


def test_equal_sources_laid_down_at_another_time_have_a_cache_of_their_own(
    filled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """numba looks at the date of a source: a cache that was made of an older copy would not be taken."""
    before = compiled_place.code_folder()
    compiled_place._key.cache_clear()
    monkeypatch.setattr(compiled_place, "_laid_down", lambda source: f"{source} later")
    other = compiled_place.code_folder()
    compiled_place._key.cache_clear()

    assert other != before


def test_written_code_is_taken_by_the_first_answer_already(filled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acceleration, "written_code", lambda: (print,) * 5)
    screener = Slow()
    Acceleration(screener)

    assert screener.hastened.is_set()
    assert filled == []
