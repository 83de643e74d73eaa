"""Revision 0002: API keys, users, sessions."""

from __future__ import annotations

from ostrakon.database.transactions import Dialect


def up(_dialect: Dialect) -> tuple[str, ...]:
    """Make the tables."""
    return (
        """CREATE TABLE api_keys (
            id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, role TEXT NOT NULL,
            scopes TEXT NOT NULL, made TEXT NOT NULL, expires TEXT NOT NULL, revoked TEXT NOT NULL,
            used TEXT NOT NULL)""",
        """CREATE TABLE users (
            name TEXT NOT NULL PRIMARY KEY, full_name TEXT NOT NULL, role TEXT NOT NULL, password TEXT NOT NULL,
            totp TEXT NOT NULL, subject TEXT NOT NULL, made TEXT NOT NULL, disabled TEXT NOT NULL,
            failures INTEGER NOT NULL, locked_until TEXT NOT NULL, settings TEXT NOT NULL)""",
        """CREATE TABLE sessions (
            id TEXT NOT NULL PRIMARY KEY, user_name TEXT NOT NULL, csrf TEXT NOT NULL, made TEXT NOT NULL,
            seen TEXT NOT NULL, expires TEXT NOT NULL)""",
        "CREATE INDEX sessions_of_user ON sessions (user_name)",
    )


def down(_dialect: Dialect) -> tuple[str, ...]:
    """Drop the tables, with all that they hold."""
    return tuple(f"DROP TABLE {name}" for name in ("sessions", "users", "api_keys"))
