"""The page that tells where every fact of the starter lists comes from."""

from __future__ import annotations

from collections import Counter
from typing import Any

from facts import parties, rows, sources

_HEAD = """\
<!-- Written by tools/starter/build.py from tools/starter/facts/; do not edit. -->
# Where the starter lists come from

The lists that come with Ostrakon are an **extract, not for production**: {parties} well-known parties in {listings}
listings, chosen and written down by us from what the publishers of the lists have made public, in the publishers'
own formats. They are there to try the program out and to test its readers. They are not complete, not kept up to
date, and no ground for a decision about anybody. Whoever screens imports the real lists
(`ostrakon lists update`); `ostrakon lists status` says so as long as only the extract is in force.

**As of {as_of}.** The facts of the OFAC, UN, EU, UK, Swiss and Canadian listings were compared with editions of these
lists as of the dates below; of the Denied Persons List, names, dates and Federal Register citations were. The listings
and citations of the BIS Entity List, and the addresses of both BIS lists, were written from general knowledge and **are
still to be checked**. Parties may have been taken off a list, or put on another, since. A designation is its
publisher's act and opinion, not ours.

- The single source is `tools/starter/facts/`; `tools/starter/build.py` writes all files and this page from it, and a
  test compares them.
- References (uid, reference number, unique id, SSID) are the publishers' own, so that every line can be looked up.
- No national identity numbers and no passport numbers, although some lists print them. Company, ship, aircraft and
  bank codes and wallet addresses are as published.
- A fact of a party is written down once and used for all of its listings, unless a list prints another one: a line may
  therefore carry a place of birth, a function or an address that the list itself leaves out.
- Numbers that only tie parts of one file together (alias and address numbers and the like) are ours.
- The customers of `customers.csv` are invented; the news text `article.txt` is our own prose about public facts.

## Lists and editions

| source | list | edition that the facts were compared with | cited by | listings |
|---|---|---|---|--:|
{editions}

## Parties and the source of their facts

| party | kind | listed by (reference) |
|---|---|---|
{table}
"""


def _party_name(party: dict[str, Any]) -> str:
    if party["kind"] == "person" and party.get("family"):
        return " ".join(filter(None, (party["given"], party.get("patronymic"), party["family"])))
    return str(party["name"])


def page() -> str:
    """The Markdown page."""
    known = sources()
    counts = Counter(source for party in parties() for source in party["on"])
    editions = "\n".join(
        f"| `{source}` | {about['title']} | {about['edition']} | {about['cited']} | {len(rows(source))} |"
        for source, about in known["source"].items()
    )
    table = "\n".join(
        f"| {_party_name(party)} | {party['kind']} | "
        + "; ".join(f"`{source}` {listing['ref']}" for source, listing in party["on"].items())
        + " |"
        for party in parties()
    )
    return _HEAD.format(
        parties=len(parties()), listings=sum(counts.values()), as_of=known["as_of"], editions=editions, table=table
    )
