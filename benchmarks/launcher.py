"""Run one command and weigh it: `python -I -S launcher.py FD COMMAND…` writes its cost as JSON to file descriptor FD.

A process of its own, since the system counts the memory of the process that forks as the child's peak; this one is
small. Imports nothing that is not needed.
"""

import json
import os
import sys
import time


def main() -> None:
    """Run, wait, report: seconds, CPU seconds, peak memory in MB, exit code."""
    descriptor, command = int(sys.argv[1]), sys.argv[2:]
    os.set_inheritable(descriptor, False)
    started = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ)
    _, status, usage = os.wait4(child, 0)
    cost = {
        "seconds": time.perf_counter() - started,
        "cpu_seconds": usage.ru_utime + usage.ru_stime,
        "peak_mb": usage.ru_maxrss / 1024,
        "code": os.waitstatus_to_exitcode(status),
    }
    os.write(descriptor, json.dumps(cost).encode())


if __name__ == "__main__":
    main()
