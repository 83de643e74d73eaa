"""Korean syllables in Latin letters beside the Revised Romanisation.

The North writes McCune-Reischauer without its marks and parts the syllables (김정은, Kim Jong Un); in the South
families have spellings of their own (박, Park) and given names are written in one word.
"""

from __future__ import annotations

from collections.abc import Iterator

from anyascii import anyascii

FIRST, LAST = 0xAC00, 0xD7A3
"""Hangul syllables; each is initial, vowel and final by arithmetic (The Unicode Standard, chapter 3.12)."""
VOWELS, FINALS = 21, 28

_NORTH_INITIALS = "k kk n t tt r m p pp s ss  j jj ch kh th ph h".replace("  ", " - ").split()
_NORTH_VOWELS = "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i".split()
_NORTH_FINALS = "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split()
_FAMILIES = {
    "김": "kim", "이": "lee", "리": "ri", "박": "park", "최": "choi", "정": "jung", "강": "kang", "조": "cho",
    "윤": "yoon", "장": "jang", "임": "lim", "오": "oh", "서": "seo", "신": "shin", "권": "kwon", "황": "hwang", "안": "ahn",
    "송": "song", "유": "yoo", "류": "ryu", "홍": "hong", "전": "jeon", "고": "ko", "문": "moon", "손": "son", "양": "yang",
    "배": "bae", "백": "baek", "허": "hur", "남": "nam", "심": "shim", "노": "noh", "하": "ha", "주": "joo", "우": "woo",
    "구": "koo", "민": "min", "성": "sung", "차": "cha", "한": "han",
}  # fmt: skip
"""Families as South Koreans mostly write them."""


def north(syllable: str) -> str:
    """One Hangul syllable after the North's usage; empty for other letters."""
    number = ord(syllable) - FIRST
    if not 0 <= number <= LAST - FIRST:
        return ""
    initial, rest = divmod(number, VOWELS * FINALS)
    vowel, final = divmod(rest, FINALS)
    return (_NORTH_INITIALS[initial] + _NORTH_VOWELS[vowel] + _NORTH_FINALS[final]).replace("-", "")


def hangul_readings(name: str) -> Iterator[str]:
    """Readings of a name of two to four syllables, after the usages of North and South."""
    letters = [letter for letter in name if letter.isalpha()]
    if len(letters) not in range(2, 5) or not all(FIRST <= ord(letter) <= LAST for letter in letters):
        return
    yield " ".join(north(letter) for letter in letters)
    family = _FAMILIES.get(letters[0])
    if family:
        yield f"{family} {''.join(anyascii(letter).lower() for letter in letters[1:])}"
