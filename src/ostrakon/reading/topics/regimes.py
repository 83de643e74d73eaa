"""Phrases that name a measure, and whose regime it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ostrakon.names.running import fold_word
from ostrakon.programmes import Programme as Reviewed
from ostrakon.programmes import all_programmes, for_country
from ostrakon.programmes.catalogue import for_citation
from ostrakon.reading.findings import Programme, Span
from ostrakon.reading.grammar.pack import Pack
from ostrakon.reading.grammar.tokens import Tokens
from ostrakon.reading.mentions import Mention
from ostrakon.reading.topics.wording import Wording, every, wordings

_STATES = {"KP": "DPRK", "RU": "RUSSIA", "IR": "IRAN", "SY": "SYRIA", "VE": "VENEZUELA", "BY": "BELARUS", "CF": "CAR"}
STATE_OF = {scheme: f"c:{code}" for code, scheme in _STATES.items()}
"""The state of each regime that is about one."""
HEAVY = frozenset({"c:KP", "c:RU", "c:IR", "c:SY", "c:BY", "c:VE", "c:CU"})
"""States under wide measures: two of them dealing with each other is a red flag, and "both states" are such two."""
_OTHER_STATES = "MM CU SD SS ZW NI ML LY YE SO CD HT AF IQ LB ET BI GW BA NE"
_OTHERS = frozenset(_OTHER_STATES.split())
"""States whose regimes the scheme has no code for."""
_UNITED = re.compile(r"\bUN\b|U\.N\.|\bUNO\b|\bONU\b|\bun-|\bUN-|Security Council|Nations|안보리|유엔|ООН|Совбез")
_NOT_UN = frozenset({"RUSSIA", "BELARUS", "VENEZUELA", "EXPORT"})
"""Regimes that the United Nations do not have: permanent members or their allies are concerned."""
_ORDER = re.compile(
    r"\b(?:Executive\s+Order|E\.\s?O\.|EO|Exekutivverordnung|Präsidialdekret|Orden\s+Ejecutiva|décret\s+présidentiel"
    r"|указ\w*)\s*(?:No\.?\s*|Nr\.?\s*|№\s*)?(\d{5})\b"
)
_RESOLUTION = re.compile(
    r"\b(?:(?:UN|U\.N\.|United\s+Nations|UNO)?[\s-]*(?:Security\s+Council\s+|Sicherheitsrats?-?)?"
    r"(?:[Rr]esolutions?|Resolutionen|[Rr]ésolutions?|[Rr]esoluci(?:ón|ones)|UNSCR|[Рр]езолюци\w+|결의안?)\s*(?:\(?(?:No\.?|Nr\.?|№|n°)\s*)?)(\d{3,4})\b|\b(\d{3,4})호?\s?결의"
)
_REGULATION = re.compile(
    r"\b(?:(?:Council\s+|EU\s+)?(?:Regulation|Verordnung|Règlement|règlement|Reglamento|Decision)\s*(?:\((?:EU|UE)\)\s*)?(?:No\.?\s*|Nr\.?\s*|n[°º]\s*)?)(\d{2,4}/\d{2,4})\b"
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A phrase that names a measure: its place, its codes, and whose it is where the phrase tells."""

    start: int
    end: int
    codes: tuple[str, ...]
    authority: str = ""
    bare: bool = False


def measures(tokens: Tokens, pack: Pack, countries: Sequence[Mention]) -> list[Measure]:
    """Phrases that name a measure, in text order; `bare` ones have no code yet."""
    found = [*_acts(tokens.text), *_named(tokens.text)]
    found += [
        Measure(one.start, one.end, () if one.value == "bare" else (one.value,), bare=one.value == "bare")
        for one in wordings(tokens, pack.phrases("programme"), _states(tokens, countries))
    ]
    kept: list[Measure] = []
    for one in sorted(found, key=lambda m: (m.start - m.end, m.bare)):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    kept.sort(key=lambda m: m.start)
    leads = {lead.last: lead for lead in every(tokens, pack.phrases("programme_lead"))}
    return [_extended(tokens, pack, one, leads, countries) for one in kept]


def _states(tokens: Tokens, countries: Sequence[Mention]) -> Mapping[int, Mapping[str, int]]:
    """Tokens at which a country begins, for patterns that ask for one."""
    found = {}
    for country in countries:
        first = tokens.at(country.start)
        found[first] = {"state": tokens.at(max(country.start, country.end - 1)) + 1}
    return found


def _cited(text: str) -> Iterator[tuple[int, int, str, tuple[Reviewed, ...]]]:
    """Acts that a text cites: place, authority, and the reviewed programmes that stand on each."""
    for pattern, key, authority in (
        (_ORDER, "eo:{}", "US"),
        (_RESOLUTION, "unsc:{}", "UN"),
        (_REGULATION, "eu:{}", "EU"),
    ):
        for match in pattern.finditer(text):
            number = next((group for group in match.groups() if group), "")
            start = match.start() + (len(match[0]) - len(match[0].lstrip(" -\n")))
            yield start, match.end(), authority, for_citation(key.format(number))


def _acts(text: str) -> Iterator[Measure]:
    for start, end, authority, standing in _cited(text):
        schemes = tuple(dict.fromkeys(one.scheme for one in standing))
        yield Measure(start, end, schemes[:1], authority, bare=not schemes)


def cited_programmes(words: str) -> tuple[Reviewed, ...]:
    """The reviewed programmes that stand on the acts which some words cite, lapsed ones too."""
    return tuple(dict.fromkeys(one for _, _, _, standing in _cited(words) for one in standing))


@cache
def _titles() -> tuple[re.Pattern[str], Mapping[str, tuple[str, str]]]:
    names: dict[str, tuple[str, str]] = {}
    for one in all_programmes():
        for name in one.known_as:
            if len(name) > 3 or name.isupper():
                names.setdefault(name, (one.scheme, one.authority))
    options = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) or "(?!)"
    return re.compile(rf"(?<!\w)(?:{options})(?!\w)"), names


def _named(text: str) -> Iterator[Measure]:
    pattern, names = _titles()
    for match in pattern.finditer(text):
        scheme, authority = names[match[0]]
        yield Measure(match.start(), match.end(), (scheme,), authority)


def _extended(
    tokens: Tokens, pack: Pack, one: Measure, leads: Mapping[int, Wording], countries: Sequence[Mention]
) -> Measure:
    """A bare measure with the words before it that belong to its name, and `on Iran` behind it."""
    if not one.bare or one.authority:
        return one
    first = tokens.at(one.start)
    start, authority = one.start, "UN" if _UNITED.search(tokens.text, one.start, one.end) else ""
    lead = leads.get(first)
    if lead is not None:
        start = lead.start
        authority = authority or _authority(tokens.text[lead.start : lead.end])
    end, codes = one.end, one.codes
    last = tokens.at(one.end - 1) + 1
    links = pack.words("grammar", "against")
    inside = next((c for c in countries if one.start < c.start < one.end), None)
    if inside is not None:
        codes = (_STATES.get(inside.key[2:], "GENERIC"),)
    if last + 1 < len(tokens.tokens) and tokens.tokens[last].low in links:
        behind = tokens.tokens[last + 1].start
        state = next((c for c in countries if behind <= c.start <= behind + 4), None)
        if state is not None:
            codes = (_STATES.get(state.key[2:], "GENERIC"),)
            if "impos" not in tokens.text[one.start : one.end]:  # `efforts to impose sanctions` end before the state
                end = state.end
    before = next((c for c in countries if c.end in {start - 1, start}), None)
    if before is not None and lead is None:
        start = before.start
        code = _STATES.get(before.key[2:])
        authority = before.key[2:] if code is None else ""
        codes = codes or ((code,) if code else ())
    return Measure(start, end, codes, authority, bare=not codes)


def _authority(lead: str) -> str:
    letters = lead.replace(".", "").casefold()
    if "nation" in letters or (letters.startswith(("un", "security")) and "united states" not in letters):
        return "UN"
    if letters.startswith(("us", "american", "united states", "treasury")):
        return "US"
    if letters.startswith(("eu", "european")):
        return "EU"
    return "UK" if letters.startswith(("uk", "british")) else ""


def resolved(
    found: Sequence[Measure], text: str, mentions: Sequence[Mention], party_countries: Mapping[str, tuple[str, ...]]
) -> list[Measure]:
    """Bare measures with their codes: by the states and parties near, else by what the text is mostly about."""
    named = Counter(code for one in found for code in one.codes)
    main = _main_codes(mentions, party_countries, named)
    kept = []
    for one in found:
        if not one.bare:
            kept.append(one)
            continue
        if one.authority == "UN":
            kept.append(Measure(one.start, one.end, _united(mentions, party_countries), one.authority))
            continue
        near = _near_codes(one, text, mentions, party_countries)
        codes = near or main or ("GENERIC",)
        if len(main) == 2 and set(near) <= set(main):
            codes = main
        kept.append(Measure(one.start, one.end, tuple(sorted(codes)), one.authority))
    return kept


def _united(mentions: Sequence[Mention], party_countries: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The regime of the United Nations that a text is mostly about."""
    counts = Counter(code for mention in mentions for code in set(_codes_of(mention, party_countries)) - _NOT_UN)
    return tuple(code for code, _ in counts.most_common(1)) or ("GENERIC",)


def _codes_of(mention: Mention, party_countries: Mapping[str, tuple[str, ...]]) -> list[str]:
    keys = [mention.key] if mention.kind == "country" else list(party_countries.get(mention.key, ()))
    return [_STATES.get(key[2:], "GENERIC") for key in keys if key[2:] in _STATES or key[2:] in _OTHERS]


def _near_codes(
    one: Measure, text: str, mentions: Sequence[Mention], party_countries: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    start = max(text.rfind(". ", 0, one.start), text.rfind("\n", 0, one.start)) + 1
    ends = [at for at in (text.find(". ", one.end), text.find("\n", one.end)) if at >= 0]
    end = min(ends, default=len(text))
    codes = Counter(
        code
        for mention in mentions
        if start <= mention.start < end and not (one.start <= mention.start < one.end)
        for code in _codes_of(mention, party_countries)
    )
    return (codes.most_common(1)[0][0],) if codes else ()


def _main_codes(
    mentions: Sequence[Mention], party_countries: Mapping[str, tuple[str, ...]], named: Counter[str]
) -> tuple[str, ...]:
    counts = Counter(code for mention in mentions for code in set(_codes_of(mention, party_countries)))
    ranked = counts.most_common(2)
    if not ranked:
        return tuple(code for code, _ in named.most_common(1))
    if len(ranked) == 2 and ranked[1][1] >= 0.6 * ranked[0][1] and ranked[1][1] >= 6:
        return tuple(sorted(code for code, _ in ranked))
    return (ranked[0][0],)


def programme_mentions(found: Sequence[Measure], text: str) -> list[Mention]:
    """Measures as mentions; two regimes are joined by `+`."""
    return [
        Mention(
            start=one.start,
            end=one.end,
            text=text[one.start : one.end],
            kind="programme",
            key="r:" + "+".join(one.codes),
        )
        for one in found
    ]


def programmes(found: Sequence[Measure]) -> tuple[Programme, ...]:
    """The programmes of a text, each with the words that touch it, in order of first mention."""
    because: dict[tuple[str, str], list[Span]] = {}
    for one in found:
        for code in one.codes:
            because.setdefault((code, ""), []).append(Span(one.start, one.end))
    authorities = {code: one.authority for one in reversed(found) for code in one.codes if one.authority}
    return tuple(
        Programme(code=code, authority=authorities.get(code, ""), because=tuple(spans))
        for (code, _), spans in because.items()
    )


@cache
def sanctioned_state(key: str) -> bool:
    """Whether a programme in force concerns a country (`c:KP`) as a whole or in sectors."""
    return any(one.in_force and one.scope != "list" for one in for_country(key.removeprefix("c:")))


def folded(word: str) -> str:
    """Comparing form of a word."""
    return fold_word(word)
