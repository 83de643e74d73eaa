"""Write the table of pairs that hurt into docs/method.md, from tests/golden/hard_pairs.toml and our own verdicts.

python tools/docs/hard_pairs.py
"""

from __future__ import annotations

import sys
from pathlib import Path

from sections import bring_up_to_date

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "method.md"
MARKS = ("<!-- hard pairs: made by tools/docs/hard_pairs.py -->", "<!-- end of hard pairs -->")


def table() -> str:
    """One row a pair."""
    sys.path.insert(0, str(ROOT))
    from tests.hard_pairs import hard_pairs  # noqa: PLC0415  # the tests are no package that is installed

    rows = ["| pair | an officer would | ours | agrees |", "| --- | --- | --- | --- |"]
    for pair in hard_pairs():
        status = pair.judged().status
        rows.append(f"| {pair.title} | {pair.officer} | {status} | {'yes' if status in pair.right else '**no**'} |")
    return "\n".join(rows)


def main() -> None:
    """Put the table between its marks."""
    bring_up_to_date(PAGE, MARKS, table(), check=False)


if __name__ == "__main__":
    main()
