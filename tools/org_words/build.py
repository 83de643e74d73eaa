"""Writes `src/ostrakon/names/data/org_words.tsv`, the table behind `ostrakon.names.org_words`.

    python tools/org_words/build.py            write the table
    python tools/org_words/build.py --check    fail when it is not what org_words.toml gives

The words are in `org_words.toml` and `org_words_scripts.toml`, written by hand: one entry a concept, each word in its
own script, `stem+ru+uk` for a stem with the endings of the paradigms named. Here they are expanded, folded as names
are, and given the other romanisations under which lists print Russian and Ukrainian words. Countries in alphabets that
have no other entry come from `countries.tsv`. A word of two concepts is an error; a mere romanisation that would be
one is left out.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "src" / "ostrakon" / "names" / "data"
sys.path.insert(0, str(HERE.parents[1] / "src"))

from ostrakon.names.countries import country_name  # noqa: E402
from ostrakon.names.scripts import ABJADS, main_script  # noqa: E402
from ostrakon.names.tokens import tokenise  # noqa: E402

Key = tuple[str, bool]
"""Folded word; whether it was written without vowels."""

ALPHABETS = frozenset({"Greek", "Hebrew", "Arabic", "Georgian", "Armenian"})
"""Scripts whose names of countries are taken over from the table of countries."""
LENGTH_MIN = 3
"""Shorter folded words mean too much at once."""
HEAD = """\
# Written by tools/org_words/build.py from org_words.toml; do not edit.
# Columns: concept; folded words written with vowels; folded words written without (Arabic, Hebrew), blanks between.
"""
_UKRAINIAN = re.compile("[іїєґ]")
_UKRAINIAN_STYLE = str.maketrans({"и": "ы", "г": "һ", "щ": "шч"})  # as Ukraine's own romanisation reads them
_SPELLINGS = (
    (re.compile("yy$"), ("y", "yi", "yj", "ii", "i")),
    (re.compile("iy$"), ("y", "i", "ii", "ij", "yy", "yi")),
    (re.compile("oy$"), ("oi", "oj")),
    (re.compile("aya$"), ("aia", "aja")),
    (re.compile("iya$"), ("iia", "ija", "ia")),
    (re.compile("nya$"), ("nia",)),
    (re.compile("oe$"), ("oye", "oje")),
    (re.compile("ie$"), ("iye", "ije")),
    (re.compile("ye$"), ("yye",)),
    (re.compile("uyu$"), ("uiu",)),
    (re.compile("ii$"), ("iyi",)),
)


def expanded(words: str, endings: dict[str, list[str]]) -> Iterator[str]:
    """The words of an entry, stems with every ending of their paradigms."""
    for word in words.split():
        stem, *paradigms = word.split("+")
        yield from [stem] if not paradigms else (stem + ending for p in paradigms for ending in endings[p])


def folded(word: str) -> Key | None:
    """The word as the tokens of a name have it; None when it does not stay one word or is too short."""
    tokens = tokenise(word).tokens
    if len(tokens) != 1 or len(tokens[0].text) < LENGTH_MIN:
        return None
    return tokens[0].text, tokens[0].script in ABJADS


def romanised(word: str) -> Iterator[Key]:
    """Other spellings of a Cyrillic word in Latin letters; nothing for words of other scripts."""
    styles = [word, word.translate(_UKRAINIAN_STYLE)] if _UKRAINIAN.search(word) else [word]
    for style in styles:
        tokens = tokenise(style).tokens
        if len(tokens) != 1 or tokens[0].script != "Cyrillic":
            continue
        text = tokens[0].text
        yield text, False
        for pattern, spellings in _SPELLINGS:
            yield from ((pattern.sub(s, text), False) for s in spellings if pattern.search(text))


def legal_words() -> set[str]:
    """Single words that are legal forms: the table of legal forms has them already."""
    table = tomllib.loads((DATA / "legal_forms.toml").read_text(encoding="utf-8"))
    return {form for forms in table["concepts"].values() for form in forms if " " not in form}


_AMBIGUOUS = frozenset({"guinea", "guyana", "mali", "laos"})
"""Their names are another word, or another country, when vowels or accents are gone."""
_GREEK_GENITIVES = (("ια", "ιας"), ("α", "ας"), ("ος", "ου"), ("ο", "ου"), ("η", "ης"), ("αν", "αν"))


def countries() -> dict[str, str]:
    """English names of one word → what the country is called in one word in alphabets other than Latin and Cyrillic.

    From the table that `tools/countries/build.py` makes of the Unicode CLDR; Greek names with their genitives.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for line in (DATA / "countries.tsv").read_text(encoding="utf-8").splitlines():
        code, _, keys = line.partition("\t")
        english = country_name(code).lower()
        if line.startswith("#") or not (english.isascii() and english.isalpha()) or english in _AMBIGUOUS:
            continue
        for key in keys.split("|"):
            if " " not in key and main_script(key) in ALPHABETS:
                found[english].append(key)
                ending = next((e for e in _GREEK_GENITIVES if key.endswith(e[0])), None)
                if ending and main_script(key) == "Greek":
                    found[english].append(key.removesuffix(ending[0]) + ending[1])
    return {english: " ".join(keys) for english, keys in found.items()}


def table() -> dict[str, set[Key]]:
    """The folded words of each concept.

    Raises:
        SystemExit: a word stands in two concepts; all such words are named.
    """
    source = tomllib.loads((DATA / "org_words.toml").read_text(encoding="utf-8"))
    scripts = tomllib.loads((DATA / "org_words_scripts.toml").read_text(encoding="utf-8"))
    paradigms = {**source["endings"], **scripts.pop("endings")}
    endings = {name: [e.strip("-") for e in text.split()] for name, text in paradigms.items()}
    left_out = {folded(word) for word in source["left_out"]["words"].split()}
    entries: dict[str, str] = {**source["words"], **source["countries"]}
    more = ((concept, words) for language in scripts.values() for concept, words in language.items())
    left_out |= {(word, False) for word in legal_words()}
    sure: dict[Key, set[str]] = defaultdict(set)
    maybe: dict[Key, set[str]] = defaultdict(set)
    for layer in (entries.items(), more, countries().items()):
        # What an earlier layer has of a word stands: a later one fills its gaps, and follows it where it names
        # a concept by another word (France is `french`).
        known = set(sure)
        for name, words in layer:
            concept = next(iter(sure.get((name, False), {name})))
            for word in (name, *expanded(words, endings)):
                key = folded(word)
                if key is None or key in left_out or key in known:
                    continue
                sure[key].add(concept)
                for other in romanised(word):
                    if len(other[0]) >= LENGTH_MIN and other not in left_out:
                        maybe[other].add(concept)
    if twice := sorted(f"{key[0]} ({', '.join(sorted(of))})" for key, of in sure.items() if len(of) > 1):
        raise SystemExit("org_words.toml: words of two concepts: " + "; ".join(twice))
    found: dict[str, set[Key]] = defaultdict(set)
    for key, of in (*sure.items(), *((k, of) for k, of in maybe.items() if k not in sure and len(of) == 1)):
        found[next(iter(of))].add(key)
    return found


def lines(found: dict[str, set[Key]]) -> Iterable[str]:
    """The rows of the table, in order."""
    for concept in sorted(found):
        cells = [" ".join(sorted(text for text, bare in found[concept] if bare is wanted)) for wanted in (False, True)]
        yield "\t".join((concept, *cells)) + "\n"


def main() -> None:
    """Write the table, or say that it is out of date."""
    target = DATA / "org_words.tsv"
    text = HEAD + "".join(lines(table()))
    if "--check" in sys.argv[1:]:
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            raise SystemExit(f"{target.name} is out of date: run python tools/org_words/build.py")
        return
    target.write_text(text, encoding="utf-8")
    print(f"{target.name}: {text.count(chr(10)) - HEAD.count(chr(10))} concepts")


if __name__ == "__main__":
    main()
