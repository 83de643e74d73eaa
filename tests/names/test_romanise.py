"""Names in Latin letters: examples of the standards and of well-known names, by script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostrakon.names.abjad import spells
from ostrakon.names.cyrillic import languages, romanised
from ostrakon.names.greek import as_heard, elot
from ostrakon.names.hangul import north
from ostrakon.names.kana import hepburn
from ostrakon.names.tokens import tokenise


def words(name: str) -> str:
    return " ".join(token.text for token in tokenise(name).tokens)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ελευθέριος Βενιζέλος", "eleftherios venizelos"),
        ("Ευάγγελος Μπότσαρης", "evangelos botsaris"),
        ("Αύγουστος Λάμπρου", "avgoustos lamprou"),
        ("Αγχίαλος", "anchialos"),
        ("Άυλος", "aylos"),
        ("Μιχαήλ Σαακασβίλι", "michail saakasvili"),
        ("მიხეილ სააკაშვილი", "mikheil saakashvili"),
        ("ბიძინა ივანიშვილი", "bidzina ivanishvili"),
        ("Հարություն Երևանցի Ոսկան", "harutyun yerevantsi voskan"),
        ("Ռոբերտ Քոչարյան", "robert kocharyan"),
        ("नरेन्द्र मोदी", "narendra modi"),
        ("राजनाथ सिंह", "rajnath sinh"),
        ("हाफ़िज़ सईद", "hafiz said"),
        ("မင်းအောင်လှိုင်", "min aung hlaing"),
        ("အောင်ဆန်းစုကြည်", "aung san su kyi"),
        ("သန်းရွှေ", "than shwe"),
        ("ဇော်မင်းထွန်း", "zaw min htun"),
        ("ทักษิณ", "thaksin"),
        ("ウラジーミル・プーチン", "urajimiru puchin"),
        ("トヨタ自動車株式会社", "toyota motor jsc"),
        ("Аляксандр Лукашэнка", "alyaksandr lukashenka"),
        ("김정보", "gim jeong bo"),  # 정보 is "information", but not within a person's name
        ("조선무역은행", "korea trading bank"),
        ("王海军", "wang hai jun"),
        ("中国远洋海运集团有限公司", "china ocean shipping group llc"),
    ],
)
def test_names_of_each_script_in_latin_letters(name: str, expected: str) -> None:
    assert words(name) == expected


@pytest.mark.parametrize(
    ("kana", "expected"),
    [
        ("とうきょう", "tokyo"),
        ("しんじ", "shinji"),
        ("マッチャ", "matcha"),
        ("ジャッキー", "jakki"),
        ("ファティマ", "fatima"),
        ("ヴィクトル", "vikutoru"),
        ("シェリー", "sheri"),
        ("おおさか", "osaka"),
        ("ちゃっか", "chakka"),
    ],
)
def test_kana_after_hepburn(kana: str, expected: str) -> None:
    assert hepburn(kana) == expected


@pytest.mark.parametrize(
    ("hangul", "expected"),
    [
        ("김", "kim"),
        ("정", "jong"),
        ("은", "un"),
        ("일", "il"),
        ("박", "pak"),
        ("최", "choe"),
        ("룡", "ryong"),
        ("혁", "hyok"),
        ("광", "kwang"),
        ("철", "chol"),
        ("여", "yo"),
        ("희", "hui"),
        ("a", ""),
    ],
)
def test_korean_syllables_as_the_north_writes_them(hangul: str, expected: str) -> None:
    assert north(hangul) == expected


@pytest.mark.parametrize(
    ("word", "standard", "heard"),
    [
        ("ντμίτρι", "ntmitri", "dmitri"),
        ("τζαμάλ", "tzamal", "jamal"),
        ("γεβγκένι", "gevgkeni", "yevgeni"),
        ("μπασάρ", "basar", "basar"),
        ("γιούρι", "giouri", "youri"),
        ("χαμάς", "chamas", "khamas"),
    ],
)
def test_greek_by_the_standard_and_by_its_sound(word: str, standard: str, heard: str) -> None:
    assert (elot(word), as_heard(word)) == (standard, heard)


@pytest.mark.parametrize(
    ("language", "word", "expected"),
    [
        ("uk", "згурський", "zghurskyi"),
        ("uk", "юрій", "yurii"),
        ("uk", "згорани", "zghorany"),
        ("be", "сяргей", "siarhei"),
        ("be", "ўладзімір", "uladzimir"),
        ("bg", "първанов", "parvanov"),
        ("bg", "щерев", "shterev"),
        ("sr", "милошевић", "milosevic"),
        ("sr", "ђинђић", "djindjic"),
        ("mk", "груевски", "gruevski"),
        ("kk", "қасым", "qasym"),
        ("ru", "щербаков", "shcherbakov"),
        ("ru", "ёлкин", "yolkin"),
    ],
)
def test_cyrillic_by_language(language: str, word: str, expected: str) -> None:
    assert romanised(word, language) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("володимир зеленський", ("uk",)),
        ("андрій єрмак", ("uk",)),
        ("віктар бабарыка", ("be",)),
        ("слободан милошевић", ("sr",)),
        ("никола груевски ѓорѓи", ("mk",)),
        ("нұрсұлтан назарбаев", ("kk",)),
        ("петър стоянов", ("bg",)),
        ("віктор янукович", ("uk", "be")),  # і alone leaves two
        ("горан жуков", ("sr",)),  # letters that Russian and Serbian share
        ("сергей лавров", ()),
        ("владимир путин", ()),
    ],
)
def test_the_language_is_told_from_letters_and_words(name: str, expected: tuple[str, ...]) -> None:
    assert languages(name) == expected


@pytest.mark.parametrize(
    ("hebrew", "latin"),
    [
        ("בצלאל", "bezalel"),
        ("סמוטריץ", "smotrich"),
        ("לוי", "levi"),
        ("נתניהו", "netanyahu"),
        ("יצחק", "yitzhak"),
        ("עדן", "eden"),
        ("משה", "moshe"),
        ("כהן", "cohen"),
        ("תהילה", "tehila"),
        ("אברהם", "avraham"),
        ("יעקב", "yaakov"),
        ("יוסף", "yosef"),
        ("צבי", "zvi"),
        ("להבה", "lehava"),
        ("חיים", "chaim"),
        ("שלמה", "shlomo"),
    ],
)
def test_hebrew_words_fit_their_latin_spelling(hebrew: str, latin: str) -> None:
    (token,) = tokenise(hebrew).tokens
    assert spells(token.text, latin)


@pytest.mark.parametrize(
    "seen",
    [
        "Ｐｕｔｉｎ",
        "𝓟𝓾𝓽𝓲𝓷",
        "ⓟⓤⓣⓘⓝ",
        "🅟🅤🅣🅘🅝",
        "P⃝u⃝t⃝in",
        "ᴘᴜᴛɪɴ",
        "Pu\u00adtin",
        "Pu\u2062tin",
        "Pu\u3164tin",
        "\u202ePutin",
        "Рutin",
        "Pᴜtin",
        "PUТIN",
        "Puti\u0578",
    ],
)
def test_disguised_letters_are_seen_through(seen: str) -> None:
    assert words(seen) == "putin"


def test_a_word_of_look_alikes_is_latin_only_beside_latin_words_alone() -> None:
    assert [t.script for t in tokenise("ATA Trading").tokens] == ["Latin", "Latin"]
    assert [t.script for t in tokenise("АТА Trading").tokens] == ["Latin", "Latin"]
    assert [t.script for t in tokenise("του Στρατού Valiasr").tokens] == ["Greek", "Greek", "Latin"]


@pytest.mark.parametrize("name", ["007", "A", "9K", "№ 5", "5", "Ⅳ", "½", "٠", "X", "7", "Ж", "李"])
def test_very_short_names_are_never_lost(name: str) -> None:
    assert tokenise(name).tokens


@given(st.text(alphabet=st.characters(min_codepoint=0x0590, max_codepoint=0xFFFF), max_size=60))
def test_letters_of_every_script_fold_once_and_for_all(text: str) -> None:
    once = words(text)
    assert once.isascii()
    assert words(once) == once
