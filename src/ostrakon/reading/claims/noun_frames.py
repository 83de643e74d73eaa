"""Nouns and fixed phrases that report (`concerns about C`, `drew criticism from N`, `is said to`)."""

from __future__ import annotations

from ostrakon.reading.actors.actor import UNNAMED
from ostrakon.reading.actors.discourse import Keys
from ostrakon.reading.actors.phrases import named_by
from ostrakon.reading.claims.clauses import auxiliary_start
from ostrakon.reading.claims.draft import Draft
from ostrakon.reading.claims.extents import Extents
from ostrakon.reading.claims.predicates import Predicate


class NounFrames(Extents):
    """Drafts of noun frames and of rumours."""

    def _noun(self, one: Predicate, source: Keys, person: bool, opening: tuple[int, int]) -> Draft | None:
        """Noun frames: `concerns about C`, `drew criticism from N`, `announced plans for C`."""
        scene = self.scene
        act = one.frames["noun"]
        end = self._end(one.last - 1, opening)
        ending = scene.tokens.tokens[one.last - 1].low
        cue = (one.first, one.last)
        fewest = 2 if scene.pack.language == "de" else 1
        if scene.pack.language != "en" and act == "plan" and end - one.last < fewest and one.last - one.first < 4:
            return None
        from_ = "say" not in one.frames and ending in scene.pack.words("grammar", "from")
        if act == "criticise" and from_ and (scene.pack.language == "en" or not one.verb):
            stop = one.last
            while stop < end and scene.tokens.tokens[stop].text != ",":
                stop += 1
            speaker, is_person = named_by(scene, self.discourse, one.last, stop, speaker=True)
            if not speaker:
                return None
            begin = auxiliary_start(scene, one.first, self.sentence.first)
            return Draft(
                begin, stop, (one.last, stop), speaker, is_person, act, cue, self._whole_subject(begin), turned=True
            )
        if not one.verb:
            if act == "deny":
                return None
            return Draft(
                one.first, end, (one.last, end), source or self._holder(one), person, act, cue, own=False, certain=0.6
            )
        if not source:
            return None
        inward = act in {"allege", "deny", "criticise"} or (act == "demand" and one.last - one.first > 2)
        content = one.first + 1 if inward else one.last
        begin, meant = self._pronoun(one, source)
        if act == "deny" and begin < one.first and opening[1] > opening[0]:
            begin = opening[0]
        begin = self._fronted(begin, opening)
        if act in {"deny", "criticise", "demand", "allege"}:
            end = self._before_second_verb(one.last, end)
        content = begin if begin < one.first and not meant else content
        return Draft(begin, end, (content, end), source, person, act, cue, opening, object=meant)

    def _whole_subject(self, begin: int) -> tuple[int, int]:
        return self.sentence.first, begin

    def _holder(self, one: Predicate) -> Keys:
        """Whose concern it is: an actor before the noun (`American fears that`), the subject before `on suspicion`."""
        if self.scene.tokens.tokens[one.first].low in self.scene.pack.words("grammar", "object_prepositions"):
            return self._sentence_subject(one.first)[0] or (UNNAMED,)
        actor = self.scene.by_token.get(one.first - 1) or self.scene.by_token.get(one.first - 2)
        if actor is not None and (
            actor.last == one.first or self.scene.tokens.tokens[one.first - 1].low in {"'s", "’s"}
        ):
            return actor.keys
        return (UNNAMED,)

    def _rumour(self, one: Predicate, opening: tuple[int, int], end: int) -> Draft | None:
        """`is said to have …`, `is suspected of …`: by nobody named, or by the authorities."""
        scene = self.scene
        word, following = scene.tokens.tokens[one.first].low, scene.tokens.tokens[one.last].low
        cue = (one.first, one.last)
        if opening[1] <= opening[0]:
            return None
        if word in scene.pack.words("grammar", "rumoured") and following in scene.pack.words("grammar", "to"):
            return Draft(opening[0], end, (opening[0], end), (UNNAMED,), False, "assert", cue, certain=0.6)
        if word in scene.pack.words("grammar", "suspecting") and following in {"of", "with"}:
            by = self.discourse.officials("authorities", one.first)
            return Draft(opening[0], end, (opening[0], end), by, False, "allege", cue, certain=0.6)
        return None
