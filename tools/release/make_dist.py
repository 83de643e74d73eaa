"""Wheel and sdist, built twice in different places and compared byte by byte.

    python tools/release/make_dist.py [--out FOLDER]

Built from what is committed (HEAD), not from what lies about; dated by the last commit (SOURCE_DATE_EPOCH, where it is
set already, goes before). hatchling must be installed; nothing is fetched. Beside both stands SHA256SUMS.

Exit codes: 0 built twice with equal bytes; 1 the bytes differ; 2 it could not be built.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class CannotBuild(Exception):
    """There is nothing to build from, or the build failed; the message says which."""


def committed(root: Path) -> tuple[bytes, int]:
    """The files of the last commit as a tar file, and its moment in seconds since 1970."""
    packed = _output(["git", "-C", root, "archive", "--format=tar", "HEAD"])
    moment = int(_output(["git", "-C", root, "log", "-1", "--format=%ct"]))
    return packed, moment


def build(packed: bytes, folder: Path, *, epoch: int, umask: int) -> list[Path]:
    """Lay the files down in a folder and build there; the wheel and the sdist."""
    sources, out = folder / "sources", folder / "out"
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(sources, filter="data")
    _output(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", out, sources],
        environment=os.environ | {"SOURCE_DATE_EPOCH": str(epoch)},
        umask=umask,
    )
    return sorted(out.iterdir())


def built_twice(packed: bytes, scratch: Path, *, epoch: int) -> tuple[list[Path], list[str]]:
    """What the first of two builds made, and the names of the files in which the second differs.

    The two have other paths, other modes for new files and other times of their files.
    """
    first = build(packed, scratch / "first", epoch=epoch, umask=0o022)
    second = build(packed, scratch / "and" / "second", epoch=epoch, umask=0o077)
    names = sorted({path.name for path in (*first, *second)})
    by_name = [{path.name: path.read_bytes() for path in paths} for paths in (first, second)]
    return first, [name for name in names if by_name[0].get(name) != by_name[1].get(name)]


def _output(words: list[object], *, environment: dict[str, str] | None = None, umask: int = -1) -> bytes:
    try:
        done = subprocess.run(
            [str(word) for word in words], env=environment, umask=umask, capture_output=True, check=False
        )  # fmt: skip
    except FileNotFoundError as missing:
        raise CannotBuild(f"{words[0]} is not installed") from missing
    if done.returncode:
        raise CannotBuild(
            f"{' '.join(str(word) for word in words[:4])}: {done.stderr.decode(errors='replace')[-2000:]}"
        )
    return done.stdout


def main() -> int:
    """Build, compare, lay down; the exit code."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--out", type=Path, default=ROOT / "dist")
    out: Path = arguments.parse_args().out
    try:
        packed, moment = committed(ROOT)
        epoch = int(os.environ.get("SOURCE_DATE_EPOCH") or moment)
        if _output(["git", "-C", ROOT, "status", "--porcelain"]):
            print("note: changes that are not committed are not in what is built", file=sys.stderr)
        with tempfile.TemporaryDirectory() as scratch:
            made, different = built_twice(packed, Path(scratch), epoch=epoch)
            if different:
                print(f"built twice, and the bytes differ: {', '.join(different)}", file=sys.stderr)
                return 1
            out.mkdir(parents=True, exist_ok=True)
            sums = []
            for path in made:
                content = path.read_bytes()
                (out / path.name).write_bytes(content)
                sums.append(f"{hashlib.sha256(content).hexdigest()}  {path.name}\n")
    except CannotBuild as bad:
        print(f"not built: {bad}", file=sys.stderr)
        return 2
    (out / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
    print("".join(f"built twice, equal: {line}" for line in sums), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
