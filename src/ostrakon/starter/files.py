"""Where the bundled files lie: in the source tree as well as in an installed wheel."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

_LISTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ofac_sdn", ("sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv")),
    ("ofac_cons", ("cons_prim.csv", "cons_alt.csv", "cons_add.csv", "cons_comments.csv")),
    ("un_sc", ("consolidated.xml",)),
    ("eu_fsf", ("xmlFullSanctionsList_1_1.xml",)),
    ("uk_sl", ("UK-Sanctions-List.xml",)),
    ("uk_ofsi", ("ConList.csv",)),
    ("ch_seco", ("consolidated-list.xml",)),
    ("us_csl", ("csl.csv",)),
    ("us_dpl", ("dpl.txt",)),
    ("ca_sema", ("sema-lmes.xml",)),
    ("os_simple", ("targets.simple.csv",)),
    ("ftm", ("entities.ftm.json",)),
)


def _folder() -> Path:
    return Path(str(files("ostrakon.starter")))


def starter_lists() -> list[tuple[str, tuple[Path, ...]]]:
    """(source id, files of one import) for every bundled list; an extract, not for production.

    Every source stands here once, the parts of a set together, as `lists import SOURCE FILE…` takes them.
    """
    folder = _folder() / "lists"
    return [(source, tuple(folder / name for name in names)) for source, names in _LISTS]


def starter_customers() -> Path:
    """A CSV file of invented customers for `screen --input`; one row of it is unreadable on purpose."""
    return _folder() / "customers.csv"


def starter_article() -> Path:
    """A short news text of our own about public facts, for `read`."""
    return _folder() / "article.txt"


def starter_samples() -> tuple[Path, ...]:
    """A file of each kind to try commands on: customers, a news text, a payment, a bill of lading; all invented but for
    the listed parties that they name."""
    folder = _folder()
    return starter_customers(), starter_article(), folder / "payment.xml", folder / "shipment.json"
