"""`ostrakon serve` before it starts, and with --check: what is wrong is told before people stand before the door."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import Run
from tests.server.provider import CLIENT, SECRET, FakeProvider, running


@pytest.fixture(scope="module")
def provider() -> Iterator[FakeProvider]:
    with running(FakeProvider()) as found:
        yield found


@pytest.fixture
def setting(monkeypatch: pytest.MonkeyPatch, provider: FakeProvider, tmp_path: Path) -> pytest.MonkeyPatch:
    """A provider in the settings; the monkeypatch to change them with."""
    provider.says = {}
    secret = tmp_path / "secret"
    secret.write_text(SECRET + "\n")
    for name, value in {
        "ISSUER": provider.issuer,
        "CLIENT_ID": CLIENT,
        "CLIENT_SECRET_FILE": str(secret),
        "PUBLIC_URL": "https://screening.example/",
    }.items():
        monkeypatch.setenv(f"OSTRAKON_OIDC_{name}", value)
    return monkeypatch


@pytest.mark.usefixtures("setting")
def test_the_provider_is_asked_and_told_with_its_keys_and_the_address_to_register(run: Run, tmp_path: Path) -> None:
    checked = run("serve", "--check", "--store", tmp_path / "store")
    assert "1 key (RS256, ES256)" in checked.out
    assert "leads to https://screening.example/login/sign-on/back" in checked.out
    assert SECRET not in checked.out + checked.err


@pytest.mark.usefixtures("setting")
def test_a_provider_that_is_another_one_than_the_settings_say_is_named(
    run: Run, tmp_path: Path, provider: FakeProvider
) -> None:
    provider.says = {"issuer": "https://other.example"}
    checked = run("serve", "--check", "--store", tmp_path / "store")
    assert checked.code == 2
    assert "https://other.example" in checked.err


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("PUBLIC_URL", "http://screening.example", "https://"),
        ("ISSUER", "ftp://idp.example", "https://"),
        ("CLIENT_ID", "", "CLIENT_ID"),
        ("SCOPES", "profile", "openid"),
        ("PEOPLE", "everybody", "known, create"),
        ("PEOPLE", "create", "gives nobody a role"),
        ("ROLES", "staff=king", "king"),
        ("ROLES", "analyst", "GROUP=ROLE"),
        ("PASSWORDS", "maybe", "PASSWORDS"),
        ("CLIENT_SECRET_FILE", "/nowhere", "/nowhere"),
    ],
)
def test_settings_that_do_not_go_together_are_named(
    name: str, value: str, told: str, run: Run, tmp_path: Path, setting: pytest.MonkeyPatch
) -> None:
    setting.setenv(f"OSTRAKON_OIDC_{name}", value)
    checked = run("serve", "--check", "--store", tmp_path / "store")
    assert checked.code == 2
    assert told in checked.err


def test_a_user_is_announced_and_an_announcement_taken_back(run: Run, tmp_path: Path) -> None:
    made = run("users", "add", "ann", "--role", "analyst", "--sign-on", "ann@example.org", "--store", tmp_path)
    assert "may log in as ann@example.org" in made.out
    assert run("users", "add", "bob", "--role", "viewer", "--sign-on", "ann@example.org", "--store", tmp_path).code == 2
    assert "ann@example.org" in run("users", "list", "--store", tmp_path).out
    assert run("users", "sign-on", "ann", "--login", "a@example.org", "--store", tmp_path).code == 0
    assert run("users", "sign-on", "ann", "--off", "--store", tmp_path).code == 0
    for wrong in ((), ("--login", "a", "--off")):
        assert run("users", "sign-on", "ann", *wrong, "--store", tmp_path).code == 2
    assert run("users", "sign-on", "nobody", "--off", "--store", tmp_path).code == 2


def test_traces_that_the_environment_asks_for_are_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTEL_SERVICE_NAME", "test")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    assert "traces: otlp" in run("serve", "--check", "--store", tmp_path / "store").out
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")
    checked = run("serve", "--check", "--store", tmp_path / "store")
    assert (checked.code, "http/protobuf" in checked.err) == (2, True)


def test_without_lists_in_force_nothing_would_be_screened_and_what_is_wrong_comes_before_that(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = run("serve", "--check", "--store", tmp_path / "store")
    assert (checked.code, "no list is in force" in checked.err) == (3, True)
    assert not (tmp_path / "store").exists()  # it may be mistyped
    monkeypatch.setenv("OSTRAKON_DATABASE", "oracle://nowhere")
    assert run("serve", "--check", "--store", tmp_path / "store").code == 2


def test_the_door_for_assistants_is_named_where_it_is_open(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "assistants: " not in run("serve", "--check", "--store", tmp_path / "store").out
    monkeypatch.setenv("OSTRAKON_MCP", "on")
    assert "assistants: /mcp" in run("serve", "--check", "--store", tmp_path / "store").out


@pytest.fixture
def no_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """A service that is not refused fails the test in place of running on."""

    def started(*_: object, **__: object) -> None:
        raise AssertionError("the service starts")

    monkeypatch.setattr("uvicorn.run", started)


@pytest.mark.usefixtures("no_start")
def test_an_address_where_another_program_listens_is_named_with_the_remedy(run: Run, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        refused = run("serve", "--port", port, "--store", tmp_path / "store")
    assert refused.code == 2
    assert f"127.0.0.1:{port}" in refused.err
    assert "--port" in refused.err


@pytest.mark.usefixtures("no_start")
def test_an_address_that_this_machine_does_not_have_is_named(run: Run, tmp_path: Path) -> None:
    refused = run("serve", "--host", "192.0.2.1", "--store", tmp_path / "store")  # kept for examples (RFC 5737)
    assert refused.code == 2
    assert "192.0.2.1:8000" in refused.err
    assert "--host" in refused.err
