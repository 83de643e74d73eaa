"""Hook of MkDocs: pages of the repository that stand outside `docs/` become pages of the site."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parents[2]
OUTSIDE = (
    "benchmarks/RESULTS.md", "benchmarks/README.md", "benchmarks/precision-recall.svg", "benchmarks/reliability.svg",
    "SECURITY.md", "CHANGELOG.md", "CONTRIBUTING.md",
)  # fmt: skip
_LINK = re.compile(r"\]\(((?:\.\./)+)([^)#]+)")


def on_files(files: Files, config: Any) -> Files:
    """Add what stands outside."""
    for name in OUTSIDE:
        if (ROOT / name).is_file():
            files.append(File.generated(config, f"repository/{name}", abs_src_path=str(ROOT / name)))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Point links that leave `docs/` at those pages, and links of those pages back into `docs/`."""
    source = page.file.src_uri
    if source.startswith("repository/"):
        up = "../" * source.count("/")
        return re.sub(r"\]\((?:\.\./)*docs/", f"]({up}", markdown)
    depth = source.count("/")

    def moved(link: re.Match[str]) -> str:
        ups, target = link[1].count("../"), link[2]
        return f"]({'../' * depth}repository/{target}" if ups == depth + 1 else link[0]

    return _LINK.sub(moved, markdown)
