"""Filter the payments of a folder one after the other with one filter, as a service does: what a process holds by it.

`python payment_memory.py STORE FOLDER`; a process of its own, so that nothing counts that only makes messages.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ostrakon import Ostrakon
from ostrakon.app.collecting import collect_rarely
from ostrakon.app.paying import payment_filter
from ostrakon.intake.payments import read_payments


def main() -> None:
    """Open the lists, filter every file, end."""
    store, folder = map(Path, sys.argv[1:])
    with Ostrakon.open(store) as engine:
        chosen = payment_filter(engine)
        collect_rarely()
        for file in sorted(folder.iterdir()):
            for message, parts in read_payments(file.read_bytes(), file.name):
                chosen.filter(message, parts)


if __name__ == "__main__":
    main()
