"""A stand-in for Moov Watchman: its search, with one party on its list."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import msgspec


class Watchman(BaseHTTPRequestHandler):
    """Answers every search with one OFAC party, as Watchman's v2 API does."""

    def do_GET(self) -> None:
        asked = parse_qs(urlsplit(self.path).query)
        known = asked.get("name") == ["KIM Jong Un"]
        entities = (
            [{"sourceList": "us_ofac", "sourceID": "20157", "name": "KIM Jong Un", "match": 0.97}] if known else []
        )
        body = msgspec.json.encode({"query": {}, "entities": entities})
        self.send_response(200 if "name" in asked else 404)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def watchman_stand_in() -> Iterator[str]:
    """Its address, as long as it answers."""
    server = HTTPServer(("127.0.0.1", 0), Watchman)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
