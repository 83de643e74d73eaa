"""What of a Korean text may be a name in Hangul: words without their endings and without kinds of business."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ostrakon.names.hangul import FINALS, FIRST, LAST
from ostrakon.reading.gazetteer import SOUND_WORDS_MAX
from ostrakon.reading.prose import Prose

LETTERS_MAX = 16
_LOAN_FINALS = frozenset({0, 1, 4, 8, 16, 17, 19, 21})
_NEVER_LAST = re.compile("(?:[은는을를의에으하되된될할함됨면려]|에서|에만|지만|하고|되고|하여|시에|해야)$")
"""Endings of nouns and verbs that hardly any name ends in."""
_PARTICLES = (
    "이라는 이라고 에게서 으로 에서 에게 까지 부터 처럼 보다 께서 이다 이며 라는 라고"
    " 은 는 이 가 을 를 의 에 와 과 도 만 로 다 측 사 호 씨 등 및"
)  # fmt: skip
_ENDINGS = tuple(_PARTICLES.split())
_COMPANY = (
    "총회사 주식회사 회사 은행 그룹 무역 정보 기술 개발 협조 협력 해운 상사 교역 공사 산업 건설"
    " 항공 공업 금융 총국 지주 투자 석유 전자 물산 기업"
)  # fmt: skip
_KINDS = tuple(_COMPANY.split())


def _by_last(endings: tuple[str, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for ending in endings:
        found.setdefault(ending[-1], []).append(ending)
    return found


_KINDS_BY_LAST = _by_last(_KINDS)
_CUT_BY_LAST = _by_last((*_ENDINGS, *_KINDS))
_BEFORE = re.compile(
    "(?:업체|회사|기업|은행|그룹|해운사|선사|조직|단체|거래소|믹서|법인|제조사|무역상|플랫폼|항공사|제재된|지정된|제재한)$"
)
_SHIPS = re.compile("(?:선박|유조선|화물선|여객선|요트|상선|운반선|컨테이너선)$")


@dataclass(frozen=True, slots=True)
class Written:
    """A piece of the text that may write a name: words `first` to `last` (exclusive), in Hangul.

    `whole`: where it ends with the `kinds` words for kinds of business that were cut off; `before`: the word before.
    """

    first: int
    last: int
    whole: int
    text: str
    kinds: int
    before: str

    @property
    def kind(self) -> bool:
        """Whether its kind of business, or for ships that it is one, stands beside it."""
        return bool(self.kinds) or _BEFORE.search(self.before) is not None or self.ship

    @property
    def ship(self) -> bool:
        """Whether a word for ships stands before it."""
        return _SHIPS.search(self.before) is not None


def written_names(prose: Prose) -> Iterator[Written]:
    """Every run of up to four words between blanks, without endings and kinds of business."""
    words = prose.words
    runs: list[tuple[int, int]] = []
    for place in range(len(words)):
        if prose.opens_word(place) or not runs:
            runs.append((place, place + 1))
        else:
            runs[-1] = (runs[-1][0], place + 1)
    for number, (first, _) in enumerate(runs):
        before = _text(prose, *runs[number - 1]) if number and words.gap(first - 1) == " " else ""
        for start, last in runs[number : number + SOUND_WORDS_MAX]:
            if words.ends[last - 1] - words.starts[first] > LETTERS_MAX or (
                start > first and words.gap(start - 1) != " "
            ):
                break
            for end, (kinds, whole) in _ends(prose, start, last).items():
                text = _text(prose, first, end)
                if _foreign(text):
                    yield Written(first, end, whole, text, kinds, before)


def _text(prose: Prose, first: int, last: int) -> str:
    return prose.words.text[prose.words.starts[first] : prose.words.ends[last - 1]]


def _foreign(text: str) -> bool:
    """Whether Hangul may write a foreign name so: with the seven finals that are used for that, and without an ending.

    Source: Rules of writing loanwords (National Institute of Korean Language), article 3 of the principles.
    """
    finals = [(ord(letter) - FIRST) % FINALS for letter in text if FIRST <= ord(letter) <= LAST]
    return bool(finals) and _LOAN_FINALS.issuperset(finals) and not _NEVER_LAST.search(text)


def _ends(prose: Prose, first: int, last: int) -> dict[int, tuple[int, int]]:
    """Where a name may end within a run: how many kinds of business were cut off, and where they end."""
    ends = {last: (0, last)}
    waiting = [last]
    while waiting:
        end = waiting.pop()
        kinds, whole = ends[end]
        text = _text(prose, first, end)
        for ending in (_KINDS_BY_LAST if kinds else _CUT_BY_LAST).get(text[-1], ()):
            cut = end - len(ending)
            if cut > first and cut not in ends and text.endswith(ending):
                ends[cut] = (kinds + 1, whole) if ending in _KINDS else (0, cut)
                waiting.append(cut)
    return ends
