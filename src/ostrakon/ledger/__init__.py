"""The ledger: what was decided, by whom, on what grounds, so that nobody can change it afterwards unnoticed.

Owns: the record and its canonical bytes (`record`), the chain over all records and what breaks it (`chain`), personal
data under keys that can be destroyed (`sealing`), how long it is kept (`retention`), signed checkpoints that can be
kept elsewhere (`checkpoints`), one root over the rows of a batch (`merkle`). Refuses: files and databases (`database`
keeps the rows), updates, deletions.
"""

from ostrakon.ledger.record import GENESIS, Entry, LedgerRecord

__all__ = ["GENESIS", "Entry", "LedgerRecord"]
