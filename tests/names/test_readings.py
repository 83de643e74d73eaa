"""Other readings of names written in somebody else's script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostrakon.names.han import wade_giles
from ostrakon.names.readings import READINGS_MAX, other_readings
from ostrakon.names.tokens import tokenise


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("金正恩", "kim jong un"),
        ("金正日", "kim jong il"),
        ("朴槿惠", "pak kun hye"),
        ("Ким Чен Ын", "kim jong un"),
        ("Ким Чен Ир", "kim jong il"),
        ("김정은", "kim jong un"),
        ("박근혜", "park geunhye"),
        ("习近平", "xi jinping"),
        ("蔣介石", "chiang chiehshih"),
        ("諸葛亮", "zhuge liang"),
        ("曾庆红", "zeng qinghong"),
        ("張國榮", "cheung kwok wing"),
        ("佐藤健一", "sato kenichi"),
        ("阮文雄", "nguyen van hung"),
        ("金华海润科技有限公司", "jinhua hairun technology llc"),
        ("永利船務有限公司", "wing lee shipping llc"),
        ("Σεργκέι Ντμίτριεφ", "sergei dmitrief"),
        ("Μπασάρ αλ-Άσαντ", "basar al-asad"),
        ("Сергей Ілліч Гнатюк", "serhei illich hnatiuk"),
        ("Небојша Павковић", "nebojsa pavkovic"),
        ("Си Цзиньпин", "xi jinping"),
        ("Дэн Сяопин", "deng xiaoping"),
        ("Лю Сяобо", "liu xiaobo"),
        ("علیرضا ضیایی", "علیرزا زیایی"),
        ("Петър Първанов", "petar parvanov"),
    ],
)
def test_a_name_has_the_reading_that_another_custom_gives_it(name: str, reading: str) -> None:
    assert reading in other_readings(name)


@pytest.mark.parametrize("name", ["Владимир Путин", "Kim Jong Un", "中国银行有限公司", "Θόδωρος", "MÜLLER", "", "٣٤"])
def test_a_name_that_reads_one_way_has_no_other_reading(name: str) -> None:
    assert other_readings(name) == ()


def test_chinese_and_korean_letters_in_one_name_are_each_read_in_their_way() -> None:
    assert other_readings("泽东 정은") == ("zedong jeongeun", "chak tung jeongeun")


def test_words_of_organisations_keep_their_meaning_in_every_reading() -> None:
    (reading,) = other_readings("Εθνική Τράπεζα Μπανγκούι")
    assert reading == "Εθνική Τράπεζα bangoui"


@given(st.text(max_size=200))
def test_readings_of_any_text_are_few_and_end_with_words(text: str) -> None:
    found = other_readings(text)
    assert len(found) <= READINGS_MAX
    assert all(tokenise(reading).tokens for reading in found)
    assert other_readings(text) == found


@pytest.mark.parametrize(
    ("pinyin", "wade"),
    [("zhang", "chang"), ("cai", "tsai"), ("xiao", "hsiao"), ("deng", "teng"), ("guo", "kuo"),
     ("jiang", "chiang"), ("qing", "ching"), ("xue", "hsueh"), ("zhi", "chih"), ("luo", "lo"), ("ye", "yeh")],
)  # fmt: skip
def test_pinyin_has_its_wade_giles_form(pinyin: str, wade: str) -> None:
    assert wade_giles(pinyin) == wade
