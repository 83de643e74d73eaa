"""The one JSON text of a value (RFC 8785), which hashes and signatures cover.

`rfc8785` says what that text is, in Python, one value after another; a record of a screening takes it longer than the
comparison of the name. So what is plain goes through `msgspec`, whose texts are the same but for numbers with a
fraction, keys that are not ASCII, and what RFC 8785 refuses; a test compares the two. All else goes to `rfc8785`.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec
import rfc8785

from ostrakon.errors import UsageError

NUMBER_MAX = 2**53 - 1
"""The largest integer that canonical JSON holds exactly (RFC 8785, section 3.2.2.3)."""
_HALF = re.compile("[\ud800-\udfff]")
_encode = msgspec.json.Encoder(order="sorted").encode


class _NotPlain(Exception):
    """The value needs the whole of RFC 8785."""


def canonical(value: Any) -> str:
    """The one JSON text of a value.

    Raises:
        UsageError: the value holds something that JSON cannot say, such as NaN or an integer beyond 2^53.
    """
    try:
        return _encode(_plain(value)).decode("utf-8")
    except (_NotPlain, UnicodeEncodeError, RecursionError):
        return _by_the_book(value)


def _by_the_book(value: Any) -> str:
    try:
        try:
            return rfc8785.dumps(value).decode("utf-8")
        except rfc8785.CanonicalizationError:
            return rfc8785.dumps(whole(value)).decode("utf-8")
    except rfc8785.CanonicalizationError as bad:
        raise UsageError(f"this cannot be recorded: {bad}") from bad


def whole(value: Any) -> Any:
    """The value with U+FFFD in place of half characters (lone surrogates), which no UTF-8 can hold."""
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value)
    if isinstance(value, dict):
        return {whole(key): whole(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [whole(part) for part in value]
    return value


def _plain(value: Any) -> Any:
    """The value with its floats as texts of RFC 8785.

    Raises:
        _NotPlain: there is something in it that `msgspec` would write otherwise than RFC 8785 does.
    """
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return value
    if kind is float:
        return msgspec.Raw(_number(value))
    if kind is dict:
        for key in value:
            if type(key) is not str or not key.isascii():  # other keys are in the order of their UTF-16
                raise _NotPlain
        return {key: part if type(part) is str else _plain(part) for key, part in value.items()}
    if kind is list or kind is tuple:
        return [part if type(part) is str else _plain(part) for part in value]
    if kind is int and -NUMBER_MAX <= value <= NUMBER_MAX:
        return value
    raise _NotPlain


def _number(value: float) -> bytes:
    """As ECMAScript writes it, which is as Python does while no exponent is needed."""
    size = abs(value)
    if size <= NUMBER_MAX and value == int(value):
        return b"%d" % int(value)
    if 1e-4 <= size < 1e15:
        return repr(value).encode("ascii")
    raise _NotPlain
