"""Work on cases: alerts open and join them, people decide them, each step a record in the ledger.

Every function changes case and ledger in one transaction that the caller opened: both or neither.
"""

from ostrakon.app.casework.alerting import customer_key, open_cases
from ostrakon.app.casework.batches import CaseOpener
from ostrakon.app.casework.deciding import decide, exempt, may_withdraw, needs_two, withdraw
from ostrakon.app.casework.steps import attach, review, seen, work
from ostrakon.app.casework.waking import wake

__all__ = [
    "CaseOpener",
    "attach",
    "customer_key",
    "decide",
    "exempt",
    "may_withdraw",
    "needs_two",
    "open_cases",
    "review",
    "seen",
    "wake",
    "withdraw",
    "work",
]
