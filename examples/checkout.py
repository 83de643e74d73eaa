"""A small shop: an order is taken only after its buyer was screened over the API.

    OSTRAKON_KEY=… python checkout.py --service http://127.0.0.1:8000 --port 8080
    curl -d '{"order": "A-17", "name": "Ann Larsen", "country": "dk", "address": "Nørregade 1"}' http://127.0.0.1:8080/orders

Three rules that every such shop needs: only `clear` sells at once; a match waits for a person, and the buyer is told
nothing of it; when the answer does not come, nothing is sold.
"""

from __future__ import annotations

import argparse
import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

SECONDS = 5.0


def screened(service: str, key: str, order: dict[str, Any]) -> str:
    """`clear`, `review`, `hit` or `not_screened` for the buyer of an order.

    The order's number is the idempotency key: an order that is sent twice is screened once, and its case is one case.
    """
    buyer = {name: order[name] for name in ("name", "country", "address", "birth_date") if order.get(name)}
    headers = {
        "Authorization": f"ApiKey {key}",
        "Content-Type": "application/json",
        "Idempotency-Key": f"order-{order['order']}",
    }
    body = json.dumps({**buyer, "query_id": str(order["order"])}).encode()
    try:
        with urlopen(Request(f"{service}/v1/screen?evidence=false", body, headers), timeout=SECONDS) as answer:
            return str(json.load(answer)["status"])
    except (URLError, TimeoutError, ValueError, KeyError):
        return "not_screened"


class Shop(BaseHTTPRequestHandler):
    """`POST /orders`: 201 sold, 202 taken and to be confirmed later, 400 no order."""

    service = key = ""

    def do_POST(self) -> None:
        """Take an order."""
        try:
            order = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
            order["order"], order["name"] = str(order["order"]), str(order["name"])
        except (ValueError, KeyError, TypeError):
            self._answer(400, "an order needs `order` and `name`")
            return
        if screened(self.service, self.key, order) == "clear":
            self._answer(201, "thank you, your order is on its way")
        else:
            self._answer(202, "thank you, we shall confirm your order")

    def _answer(self, status: int, said: str) -> None:
        body = json.dumps({"said": said}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Names of buyers belong into no log."""


def main() -> None:
    """Open the shop."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--service", default="http://127.0.0.1:8000")
    parser.add_argument("--port", type=int, default=8080)
    asked = parser.parse_args()
    Shop.service, Shop.key = asked.service, os.environ["OSTRAKON_KEY"]
    ThreadingHTTPServer(("127.0.0.1", asked.port), Shop).serve_forever()


if __name__ == "__main__":
    main()
