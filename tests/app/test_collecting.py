"""The collector of rings: paused for a while and running again, whatever happens; looking rarely in our programs."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from ostrakon.app.collecting import NEW_MAX, collector_paused


def test_it_runs_again_after_a_failure() -> None:
    assert gc.isenabled()
    with pytest.raises(OSError, match="full"), collector_paused():
        assert not gc.isenabled()
        raise OSError("disk full")
    assert gc.isenabled()


def test_who_had_paused_it_keeps_it_paused() -> None:
    with collector_paused():
        with collector_paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_command_looks_rarely_and_still_looks() -> None:
    program = """
import gc, sys
from ostrakon.cli import main
main.main = lambda: print(gc.get_threshold()[0], gc.isenabled()) or 0
main.run()
"""
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.split() == [str(NEW_MAX), "True"]
