"""One reporting word → its source, its content and its act."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ostrakon.reading.actors.actor import UNNAMED, Scene, Sort
from ostrakon.reading.actors.clitics import clitic, meant
from ostrakon.reading.actors.discourse import Discourse, Keys
from ostrakon.reading.actors.phrases import named_by, somebody_unknown
from ostrakon.reading.claims.clauses import auxiliary_start, clause_end, finite, subject
from ostrakon.reading.claims.draft import Draft
from ostrakon.reading.claims.predicates import Predicate
from ostrakon.reading.grammar.inflection import Tense
from ostrakon.reading.grammar.tokens import Sentence

ATTRIBUTION_MAX = 14
"""Words that a closing attribution (`, the ministry said on Monday`) may have."""


@dataclass
class Drafting:
    """Drafts of one sentence, in text order."""

    scene: Scene
    discourse: Discourse
    sentence: Sentence
    predicates: list[Predicate]

    def __post_init__(self) -> None:
        self._shared: tuple[Keys, bool] = ((), False)
        self._quoted: set[tuple[int, int]] = set()

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

    def _clause_begins(self, start: int, end: int) -> bool:
        """Whether a verb stands so near to the head of a content that it is a clause of its own."""
        words = self.scene.pack.words
        near = set(self.scene.words(start, min(end, start + 5)))
        if self.scene.pack.language == "en":
            return bool(near & (words("grammar", "will") | words("grammar", "could")))
        return bool(near & words("report", "negators")) or any(
            finite(self.scene, place) for place in range(start, min(end, start + 6))
        )

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

    def _pronoun(self, one: Predicate, source: Keys) -> tuple[int, Keys]:
        """Where the predicate begins with its object pronoun (`lo acusa de`), and whom that means."""
        if self.scene.tokens.tokens[one.first].low in self.scene.pack.words("report", "clitics"):
            return one.first, meant(self.scene, one.first, source)
        place = clitic(self.scene, one.first, self.sentence.first)
        if place is None or self.scene.pack.language == "en":
            return one.first, ()
        return place, meant(self.scene, place, source)

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
