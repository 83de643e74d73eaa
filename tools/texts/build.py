"""Compiles the annotated development texts: plain text, and the gold annotations with character offsets.

python tools/texts/build.py            writes `tests/golden/texts/batchN/*.txt` and `*.gold.json`
python tools/texts/build.py --check    says which files differ from what it would write, and fails if any does

`tests/golden/texts/README.md` describes the source format. Everything that a slip of the annotator can break is
checked here: unknown keys and codes, words that are not in the text or occur twice, marks within marks.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias

TEXTS = Path(__file__).resolve().parents[2] / "tests" / "golden" / "texts"

MARK = re.compile(r"\[([^\[\]|]+)\|([a-z]):([^\[\]|]+?)(\|\?)?\]")
KINDS: Final = {"p": "party", "u": "actor", "c": "country", "r": "programme", "g": "goods"}


def _codes(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


PROGRAMMES: Final = _codes("DPRK RUSSIA IRAN SYRIA VENEZUELA BELARUS CT CAR EXPORT GENERIC")
GOODS: Final = _codes(
    "arms munitions missile nuclear chemical_weapons military_equipment aircraft_parts machinery technology oil gas "
    "fuel coal potash gold crypto payment_system economic_aid food sugar medicine luxury narcotics"
)
EVENTS: Final = _codes(
    "visit meeting statement agreement cooperation trade payment_system technology_transfer funds_transfer "
    "arms_transfer support sanction ban penalty asset_freeze delisting release seizure arrest indictment accusation "
    "criticism denial veto demand threat test attack cyber_theft sanctions_breach"
)
FLAGS: Final = _codes(
    "arms_transfer proliferation sanctions_evasion alternative_payment_system technology_transfer "
    "dual_sanctioned_states ais_gap vessel_renaming flag_hopping oil_trade front_company false_documents concealment "
    "origin_misdeclared us_dollar_clearing ownership_50 nominee_ownership crypto_laundering mixer export_control "
    "terrorist_financing counterfeit cyber derisking election_interference front_agent mercenaries "
    "military_procurement money_laundering transit_diversion chemical_weapons"
)
VALUES: Final = {
    "act": _codes("assert allege deny plan demand criticise concern"),
    "polarity": {"affirm", "negate"},
    "modality": {"CT", "PR", "PS", "U"},
    "quote": {"direct", "indirect", "partial"},
    "type": EVENTS,
    "status": {"past", "ongoing", "planned", "alleged", "denied", "hypothetical"},
}
CLAIM = ("source", "act", "polarity", "modality", "quote", "target", "words")
EVENT = ("type", "actors", "targets", "place", "date", "status", "words")
KEY_FIELDS = {"source", "target", "actors", "targets"}
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?")

Record: TypeAlias = dict[str, object]


class Slip(ValueError):
    """What is wrong with a source, and in which one."""


@dataclass
class Source:
    """One source under compilation: its text without marks, and what was found so far."""

    name: str
    parties: set[str]
    text: str = ""
    mentions: list[Record] = field(default_factory=list)
    claims: list[Record] = field(default_factory=list)
    events: list[Record] = field(default_factory=list)
    flags: list[Record] = field(default_factory=list)

    def refuse(self, what: str) -> Slip:
        return Slip(f"{self.name}: {what}")

    def known(self, key: str) -> str:
        """The key itself if it is of the scheme."""
        kind, _, value = key.partition(":")
        codes = {"r": PROGRAMMES, "g": GOODS, "p": self.parties}.get(kind)
        for code in value.split("+") if kind == "r" else [value]:
            if kind not in KINDS or (codes is not None and code not in codes):
                raise self.refuse(f"unknown key {key}")
            if kind == "c" and not re.fullmatch("[A-Z]{2}", code):
                raise self.refuse(f"{key} is not an alpha-2 country")
        return key

    def read_body(self, body: str) -> None:
        """Takes the marks out of the body; offsets count code points of what remains."""
        last = 0
        for mark in MARK.finditer(body):
            self.text += body[last : mark.start()]
            words, key, start = mark[1], self.known(f"{mark[2]}:{mark[3]}"), len(self.text)
            self.text += words
            found: Record = {"start": start, "end": len(self.text), "text": words, "kind": KINDS[mark[2]], "key": key}
            self.mentions.append(found | ({"doubtful": True} if mark[4] else {}))
            last = mark.end()
        self.text += body[last:].rstrip("\n") + "\n"
        if stray := re.search(r"[\[\]|]", self.text):
            raise self.refuse(f"a mark is broken near {self.text[max(0, stray.start() - 30) : stray.end() + 30]!r}")

    def span(self, words: str) -> Record:
        """Where the words stand; `words@2` asks for the second place, and must where there are several."""
        asked = re.fullmatch(r"(.*)@(\d+)", words, re.S)
        wanted, which = (asked[1], int(asked[2])) if asked else (words, 1)
        places = [found.start() for found in re.finditer(re.escape(wanted), self.text)]
        if len(places) < which:
            raise self.refuse(f"these words are not in the text: {wanted!r}")
        if len(places) > 1 and not asked:
            raise self.refuse(f"these words occur {len(places)} times, say which with @N: {wanted!r}")
        return {"start": places[which - 1], "end": places[which - 1] + len(wanted), "text": wanted}

    def doubt(self, parts: list[str]) -> Record:
        """A last field `?` makes the record doubtful, `?target;act` these fields of it."""
        if not parts[-1].startswith("?"):
            return {}
        names = [name.strip() for name in parts.pop()[1:].split(";") if name.strip()]
        if unknown := set(names) - set(CLAIM + EVENT):
            raise self.refuse(f"no such field: {', '.join(sorted(unknown))}")
        return {"doubtful": names or True}

    def read_record(self, line: str) -> None:
        """One line below the text: `C` claim, `E` event, `F` red flag."""
        parts = [part.strip() for part in line.split(" | ")]
        doubt = self.doubt(parts)
        letter, values = parts[0], parts[1:]
        if letter == "F" and len(values) == 1 and values[0] in FLAGS:
            self.flags.append({"code": values[0], **doubt})
            return
        names = {"C": CLAIM, "E": EVENT}.get(letter, ())
        if len(values) != len(names):
            raise self.refuse(f"not a record: {line!r}")
        found: Record = {}
        for name, value in zip(names, values, strict=True):
            found |= self.span(value) if name == "words" else {name: self.value(name, value)}
        (self.claims if letter == "C" else self.events).append(found | doubt)

    def value(self, name: str, value: str) -> object:
        if name in KEY_FIELDS:
            keys = [] if value == "-" else [key.strip() for key in value.split(";")]
            return [key if key == "author" and name == "source" else self.known(key) for key in keys]
        if name in VALUES and value not in VALUES[name]:
            raise self.refuse(f"{value!r} is no {name} of the scheme")
        if name == "date" and value != "-" and not DATE.fullmatch(value):
            raise self.refuse(f"{value!r} is no ISO date or period")
        return None if value == "-" else value

    def programmes(self, doubtful: bool) -> set[str]:
        marks = [mark for mark in self.mentions if mark["kind"] == "programme" and ("doubtful" in mark) == doubtful]
        return {code for mark in marks for code in str(mark["key"])[2:].split("+")}


def compile_source(path: Path, parties: set[str]) -> tuple[str, Record]:
    """The plain text of a source, and its gold record.

    Raises:
        Slip: the source breaks the format or the scheme.
    """
    head, _, rest = path.read_text("utf-8").partition("\n\n")
    meta = dict(line.split(": ", 1) for line in head.splitlines())
    body, _, records = rest.partition("\n---\n")
    source = Source(path.name, parties)
    if missing := {"kind", "lang", "date"} - set(meta):
        raise source.refuse(f"the head lacks {', '.join(sorted(missing))}")
    source.read_body(body)
    for line in records.splitlines():
        source.read_record(line)
    gold: Record = {"id": path.stem, **meta, "mentions": source.mentions, "claims": source.claims}
    gold |= {"events": source.events, "programmes": sorted(source.programmes(False))}
    gold["red_flags"] = sorted({str(flag["code"]) for flag in source.flags if "doubtful" not in flag})
    unsure = {
        "programmes_doubtful": sorted(source.programmes(True) - source.programmes(False)),
        "red_flags_doubtful": sorted({str(flag["code"]) for flag in source.flags if "doubtful" in flag}),
    }
    return source.text, gold | {name: codes for name, codes in unsure.items() if codes}


def compiled(texts: Path = TEXTS) -> dict[Path, str]:
    """Every file that the sources below `src` stand for."""
    entities = json.loads((texts / "entities.json").read_text("utf-8"))["entities"]
    parties = {key.removeprefix("p:") for key in entities}
    files: dict[Path, str] = {}
    for path in sorted((texts / "src").glob("*/*.src")):
        text, gold = compile_source(path, parties)
        folder = texts / path.parent.name
        files[folder / f"{path.stem}.txt"] = text
        files[folder / f"{path.stem}.gold.json"] = json.dumps(gold, ensure_ascii=False, indent=1) + "\n"
    return files


def main(arguments: list[str]) -> int:
    try:
        files = compiled()
    except Slip as slip:
        print(slip, file=sys.stderr)
        return 2
    if "--check" in arguments:
        on_disk = {path for path in TEXTS.glob("batch*/*") if path.is_file()}
        wrong = [path for path, text in files.items() if not path.exists() or path.read_text("utf-8") != text]
        for path in sorted({*wrong, *(on_disk - set(files))}):
            print(f"{path} differs from its source; run tools/texts/build.py", file=sys.stderr)
        return 1 if wrong or on_disk - set(files) else 0
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
