"""Phone numbers, e-mail addresses and web sites: the form in which they are compared."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_NOT_DIGIT = re.compile(r"\D+")
_EXTENSION = re.compile(r"(?:ext|extension|poste|доб)\b.*$", re.IGNORECASE)
_TRUNK = re.compile(r"\(0\)")
_EMAIL = re.compile(r"^(?:mailto:)?([^@\s<>]+@[^@\s<>]+\.[^@\s<>.]{2,})$", re.IGNORECASE)
_SITE = re.compile(r"^(?:[a-z]+://)?(?:www\d?\.)?([^/?#\s:]+\.[^/?#\s:.]{2,})(?::\d+)?([/?#].*)?$", re.IGNORECASE)
PHONE_DIGITS = range(7, 16)
"""Digits of a number that can be told from others (ITU-T E.164 allows 15)."""
SUFFIX_DIGITS = 8
"""Last digits by which a number with and one without its country code are the same."""


@cache
def public_domains() -> frozenset[str]:
    """Domains at which anybody has a mailbox or a page: sharing one says nothing."""
    text = files("ostrakon.names").joinpath("data", "public_domains.txt").read_text(encoding="ascii")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


def contact_form(kind: str, value: str) -> str:
    """Comparing form of a `phone`, `email` or `website`; empty for what is none."""
    return {"phone": phone_form, "email": email_form, "website": site_form}[kind](value)


def phone_form(value: str) -> str:
    """The last digits of a phone number, which do not depend on how the country is dialled."""
    digits = _NOT_DIGIT.sub("", _EXTENSION.sub("", _TRUNK.sub("", value)))
    return digits[-SUFFIX_DIGITS:] if len(digits) in PHONE_DIGITS or len(digits) in (16, 17) else ""


def phone_digits(value: str) -> str:
    """All digits of a phone number, international prefix left out (`00`, `+`)."""
    digits = _NOT_DIGIT.sub("", _EXTENSION.sub("", _TRUNK.sub("", value)))
    return digits.removeprefix("00")


def email_form(value: str) -> str:
    """The address in small letters (domains know no case, and mail systems in use ignore it in mailboxes)."""
    found = _EMAIL.match(value.strip())
    return found.group(1).lower() if found else ""


def site_form(value: str) -> str:
    """Domain, and path where there is one, without protocol, `www.` and a last slash."""
    found = _SITE.match(value.strip())
    if not found:
        return ""
    domain, path = found.group(1).lower(), (found.group(2) or "").rstrip("/")
    return domain + path


def domain_of(form: str) -> str:
    """The domain of an e-mail address or web site in comparing form."""
    return form.rsplit("@", 1)[-1].split("/", 1)[0].split("?", 1)[0]
