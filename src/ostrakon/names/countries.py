"""Country names, adjectives and codes → ISO 3166-1 alpha-2."""

from __future__ import annotations


def country_code(text: str) -> str:
    """The lower-case alpha-2 code that `text` (a name in any official spelling, a code, an adjective) stands for.

    Empty when the text is unknown or ambiguous.
    """
    raise NotImplementedError
