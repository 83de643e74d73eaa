"""Signatures, patience, and addresses that a webhook may not go to."""

from __future__ import annotations

import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostrakon.delivery.endpoints import Endpoint, Secret, check_mail, new_secret, rotated
from ostrakon.delivery.guard import Allowed, checked, public, target
from ostrakon.delivery.mailing import mail_server
from ostrakon.delivery.patience import Patience
from ostrakon.delivery.signing import genuine, signature
from ostrakon.errors import UsageError

OURS = Allowed(hosts=frozenset({"hooks.house.test"}), plain=True)


@given(st.binary(max_size=200), st.text(min_size=1, max_size=40), st.integers(0, 2**33))
def test_what_was_signed_is_genuine_and_nothing_else_is(body: bytes, secret: str, moment: int) -> None:
    header = signature(body, [secret], moment)
    assert genuine(body, header, secret, moment)
    assert not genuine(body + b"x", header, secret, moment)
    assert not genuine(body, header, secret + "x", moment)
    assert not genuine(body, header, secret, moment + 301)
    assert not genuine(body, header.replace(f"t={moment}", f"t={moment + 1}"), secret, moment)


def test_the_signature_is_hmac_sha256_over_moment_and_body_so_that_any_language_can_check_it() -> None:
    expected = hmac.new(b"s", b"1764273600.{}", "sha256").hexdigest()
    assert signature(b"{}", ["s"], 1764273600) == f"t=1764273600,v1={expected}"


@pytest.mark.parametrize(
    "header", ["", "t=", "v1=x", "t=x,v1=y", "t=1,v1=", "t=1,v1=\u00e9", "t=" + "9" * 30 + ",v1=a"]
)
def test_a_header_of_another_form_is_not_genuine(header: str) -> None:
    assert not genuine(b"{}", header, "s", 1)


def test_while_a_secret_is_exchanged_receivers_with_either_are_served() -> None:
    first = new_secret("2026-01-01T00:00:00.000Z")
    known = Endpoint(id="x", kind="webhook", target="https://x.test/", recipient="carrier", made="", secrets=(first,))
    both = rotated(known, "2026-01-02T00:00:00.000Z", "2026-01-03T00:00:00.000Z")
    new = both.secrets[0]
    header = signature(b"{}", [s.value for s in both.signing("2026-01-02T12:00:00.000Z")], 5)
    assert genuine(b"{}", header, first.value, 5)
    assert genuine(b"{}", header, new.value, 5)
    assert [s.id for s in both.signing("2026-01-03T00:00:00.001Z")] == [new.id]


def test_nothing_that_is_printed_shows_a_secret() -> None:
    secret = Secret(id="1", value="ows_verysecret", made="")
    endpoint = Endpoint(
        id="x",
        kind="webhook",
        target="https://h.test/p?token=verysecret",
        recipient="carrier",
        made="",
        secrets=(secret,),
    )
    server = mail_server("smtps://u:verysecret@h.test", "a@h.test")
    assert "verysecret" not in f"{secret!r} {endpoint.shown} {server!r} {endpoint.secrets!r}"


@given(st.integers(1, 60), st.floats(0, 1))
def test_pauses_double_up_to_a_bound_with_half_of_them_left_to_chance(attempts: int, chance: float) -> None:
    patience = Patience(first_seconds=5, longest_seconds=3600, attempts=24)
    whole = min(3600.0, 5 * 2.0 ** (attempts - 1))
    assert whole / 2 <= patience.pause(attempts, lambda: chance) <= whole
    assert patience.given_up(attempts) == (attempts >= 24)


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
        ),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1"),
        *(
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2002:a9fe:a9fe::1",
            "240.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "nowhere",
        ),
    ],
)
def test_an_address_that_is_not_public_is_not_spoken_to(address: str) -> None:
    assert not public(address)
    with pytest.raises(UsageError, match="private network"):
        target("https://outside.test/x", Allowed(), lambda host, port: ["93.184.215.14", address])


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:4700::1111", "8.8.8.8"])
def test_public_addresses_are(address: str) -> None:
    assert public(address)
    assert target("https://outside.test/x?y=1", Allowed(), lambda host, port: [address]).address == address


@pytest.mark.parametrize(
    "url",
    [
        *("http://outside.test/", "ftp://outside.test/", "https://user:pw@outside.test/", "https:///x", "outside.test"),
        *("https://outside.test/#x", "file:///etc/passwd", "https://[::1", "https://outside.test:99999/"),
        *("https://outside.test/\r\nHost: x", "gopher://x", "http://hooks.house.test.evil.test/", ""),
    ],
)
def test_a_url_that_may_not_be_named_is_refused_without_its_secrets_in_the_words(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        checked(url, OURS)
    assert "pw" not in str(caught.value)


def test_hosts_of_the_house_may_be_allowed_by_name_and_only_they() -> None:
    found = target("http://HOOKS.house.test./a", OURS, lambda host, port: ["10.0.0.7"])
    assert (found.address, found.port, found.host) == ("10.0.0.7", 80, "hooks.house.test")
    with pytest.raises(UsageError, match="https"):
        checked("http://hooks.house.test/a", Allowed(hosts=OURS.hosts))


@pytest.mark.parametrize("address", ["a@b.test", "a.b+c@x-y.test"])
def test_addresses_of_mail_are_taken(address: str) -> None:
    assert check_mail(address) == address


@pytest.mark.parametrize("address", ["", "a", "a@b@c", "a@b.test\nBcc: x@y.test", "a@b.test,c@d.test", "<a@b.test>"])
def test_what_is_no_single_address_of_mail_is_refused(address: str) -> None:
    with pytest.raises(UsageError):
        check_mail(address)


@pytest.mark.parametrize("url", ["http://h", "smtps://", "smtp+plain://u:p@h", "h:25", ""])
def test_a_mail_server_of_another_form_or_a_password_without_tls_is_refused(url: str) -> None:
    with pytest.raises(UsageError):
        mail_server(url, "a@b.test")
