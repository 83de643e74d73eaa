"""Where a name may go on in the next line: lines are cut where they are full, and end elsewhere for a reason."""

from __future__ import annotations

from ostrakon.filtering.classes import PLACED
from ostrakon.filtering.texts import Text

FULL = 33
"""Letters of the shortest line that cuts what stands in it: field 50F and 59F of SWIFT MT, behind `1/`."""
BORDER_BITS = 7.0
"""What words need more that stand in two lines of which the first had room for the second's first word; three words
and more need half of it, and nothing where the end of a line is in the middle of one of them."""
SEVERAL = 3


def parted(text: Text, place: int) -> bool:
    """Whether the words before and at a place are in different lines, or one of them is not there."""
    words = text.words
    if not 0 < place < len(words.words):
        return True
    return any(words.ends[place - 1] <= begin <= words.starts[place] for begin in text.joined.begins[1:])


def ended(text: Text, place: int) -> bool:
    """Whether the line of the word before a place ends there although the next word would have fitted into it."""
    words = text.words
    if not 0 < place < len(words.words):
        return True
    for number, begin in enumerate(text.joined.begins[1:]):
        if words.ends[place - 1] <= begin <= words.starts[place]:
            return len(text.joined.lines[number].text) + 1 + len(words.words[place]) <= FULL
    return False


def border_price(text: Text, first: int, last: int, glued: int = -1) -> float:
    """Bits that words need more where they go over the end of a line of an address that had room for the next of them.

    Args:
        text, first, last: the words. glued: a border at which two of them are meant as one.
    """
    if len(text.joined.begins) == 1 or text.block.cls not in PLACED:
        return 0.0
    if not any(ended(text, place) for place in range(first + 1, last + 1)):
        return 0.0
    if last - first + 1 < SEVERAL:
        return BORDER_BITS
    return 0.0 if first <= glued < last else BORDER_BITS / 2


def line_of(text: Text, place: int) -> tuple[int, int]:
    """First and last word of the line that holds a word, with those lines that it goes on from or into."""
    first = last = place
    while not ended(text, first):
        first -= 1
    while not ended(text, last + 1):
        last += 1
    return first, last
