"""Profiles → flat arrays, memory-mapped; a query's profile → candidates, each with the reason why it was fetched.

Owns: the arrays and their files, the build, the look-up of candidates. Refuses: scoring, policy.

Three ways lead to a candidate name: its words (with one typing error), the consonants of its words and of
neighbouring words joined (which sees through vowels, romanisations and scripts), and its acronym. Identifiers lead to
a party directly. `docs/architecture.md` says why no search server is needed.
"""
