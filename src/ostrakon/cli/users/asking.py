"""Passwords from a terminal or from standard input, never from the command line, which every process can read."""

from __future__ import annotations

import sys

import click

from ostrakon.errors import UsageError


def asked_password() -> str:
    """A password: asked for twice at a terminal, else the first line of standard input.

    Raises:
        UsageError: standard input is empty.
    """
    if sys.stdin.isatty():
        found: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        return found
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise UsageError("no password was given", remedy="Give it as the first line of standard input")
    return line
