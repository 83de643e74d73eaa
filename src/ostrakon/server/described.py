"""What the OpenAPI description says of every route alike: how failures are answered, what numbers and texts may be."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Path
from pydantic import AfterValidator, BaseModel, Field

NUMBER_MAX = 2**53 - 1
"""Largest number of a case, record or version: what every JSON reader holds exactly (RFC 8259, section 6)."""

Number = Annotated[int, Path(ge=0, le=NUMBER_MAX)]
"""A number in an address."""
Version = Annotated[int, Field(ge=0, le=NUMBER_MAX)]
"""The version of a case that its reader saw."""


def sound(value: Any) -> Any:
    """A value of a body, where every text in it can be kept.

    Raises:
        ValueError: a text holds U+0000, which PostgreSQL keeps in no text, or half of a character (a lone surrogate),
            which no UTF-8 holds.
    """
    if isinstance(value, str):
        if not is_sound(value):
            raise ValueError("a text holds U+0000 or half of a character (a lone surrogate)")
    elif isinstance(value, dict):
        for key, one in value.items():
            sound(key)
            sound(one)
    elif isinstance(value, list):
        for one in value:
            sound(one)
    return value


def is_sound(text: str) -> bool:
    """Whether every database keeps a text as it is."""
    if "\0" in text:
        return False
    return text.isascii() or not any("\ud800" <= one <= "\udfff" for one in text)


Object = Annotated[dict[str, Any], AfterValidator(sound)]
"""A JSON object with texts that can be kept."""
Text = Annotated[str, AfterValidator(sound)]
"""A text that can be kept."""


class Problem(BaseModel):
    """A failure (RFC 9457): what, where, and the remedy where there is one."""

    type: str
    title: str
    status: int
    detail: str
    instance: str = ""
    request_id: str = ""
    where: str = ""
    remedy: str = ""


class Detail(BaseModel):
    """A failure in yente's form; `detail` is a text, or a list of what is wrong with the request."""

    detail: str | list[dict[str, Any]]


FAILURES = {
    400: "the request cannot be understood or carried out",
    401: "the key is missing, wrong, expired or revoked",
    403: "the role or the scopes of the key do not include this",
    404: "there is no such thing",
    409: "somebody else was first, or the same request is being answered",
    413: "the body is too large",
    414: "the address is too long",
    415: "the body is compressed",
    422: "a field of the request is not allowed",
    429: "too many requests; `Retry-After` says when to come again",
    431: "the headers are too large",
    503: "not answered in time, no list in force, or nothing can be recorded; nothing may be taken for screened",
}
"""Status → what it means; the same on every route."""


def failures(form: type[BaseModel]) -> dict[int | str, dict[str, Any]]:
    """`responses=` of a router: every way to fail, in one form.

    Args:
        form: `Problem` or `Detail`.
    """
    media_type = "application/problem+json" if form is Problem else "application/json"
    content = {media_type: {"schema": form.model_json_schema()}}
    return {status: {"description": what, "content": content} for status, what in FAILURES.items()}
