"""What Ostrakon stands on: every package that it and its extras need, as this environment has it.

Read from `pyproject.toml` and the installed packages' own metadata, never from the network. A package of an extra that
is not installed here is named as missing, not left out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]

Find = Callable[[str], metadata.Distribution]
"""From a name to an installed package; raises `PackageNotFoundError`."""


@dataclass(slots=True)
class Dependency:
    """One package.

    Attributes:
        name: normalised.
        version: installed here; empty where the package is missing.
        licence: what its metadata say, as they say it; empty where they say nothing.
        home: its page, empty where it names none.
        extras: the extras of Ostrakon that need it; empty where Ostrakon itself does.
        core: whether Ostrakon needs it without any extra.
        ranges: of whom with which range, as in `ostrakon >=3.1,<4`.
        needs: names of the packages that it needs itself.
    """

    name: str
    version: str = ""
    licence: str = ""
    home: str = ""
    extras: set[str] = field(default_factory=set)
    core: bool = False
    ranges: list[tuple[str, str]] = field(default_factory=list)
    needs: set[str] = field(default_factory=set)


def declared(root: Path = ROOT) -> tuple[str, str, list[tuple[str, Requirement]]]:
    """Name and version of the project, and its requirements, each with the extra that it belongs to or ''."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = [("", Requirement(text)) for text in project["dependencies"]]
    for extra, texts in project["optional-dependencies"].items():
        found += [(extra, Requirement(text)) for text in texts]
    return project["name"], project["version"], found


def dependencies(
    requirements: list[tuple[str, Requirement]], *, of: str = "ostrakon", find: Find = metadata.distribution
) -> list[Dependency]:
    """All packages that these requirements lead to, by name."""
    found: dict[str, Dependency] = {}
    done: set[tuple[str, str, frozenset[str]]] = set()
    todo = [(of, extra, requirement) for extra, requirement in requirements]
    while todo:
        by, extra, requirement = todo.pop()
        if requirement.marker is not None and not _applies(requirement, ""):
            continue
        name = canonicalize_name(requirement.name)
        one = found.setdefault(name, Dependency(name))
        if (by, str(requirement.specifier)) not in one.ranges:
            one.ranges.append((by, str(requirement.specifier)))
        if extra:
            one.extras.add(extra)
        else:
            one.core = True
        step = (name, extra, frozenset(requirement.extras))
        if step in done:
            continue
        done.add(step)
        try:
            package = find(name)
        except metadata.PackageNotFoundError:
            continue
        one.version = package.version
        one.licence, one.home = licence_text(package), home_page(package)
        for text in package.requires or ():
            further = Requirement(text)
            if further.marker is None or any(_applies(further, wanted) for wanted in ("", *requirement.extras)):
                further.marker = None
                one.needs.add(canonicalize_name(further.name))
                todo.append((name, extra, further))
    return [found[name] for name in sorted(found)]


def _applies(requirement: Requirement, extra: str) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({"extra": extra})


def licence_text(package: metadata.Distribution) -> str:
    """The licence in a package's words: its SPDX expression, else its one line, else its classifiers."""
    about = package.metadata
    expression = about.get("License-Expression")
    if expression:
        return str(expression).strip()
    line = str(about.get("License") or "").strip()
    if line and "\n" not in line and len(line) <= 80:
        return line
    classifiers = [one.split(" :: ")[-1] for one in about.get_all("Classifier") or () if one.startswith("License ::")]
    return "; ".join(classifiers)


def home_page(package: metadata.Distribution) -> str:
    """Where a package lives; empty where it names no page."""
    about = package.metadata
    pages = {}
    for line in about.get_all("Project-URL") or ():
        label, _, url = str(line).partition(",")
        pages[re.sub(r"\W", "", label).lower()] = url.strip()
    for label in ("homepage", "home", "source", "repository", "sourcecode", "github", "documentation"):
        if pages.get(label, "").startswith("http"):
            return pages[label]
    page = str(about.get("Home-page") or "")
    return page if page.startswith("http") else next(iter(pages.values()), "")
