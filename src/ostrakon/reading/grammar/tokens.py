"""A text → tokens, sentences and quotations, each with its exact place."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

_ABBREVIATIONS = (
    "Mr Mrs Ms Dr Prof Gen Lt Col Maj Capt Sgt Sen Rep Gov Pres Sec St Ste Jr Sr Jan Feb Mar Apr Jun Jul Aug Sep Sept"
    " Oct Nov Dec No Nos Art Co Corp Inc Ltd Bros vs approx ca etc Mio Mrd bzw Nr Abs usw Hr Fr Dipl Sra Srta núm ud"
    " г гг руб млн млрд тыс ул им св др пр стр"
)
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., S.A., z.B.
    rf"|(?:{'|'.join(sorted(_ABBREVIATIONS.split(), key=len, reverse=True))})\.(?=\s+[\w(])"
    r"|[^\W\d_]\.(?=\s?[^\W\d_]{2,})"  # N. Korea, V. Putin
    r"|\d+(?:[.,:]\d+)+"
    r"|\w+(?:[’'ʼ\-‑&]\w+)*"
    r"|[^\w\s]"
)
_POSSESSIVE = re.compile(r"(?<=\w)['’ʼ]s$|(?<=\w\.)['’ʼ]s$", re.IGNORECASE)
_ELISION = re.compile(r"(?:[ldnsmtcjLDNSMTCJ]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu)['’ʼ](?=\w)")
_END = frozenset(".!?…。！？")
_CLOSING = frozenset("\"”’'»)]“")
_OPENING = {"“": "”", "«": "»", "„": "“", '"': '"', "「": "」", "『": "』", "‘": "’", "‹": "›"}
_OTHER_CLOSING = {"„": "“”", "“": "”", "«": "»"}
QUOTE_MAX = 1500
"""Characters of one quotation; a mark that is not closed before is no quotation."""
HEADING_MAX = 160
SENTENCE_MAX = 400
"""Tokens of one sentence; longer ones are cut, so that no text costs more than its length."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign.

    Attributes:
        text, low: as it stands, and in small letters.
        start, end: code points, end exclusive.
        verbal: whether its capital, if any, only opens a sentence or a heading, so that it may be a verb.
    """

    text: str
    low: str
    start: int
    end: int
    verbal: bool = True

    @property
    def word(self) -> bool:
        """Whether it is a word or number and no sign."""
        return self.text[0].isalnum()

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `first` to `last` (exclusive); `heading` when it is a line without a full stop."""

    first: int
    last: int
    heading: bool = False


@dataclass(frozen=True)
class Tokens:
    """A text cut up."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]

    @cached_property
    def starts(self) -> list[int]:
        """Start of each token."""
        return [token.start for token in self.tokens]

    @cached_property
    def quotes(self) -> tuple[tuple[int, int], ...]:
        """Places of quotations, marks included."""
        return tuple(_quotes(self.text))

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.first for sentence in self.sentences]

    def at(self, offset: int) -> int:
        """Number of the token that holds, or else follows, a code point."""
        number = bisect_right(self.starts, offset) - 1
        return number if number >= 0 and offset < self.tokens[number].end else number + 1

    def sentence_of(self, token: int) -> int:
        """Number of the sentence of a token."""
        return max(0, bisect_right(self._sentence_starts, token) - 1)

    def quoted(self, token: int) -> tuple[int, int] | None:
        """The quotation that holds a token."""
        at = self.tokens[token].start
        place = bisect_right(self.quotes, (at, len(self.text) + 1)) - 1
        return self.quotes[place] if place >= 0 and at < self.quotes[place][1] else None


def tokenise(text: str) -> Tokens:
    """Cut a text up; never raises, whatever Unicode it is given."""
    pieces = [piece for found in _TOKEN.finditer(text) for piece in _split(found.group(), found.start())]
    bounds = _sentences(text, pieces)
    tokens: list[Token] = []
    for sentence in bounds:
        shouting = pieces[sentence.last - 1][0] not in _END and _title_case(pieces[sentence.first : sentence.last])
        opening = True
        for word, start in pieces[sentence.first : sentence.last]:
            plain = not word[0].isupper()
            tokens.append(Token(word, word.lower(), start, start + len(word), plain or opening or shouting))
            opening = opening and not word[0].isalnum()
    return Tokens(text, tuple(tokens), tuple(bounds))


def _split(word: str, start: int) -> list[tuple[str, int]]:
    """Possessive endings and elided articles (`l'Iran`) are tokens of their own."""
    found: list[tuple[str, int]] = []
    elided = _ELISION.match(word)
    if elided:
        found.append((elided.group(), start))
        start += elided.end()
        word = word[elided.end() :]
    ending = _POSSESSIVE.search(word)
    if ending:
        return [*found, (word[: ending.start()], start), (ending.group(), start + ending.start())]
    return [*found, (word, start)]


def _title_case(pieces: list[tuple[str, int]]) -> bool:
    words = [word for word, _ in pieces if word[0].isalpha() and len(word) > 3]
    return len(words) > 3 and sum(word[0].isupper() for word in words) >= 0.7 * len(words)


def _sentences(text: str, pieces: list[tuple[str, int]]) -> list[Sentence]:
    longest = max((len(line) for line in text.split("\n")), default=0)
    found: list[Sentence] = []
    first = 0
    for number, (word, start) in enumerate(pieces):
        last = number + 1
        if last == len(pieces):
            break
        gap = text[start + len(word) : pieces[last][1]]
        cut = last - first >= SENTENCE_MAX
        broken = "\n" in gap and _breaks(text, start + len(word), gap, pieces[last][0], longest)
        if cut or broken or _ended(pieces, number, gap):
            found.append(Sentence(first, last, heading=broken and word not in _END and word not in _CLOSING))
            first = last
    if first < len(pieces):
        found.append(Sentence(first, len(pieces), heading=False))
    return found


def _breaks(text: str, end: int, gap: str, following: str, longest: int) -> bool:
    """Whether a line end divides sentences: an empty line, or a line that is too short to have been wrapped."""
    if gap.count("\n") > 1:
        return True
    line = text[text.rfind("\n", 0, end) + 1 : end]
    return len(line) < 0.75 * min(longest, HEADING_MAX) and not following[0].islower() and line[-1:] not in ",;"


_MONTHS = "Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember"
_COUNTED = "Jahrhundert Jahrhunderts Sanktionspaket Sanktionspakets Paket Mal Jahrestag"
_AFTER_ORDINALS = frozenset(f"{_MONTHS} {_COUNTED}".split())
"""Words before which German writes a stop behind a number (`am 27. März`), which ends nothing."""


def _ended(pieces: list[tuple[str, int]], number: int, gap: str) -> bool:
    word, _ = pieces[number]
    following = pieces[number + 1][0]
    if word == "." and number and pieces[number - 1][0].isdigit() and following in _AFTER_ORDINALS:
        return False
    closed = word in _CLOSING and number > 0 and pieces[number - 1][0] in _END and not following[0].islower()
    dotted = len(word) > 2 and word[-1] == "." and word[0].isalpha()
    if dotted and gap and following[0].isupper():
        return _starts_anew(following)
    if not (word in _END or closed):
        return False
    if following in _CLOSING and not gap:
        return False
    if word in "。！？":
        return True
    return bool(gap) and not following[0].islower() and following[0] not in ",;:)"


def _starts_anew(word: str) -> bool:
    """Whether a word after `U.S.` opens a sentence: articles and pronouns do, names do not."""
    return word in {
        "The",
        "He",
        "She",
        "It",
        "They",
        "This",
        "That",
        "These",
        "In",
        "On",
        "But",
        "And",
        "A",
        "An",
        "At",
    }


def _quotes(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    place = 0
    for match in re.finditer('[“«„"「『‹]', text):
        start = match.start()
        if start < place:
            continue
        closing = _OTHER_CLOSING.get(match.group(), _OPENING[match.group()])
        window = text[start + 1 : start + QUOTE_MAX]
        ends = [at for at in (window.find(sign) for sign in closing) if at >= 0]
        if not ends or "\n\n" in window[: min(ends)]:
            continue
        place = start + 2 + min(ends)
        found.append((start, place))
    return found
