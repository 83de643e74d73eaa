"""The files that pages speak of: by name, made when a line first reads one; invented, or of the bundled extract."""

from __future__ import annotations

import csv
import datetime
import gzip
import io
import ipaddress
import json
import re
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

from ostrakon.starter import starter_article, starter_lists, starter_samples
from tests.documentation.pages import ROOT, blocks
from tests.documentation.stage import Stage
from tests.streaming.messages import payment

_OWNERSHIP = ROOT / "tests" / "intake" / "ownership" / "golden"
_MT103 = (
    b"{1:F01COBADEFFAXXX0000000000}{2:I103CHASUS33XXXXN}{4:\n:20:P1\n:23B:CRED\n:32A:241102EUR100,\n"
    b":50K:/DE1\nNORDWIND PAPIER GMBH\nBREMEN\n:59:/FR1\nATELIER SARL\nPARIS\n:70:INVOICE 7\n:71A:SHA\n-}"
)
_MT700 = (
    b"{1:F01COBADEFFAXXX0000000000}{2:I700CHASUS33XXXXN}{4:\n:20:LC22\n:50:NORDWIND PAPIER GMBH\n:59:ATELIER SARL\n"
    b":44E:BREMEN\n:44F:LAGOS\n:45A:PULP\n-}"
)
_ARTICLES = (
    {"id": "a", "title": "Talks", "text": "Sergei Lavrov met officials in Pyongyang on Tuesday.", "date": "2026-11-20"},
    {"id": "b", "title": "Talks go on", "text": "Sergei Lavrov denied that arms were delivered.", "date": "2026-11-21"},
)
_CUSTOMERS = (
    {"query_id": "C-1001", "name": "Sergei Lavrov", "schema": "Person", "birth_date": "1950-03-21", "country": "RU"},
    {"query_id": "C-17", "name": "Kim Jong Un", "schema": "Person", "birth_date": "1984", "country": "KP"},
    {"query_id": "C-18", "name": "Example Ltd", "schema": "Company", "birth_date": "", "country": "GB"},
)
DAYS_OF_A_CERTIFICATE = 2

Prop = Callable[[Stage], bytes]


def props() -> Mapping[str, Prop]:
    """What makes each file; a maker that gives nothing has put something there itself, such as a folder."""
    made: dict[str, Prop] = {path.name: _copy(path) for _, files in starter_lists() for path in files}
    made |= {path.name: _copy(path) for path in starter_samples()}
    shipment = _written("docs/trade.md", "json")
    letter: Prop = lambda stage: _MT700  # noqa: E731
    graph = _written("docs/ownership.md", "json")
    return made | {
        "consolidated.xml.gz": lambda stage: gzip.compress(_bundled("consolidated.xml")),
        "amendment-2026-02-20.xml": lambda stage: _amendment(),
        "customers.csv": lambda stage: _table(_CUSTOMERS),
        "customers.jsonl": lambda stage: _lines(*_CUSTOMERS),
        "customers.parquet": _parquet,
        "core.sqlite": _core,
        "article.txt": _copy(starter_article()),
        "press.jsonl": lambda stage: _lines(*_ARTICLES),
        "feed.jsonl": lambda stage: _lines(*_ARTICLES),
        "press/": _press,
        "pacs008.xml": lambda stage: payment(1, "Gunilla Bergqvist"),
        "batch.xml": lambda stage: payment(2, "Sergei Lavrov"),
        "mt103.fin": lambda stage: _MT103,
        "bl.json": shipment,
        "bill_of_lading.json": shipment,
        "invoices.csv": _written("docs/trade.md", "csv"),
        "lc.fin": letter,
        "mt700.fin": letter,
        "register.csv": lambda stage: b"imo,name,flag\n9074729,NORDIC GRACE,NO\n",
        "CodeListPart1.csv": lambda stage: (
            b',"DE","BRE",,"Bremen","Bremen","HB","AI","1-------","0701",,"5305N 00848E",\n'
        ),
        "CodeListPart2.csv": lambda stage: (
            b',"FR","LEH",,"Le Havre","Le Havre","76","AI","1-------","0701",,"4929N 00006E",\n'
        ),
        "graph.json": graph,
        "register.json": _copy(_OWNERSHIP / "statements.json"),
        "bods.json": _copy(_OWNERSHIP / "statements.json"),
        "pairs.jsonl": _written("docs/customer-files.md", "json"),
        "retention.toml": _written("docs/ledger.md", "toml"),
        "cert.pem": _certificate,
    }


def answers_of_a_bank(stage: Stage) -> None:
    """`bank.csv`: another filter's answers to the names of `names.csv`; it stops nobody but for one name."""
    with stage.path("names.csv").open(encoding="utf-8", newline="") as file:
        records = [row["record"] for row in csv.DictReader(file)]
    rows = "".join(f"{record},{'no' if number else 'yes'}\n" for number, record in enumerate(records))
    stage.path("bank.csv").write_text(f"record,alert\n{rows}", encoding="utf-8")


def _copy(path: Path) -> Prop:
    return lambda stage: path.read_bytes()


def _bundled(file: str) -> bytes:
    (path,) = (path for _, files in starter_lists() for path in files if path.name == file)
    return path.read_bytes()


def _written(page: str, language: str) -> Prop:
    """The first block of a page in this language: the page shows the file itself."""
    return lambda stage: blocks(ROOT / page, language)[0].encode()


def _table(rows: tuple[dict[str, str], ...]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _lines(*rows: dict[str, str]) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def _parquet(stage: Stage) -> bytes:
    import polars  # noqa: PLC0415  # a second, for the few pages that show it

    out = io.BytesIO()
    polars.DataFrame(list(_CUSTOMERS)).write_parquet(out)
    return out.getvalue()


def _core(stage: Stage) -> bytes:
    with sqlite3.connect(stage.path("core.sqlite")) as core:
        core.execute("CREATE TABLE customers (id TEXT, name TEXT)")
        core.executemany("INSERT INTO customers VALUES (?, ?)", [(row["query_id"], row["name"]) for row in _CUSTOMERS])
    core.close()
    return b""


def _press(stage: Stage) -> bytes:
    folder = stage.path("press")
    folder.mkdir(exist_ok=True)
    for article in _ARTICLES:
        (folder / f"{article['id']}.txt").write_text(article["text"], encoding="utf-8")
    return b""


def _amendment() -> bytes:
    """One target of the bundled Swiss list once more, a day after the list."""
    text = _bundled("consolidated-list.xml").decode()
    first = text.index("</target>") + len("</target>")
    places = text[text.rindex("</target>") + len("</target>") :]
    cut = text[:first] + places
    return re.sub(r'list-type="whole-list" date="[\d-]+"', 'list-type="amendment" date="2026-03-16"', cut).encode()


def _certificate(stage: Stage) -> bytes:
    """A certificate of this machine's own name, and its key beside it."""
    from cryptography import x509  # noqa: PLC0415
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=DAYS_OF_A_CERTIFICATE))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    stage.path("key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certificate.public_bytes(serialization.Encoding.PEM)
