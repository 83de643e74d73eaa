"""Copies of official lists as JSON lines, as the project ammitto converts them entry by entry.

Their members are the publishers' own element names in small letters with underscores, so each module puts a record
back into the shape that the reader of the official format takes, and the ids are the official ones. A conversion loses
values (birth dates of the UK list, aliases of the Canadian one): good for editions of which nothing else is left, for
comparing editions and for look-backs, never instead of the official file, and the guards say so when it would replace
one. What a conversion is known to lose is an issue of its own (`converted_copy`).
"""
