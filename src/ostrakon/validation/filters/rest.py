"""Filters behind an address: yente's API, and Watchman's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Any, Self

import httpx

from ostrakon.errors import InputError, UsageError
from ostrakon.validation.filters.base import Found, outcome
from ostrakon.validation.record import Outcome, TestRecord

_AT_ONCE = 50
_SECONDS = 60.0
_WATCHMAN_TYPES = {"Person": "person", "Vessel": "vessel", "Airplane": "aircraft"}
_WATCHMAN_ALERT = 0.9
"""Least match of an alert where the caller names none."""
_WATCHMAN_LISTS = {
    "us_ofac": "ofac-",
    "us_non_sdn": "ofac-",
    "us_csl": "csl-",
    "eu_csl": "eu-",
    "uk_csl": "uk-",
    "un_csl": "un-",
}
"""Its names of lists, and how our ids of their parties begin."""


class _Rest:
    """What both have in common: a client, and problems in place of answers."""

    scored = True
    channels = frozenset({"name"})

    def __init__(self, address: str, name: str, key: str, same: Callable[[str], frozenset[str]]) -> None:
        if not address.startswith(("http://", "https://")):
            raise UsageError(f"{address!r} is no address", remedy="Write http://host:port or https://host")
        headers = {"Authorization": f"ApiKey {key}"} if key else {}
        self._client = httpx.Client(base_url=address.rstrip("/"), timeout=_SECONDS, headers=headers)
        self._same = same
        self.name = name

    def _json(self, method: str, path: str, **options: Any) -> Any:
        """The answer, or why there is none, as text."""
        try:
            response = self._client.request(method, path, **options)
            if response.status_code != httpx.codes.OK:
                return f"HTTP {response.status_code}"
            return response.json()
        except (httpx.HTTPError, ValueError) as bad:
            return f"{type(bad).__name__}: {bad}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def check(self) -> None:
        """Ask once.

        Raises:
            InputError: nobody answers there.
        """
        try:
            self._client.get("/")
        except httpx.HTTPError as away:
            raise InputError(
                f"nobody answers ({type(away).__name__})",
                where=str(self._client.base_url),
                remedy="Start it, or mend the address",
            ) from None


class YenteFilter(_Rest):
    """`POST /match/{dataset}`, as yente and this service answer it.

    Args:
        address: before `/match`.
        dataset: the collection.
        key: an API key, where one is needed.
        same: all ids of a party.
        name: as the report calls it.
    """

    def __init__(
        self,
        address: str,
        same: Callable[[str], frozenset[str]],
        *,
        dataset: str = "default",
        key: str = "",
        name: str = "",
    ) -> None:
        super().__init__(address, name or f"yente at {address}", key, same)
        self._dataset = dataset

    def outcomes(self, records: Sequence[TestRecord]) -> Iterator[Outcome]:
        """See `Filter`."""
        for start in range(0, len(records), _AT_ONCE):
            block = records[start : start + _AT_ONCE]
            queries = {one.id: {"schema": one.schema, "properties": {"name": [one.written]}} for one in block}
            given = self._json("POST", f"/match/{self._dataset}", json={"queries": queries})
            for record in block:
                if isinstance(given, str):
                    yield Outcome(problem=given)
                    continue
                response = given["responses"].get(record.id, {})
                if response.get("status", 200) != httpx.codes.OK:
                    yield Outcome(problem=f"status {response.get('status')}")
                    continue
                results = [
                    Found(
                        frozenset({one["id"], *one.get("referents", ())}), float(one["score"]), alert=bool(one["match"])
                    )
                    for one in response.get("results", ())
                ]
                yield outcome(record, results, self._same)


class WatchmanFilter(_Rest):
    """`GET /v2/search` of Moov Watchman; ids of its lists are taken for ours by list and number.

    Args:
        address: before `/v2`.
        same: all ids of a party.
        threshold: least match of an alert.
    """

    def __init__(
        self, address: str, same: Callable[[str], frozenset[str]], *, threshold: float = _WATCHMAN_ALERT
    ) -> None:
        super().__init__(address, f"Watchman at {address}", "", same)
        self._threshold = threshold

    def outcomes(self, records: Sequence[TestRecord]) -> Iterator[Outcome]:
        """See `Filter`."""
        for record in records:
            kind = _WATCHMAN_TYPES.get(record.schema, "business")
            given = self._json("GET", "/v2/search", params={"name": record.written, "type": kind, "limit": 10})
            if isinstance(given, str):
                yield Outcome(problem=given)
                continue
            results = [
                Found(frozenset({_watchman_id(one)}), float(one["match"]), alert=float(one["match"]) >= self._threshold)
                for one in given.get("entities", ()) or ()
            ]
            yield outcome(record, results, self._same)


def _watchman_id(entity: dict[str, Any]) -> str:
    return f"{_WATCHMAN_LISTS.get(entity.get('sourceList', ''), '')}{entity.get('sourceID', '')}"
