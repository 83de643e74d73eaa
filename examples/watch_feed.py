"""Watch a news feed: say of each new article which listed parties it names, and what it claims of them.

    python watch_feed.py FEED.jsonl            reads what is there, then waits for more (Ctrl-C ends it)
    python watch_feed.py FEED.jsonl --once     reads what is there

FEED.jsonl has one article a line: {"id": "…", "date": "2026-11-20", "title": "…", "text": "…"}. How far it was read
stands in FEED.jsonl.read, so that a restart goes on behind the last article.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path

from ostrakon import Ostrakon
from ostrakon.app.reading import open_reader, read_document
from ostrakon.intake.documents import read_bytes

WAIT_SECONDS = 5.0


def main() -> None:
    """Read, tell, wait."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("feed", type=Path)
    parser.add_argument("--store", type=Path, help="data folder; default: OSTRAKON_STORE or the system's")
    parser.add_argument("--once", action="store_true", help="do not wait for more")
    asked = parser.parse_args()
    while True:
        with Ostrakon.open(asked.store) as engine:  # anew each time: lists may have changed
            reader = open_reader(engine)
            for article in new_articles(asked.feed):
                document = read_bytes(article["text"].encode(), f"{article.get('id', '?')}.txt")
                reading = read_document(reader, document, stale=engine.stale, only_mentions=False)
                parties = sorted({mention.text for mention in reading.mentions if mention.kind == "party"})
                title = article.get("title") or article.get("id", "?")
                if reading.status == "not_screened":
                    print(f"NOT SCREENED  {title}: {reading.reason}")
                elif parties:
                    print(f"{len(reading.claims)} claims, {len(reading.events)} events  {title}: {', '.join(parties)}")
        if asked.once:
            return
        time.sleep(WAIT_SECONDS)


def new_articles(feed: Path) -> Iterator[dict[str, str]]:
    """Articles behind those that were read; the place is kept after each one."""
    place = feed.with_name(feed.name + ".read")
    with feed.open("rb") as lines:
        lines.seek(int(place.read_text()) if place.exists() else 0)
        while (line := lines.readline()).endswith(b"\n"):  # a line without its end is still being written
            if line.strip():
                yield json.loads(line)
            place.write_text(str(lines.tell()))


if __name__ == "__main__":
    main()
