"""The states of a case and what leads from one to another, as one table; what is not in it cannot happen."""

from __future__ import annotations

from typing import Literal, get_args

from ostrakon.errors import UsageError

State = Literal["open", "waiting", "second_look", "closed"]
"""open: somebody must look; waiting: for data or for a day; second_look: one person decided, another must; closed."""
Event = Literal[
    "joined",  # another alert on the same customer and the same listed party
    "assigned",
    "noted",
    "attached",
    "escalated",
    "asked",  # the customer or the business was asked for data
    "postponed",
    "resumed",  # the data came, or the day did
    "cleared",  # decided: false positive, where one person is enough
    "proposed",  # decided by the first person, where two are needed
    "agreed",  # the second person decided the same
    "disagreed",
    "withdrawn",  # the first person takes the decision back, or undoes it at once
    "reopened",  # the list or the customer changed
    "reviewed",  # quality review of a closed case
    "shared",  # something left the team
]

STATES: tuple[State, ...] = get_args(State)
EVENTS: tuple[Event, ...] = get_args(Event)

TRANSITIONS: dict[tuple[State, Event], State] = {
    ("open", "joined"): "open",
    ("open", "assigned"): "open",
    ("open", "noted"): "open",
    ("open", "attached"): "open",
    ("open", "escalated"): "open",
    ("open", "asked"): "waiting",
    ("open", "postponed"): "waiting",
    ("open", "cleared"): "closed",
    ("open", "proposed"): "second_look",
    ("open", "shared"): "open",
    ("waiting", "joined"): "open",  # something new is known: nobody may sleep on it
    ("waiting", "assigned"): "waiting",
    ("waiting", "noted"): "waiting",
    ("waiting", "attached"): "waiting",
    ("waiting", "escalated"): "open",
    ("waiting", "resumed"): "open",
    ("waiting", "cleared"): "closed",
    ("waiting", "proposed"): "second_look",
    ("waiting", "shared"): "waiting",
    ("second_look", "joined"): "open",  # the proposal was about less than is known now
    ("second_look", "noted"): "second_look",
    ("second_look", "attached"): "second_look",
    ("second_look", "agreed"): "closed",
    ("second_look", "disagreed"): "open",
    ("second_look", "withdrawn"): "open",
    ("second_look", "shared"): "second_look",
    ("closed", "joined"): "open",
    ("closed", "noted"): "closed",
    ("closed", "attached"): "closed",
    ("closed", "withdrawn"): "open",
    ("closed", "reopened"): "open",
    ("closed", "reviewed"): "closed",
    ("closed", "shared"): "closed",
}


class NotAllowed(UsageError):
    """What was asked for cannot be done to a case in its state, or not by this person."""


def after(state: State, event: Event) -> State:
    """The state after an event.

    Raises:
        NotAllowed: the event cannot happen in this state.
    """
    try:
        return TRANSITIONS[state, event]
    except KeyError:
        possible = sorted(known for at, known in TRANSITIONS if at == state)
        raise NotAllowed(
            f"a case that is {state.replace('_', ' ')} cannot be {event}", remedy=f"Possible: {', '.join(possible)}"
        ) from None
