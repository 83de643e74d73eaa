"""Bundled starter data: an extract, not for production.

Owns: small list files in the publishers' own formats, written by us from public facts, a file of invented customers,
a news text, a payment and a bill of lading of our own. Refuses: pretending to be complete. Facts and their sources:
`docs/starter-lists.md`.
"""

from ostrakon.starter.files import starter_article, starter_customers, starter_lists, starter_samples

__all__ = ["starter_article", "starter_customers", "starter_lists", "starter_samples"]
