"""Where people decide: a case's states and what leads from one to another, second persons, clocks, drafts of reports.

Owns: the table of states (`states`), a case as a value (`case`), what a decision obliges to and by when (`duties`),
drafts of reports (`drafts`), what of a case may leave the team and to whom (`leaving`), samples for quality review and
how far reviewers agree (`quality`). Refuses: databases, who is logged in, sending anything.
"""

from ostrakon.cases.case import Case, Decision
from ostrakon.cases.states import Event, NotAllowed, State, after

__all__ = ["Case", "Decision", "Event", "NotAllowed", "State", "after"]
