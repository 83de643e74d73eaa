"""Fetching one file from an official address, with patience and with limits.

What a server may do wrong ends in a `FetchError` with the address: it is slow, gone, redirects in circles, sends too
much, or less than it announced. What the bytes are is not judged here; the formats and guards do that.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx

from ostrakon import __version__
from ostrakon.errors import FetchError
from ostrakon.sources.files import FILE_BYTES_MAX

_TRY_AGAIN = "The list in force stays; try again later"
_FILE_NAME = re.compile(r'filename="?([^";/\\]+)"?', re.IGNORECASE)
_NOT_MODIFIED = 304
_WORTH_RETRYING = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """How much patience a fetch has.

    Attributes:
        connect_seconds, read_seconds: for reaching the server, and between two pieces of its answer.
        total_seconds: for one attempt, so that a server that drips does not hold us for ever.
        attempts: in all, for failures that may pass.
        pause_seconds: before the second attempt; doubled before each further one.
        redirects: followed at most.
        bytes: of one file at most.
    """

    connect_seconds: float = 10.0
    read_seconds: float = 60.0
    total_seconds: float = 900.0
    attempts: int = 4
    pause_seconds: float = 2.0
    redirects: int = 5
    bytes: int = FILE_BYTES_MAX


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A file that was fetched, or the news that it has not changed.

    Attributes:
        url: the address asked.
        path: where the bytes are, None when they have not changed.
        name: what the server or the address calls the file.
        etag, last_modified: what the server said, for the next conditional request.
    """

    url: str
    path: Path | None
    name: str = ""
    etag: str = ""
    last_modified: str = ""


class _PassingError(Exception):
    """A failure after which another attempt makes sense; the words are for a person."""


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches files into a folder; use as it is for several files, one after the other."""

    folder: Path
    limits: FetchLimits = FetchLimits()
    sleep: Callable[[float], None] = time.sleep

    def fetch(self, url: str, *, etag: str = "", last_modified: str = "") -> Fetched:
        """Fetch one file.

        Args:
            url: the address.
            etag, last_modified: of the bytes we have; the server may then say that nothing has changed.

        Raises:
            FetchError: with the address and what was wrong, after the last attempt.
        """
        pause = self.limits.pause_seconds
        for attempt in range(1, self.limits.attempts + 1):
            try:
                return self._attempt(url, etag, last_modified, attempt)
            except _PassingError as failure:
                if attempt == self.limits.attempts:
                    raise FetchError(f"{failure} ({attempt} attempts)", where=url, remedy=_TRY_AGAIN) from failure
            self.sleep(pause)
            pause *= 2
        raise AssertionError("the last attempt returns or raises")

    def _attempt(self, url: str, etag: str, last_modified: str, attempt: int) -> Fetched:
        timeout = httpx.Timeout(self.limits.read_seconds, connect=self.limits.connect_seconds)
        headers = {"User-Agent": f"ostrakon/{__version__}", "Accept-Encoding": "identity"}
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        try:
            with (
                httpx.Client(timeout=timeout, follow_redirects=True, max_redirects=self.limits.redirects) as client,
                client.stream("GET", url, headers=headers) as response,
            ):
                if response.status_code == _NOT_MODIFIED and (etag or last_modified):
                    return Fetched(url=url, path=None)
                self._refuse(url, response)
                return self._receive(url, response, attempt)
        except httpx.TooManyRedirects as circle:
            raise FetchError(
                f"the address redirects more than {self.limits.redirects} times", where=url, remedy=_TRY_AGAIN
            ) from circle
        except httpx.TimeoutException as slow:
            raise _PassingError(f"the server does not answer in time ({type(slow).__name__})") from slow
        except httpx.RemoteProtocolError as short:
            raise _PassingError(f"the answer was cut short or garbled ({short})") from short
        except httpx.UnsupportedProtocol as wrong:
            raise FetchError(f"the address cannot be fetched ({wrong})", where=url) from wrong
        except httpx.TransportError as broken:
            raise _PassingError(f"the server cannot be reached ({broken})") from broken
        except (httpx.InvalidURL, httpx.HTTPError) as wrong:
            raise FetchError(f"the address cannot be fetched ({wrong})", where=url) from wrong

    def _refuse(self, url: str, response: httpx.Response) -> None:
        status = response.status_code
        if status in _WORTH_RETRYING:
            raise _PassingError(f"the server answers {status} {response.reason_phrase}")
        if status != httpx.codes.OK:
            raise FetchError(
                f"the server answers {status} {response.reason_phrase}",
                where=url,
                remedy="The address may have moved; OSTRAKON_URL_<SOURCE> names another one",
            )
        if url.startswith("https:") and any(hop.url.scheme != "https" for hop in [*response.history, response]):
            raise FetchError("the address redirects from https to plain http", where=url, remedy=_TRY_AGAIN)

    def _receive(self, url: str, response: httpx.Response, attempt: int) -> Fetched:
        deadline = time.monotonic() + self.limits.total_seconds
        path = self.folder / f"{len(list(self.folder.iterdir()))}-{attempt}.part"
        size = 0
        with path.open("wb") as out:
            # No chunk size: httpx would wait until a chunk is full, and a dripping server would never be timed.
            for chunk in response.iter_bytes():
                size += len(chunk)
                if size > self.limits.bytes:
                    raise FetchError(
                        f"the file has more than the limit of {self.limits.bytes:,} bytes",
                        where=url,
                        remedy=_TRY_AGAIN,
                    )
                if time.monotonic() > deadline:
                    raise _PassingError(f"the file was not there after {self.limits.total_seconds:g} seconds")
                out.write(chunk)
        announced = response.headers.get("Content-Length", "")
        if announced.isdigit() and int(announced) != response.num_bytes_downloaded:
            raise _PassingError(f"the server announced {announced} bytes and sent {response.num_bytes_downloaded:,}")
        return Fetched(
            url=url,
            path=path,
            name=_name(url, response),
            etag=response.headers.get("ETag", ""),
            last_modified=response.headers.get("Last-Modified", ""),
        )


def _name(url: str, response: httpx.Response) -> str:
    found = _FILE_NAME.search(response.headers.get("Content-Disposition", ""))
    name = found.group(1).strip() if found else Path(httpx.URL(url).path).name
    return name or "list"
