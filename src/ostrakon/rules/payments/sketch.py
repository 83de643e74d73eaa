"""Texts that can be compared but not read: keyed Bloom filters over pairs of letters.

A window must tell whether a name changed, weeks later, without holding the names of everybody who ever paid. Method:
R. Schnell, T. Bachteler, J. Reiher, Privacy-preserving record linkage using Bloom filters, BMC Medical Informatics and
Decision Making 9 (2009). The key stays with the window; whoever has both can test guesses, but not list names.
"""

from __future__ import annotations

from functools import reduce
from hashlib import blake2b
from operator import add, or_

from ostrakon.names.keys import sound_fold
from ostrakon.names.tokens import tokenise

BITS = 512
FIRST = 2
"""Bytes in front that stand for the first word, so that a name cut short is told from one that lost its beginning."""
CUT_BITS_MIN = 16
"""Bits (some twelve letters) from which on a sketch within another may be a text that was cut."""
REMEMBERED_MAX = 5_000


def similarity(one: bytes, other: bytes) -> float:
    """Share of the pairs of letters that two sketches have in common (Dice), 0 to 1."""
    a, b = int.from_bytes(one[FIRST:]), int.from_bytes(other[FIRST:])
    total = a.bit_count() + b.bit_count()
    return 2 * (a & b).bit_count() / total if total else 1.0


def same_or_cut(one: bytes, other: bytes) -> bool:
    """Whether two sketches are of one text whatever the order of its words, or one is the other cut at its end."""
    a, b = int.from_bytes(one[FIRST:]), int.from_bytes(other[FIRST:])
    if a == b:
        return True
    short = min(a, b, key=int.bit_count)
    return one[:FIRST] == other[:FIRST] and (a & b) == short and short.bit_count() >= CUT_BITS_MIN


class _Pairs(dict[str, int]):
    """Two neighbouring letters → their bits."""

    def __init__(self, secret: bytes) -> None:
        super().__init__()
        self._secret = secret

    def __missing__(self, pair: str) -> int:
        if len(self) >= REMEMBERED_MAX:
            self.clear()
        digest = blake2b(pair.encode(), key=self._secret, digest_size=4).digest()
        mask = self[pair] = 1 << int.from_bytes(digest[:2]) % BITS | 1 << int.from_bytes(digest[2:]) % BITS
        return mask


class _Words(dict[str, int]):
    """A word → the bits of its pairs: words repeat far more often than texts do.

    The blank before it makes a pair and none stands behind it, so that a word that was cut keeps all of its pairs.
    """

    def __init__(self, secret: bytes) -> None:
        super().__init__()
        self._pairs = _Pairs(secret)

    def __missing__(self, word: str) -> int:
        if len(self) >= REMEMBERED_MAX:
            self.clear()
        shown = f" {word}"
        mask = self[word] = reduce(or_, map(self._pairs.__getitem__, map(add, shown, word)), 0)
        return mask


class Sketcher:
    """Makes sketches and hashes with one key; what repeats is made once. One thread at a time."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._words = _Words(secret)
        self._made: dict[tuple[str, bool], bytes] = {}

    def hashed(self, text: str) -> str:
        """A value that is only ever compared for equality (an account), normalised; empty for an empty one."""
        plain = "".join(text.split()).strip("/").upper()
        return blake2b(plain.encode(), key=self._secret, digest_size=12).hexdigest() if plain else ""

    def name(self, text: str) -> bytes:
        """The sketch of a name, after romanisation and by sound."""
        return self._sketch(text, by_sound=True)

    def text(self, text: str) -> bytes:
        """The sketch of any other text, by its letters."""
        return self._sketch(text, by_sound=False)

    def _sketch(self, text: str, *, by_sound: bool) -> bytes:
        key = (text, by_sound)
        known = self._made.get(key)
        if known is None:
            if len(self._made) >= REMEMBERED_MAX:
                self._made.clear()
            words = [sound_fold(t.text) for t in tokenise(text).tokens] if by_sound else text.casefold().split()
            mask = reduce(or_, map(self._words.__getitem__, words), 0)
            first = blake2b((words[0] if words else "").encode(), key=self._secret, digest_size=FIRST).digest()
            known = self._made[key] = first + mask.to_bytes(BITS // 8)
        return known
