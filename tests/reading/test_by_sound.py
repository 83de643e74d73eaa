"""Names that Korean writes in Hangul by their sound, where the lists have Latin letters alone."""

from __future__ import annotations

import pytest

from ostrakon.names.hangul_sounds import hangul_sound, latin_sounds, same_sound
from ostrakon.reading.reader import Reader
from tests.reading.lists import party, reader

SANCTIONED = (
    "미국 재무부는 25일 북한의 제재 회피를 도운 혐의로 싱가포르와 중국의 개인과 기업을 제재 명단에 올렸다. "
    "자산은 동결되고 거래는 금지된다. "
)


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return reader(
        tmp_path_factory.mktemp("gazetteer"),
        (
            party("o-tiong", "MEE LIONG (S) PTE LTD", schema="Company", country="sg"),
            party("o-mixer", "SILBAD", schema="Organization"),
            party("p-zhang", "ZHANG, Kemfu", country="cn"),
            party("o-kp", "CHONSUNG INFORMATION TECHNOLOGY COMPANY", schema="Company", country="kp"),
            party("v-star", "LYMEX STAR", schema="Vessel", country="sg"),
        ),
    )


def found(own: Reader, text: str) -> list[tuple[str, str]]:
    return [(m.text, m.key) for m in own.mentions(text, languages=("ko",)) if m.kind == "party"]


@pytest.mark.parametrize(
    ("hangul", "latin"),
    [
        ("가란텍스", "garantex"),
        ("로소보로넥스포르트", "rosoboronexport"),
        ("리상푸", "li shangfu"),
        ("사우스 라인", "south line"),
        ("칼리닌그라드", "kaliningrad"),
        ("WT마린", "wt marine"),
    ],
)
def test_hangul_and_latin_letters_of_one_name_sound_the_same(hangul: str, latin: str) -> None:
    assert any(same_sound(hangul_sound(hangul), own) for own in latin_sounds(tuple(latin.split())))


@pytest.mark.parametrize(("hangul", "latin"), [("가란텍스", "grantix"), ("리상푸", "li shanfa"), ("대통령", "tatneft")])
def test_other_names_do_not(hangul: str, latin: str) -> None:
    assert not any(same_sound(hangul_sound(hangul), own) for own in latin_sounds(tuple(latin.split())))


@pytest.mark.parametrize(
    ("sentence", "mention"),
    [
        ("상품거래업체 미리옹은 혐의를 부인했다.", ("미리옹", "o-tiong")),
        ("믹서 실바드를 압수했다.", ("실바드", "o-mixer")),
        ("사업가 장켐푸가 돈을 보냈다.", ("장켐푸", "p-zhang")),
        ("전성정보기술회사와 거래했다.", ("전성정보기술회사", "o-kp")),
        ("유조선 라이멕스 스타호도 올랐다.", ("라이멕스 스타", "v-star")),
    ],
)
def test_a_listed_name_is_known_by_its_sound_in_a_text_about_sanctions(
    listed: Reader, sentence: str, mention: tuple[str, str]
) -> None:
    assert found(listed, SANCTIONED + sentence) == [mention]


def test_elsewhere_the_sound_alone_tells_nothing(listed: Reader) -> None:
    words = "싱가포르의 작은 식당에서 점심을 먹고 바닷가를 걸었다. 날씨가 맑고 바람이 시원해서 모두 즐거운 하루였다. "
    assert found(listed, words + "업체 미리옹은 국수를 판다. 사업가 장켐푸가 노래했다.") == []


def test_a_word_with_an_ending_of_verbs_is_no_name(listed: Reader) -> None:
    assert found(listed, SANCTIONED + "업체 실바된 것을 실받았지만 말했다.") == []
