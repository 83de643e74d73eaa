"""The policy by four eyes: one person proposes another version, a second one puts it in force or rejects it.

Every step is a record in the ledger, in the transaction that does it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

import msgspec

from ostrakon.app.recording import digest
from ostrakon.app.settings import policy_named, policy_named_source
from ostrakon.database import policies as stored
from ostrakon.database.policies import KeptPolicy
from ostrakon.database.records import append, moment
from ostrakon.database.transactions import Transaction
from ostrakon.errors import UsageError
from ostrakon.ledger.record import Entry
from ostrakon.screening.policy import Policy, policy_of

SOURCE_MAX = 100_000
"""Characters of a policy's text."""
WORDS_MAX = 4_000
VERSION_MAX = 100
SUBJECT = "policies"
"""What all records of these steps are about."""


class PolicyConflict(UsageError):
    """Somebody else was first: the proposal is decided, or another policy came into force since it was made."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One rule that two policies set differently.

    Attributes:
        name: the rule, with dots between its tables.
        old, new: its values; None where it is not set.
    """

    name: str
    old: Any
    new: Any


class InForce(msgspec.Struct, frozen=True, kw_only=True):
    """What decides now.

    Attributes:
        number: of the database's version; 0 where the database never put one in force.
        version, source: its name for itself, and its text.
        since, by: from when, and who put it in force; empty with number 0.
    """

    number: int
    version: str
    source: str
    since: str = ""
    by: str = ""

    @property
    def policy(self) -> Policy:
        """Its rules."""
        return policy_of(self.source, "the policy in force")


def in_force(transaction: Transaction) -> InForce:
    """The policy in force: of the database, else the one that the settings name, else the one that ships.

    Raises:
        InputError: the file that the settings name is no policy.
    """
    kept = stored.policy_in_force(transaction)
    if kept is None:
        return InForce(number=0, version=policy_named().version, source=policy_named_source())
    return InForce(number=kept.id, version=kept.version, source=kept.source, since=kept.decided_at, by=kept.decided_by)


def propose(transaction: Transaction, source: str, *, reason: str, by: str) -> KeptPolicy:
    """Keep another version of the policy, to be looked at by a second person.

    Raises:
        InputError: the text is no policy.
        UsageError: no reason, a version that is in use, or rules that are those in force.
    """
    _check_words(reason, "a proposal needs a reason")
    if len(source) > SOURCE_MAX:
        raise UsageError(f"the policy has more than {SOURCE_MAX:,} characters")
    policy, now = policy_of(source, "the policy proposed"), in_force(transaction)
    rules = _rules(policy)
    _check_version(transaction, policy.version, now)
    if not changes(now.policy, policy):
        raise UsageError("the rules are those in force: nothing would change")
    new = KeptPolicy(
        id=0,
        version=policy.version,
        sha256=digest(rules),
        source=source,
        state="proposed",
        base=now.number,
        reason=reason,
        proposed_by=by,
        proposed_at=moment(),
    )
    kept = stored.add_policy(transaction, new)
    body = {"event": "proposed", "number": kept.id, "version": kept.version, "reason": reason, "policy": rules}
    about = (SUBJECT, f"policy_version:{kept.id}", f"policy:{kept.sha256}")
    append(transaction, Entry(kind="policy_change", actor=by, about=about, body=body))
    return kept


def approve(transaction: Transaction, number: int, *, by: str, words: str = "", trial: int = 0) -> KeptPolicy:
    """Put a proposal in force, as a second person.

    Args:
        trial: number of the what-if that the person looked at; 0 without one.

    Raises:
        UsageError: there is no such proposal, or who proposed it is who approves it.
        PolicyConflict: it was decided meanwhile, or another policy came into force since it was made.
    """
    _lock(transaction)
    found = _proposal(transaction, number)
    if found.proposed_by == by:
        raise UsageError("who proposed a policy does not put it in force", remedy="Ask a second person to look at it")
    if in_force(transaction).number != found.base:
        raise PolicyConflict(
            "another policy came into force since this one was proposed, so that nobody compared the two",
            remedy="Propose it again",
        )
    return _decided(transaction, found, "approved", by=by, words=words, more={"trial": trial})


def reject(transaction: Transaction, number: int, *, by: str, words: str) -> KeptPolicy:
    """Reject a proposal, or take one's own back; it is kept.

    Raises:
        UsageError: there is no such proposal, or no words say why.
        PolicyConflict: it was decided meanwhile.
    """
    _check_words(words, "a rejection needs words that say why")
    _lock(transaction)
    return _decided(transaction, _proposal(transaction, number), "rejected", by=by, words=words, more={})


def changes(old: Policy, new: Policy) -> list[Change]:
    """The rules that two policies set differently, by name; the version is no rule."""
    before, after = dict(_flat(_rules(old))), dict(_flat(_rules(new)))
    names = dict.fromkeys((*before, *after))
    return [
        Change(name=name, old=before.get(name), new=after.get(name))
        for name in names
        if name != "version" and before.get(name) != after.get(name)
    ]


def _decided(
    transaction: Transaction, found: KeptPolicy, state: stored.State, *, by: str, words: str, more: dict[str, Any]
) -> KeptPolicy:
    if len(words) > WORDS_MAX:
        raise UsageError(f"more than {WORDS_MAX:,} characters")
    after = msgspec.structs.replace(found, state=state, decided_by=by, decided_at=moment(), words=words)
    if not stored.decide_policy(transaction, after):
        raise PolicyConflict(f"policy {found.id} was decided meanwhile")
    body = {"event": state, "number": found.id, "version": found.version, "words": words, **more}
    about = (SUBJECT, f"policy_version:{found.id}", f"policy:{found.sha256}")
    append(transaction, Entry(kind="policy_change", actor=by, about=about, body=body))
    return after


def _proposal(transaction: Transaction, number: int) -> KeptPolicy:
    found = stored.policy(transaction, number)
    if found is None:
        raise UsageError(f"there is no policy {number}", remedy="The history of the policy lists those that there are")
    if found.state != "proposed":
        raise PolicyConflict(f"policy {number} is {found.state} already, by {found.decided_by}")
    return found


def _lock(transaction: Transaction) -> None:
    """One decision about policies at a time, so that two proposals cannot both follow the same version."""
    transaction.execute("UPDATE chain_head SET n = n WHERE id = 1")


def _check_words(words: str, missing: str) -> None:
    if not words.strip():
        raise UsageError(missing)
    if len(words) > WORDS_MAX:
        raise UsageError(f"more than {WORDS_MAX:,} characters")


def _check_version(transaction: Transaction, version: str, now: InForce) -> None:
    """Records name the version alone, so that one name must not stand for two sets of rules."""
    if not version.strip() or len(version) > VERSION_MAX:
        raise UsageError(f"`version` must have 1 to {VERSION_MAX} characters")
    used = {one.version for one in stored.policies(transaction)} | {now.version}
    if version in used:
        raise UsageError(f"the version {version!r} is in use", remedy="Give `version` another name, such as the day")


def _rules(policy: Policy) -> dict[str, Any]:
    return asdict(policy)


def _flat(rules: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in rules.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", list(value) if isinstance(value, tuple) else value
