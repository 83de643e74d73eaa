"""Bundled starter data: an extract, not for production.

Owns: small list files in the publishers' own formats, written by us from public facts, a file of invented customers
and a news text of our own. Refuses: pretending to be complete. Facts and their sources: `docs/starter-lists.md`.
"""

from ostrakon.starter.files import starter_article, starter_customers, starter_lists

__all__ = ["starter_article", "starter_customers", "starter_lists"]
