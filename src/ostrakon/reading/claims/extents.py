"""How far what a reporting word takes reaches, and what kind of thing it is."""

from __future__ import annotations

from ostrakon.reading.actors.clitics import clitic, meant
from ostrakon.reading.actors.discourse import Keys
from ostrakon.reading.claims.attributions import Attributions
from ostrakon.reading.claims.clauses import clause_end, finite
from ostrakon.reading.claims.predicates import Predicate
from ostrakon.reading.grammar.inflection import Tense


class Extents(Attributions):
    """Ends, objects, infinitives and dates behind a reporting word."""

    def _end(self, place: int, opening: tuple[int, int]) -> int:
        """Where the content ends: within an inserted relative clause at the comma that closes it."""
        end = clause_end(self.scene, place, self.sentence.last, self.predicates)
        tokens = self.scene.tokens.tokens
        before = opening[0] - 1
        if before <= self.sentence.first or tokens[before].low not in self.scene.pack.words("grammar", "relatives"):
            return end
        if tokens[before - 1].text != ",":
            return end
        return next((at for at in range(place + 1, end) if tokens[at].text == ","), end)

    def _after_date(self, place: int, end: int) -> int:
        """The token behind a date between the verb and its object (`acusó en abril a …`)."""
        words = self.scene.pack.words
        dates = words("grammar", "months") | words("grammar", "weekdays")
        small = words("grammar", "prepositions") | words("grammar", "determiners")
        if self.scene.pack.language == "en":
            return place
        for at in range(place, min(end - 2, place + 3)):
            if self.scene.tokens.tokens[at].low in dates:
                return at + 1
            if self.scene.tokens.tokens[at].low not in small:
                break
        return place

    def _before_second_verb(self, place: int, end: int) -> int:
        """The end before `and has gone to court`: a second verb of the same subject, which is not what was said."""
        words = self.scene.pack.words
        for at in range(place + 1, end - 2):
            if self.scene.tokens.tokens[at].low not in words("grammar", "and"):
                continue
            pronoun = self.scene.tokens.tokens[at + 1].low in words("grammar", "own") - words("grammar", "possessives")
            if pronoun and self.scene.tokens.tokens[at + 2].low in words("grammar", "auxiliaries"):
                return at
            if self.scene.tokens.tokens[at + 1].low in words("grammar", "auxiliaries") - words(
                "grammar", "determiners"
            ):
                return at
        return end

    def _fronted(self, begin: int, opening: tuple[int, int]) -> int:
        """Where the claim begins: at its object where German puts that first (`Berichte wies die Firma zurück`)."""
        if self.scene.pack.language != "de" or opening[1] <= opening[0] or not self._postposed(*opening):
            return begin
        return opening[0]

    def _pronoun(self, one: Predicate, source: Keys) -> tuple[int, Keys]:
        """Where the predicate begins with its object pronoun (`lo acusa de`), and whom that means."""
        if self.scene.tokens.tokens[one.first].low in self.scene.pack.words("report", "clitics"):
            return one.first, meant(self.scene, one.first, source)
        place = clitic(self.scene, one.first, self.sentence.first)
        if place is None or self.scene.pack.language == "en":
            return one.first, ()
        return place, meant(self.scene, place, source)

    def _own_infinitive(self, place: int, end: int) -> bool:
        """Whether an infinitive follows whose subject is the speaker (`assure n’avoir aucun lien`, `niega haber`)."""
        words = self.scene.pack.words
        endings = self.scene.pack.endings("grammar", "infinitive_endings")
        between = words("report", "negators") | words("report", "clitics") | words("grammar", "self")
        between = between | words("grammar", "weekdays") | words("report", "adverbs") | words("grammar", "this")
        while place < end and self.scene.tokens.tokens[place].low in between:
            place += 1
        if place >= end or place in self.scene.by_token:
            return False
        low = self.scene.tokens.tokens[place].low
        return len(low) > 2 and low.endswith(endings) and low not in words("grammar", "determiners")

    def _infinitive(self, place: int, end: int) -> bool:
        """Whether `to` follows, perhaps after a day (`vowed on Monday to defend`)."""
        words = self.scene.pack.words
        dated = (words("grammar", "weekdays") | words("report", "adverbs") | {"on"}) - words("grammar", "to")
        while place < end and self.scene.tokens.tokens[place].low in dated:
            place += 1
        return place < end and self.scene.tokens.tokens[place].low in words("grammar", "to")

    def _passive(self, one: Predicate) -> bool:
        before = self.scene.words(max(self.sentence.first, one.first - 3), one.first)
        return Tense.PAST in one.tense and bool(set(before) & self.scene.pack.words("grammar", "past_passive"))

    def _bare(self, one: Predicate, place: int, end: int) -> bool:
        """Whether a clause without `that` follows (`Moscow says it will`)."""
        if self.scene.tokens.tokens[one.first].low not in self.scene.pack.words("report", "bare"):
            return False
        opening = self.scene.tokens.tokens[place].low
        named = place in self.scene.by_token or opening in self.scene.pack.words("grammar", "own")
        named = named or (opening in self.scene.pack.words("grammar", "clause_heads") and end - place > 3)
        named = named or (opening in self.scene.pack.words("grammar", "the") and end - place > 3)
        return (named and end - place > 2) or self._clausal(place + 1, end)

    def _object(self, place: int, nxt: str) -> bool:
        scene = self.scene
        if place in scene.by_token or nxt in scene.pack.words("grammar", "determiners"):
            return True
        if nxt in scene.pack.words("grammar", "object_prepositions"):
            return True
        token = scene.tokens.tokens[place]
        return (
            token.word
            and nxt not in scene.pack.words("grammar", "prepositions")
            and nxt not in scene.pack.words("grammar", "boundaries")
        )

    def _clause_begins(self, start: int, end: int) -> bool:
        """Whether a verb stands so near to the head of a content that it is a clause of its own."""
        words = self.scene.pack.words
        near = set(self.scene.words(start, min(end, start + 5)))
        if self.scene.pack.language == "en":
            return bool(near & (words("grammar", "will") | words("grammar", "could")))
        return bool(near & words("report", "negators")) or any(
            finite(self.scene, place) for place in range(start, min(end, start + 6))
        )
