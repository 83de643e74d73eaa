"""What is typed otherwise than a page shows it, and the commands that are not run, with the reason for each."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.documentation.props import answers_of_a_bank
from tests.documentation.stage import Stage, Turn

SMALL = "--names 40 --controls 20 --payments 2 --texts 2 --no-stand-ins"
_SIZES = Turn(more=SMALL, why="twenty thousand names are measured by the benchmarks, not by a test")
_PASSWORD = "three plain words\n"


def _today(stage: Stage) -> str:
    return datetime.datetime.now(datetime.UTC).date().isoformat()


def _screening(stage: Stage) -> str:
    """The number of a single screening in the ledger, as `ledger show` tells it."""
    stage.type("ostrakon ledger show --kind screening --json")
    return str(stage.json["records"][0]["n"])


def _screened(text: str) -> Callable[[Stage], None]:
    return lambda stage: stage.type(text)


def _other_version(version: str, file: str = "new.toml", *, review: float = 0.61) -> Callable[[Stage], None]:
    """The policy in force under another name, with a higher threshold, as a person would have edited it."""

    def edit(stage: Stage) -> None:
        stage.type(f"ostrakon policy show > {file}")
        text = stage.path(file).read_text(encoding="utf-8")
        text, named = re.subn(r'^version = ".*"', f'version = "{version}"', text, count=1, flags=re.M)
        text, changed = re.subn(r"^review = [\d.]+", f"review = {review}", text, count=1, flags=re.M)
        assert named, "the policy has no version"
        assert changed, "the policy has no review threshold"
        stage.path(file).write_text(text, encoding="utf-8")

    return edit


def _person(name: str) -> Callable[[Stage], None]:
    return lambda stage: stage.patch.setenv("LOGNAME", name)


def _second_proposal(stage: Stage) -> None:
    _other_version("second", review=0.62)(stage)
    stage.type("ostrakon policy propose new.toml --reason again", codes=(0,))


def _elsewhere(stage: Stage) -> None:
    """Go on with an empty data folder, into which a backup can be brought back."""
    stage.patch.setenv("OSTRAKON_STORE", str(stage.path("restored")))


def _receiver(stage: Stage) -> None:
    """Webhooks of this page go to a name that nobody serves: nothing leaves the machine."""
    stage.patch.setenv("OSTRAKON_DELIVERY_ATTEMPTS", "1")


def _customers(stage: Stage) -> None:
    stage.type("ostrakon customers import customers.csv")
    stage.type("ostrakon customers rescreen", codes=(0, 1))


def _user(name: str) -> Callable[[Stage], None]:
    return lambda stage: stage.type(f"ostrakon users add {name} --role analyst", typed=_PASSWORD)


def _mirror(stage: Stage) -> str:
    return stage.mirror("consolidated.xml")


_UPDATE = Turn(
    codes=(0, 2),
    why="the addresses are those of a server of this machine with the bundled extracts; lists without one answer 404",
)
_FORWARD = ("ofac-6365", "ofac-20157")

TURNS: Mapping[tuple[str, str], Turn] = {
    ("README.md", "ostrakon lists update"): _UPDATE,
    ("README.md", "ostrakon validate --out validation"): _SIZES,
    ("README.md", "ostrakon ledger replay N"): Turn(instead=((" N", lambda stage: " " + _screening(stage)),)),
    ("docs/about/migration.md", "ostrakon validate --watchman http://127.0.0.1:8084 --out validation"): Turn(
        instead=(("http://127.0.0.1:8084", lambda stage: stage.watchman()),), more=SMALL
    ),
    ("docs/assistants.md", "ostrakon mcp --store /srv/ostrakon"): Turn(
        instead=(("/srv/ostrakon", lambda stage: str(stage.path("store"))),)
    ),
    ("docs/console.md", "ostrakon users add ann --role analyst"): Turn(typed=_PASSWORD),
    (
        "docs/customer-files.md",
        'ostrakon exemptions add exemptions.jsonl "Ivan Petrov" ofac-12345 --query-id C-1001 --birth-date 1990-05-01 '
        '--reason "born 1990, listed 1951" --reviewer "A. Kern" --second-reviewer "B. Roth" --expires 2027-11-30',
    ): Turn(instead=(("ofac-12345", "ofac-20157"),), why="the id is an example"),
    (
        "docs/deliveries.md",
        "ostrakon deliveries add case-system https://cases.example.org/hooks/screening --recipient house",
    ): Turn(before=_receiver),
    ("docs/deliveries.md", "ostrakon lists update"): _UPDATE,
    ("docs/deliveries.md", "ostrakon read press.jsonl --watch"): Turn(before=_customers),
    ("docs/ledger.md", "ostrakon ledger show"): Turn(
        before=_screened('ostrakon screen "Kim Jong Un"'), why="a ledger that holds something"
    ),
    ("docs/ledger.md", "ostrakon ledger show N --personal"): Turn(
        instead=((" N", lambda stage: " " + _screening(stage)),)
    ),
    ("docs/ledger.md", "ostrakon ledger replay N"): Turn(instead=((" N", lambda stage: " " + _screening(stage)),)),
    ("docs/ledger.md", 'ostrakon ledger shred customer:C-17 --reason "erasure asked for" --yes'): Turn(
        before=_customers
    ),
    ("docs/lists.md", "ostrakon lists update"): _UPDATE,
    ("docs/lists.md", "OSTRAKON_URL_UN_SC=https://mirror.example/un.xml ostrakon lists update un_sc"): Turn(
        instead=(("https://mirror.example/un.xml", _mirror),)
    ),
    ("docs/lists.md", "ostrakon lists diff 3 2026-05-03 --json --fail-on-change"): Turn(
        instead=(("2026-05-03", _today),), why="the day on which the test's snapshots were made"
    ),
    ("docs/lists.md", "ostrakon entity ofac-6365"): Turn(instead=(_FORWARD,), why="not in the bundled extract"),
    ("docs/operations.md", "ostrakon lists update"): _UPDATE,
    ("docs/operations.md", "ostrakon users add ann --role analyst"): Turn(typed=_PASSWORD),
    ("docs/operations.md", "ostrakon users add ann --role analyst --sign-on ann@example.org"): Turn(
        instead=(("add ann ", "add ann2 "),), why="ann is there already on this page"
    ),
    ("docs/operations.md", "ostrakon users sign-on bob --login bob@example.org"): Turn(before=_user("bob")),
    ("docs/operations.md", "ostrakon database restore backup.tar.gz"): Turn(before=_elsewhere),
    ("docs/policy.md", "ostrakon policy propose new.toml --reason \"fewer alerts on namesakes\""): Turn(
        before=_other_version("house-1")
    ),
    ("docs/policy.md", 'ostrakon policy approve 1 --words "seen"'): Turn(before=_person("second-person")),
    ("docs/policy.md", 'ostrakon policy reject 1 --words "too many confirmed matches would vanish"'): Turn(
        before=_second_proposal, instead=((" 1 ", " 2 "),), why="the page shows both ends of a proposal"
    ),
    (
        "docs/streaming.md",
        "ostrakon consume amqp://user:password@host:5672/%2F --queue payments --decisions decisions "
        "--dead unreadable --declare",
    ): Turn(
        instead=(
            ("amqp://user:password@host:5672/%2F", lambda stage: stage.broker()),
            (" payments", lambda stage: f" payments-{stage.mark}"),
            (" decisions", lambda stage: f" decisions-{stage.mark}"),
            (" unreadable", lambda stage: f" unreadable-{stage.mark}"),
        )
    ),
    ("docs/tutorial.md", "ostrakon screen --input demo-output/customers.csv --output answers.jsonl"): Turn(
        codes=(3,), why="a row is unreadable on purpose, as the page says"
    ),
    ("docs/validation.md", "ostrakon validate --out validation"): _SIZES,
    ("docs/validation.md", "ostrakon validate --out validation --seed 2 --volume 50000 --minutes 8"): _SIZES,
    ("docs/validation.md", "ostrakon validate --out validation --policy proposed.toml --beside-snapshot 11"): Turn(
        before=_other_version("proposed", "proposed.toml"), instead=(("-snapshot 11", "-snapshot 1"),), more=SMALL
    ),
    ("docs/validation.md", "ostrakon validate --export names.csv"): _SIZES,
    ("docs/validation.md", "ostrakon validate --answers bank.csv --out validation"): Turn(
        before=answers_of_a_bank, more=SMALL
    ),
    (
        "docs/validation.md",
        "ostrakon validate --yente http://127.0.0.1:8000 --watchman http://127.0.0.1:8084 --out validation",
    ): Turn(
        instead=(
            ("http://127.0.0.1:8000", lambda stage: stage.yente()),
            ("http://127.0.0.1:8084", lambda stage: stage.watchman()),
        ),
        more=SMALL,
    ),
    ("docs/validation.md", "ostrakon validate --beside-policy stricter.toml --out validation"): Turn(
        before=_other_version("stricter", "stricter.toml"), more=SMALL
    ),
}  # fmt: skip
"""By page and line; a line that is not named is typed as it stands."""


@dataclass(frozen=True, slots=True)
class NotRun:
    """Why a command is not run, and what is looked at in its place: a name of `test_commands.SUBSTITUTES`."""

    why: str
    instead: str


_BUILDS = NotRun("would set up an environment and run for minutes; it is how these tests are run", "target")
_WRITES = NotRun("writes into the checkout", "target")
_PACKAGES = NotRun("would install from a package index; test_wheel installs the wheel", "package")
_MEASURES = NotRun("measures for an hour", "benchmark")
_TARGETS = ("setup", "test", "check", "stress", "bench", "coverage", "mutation", "release")

NOT_RUN: Mapping[tuple[str, str], NotRun] = {
    **{("CONTRIBUTING.md", f"make {name}"): _BUILDS for name in _TARGETS},
    ("CONTRIBUTING.md", "make format"): _WRITES,
    ("README.md", "make test"): _BUILDS,
    ("README.md", "pip install ."): _PACKAGES,
    ("README.md", 'pip install ".[fast]"'): _PACKAGES,
    ("docs/assistants.md", "pip install 'ostrakon[mcp]'"): _PACKAGES,
    ("benchmarks/README.md", "make bench"): _BUILDS,
    ("benchmarks/README.md", ".venv/bin/python -m benchmarks.run --quick"): _MEASURES,
    ("benchmarks/README.md", ".venv/bin/python -m benchmarks.run --only pairs --out -"): _MEASURES,
}
