"""Every page: who may see it, what a browser is told about it, what hostile text does on it (nothing)."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from ostrakon.identity import PERMISSIONS, Role
from ostrakon.server.access import PERMISSION
from ostrakon.server.console.keyboard import KEYS, TITLES
from ostrakon.server.console.routes import ROUTERS
from ostrakon.starter import starter_article
from tests.server import console_data
from tests.server.people import Person

Console = Callable[[str], Person]
PAGES = {
    "/cases": "cases.read",
    "/cases/1": "cases.read",
    "/cases/1/print": "cases.read",
    "/cases/bulk?ids=5,6,7": "cases.work",
    "/not-screened": "cases.read",
    "/search?q=Kim+Jong+Un": "screen",
    "/why?q=Kim&party=ofac-20157": "screen",
    "/parties/ofac-9345": "lists.read",
    "/parties/ofac-9345?as_of=1": "lists.read",
    "/customers?words=c-0": "customers.read",
    "/customers/C-0412": "customers.read",
    "/customers/import": "customers.write",
    "/cases/1/drafts": "cases.read",
    "/lists": "lists.read",
    "/lists/ofac_sdn": "lists.read",
    "/lists/diff": "lists.read",
    "/texts": "screen",
    "/payments": "screen",
    "/shipments": "screen",
    "/ownership": "screen",
    "/policy": "policy.read",
    "/policy/propose": "policy.write",
    "/policy/1": "policy.read",
    "/quality?seed=7&share=1": "quality.read",
    "/validation": "quality.read",
    f"/validation/{console_data.REPORT}": "quality.read",
    "/ledger": "ledger.read",
    "/ledger?verify=1&about=case:1": "ledger.read",
    "/ledger/1": "ledger.read",
    "/admin/users": "users.read",
    "/admin/keys": "users.read",
    "/me": "",
    "/help/keys": "",
    "/styleguide": "",
}
NO_PAGES = {"/", "/cases/next", "/search", "/cases/{number}/attachments/{attachment}", "/customers/changes"}
"""What leads on, shows only a form without a question, is a file to be saved, or needs a rescreen before it."""
KILOBYTES_MAX = 100
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "{{ 7*7 }}{% raw %}",
    "javascript:alert(1)",
    "</textarea><svg onload=alert(1)>",
)


class Page(HTMLParser):
    """What a browser would make of a page: its elements with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    @property
    def alive(self) -> list[str]:
        """Elements and attributes that could run something or load it from elsewhere."""
        found = [f"<{tag}>" for tag, _ in self.elements if tag in {"iframe", "object", "embed", "style", "img"}]
        for tag, attributes in self.elements:
            found += [f"{tag} {name}" for name in attributes if name.startswith("on") or name in {"style", "srcdoc"}]
            for name in ("href", "src", "action", "formaction"):
                address = attributes.get(name) or ""
                if (address and not re.match(r"[/#?]", address)) or address.startswith("//"):
                    found.append(f"{tag} {name}={address}")
            if tag == "script" and not (attributes.get("src") or "").startswith("/static/console.js"):
                found.append("script")
        return found


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_for_the_roles_that_its_permission_names_and_fits_its_budget(
    path: str, visitors: dict[Role, Person]
) -> None:
    permission = PAGES[path]
    for role, person in visitors.items():
        answer = person.get(path)
        allowed = not permission or permission in PERMISSIONS[role]
        assert answer.status_code == (200 if allowed else 403), f"{role} at {path}"
        assert Page(answer.text).alive == []
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert len(answer.content) <= KILOBYTES_MAX * 1000
        if not allowed:
            assert "does not include" in answer.text


def test_every_page_by_get_is_in_this_walk() -> None:
    walked = {re.sub(r"\?.*", "", path) for path in PAGES}
    for router in ROUTERS:
        for route in router.routes:
            path, methods = getattr(route, "path", ""), getattr(route, "methods", set())
            public = (getattr(route, "openapi_extra", None) or {}).get(PERMISSION) == "public"
            if "GET" not in methods or public or path in NO_PAGES:
                continue
            pattern = re.compile(re.sub(r"{[^}]+}", "[^/]+", path) + "$")
            assert any(pattern.match(one) for one in walked), f"{path} is not walked"


def test_style_and_script_are_small_and_nothing_else_is_served_beside_them(console: Console) -> None:
    stranger = Person(console("analyst").client, "")
    assert len(stranger.get("/static/console.css").content) <= 25_000
    assert len(stranger.get("/static/console.js").content) <= 6_000
    for path in ("../pages.py", "..%2fpages.py", "%2e%2e/pages.py", "console.css%00.py", "/etc/passwd"):
        assert stranger.get(f"/static/{path}").status_code in (400, 404, 405)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_in_a_customer_s_record_is_shown_and_does_nothing(
    payload: str, team: Path, console: Console
) -> None:
    record = {
        "query_id": payload,
        "name": f"Angara {payload}",
        "schema": "Vessel",
        "identifiers": [{"type": "imo", "value": "9179842"}, {"type": "passport", "value": payload}],
        "address": payload,
        "email": ["x@example.org" + payload],
        "aliases": [payload],
    }
    [number, *_] = console_data.alerts(team, (record,))
    analyst, auditor = console("analyst"), console("auditor")
    analyst.post(f"/cases/{number}/step", {"outcome": "noted", "words": payload, "version": "1"})
    pages = [
        *(
            analyst.get(path)
            for path in ("/cases", f"/cases/{number}", f"/cases/{number}/print", f"/cases/bulk?ids={number}")
        ),
        *(auditor.get(path) for path in ("/ledger", f"/ledger?about=case:{number}")),
        analyst.get("/search", params={"q": payload, "country": payload, "id": payload}),
        analyst.get("/search", params={"q": f"Kim Jong Un {payload}"}),
        analyst.get("/cases", params={"words": payload, "party": payload, "signature": payload, "sort": payload}),
        auditor.get("/ledger", params={"about": payload, "kind": payload}),
        analyst.get("/parties/" + payload.replace("/", "")),
        *(analyst.get(path, params={"words": payload}) for path in ("/customers", "/customers/" + payload)),
        analyst.get("/lists/diff", params={"from": payload, "to": payload}),
        analyst.get("/lists/" + payload.replace("/", "")),
        analyst.post("/texts", {"text": f"Kim Jong Un met {payload} in Pyongyang."}),
        analyst.post("/payments", {"text": f"{{1:F01}}{{4:\n:50K:/1\nKOREA MINING DEVELOPMENT {payload}\n-}}"}),
        analyst.post("/search/case", {"q": payload, "party": payload}),
        Person(analyst.client, payload).log_in(after=payload),
    ]
    for answer in pages:
        assert answer.status_code < 500
        assert Page(answer.text).alive == [], answer.request.url
    assert any("alert(1)" in answer.text or "7*7" in answer.text for answer in pages)
    assert not any("49{%" in answer.text for answer in pages)


def test_hostile_names_of_files_people_and_keys_do_nothing(console: Console) -> None:
    analyst, admin = console("analyst"), console("admin")
    hostile = PAYLOADS[1]
    file = {"file": (hostile, b"Kim Jong Un", "text/plain")}
    sent: list[Any] = [
        analyst.post("/texts", {"text": ""}, files=file),
        analyst.post("/payments", {"text": ""}, files=file),
    ]
    person = {"name": "eve", "full_name": hostile, "role": "analyst", "password": "three plain words"}
    assert admin.post("/admin/users", person).status_code == 303
    sent += [admin.post("/admin/keys", {"name": hostile, "role": "viewer"}), admin.get("/admin/users")]
    sent += [admin.get("/admin/keys"), console("eve").get("/me")]
    for answer in sent:
        assert answer.status_code == 200
        assert Page(answer.text).alive == []
        assert "onerror" in answer.text


def test_names_in_any_script_stand_in_place_and_tricks_with_letters_are_seen(team: Path, console: Console) -> None:
    name = "Kоrea Mining\u202e Development Trading Corp " + "김정은 بشار"
    record = {"query_id": "C-tricky", "name": name, "schema": "Company"}
    [number, *_] = console_data.alerts(team, (record,))
    page = console("analyst").get(f"/cases/{number}").text
    assert "\u202e" not in page
    assert 'title="RIGHT-TO-LEFT OVERRIDE"' in page
    assert 'title="cyrillic small letter o"' in page
    assert re.search(r'<bdi dir="auto">[^\n]*김정은 بشار', page)


def test_a_text_is_marked_in_place_and_only_its_hash_is_kept(console: Console) -> None:
    text = starter_article().read_text(encoding="utf-8")
    page = console("analyst").post("/texts", {"text": text}).text
    assert 'class="mk party"' in page
    ledger = console("auditor").get("/ledger?kind=text").text
    assert "Pyongyang" not in ledger


def test_what_could_not_be_read_is_not_screened_and_never_looks_empty(console: Console) -> None:
    analyst = console("analyst")
    broken = analyst.post(
        "/texts", {"text": ""}, files={"file": ("x.pdf", b"%PDF-1.7 nothing", "application/pdf")}
    ).text
    assert "Not screened:" in broken
    assert "must not be taken for clear" in broken
    assert "could not be read" in analyst.get("/not-screened").text
    assert re.search(r"Not screened 1\b", analyst.get("/cases").text)
    payment = analyst.post("/payments", {"text": "no message at all"}).text
    assert "Not read:" in payment
    assert "as far as it could be read" in payment


def test_near_misses_say_how_far_below_review_they_are_and_why(console: Console) -> None:
    page = console("analyst").get("/search?q=Kim+Jong+Hoon&schema=Person").text
    assert "No listed party at or above review" in page
    assert "bits below review" in page
    assert "why not" in page


def test_a_search_that_cannot_be_read_says_so_and_keeps_what_was_typed(console: Console) -> None:
    answer = console("analyst").get("/search?q=Kim&birth_date=yesterday")
    assert answer.status_code == 422
    assert 'value="yesterday"' in answer.text
    assert "<title>Error: " in answer.text


def test_an_auditor_opens_what_is_sealed_and_that_is_recorded(console: Console) -> None:
    auditor = console("auditor")
    sealed = auditor.get("/ledger?kind=screening").text
    number = re.search(r'data-open href="/ledger/(\d+)"', sealed)
    assert number is not None
    path = f"/ledger/{number[1]}"
    assert "query_id" not in auditor.get(path).text.split("What is recorded")[1].split("</pre>")[0]
    assert "Sealed <span>" in auditor.post(f"{path}/open").text
    assert f"record:{number[1]}" in auditor.get("/ledger?kind=unsealed").text
    assert console("approver").post(f"{path}/open").status_code == 403


def test_nobody_takes_their_own_rights_away_and_others_change_at_once(console: Console) -> None:
    admin, analyst = console("admin"), console("analyst")
    assert admin.post("/admin/users/admin", {"what": "disable"}).status_code == 409
    assert admin.post("/admin/users/analyst", {"what": "role", "role": "viewer"}).status_code == 303
    assert analyst.get("/cases").status_code == 403
    assert admin.post("/admin/users/analyst", {"what": "disable"}).status_code == 303
    assert analyst.get("/me").status_code == 303
    assert analyst.post("/admin/users", {"name": "x"}, csrf="").status_code == 401


def test_the_help_shows_all_keys_and_no_page_has_one_key_for_two_things(console: Console) -> None:
    page = console("analyst").get("/help/keys").text
    assert page.count("<kbd>") >= len(KEYS)
    for where in TITLES:
        keys = [key.keys for key in KEYS if key.where in {where, "everywhere"}]
        assert len(keys) == len(set(keys)), where


def test_keys_can_be_switched_off(console: Console) -> None:
    analyst = console("analyst")
    assert "data-keys" in analyst.get("/cases").text
    analyst.post("/me", {"keys": "off"})
    assert "data-keys" not in analyst.get("/cases").text


def test_what_is_not_there_and_what_is_no_number_is_a_page_with_the_way_back(console: Console) -> None:
    analyst = console("analyst")
    for path, status in (("/cases/99999", 404), ("/cases/x", 422), ("/parties/nobody", 404), ("/lists/none", 404)):
        answer = analyst.get(path)
        assert answer.status_code == status
        assert "to the start" in answer.text
        assert "Request <code>" in answer.text


@pytest.mark.parametrize("number", ["unknown", "0", "99", "-1", "1.0", "9" * 400, "\u0661"])
def test_a_party_as_of_a_snapshot_that_there_is_not_is_not_found(visitors: dict[Role, Person], number: str) -> None:
    answer = visitors["analyst"].get("/parties/ofac-20157", params={"as_of": number})
    assert answer.status_code == 404
    assert "there is no snapshot" in answer.text
