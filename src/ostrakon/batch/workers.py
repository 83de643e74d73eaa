"""Processes that answer parts of a batch beside each other, in bounded memory.

They are programs of their own and no forks: a fork of a process with threads (a server, a notebook, polars) may hang,
and a start that imports the caller's script anew would run that script. All map the same files, so that the index is
in memory once.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType

from ostrakon.app.batch_answering import Done, Task
from ostrakon.app.engine import Ostrakon
from ostrakon.batch.channel import receive, send
from ostrakon.batch.opening import Opening
from ostrakon.errors import OstrakonError, StoreError

AHEAD = 3
"""Parts a worker that are read before their turn to be written."""
LARGE_BYTES = 500_000
"""Size of a file, some 5,000 rows, from which starting workers takes less time than they save."""
_ENDED = 5.0
"""Seconds that a worker has to go away by itself."""


def workers_default() -> int:
    """One worker a core that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS, Windows
        return os.cpu_count() or 1


@contextmanager
def answering(engine: Ostrakon, store: Path, source: Path, count: int | None) -> Iterator[Workers | None]:
    """Workers for a file, or None where it is answered sooner without them.

    Args:
        engine: open from the folder `store`.
        source: the file of rows.
        count: how many; None: one a core where the file is large.
    """
    if count is None:
        large = source.is_file() and source.stat().st_size >= LARGE_BYTES
        count = workers_default() if large else 1
    if count == 1:
        yield None
        return
    with Workers(Opening.of(engine, store), count) as workers:
        yield workers


class _Worker:
    """One process, spoken with by one thread at a time."""

    def __init__(self, opening: Opening) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "ostrakon.batch.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={
                "OPENBLAS_NUM_THREADS": "1",  # one worker a core: threads of a library would take its neighbour's
                **os.environ,
                "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            },
        )
        self._opening: Opening | None = opening

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid

    def answer(self, task: Task) -> Done:
        """What became of the task.

        Raises:
            OstrakonError: what the worker met.
            StoreError: the process is gone.
        """
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            if self._opening is not None:
                send(process.stdin, self._opening)  # type: ignore[arg-type]  # a binary pipe
                self._opening = None
            send(process.stdin, task)  # type: ignore[arg-type]
            done = receive(process.stdout)  # type: ignore[arg-type]
        except (OSError, EOFError):
            code = process.wait(_ENDED)
            raise StoreError(
                f"a worker process ended unexpectedly (exit code {code})",
                remedy="Call again: the run goes on where it stopped. Where memory is short, use fewer workers",
            ) from None
        if isinstance(done, OstrakonError):
            raise done
        assert isinstance(done, Done)
        return done

    def end(self) -> None:
        """Let it go; it ends with its input."""
        self._process.kill()
        self._process.communicate()


class Workers:
    """Answers tasks in several processes, results in the order of the tasks; use as a context manager.

    Args:
        opening: what each of them opens.
        count: how many.
    """

    def __init__(self, opening: Opening, count: int) -> None:
        self._count = count
        self._free: SimpleQueue[_Worker] = SimpleQueue()
        self._all = [_Worker(opening) for _ in range(count)]
        for worker in self._all:
            self._free.put(worker)
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="ostrakon-batch")

    @property
    def pids(self) -> tuple[int, ...]:
        """Numbers of the processes, for whoever watches them."""
        return tuple(worker.pid for worker in self._all)

    def __call__(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """See `Answering`.

        Raises:
            OstrakonError: a worker met an error or is gone; parts before it have been given.
        """
        waiting: deque[Future[Done]] = deque()
        try:
            for task in tasks:
                waiting.append(self._threads.submit(self._answer, task))
                if len(waiting) >= self._count * AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()

    def _answer(self, task: Task) -> Done:
        worker = self._free.get()
        try:
            return worker.answer(task)
        finally:
            self._free.put(worker)

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._all:
            worker.end()
        self._threads.shutdown(cancel_futures=True)
