"""What is said before its speaker is named (`"C", N said`, `C, N said on Monday`, `C1, it alleges, C2`)."""

from __future__ import annotations

from ostrakon.reading.actors.actor import UNNAMED
from ostrakon.reading.actors.discourse import Keys
from ostrakon.reading.claims.clauses import auxiliary_start
from ostrakon.reading.claims.draft import Draft
from ostrakon.reading.claims.predicates import Predicate
from ostrakon.reading.claims.speakers import ATTRIBUTION_MAX, Speakers
from ostrakon.reading.grammar.inflection import Tense


class Attributions(Speakers):
    """Quotations, closing and inserted attributions."""

    def _quotation(self, one: Predicate, source: Keys, person: bool) -> Draft | None:
        """`"C", N said` and `N said: "C"` with a whole clause between the marks."""
        tokens = self.scene.tokens
        if "that" not in one.frames:
            return None
        for start, end in tokens.quotes:
            first, last = tokens.at(start) + 1, tokens.at(end - 1)
            if last <= first or (start, end) in self._quoted or last - first < 4:
                continue
            same = (
                self.sentence.first <= first < self.sentence.last
                or self.sentence.first <= last - 1 < self.sentence.last
            )
            near = (0 <= one.first - last <= ATTRIBUTION_MAX) or (0 <= first - one.last <= 3)
            if not (same and near) or first <= one.first < last:
                continue
            while last > first and tokens.tokens[last - 1].text in {",", "."}:
                last -= 1
            self._quoted.add((start, end))
            act = one.frames["that"]
            return Draft(
                first, last, (first, last), source or (UNNAMED,), person, act, (one.first, one.last), certain=0.85
            )
        return None

    def _closing(self, one: Predicate, first: int, source: Keys, person: bool) -> Draft | None:
        """`C, N said on Monday.`"""
        tokens = self.scene.tokens.tokens
        if one.tense is Tense.GERUND:
            return None
        if "that" not in one.frames or one.frames["that"] not in {"assert", "allege", "concern", "plan"}:
            return None
        begin = first if first < one.first else auxiliary_start(self.scene, one.first, self.sentence.first)
        if begin - 1 <= self.sentence.first or tokens[begin - 1].text not in {",", "”", '"', "»"}:
            return None
        if not source:
            return None
        if self._inserted(one, first, begin):
            whole = self.sentence.last - 1
            begun = self._begun(one, begin)
            return Draft(begun, whole, (begun, whole), source, person, one.frames["that"], (one.first, one.last))
        if self.sentence.last - one.last > ATTRIBUTION_MAX:
            return None
        rest = [token.low for token in tokens[one.last : self.sentence.last]]
        if rest[:1] and rest[0] in self.scene.pack.words("report", "complement"):
            return None
        if any(p.first > one.first for p in self.predicates):
            return None
        if self._clausal(one.last, self.sentence.last) and first < one.first:
            return None
        start = self.sentence.first
        end = begin - 1
        while end > start and not tokens[end - 1].word:
            end -= 1
        if end - start < 4:
            return None
        return Draft(start, end, (start, end), source, person, one.frames["that"], (one.first, one.last))

    def _begun(self, one: Predicate, begin: int) -> int:
        """Where what is said begins: behind the insertion if a conjunction stands before it (`because, it said, …`)."""
        tokens = self.scene.tokens.tokens
        before = tokens[begin - 2].low if begin - 2 >= self.sentence.first else ""
        words = self.scene.pack.words
        if before not in words("grammar", "boundaries") | words("grammar", "contrast"):
            return self.sentence.first
        return next(
            (at + 1 for at in range(one.last, self.sentence.last - 1) if tokens[at].text == ","), self.sentence.first
        )

    def _inserted(self, one: Predicate, first: int, begin: int) -> bool:
        """Whether the attribution stands in the middle of what is said (`The code, it alleges, was his`)."""
        tokens = self.scene.tokens.tokens
        inverted = self._inverted(one)
        if (first >= one.first and not inverted) or begin - 1 <= self.sentence.first:
            return False
        reach = min(one.last + (10 if inverted else 4), self.sentence.last)
        closing = next((at for at in range(one.last, reach) if tokens[at].text == ","), None)
        return closing is not None and self.sentence.last - closing > 3 and self._clausal(closing, self.sentence.last)

    def _clausal(self, first: int, last: int) -> bool:
        """Whether a clause with a subject stands in the range."""
        finite = self.scene.pack.words("grammar", "auxiliaries") | self.scene.pack.words("grammar", "finite")
        return any(
            token.low in finite or (self.scene.pack.language == "en" and token.low.endswith("ed") and token.verbal)
            for token in self.scene.tokens.tokens[first:last]
        )
