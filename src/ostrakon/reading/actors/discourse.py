"""What pronouns and nouns stand for, as the text goes on. Rules, no model; each says what it does when in doubt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ostrakon.reading.actors.actor import UNNAMED, Actor, Scene, Sort
from ostrakon.reading.topics.regimes import HEAVY

Keys = tuple[str, ...]
LISTED_BACK = 150
"""Tokens back in which a listed organisation is preferred."""
PERSON_BACK = 100
"""Tokens back in which a listed person is preferred to somebody unlisted."""
OPENING = 40
"""Tokens at the head of a statement in which the one who makes it is named."""
TITLE_BACK = 5
"""Words beside a name in which its title stands."""
PAIR_WORDS = 4
"""Words from `both` or `the two` in which the noun stands."""
NOUNS_BACK = 400
"""Tokens back in which a noun's name is looked for."""


@dataclass
class Discourse:
    """Memory of one text; claims are put into it in text order.

    Attributes:
        issuer: the authority whose press release the text is, empty for other texts.
        subject: last person who was a subject; `voice`: last person who spoke, by name or office, at the
            token `voiced`.
        accused, accusers: of the latest accusation.
        source: last who spoke; `spoken_of`: whom the latest claim was about; `group`: last plural one.
        doers: kind of measure → who took the latest one.
    """

    scene: Scene
    issuer: str = ""
    subject: Keys = ()
    voice: Keys = ()
    voiced: int = 0
    accused: Keys = ()
    accusers: Keys = ()
    source: Keys = ()
    spoken_of: Keys = ()
    group: Keys = ()
    doers: list[tuple[str, Keys, Keys]] = field(default_factory=list)

    def spoke(self, keys: Keys, *, person: bool, place: int = 0) -> None:
        """Somebody was the source of a claim."""
        if not keys or keys == (UNNAMED,):
            return
        self.source = keys
        if person:
            self.voice, self.voiced = keys, place
            if all(self.scene.sorts.get(key) is Sort.PERSON for key in keys):
                self.subject = keys
        if len(keys) > 1:
            self.group = keys

    def accuse(self, accusers: Keys, accused: Keys) -> None:
        """Somebody was accused."""
        if accused:
            self.accusers, self.accused = accusers, accused

    def pronoun(self, word: str, place: int, *, speaker: bool = False) -> Keys:
        """Whom a personal pronoun at a token stands for; empty when nobody fits."""
        actor_words = self.scene.pack.words
        if word in actor_words("actor", "we"):
            return self._house(place)
        if word in actor_words("actor", "person"):
            return self._person(place, speaker=speaker)
        if word in actor_words("actor", "thing_it"):
            return self.thing(place)
        if word in actor_words("actor", "they"):
            return (self.source if self._plural() else ()) or self.group or self._together() or self.source
        return ()

    def _house(self, place: int) -> Keys:
        """`we`: who speaks where it stands in quotation marks, else whose statement the text is."""
        start = self.scene.tokens.tokens[place].start
        if any(first <= start < last for first, last in self.scene.tokens.quotes):
            return self.source
        opening = self.scene.before(min(place, OPENING))
        return next((actor.keys for actor in opening if actor.sort in {Sort.ORGANISATION, Sort.VESSEL}), ())

    def _plural(self) -> bool:
        """Whether the last speaker is a state, a body or a group, which `they` takes up."""
        return bool(self.source) and all(key[:2] in {"c:", "u:"} for key in self.source)

    def _together(self) -> Keys:
        """The speaker's state with the state spoken of last (`their joint opposition`)."""
        own = [c for key in self.source for c in (self.scene.countries.get(key) or ((key,) if key[:2] == "c:" else ()))]
        others = [key for key in self.spoken_of if key.startswith("c:") and key not in own]
        return merged([*own[:1], *others]) if own and others else ()

    def thing(self, place: int, leave_out: Keys = ()) -> Keys:
        """`it`: as an object rather a party, as a subject rather who stands in front of a sentence."""
        tokens = self.scene.tokens.tokens
        things = {Sort.ORGANISATION, Sort.VESSEL}
        before = tokens[place - 1] if place else None
        opening = (
            before is None
            or before.text in {".", ",", ";"}
            or before.low in self.scene.pack.words("grammar", "boundaries")
        )
        found = [
            actor
            for actor in reversed(self.scene.before(place))
            if place - actor.first <= NOUNS_BACK
            and actor.sort is not Sort.PERSON
            and not (actor.adjective or set(actor.keys) <= set(leave_out))
        ]
        if not opening:
            party = next((actor.keys for actor in found if actor.sort in things and place - actor.first < 80), ())
            if party:
                return party
        return next((actor.keys for actor in found if self._opens(actor)), found[0].keys if found else ())

    def _person(self, place: int, *, speaker: bool = False) -> Keys:
        subject = self.voice if speaker and self.voice else self.subject
        last = self._latest_actor(place, {Sort.PERSON})
        if last is None or (speaker and self.voice and last.first < self.voiced):
            return subject
        if not last.listed and not last.official:
            near = (a for a in reversed(self.scene.before(place)) if place - a.first <= PERSON_BACK)
            last = next((a for a in near if a.listed and a.sort is Sort.PERSON), last)
        opening = self._opens(last)
        if subject and last.keys != subject and not opening:
            return subject
        return last.keys

    def _opens(self, actor: Actor) -> bool:
        """Whether an actor stands in the front part of its sentence, where subjects stand."""
        sentence = self.scene.tokens.sentences[self.scene.tokens.sentence_of(actor.first)]
        return actor.first - sentence.first <= 6

    def noun(self, word: str, place: int) -> Keys:
        """Whom `the company`, `the ship`, `the oligarch` stand for."""
        words = self.scene.pack.words
        if word.endswith("-year-old"):
            return self._person(place)
        if word in words("actor", "vessel"):
            found = self.latest(place, {Sort.VESSEL})
            if found:
                return found
        if word in words("actor", "company"):
            found = (
                self._called(word, place)
                or self._listed(place)
                or self.latest(place, {Sort.ORGANISATION}, subjects=True)
            )
            if found:
                return found
        if word in words("actor", "country_nouns"):
            return self.latest(place, {Sort.STATE})
        if word in words("actor", "founder"):
            return self.latest(place, {Sort.PERSON})
        return ()

    def _called(self, word: str, place: int) -> Keys:
        """The last organisation whose name has the noun in it (`the bank` after Jammal Trust Bank)."""
        classes = self.scene.pack.words("actor", "bank_words"), self.scene.pack.words("actor", "air_words")
        kind = next((words for words in classes if word in words), frozenset())
        if not kind:
            return ()
        for actor in reversed(self.scene.before(place)):
            if place - actor.first > LISTED_BACK:
                break
            if actor.sort is Sort.ORGANISATION and any(
                part.endswith(tuple(kind)) or part in kind for part in self.scene.words(actor.first, actor.last)
            ):
                return actor.keys
        return ()

    def _listed(self, place: int) -> Keys:
        """The last listed organisation not far before: what a text about sanctions calls `the bank` first of all."""
        near = (a for a in reversed(self.scene.before(place)) if place - a.first <= LISTED_BACK)
        return next((a.keys for a in near if a.listed and a.sort is Sort.ORGANISATION), ())

    def titled(self, word: str, place: int) -> Keys:
        """The last listed person beside whose name a title stood (`Vice President Rodríguez`)."""
        if word not in self.scene.pack.words("actor", "speaker_nouns"):
            return ()
        for actor in reversed(self.scene.before(place)):
            if place - actor.first > NOUNS_BACK:
                break
            near = self.scene.words(max(0, actor.first - TITLE_BACK), actor.last + TITLE_BACK)
            if actor.listed and actor.sort is Sort.PERSON and word in near:
                return actor.keys
        return ()

    def officials(self, word: str, place: int) -> Keys:
        """For whom officials speak whose state is not named beside them."""
        words = self.scene.pack.words
        if found := self.titled(word, place):
            return found
        if self.issuer and word in words("actor", "authority"):
            return (self.issuer,)
        if word in words("actor", "body"):
            found = self.latest(place, {Sort.BODY})
            if found:
                return found
        if word in words("actor", "authority") and self.scene.main_state:
            return (self.scene.main_state,)
        if word in words("actor", "domestic"):
            found = self.latest(place, {Sort.STATE})
            if found:
                return found
        speaking = [key for key in self.source if key.startswith(("c:", "u:un", "u:eu"))]
        if speaking:
            return tuple(speaking)
        if self.scene.main_state:
            return (self.scene.main_state,)
        found = self.latest(place, {Sort.STATE}, subjects=True)
        if not found:
            states = (actor for actor in reversed(self.scene.before(place)) if actor.sort is Sort.STATE)
            found = next((actor.keys for actor in states), ())
        return found or (UNNAMED,)

    def pair(self, place: int) -> Keys:
        """`both nations`: the two that stand accused, else the last two states; `the two men`: the last two men."""
        words = self.scene.pack.words
        low = set(self.scene.words(place, place + PAIR_WORDS))
        for name, sort in (("pair_persons", Sort.PERSON), ("pair_companies", Sort.ORGANISATION)):
            if low & words("actor", name):
                return self.last_listed(place, sort)
        accused = [key for key in self.accused if key.startswith("c:")]
        if len(accused) == 2:
            return tuple(accused)
        found: list[str] = []
        for actor in reversed(self.scene.before(place)):
            if actor.sort is Sort.STATE and not actor.official:
                found += [key for key in actor.keys if key not in found]
        if low & words("actor", "three"):
            return tuple(reversed(found[:3]))
        heavy = [key for key in found if key in HEAVY]
        return tuple(reversed((heavy if len(heavy) > 1 else found)[:2]))

    def topic(self, place: int, leave_out: Keys = ()) -> Keys:
        """Whom a text goes on about where a clause names nobody: the latest claim's target, else the last party."""
        last = next(
            (a for a in reversed(self.scene.before(place)) if a.listed and not set(a.keys) & set(leave_out)), None
        )
        sentence = self.scene.tokens.sentence_of
        if last is not None and sentence(last.first) == sentence(place):
            return last.keys
        about = tuple(key for key in self.spoken_of if key not in leave_out)
        return about or (last.keys if last is not None else ())

    def both(self, place: int) -> Keys:
        """`Both` without a noun: the last two listed parties of one sort, else the last two states."""
        found = self.last_listed(place)
        return found if len(found) == 2 else self.pair(place)

    def last_listed(self, place: int, sort: Sort | None = None, count: int = 2) -> Keys:
        """The last so many listed parties before a token, in text order: of a sort, or of the last one's."""
        found: list[str] = []
        for actor in reversed(self.scene.before(place)):
            sort = sort or (actor.sort if actor.listed else None)
            if actor.sort is sort and actor.listed:
                found += [key for key in actor.keys if key not in found]
        return tuple(reversed(found[:count]))

    def latest(self, place: int, sorts: set[Sort], *, subjects: bool = False) -> Keys:
        """Keys of the last actor of these sorts before a token; those in front of a sentence first if `subjects`."""
        actor = self._latest_actor(place, sorts, subjects=subjects)
        return actor.keys if actor else ()

    def _latest_actor(self, place: int, sorts: set[Sort], *, subjects: bool = False) -> Actor | None:
        first: Actor | None = None
        for actor in reversed(self.scene.before(place)):
            if place - actor.first > NOUNS_BACK:
                break
            if actor.sort not in sorts or (actor.sort is Sort.STATE and actor.adjective):
                continue
            if not subjects or self._opens(actor):
                return actor
            first = first or actor
        return first


def merged(keys: Iterable[str]) -> Keys:
    """Each key once, in the order of first appearance."""
    return tuple(dict.fromkeys(keys))
