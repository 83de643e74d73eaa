"""`python -m ostrakon.batch.worker`: answers parts of a batch for the process that started it, until that goes away."""

from __future__ import annotations

import os
import signal
import sys
from typing import BinaryIO

from ostrakon.app.batch_answering import answer_task
from ostrakon.app.collecting import collect_rarely
from ostrakon.batch.channel import receive, send
from ostrakon.batch.opening import Opening
from ostrakon.errors import OstrakonError


def main() -> None:
    """Read how to open the engine, then one task after the other; give back what became of each, or the error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal sends it to all; the run ends its workers itself
    requests, answers = sys.stdin.buffer, _own_output()
    try:
        opening: Opening = receive(requests)
        with opening.open() as engine:
            collect_rarely()
            while True:
                task = receive(requests)
                try:
                    done = answer_task(engine, task)
                except OstrakonError as error:
                    send(answers, error)
                else:
                    send(answers, done)
    except (EOFError, BrokenPipeError):
        return
    except OstrakonError as error:
        send(answers, error)


def _own_output() -> BinaryIO:
    """The pipe for answers, kept apart from whatever a library may print."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


if __name__ == "__main__":
    main()
