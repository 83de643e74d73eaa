"""Settings of logging in at an identity provider (OpenID Connect)."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ostrakon.app.serving import read_settings
from ostrakon.errors import InputError, UsageError
from ostrakon.identity.roles import Role
from ostrakon.identity.sign_on.mapping import mapping_of
from ostrakon.identity.sign_on.provider import is_guarded

PREFIX = "OSTRAKON_OIDC_"
CALLBACK = "/login/sign-on/back"
"""Where the provider leads back to; its address is to be registered there."""
PEOPLE = ("known", "create")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOnSettings:
    """How people log in elsewhere; each is the environment variable `OSTRAKON_OIDC_` + its name in capitals.

    Attributes:
        issuer: the provider; empty: nobody logs in elsewhere.
        client_id: our id there.
        client_secret, client_secret_file: our secret there, or a file that holds it; both empty: a public client.
        public_url: address under which people reach the console, such as `https://screening.example`; never taken
            from a request, which anybody can write.
        scopes: what we ask for, blank-separated.
        name_claim: where the provider says by which name somebody logs in there.
        role_claim: where it says groups or roles; `a.b` is within `a`.
        roles: `GROUP=role; GROUP=role`, the first that somebody has counts, at every log-in; empty: given here by hand.
        people: `known` (who was announced here) or `create` (whoever has a role by the groups).
        passwords: whether people may log in with a password, too.
        label: what the button calls the provider.
    """

    issuer: str = ""
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    client_secret_file: str = ""
    public_url: str = ""
    scopes: str = "openid profile"
    name_claim: str = "preferred_username"
    role_claim: str = "groups"
    roles: str = ""
    people: str = "known"
    passwords: bool = True
    label: str = "your organisation"

    @property
    def on(self) -> bool:
        """Whether people may log in elsewhere."""
        return bool(self.issuer)

    @property
    def back(self) -> str:
        """Our address to which the provider leads back."""
        return self.public_url.rstrip("/") + CALLBACK

    @property
    def mapping(self) -> tuple[tuple[str, Role], ...]:
        """Groups and their roles."""
        return mapping_of(self.roles)

    @property
    def secret(self) -> str:
        """Our secret at the provider; empty for a public client.

        Raises:
            InputError: its file cannot be read.
        """
        if not self.client_secret_file:
            return self.client_secret
        try:
            return Path(self.client_secret_file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as bad:
            raise InputError("the client's secret cannot be read", where=self.client_secret_file) from bad


def sign_on_settings() -> SignOnSettings:
    """The settings of the environment.

    Raises:
        UsageError: a value is wrong, or one is missing that another needs.
    """
    found = read_settings(SignOnSettings, PREFIX)
    check(found)
    return found


def check(settings: SignOnSettings) -> None:
    """Whether settings go together.

    Raises:
        UsageError: they do not.
    """
    if settings.people not in PEOPLE:
        raise UsageError(f"{PREFIX}PEOPLE is {settings.people!r}", remedy=f"Set it to one of {', '.join(PEOPLE)}")
    mapping = settings.mapping
    if not settings.on:
        return
    for name in ("issuer", "public_url"):
        if not is_guarded(getattr(settings, name)):
            raise UsageError(
                f"{PREFIX}{name.upper()} is {getattr(settings, name)!r}",
                remedy="Give an address that begins with https:// (http:// only on this machine)",
            )
    if not settings.client_id:
        raise UsageError(f"{PREFIX}CLIENT_ID is not set", remedy="Register the console at the provider first")
    if "openid" not in settings.scopes.split():
        raise UsageError(f"{PREFIX}SCOPES lacks `openid`")
    if settings.people == "create" and not mapping:
        raise UsageError(
            f"{PREFIX}PEOPLE is `create`, and {PREFIX}ROLES gives nobody a role",
            remedy=f"Set {PREFIX}ROLES, such as `sanctions-analysts=analyst; sanctions-approvers=approver`",
        )
