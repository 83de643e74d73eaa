"""Who speaks: the subject before a verb of saying, behind it, or shared with the verb before."""

from __future__ import annotations

from dataclasses import dataclass

from ostrakon.reading.actors.actor import Scene, Sort
from ostrakon.reading.actors.discourse import Discourse, Keys
from ostrakon.reading.actors.phrases import named_by, somebody_unknown
from ostrakon.reading.claims.clauses import finite, subject
from ostrakon.reading.claims.predicates import Predicate
from ostrakon.reading.grammar.tokens import Sentence

ATTRIBUTION_MAX = 14
"""Words that a closing attribution (`, the ministry said on Monday`) may have."""


@dataclass
class Speakers:
    """The sources of the reporting words of one sentence, in text order."""

    scene: Scene
    discourse: Discourse
    sentence: Sentence
    predicates: list[Predicate]

    def __post_init__(self) -> None:
        self._shared: tuple[Keys, bool] = ((), False)
        self._quoted: set[tuple[int, int]] = set()

    def _source(self, one: Predicate, first: int, last: int, joined: str) -> tuple[Keys, bool]:
        if not one.verb:
            return (), False
        postposed = last > first and self._postposed(first, last)
        if postposed or (joined == "shared" and self._inverted(one)):
            after = self._after(one)
            if after[0]:
                self._shared = after
                return after
        if joined == "shared":
            return self._shared if self._shared[0] else self._sentence_subject(one.first)
        if last > first and self._governed(first):
            after = self._after(one) if self.scene.pack.language == "de" else ((), False)
            return after if after[0] else (self.discourse.source, False)
        found = self._after(one) if last <= first else named_by(self.scene, self.discourse, first, last, speaker=True)
        if not found[0] and last > first and (self.scene.pack.language != "en" or self._reports(one)):
            found = somebody_unknown(self.scene, first, last), False
        if found[0]:
            self._shared = found
        return found

    def _governed(self, first: int) -> bool:
        """Whether what stands before the verb is an object, in a language that drops the subject (`A ambos les …`)."""
        before = self.scene.tokens.tokens[first - 1].low if first > self.sentence.first else ""
        if self.scene.pack.language == "de":
            governing = self.scene.tokens.tokens[first - 2].low if first - 1 > self.sentence.first else ""
            prepositions = self.scene.pack.words("grammar", "prepositions")
            return before in prepositions or (first - 1 > self.sentence.first and governing in prepositions)
        return self.scene.pack.language == "es" and before in {"a", "al"}

    def _reports(self, one: Predicate) -> bool:
        """Whether a clause with `that` follows, so that the verb does report."""
        end = min(self.sentence.last, one.last + 2)
        return "that" in one.frames and self._complementiser(one.last, end) is not None

    def _inverted(self, one: Predicate) -> bool:
        """Whether a comma or a quotation stands directly before the verb (`"…", said the minister`)."""
        before = self.scene.tokens.tokens[one.first - 1] if one.first > self.sentence.first else None
        return before is not None and before.text in {",", "”", '"', "»", "“"}

    def _postposed(self, first: int, last: int) -> bool:
        """Whether nothing that can act stands before the verb, in a language that then puts the subject behind."""
        if self.scene.pack.language == "en":
            return False
        return (
            not self.scene.within(first, last)
            and not named_by(self.scene, self.discourse, first, last, speaker=True)[0]
        )

    def _sentence_subject(self, before: int) -> tuple[Keys, bool]:
        """The subject of the sentence's first verb, which a later verb shares (`China backed it but said`)."""
        for place in range(self.sentence.first + 1, before):
            if finite(self.scene, place):
                first, last, _ = subject(self.scene, place, self.sentence.first)
                if last > first:
                    return named_by(self.scene, self.discourse, first, last, speaker=True)
        opening = next((a for a in self.scene.within(self.sentence.first, before) if not a.adjective), None)
        if opening is None or self.scene.pack.language == "en":
            return (), False
        prepositions = self.scene.pack.words("grammar", "prepositions")
        governed = opening.first > 0 and self.scene.tokens.tokens[opening.first - 1].low in prepositions
        return ((), False) if governed else (opening.keys, opening.sort is Sort.PERSON)

    def _after(self, one: Predicate) -> tuple[Keys, bool]:
        """The speaker after the verb (`"…", said the minister`), or within a divided one (`teilte die Bank mit`)."""
        if one.last - one.first > 2:
            within = named_by(self.scene, self.discourse, one.first + 1, one.last - 1, speaker=True)
            if not within[0] and self.scene.pack.language == "de":
                within = somebody_unknown(self.scene, one.first + 1, one.last - 1), False
            if within[0]:
                return within
        end = one.last
        while (
            end < self.sentence.last
            and end - one.last < ATTRIBUTION_MAX
            and self.scene.tokens.tokens[end].text not in {",", ".", ";", ":"}
        ):
            end += 1
        return named_by(self.scene, self.discourse, one.last, end, speaker=True)

    def _complementiser(self, place: int, end: int) -> int | None:
        """Where the clause after `that` begins; a date or addressee may stand before (`told reporters that`)."""
        words = self.scene.pack.words("report", "complement")
        for at in range(place, min(end, place + 9)):
            low = self.scene.tokens.tokens[at].low
            if low in words:
                return at + 1
            if low == "," and at + 1 < end and self.scene.tokens.tokens[at + 1].low in words and low not in words:
                return at + 2
            if low in {",", ";", ":"} and at == place:
                if low == ":":
                    return at + 1
                return None
            if self.scene.tokens.tokens[at].text in {";"}:
                return None
        return None
