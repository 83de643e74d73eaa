"""One reporting word → its source, its content and its act."""

from __future__ import annotations

from dataclasses import replace

from ostrakon.reading.actors.clitics import clitic
from ostrakon.reading.actors.discourse import Keys
from ostrakon.reading.claims.clauses import clause_end, subject
from ostrakon.reading.claims.draft import Draft
from ostrakon.reading.claims.noun_frames import NounFrames
from ostrakon.reading.claims.predicates import Predicate


class Drafting(NounFrames):
    """Drafts of one sentence, in text order."""

    def further(self, draft: Draft) -> list[Draft]:
        """Second and later contents of the same verb (`said that C and that C`), where they have a subject."""
        found = []
        tokens = self.scene.tokens.tokens
        words = self.scene.pack.words
        end = draft.last
        while end < self.sentence.last and not tokens[end].word:
            end += 1
        listed = draft.last < self.sentence.last and tokens[draft.last].text == ","
        while end + 3 < self.sentence.last:
            joined = tokens[end].low in words("grammar", "coordination") and tokens[end + 1].low
            start = end + 2
            if not joined and listed and self.scene.pack.language == "en":
                joined, start = tokens[end].low, end + 1
            if joined not in words("report", "complement"):
                break
            own = start in self.scene.by_token or tokens[start].low in words("grammar", "own")
            end = clause_end(self.scene, start, self.sentence.last, self.predicates)
            if own or start + 1 in self.scene.by_token or self._clause_begins(start, end):
                found.append(replace(draft, first=start, last=end, content=(start, end)))
            listed = end < self.sentence.last and tokens[end].text == ","
            while listed and end < self.sentence.last and not tokens[end].word:
                end += 1
        return found

    def draft(self, one: Predicate) -> Draft | None:
        """The claim that a predicate makes, None when it makes none."""
        scene = self.scene
        first, last, joined = subject(scene, one.first, self.sentence.first) if one.verb else (one.first, one.first, "")
        source, person = self._source(one, first, last, joined)
        if "noun" in one.frames:
            return self._noun(one, source, person, (first, last))
        quoted = self._quotation(one, source, person)
        if quoted is not None:
            return quoted
        closing = self._closing(one, first, source, person)
        if closing is not None:
            return closing
        if not source:
            return None
        return self._complement(one, source, person, (first, last))

    def _complement(self, one: Predicate, source: Keys, person: bool, opening: tuple[int, int]) -> Draft | None:
        scene = self.scene
        tokens = scene.tokens.tokens
        place = one.last
        if place >= self.sentence.last:
            return None
        end = self._end(place, opening)
        cue = (one.first, one.last)
        place = self._after_date(place, end)
        if tokens[place].low in scene.pack.words("grammar", "correlates") and place + 1 < end:
            place += 1
        follow = self._complementiser(place, end)
        frames = one.frames
        if follow is not None and "that" in frames:
            act = frames["that"]
            if act in {"deny", "criticise", "demand"}:
                end = self._before_second_verb(follow, end)
            span = (follow, end) if act in {"assert", "allege", "concern", "plan"} else (one.first, end)
            if end <= follow:
                return None
            return Draft(span[0], span[1], (follow, end), source, person, act, cue, opening)
        if "that" in frames and frames["that"] != "demand" and self._own_infinitive(place, end):
            act = frames["that"]
            first = place if act in {"assert", "allege", "concern", "plan"} else one.first
            return Draft(first, end, (place, end), source, person, act, cue, opening, infinitive=True)
        nxt = tokens[place].low
        comma = nxt == "," and scene.pack.language == "de" and "that" in frames and end - place > 4
        bare = tokens[one.first].low in scene.pack.words("report", "bare")
        subjunctive = set(scene.words(place, min(end, place + 12))) & scene.pack.words("grammar", "subjunctive")
        if comma and (bare or subjunctive):
            return Draft(place + 1, end, (place + 1, end), source, person, frames["that"], cue, opening, certain=0.7)
        if "to" in frames and not self._passive(one) and self._infinitive(place, end):
            return Draft(one.first, end, (place, end), source, person, frames["to"], cue)
        if self._passive(one):
            return self._rumour(one, opening, end)
        object_before = clitic(scene, one.first, self.sentence.first) is not None
        ending = nxt in scene.pack.words("report", "bare_denial")
        ending = ending or (object_before and nxt in scene.pack.words("grammar", "and"))
        bare_denial = frames.get("thing") == "deny" and ending
        if nxt in {".", ",", ";", ")", ":"} or end <= place or bare_denial:
            return self._without_object(one, source, person, opening, end if bare_denial else one.last)
        if "that" in frames and one.last > one.first and self._bare(one, place, end):
            act = frames["that"]
            span = (place, end) if act in {"assert", "allege", "concern", "plan"} else (one.first, end)
            return Draft(span[0], span[1], (place, end), source, person, act, cue, certain=0.7)
        return self._with_object(one, source, person, opening, (place, end))

    def _with_object(
        self, one: Predicate, source: Keys, person: bool, opening: tuple[int, int], content: tuple[int, int]
    ) -> Draft | None:
        """`accused X of …`, `rejected the report`; who is told or asked something must be asked to do it."""
        place, end = content
        tokens = self.scene.tokens.tokens
        asked = tokens[one.first].low in self.scene.pack.words("report", "asking")
        for frame in ("whom", "thing"):
            if frame not in one.frames or not self._object(place, tokens[place].low):
                continue
            if asked and not {"to", "for", "not"} & set(self.scene.words(place, min(end, place + 8))):
                continue
            cue = (one.first, one.last)
            begin, meant = self._pronoun(one, source)
            begin = self._fronted(begin, opening)
            end = self._before_second_verb(place, end)
            content = (place, end)
            return Draft(begin, end, content, source, person, one.frames[frame], cue, opening, own=False, object=meant)
        return None

    def _without_object(
        self, one: Predicate, source: Keys, person: bool, opening: tuple[int, int], place: int
    ) -> Draft | None:
        """`allegations both nations deny`, `también la condenaron`: the object stands before the verb."""
        tokens = self.scene.tokens.tokens
        before = tokens[one.first - 1].low if one.first > self.sentence.first else ""
        start = opening[0] if opening[1] > opening[0] else one.first
        act = one.frames.get("thing") or one.frames.get("whom")
        if act is None or not (act == "deny" or before in self.scene.pack.words("report", "clitics")):
            return None
        _, meant = self._pronoun(one, source)
        return Draft(start, place, (place, place), source, person, act, (one.first, one.last), object=meant)
