"""`ostrakon policy …`: one module per command, imported when it is called."""

from __future__ import annotations

import click

from ostrakon.cli.common import store_option
from ostrakon.cli.lazy import LazyCommand, LazyGroup

COMMANDS = {
    "show": LazyCommand("ostrakon.cli.policy.show", "Show the policy in force, or what another version changes."),
    "propose": LazyCommand("ostrakon.cli.policy.proposing", "Propose another version."),
    "what-if": LazyCommand("ostrakon.cli.policy.what_if", "Replay past screenings under a proposal."),
    "approve": LazyCommand("ostrakon.cli.policy.approving", "Put a proposal in force, as a second person."),
    "reject": LazyCommand("ostrakon.cli.policy.rejecting", "Reject a proposal; it is kept."),
    "history": LazyCommand("ostrakon.cli.policy.history", "Show all versions: who proposed and decided, why, when."),
}


@click.group(cls=LazyGroup, lazy=COMMANDS)
@store_option
def command() -> None:
    """The policy by which everything is decided, changed by two persons.

    A person at the terminal is the user name of the system, so that two persons need two accounts.
    """
