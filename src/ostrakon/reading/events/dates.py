"""When something happened: dates as written, and relative ones resolved against the text's own date."""

from __future__ import annotations

import re
from datetime import date, timedelta

from ostrakon.reading.actors.actor import Scene

_SEASONS = (
    "spring|summer|autumn|fall|winter|printemps|été|automne|hiver|primavera|verano|otoño|invierno"
    "|frühjahr|frühling|sommer|herbst|весн[аыуе]|весной|лет[оа]|летом|осен[ьи]|осенью|зим[аыуе]|зимой"
)
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


def text_date(text: str, months: dict[str, int]) -> str | None:
    """The date of a text: an ISO date or a full date in its first lines; None when there is none."""
    head = text[:400]
    found = _ISO.search(head)
    if found:
        return found[0]
    return next((when for _, when in written(head, months) if len(when) == 10 and when[0].isdigit()), None)


def written(text: str, months: dict[str, int]) -> list[tuple[int, str]]:
    """Dates as written: position and ISO form (a day, a month or a year)."""
    names = "|".join(sorted((re.escape(name) for name in months), key=len, reverse=True)) or "(?!)"
    pattern = re.compile(
        rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|º)?\.?\s+(?:de\s+|of\s+)?)?(?P<m>{names})\b\.?(?:\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*(?:million|billion)))?"
        r"(?:,?\s+(?:de\s+|del\s+)?(?P<y>(?:19|20)\d{2})\b)?|\b(?:in|since|en|seit|im\s+Jahr|с|в|depuis|desde)\s+(?P<only>(?:19|20)\d{2})\b"
        rf"|\b(?:{_SEASONS})\s+(?:of\s+|de\s+|del\s+)?(?P<season>(?:19|20)\d{{2}})\b",
        re.IGNORECASE,
    )
    found = []
    for match in pattern.finditer(text):
        if bare := match["only"] or match["season"]:
            found.append((match.start(match.lastgroup or 0), bare))
            continue
        month = months[match["m"].lower()]
        day = match["d1"] or match["d2"]
        year = match["y"] or ""
        value = f"{year or '----'}-{month:02d}" + (f"-{int(day):02d}" if day and 1 <= int(day) <= 31 else "")
        found.append((match.start(), value))
    return found


class Calendar:
    """The dates of one text.

    Args:
        scene: the text.
        today: the text's own date, None when unknown.
    """

    def __init__(self, scene: Scene, today: str | None) -> None:
        self._today = today
        self._months = month_numbers(scene)
        self._weekdays = {name: number % 7 for number, name in enumerate(_ordered(scene, "weekdays"))}
        self._scene = scene
        self._found = self._resolved(written(scene.tokens.text, self._months))

    def _resolved(self, found: list[tuple[int, str]]) -> list[tuple[int, str]]:
        year = self._today[:4] if self._today else ""
        resolved = []
        for place, value in found:
            if value.startswith("----"):
                if not year:
                    continue
                resolved.append((place, year + value[4:]))
            else:
                year = value[:4]
                resolved.append((place, value))
        return resolved

    def near(self, start: int, end: int, trigger: int) -> str | None:
        """The date that stands nearest to a trigger within a range of code points."""
        options = [(abs(place - trigger), value) for place, value in self._found if start <= place < end]
        if options:
            return min(options)[1]
        return self._relative(start, end)

    def _relative(self, start: int, end: int) -> str | None:
        if not self._today:
            return None
        try:
            today = date.fromisoformat(self._today)
        except ValueError:
            return None
        text = self._scene.tokens.text[start:end].lower()
        for word, days in _DAYS.items():
            if re.search(rf"\b{word}\b", text):
                return (today + timedelta(days=days)).isoformat()
        for name, number in self._weekdays.items():
            if re.search(rf"\b{re.escape(name)}\b", text):
                return (today - timedelta(days=(today.weekday() - number) % 7)).isoformat()
        return None


_AGO = "yesterday hier ayer gestern вчера 어제"
_SAME = "today aujourd'hui hoy heute сегодня 오늘"
_AHEAD = "tomorrow demain mañana morgen завтра 내일"
_DAYS = {word: days for days, words in ((-1, _AGO), (0, _SAME), (1, _AHEAD)) for word in words.split()}


def month_numbers(scene: Scene) -> dict[str, int]:
    """Month names of the text's language with their numbers."""
    return {name: number % 12 + 1 for number, name in enumerate(_ordered(scene, "months"))}


def _ordered(scene: Scene, name: str) -> list[str]:
    return scene.pack.ordered("grammar", name)
