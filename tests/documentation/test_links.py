"""No page of the repository sends its reader to a file or a heading that is not there."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.documentation.pages import DEPLOYMENT, DOCUMENTS, ROOT, name, prose

_LINK = re.compile(r"!?\[(?:[^\[\]]|\[[^\]]*\])*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
_REFERENCE = re.compile(r"^\[[^\]]+\]:\s+<?(\S+?)>?$", re.M)
_ATTRIBUTE = re.compile(r"(?:href|src)=\"([^\"]+)\"")
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.S)
_PATH = re.compile(r"(?<![\w./-])((?:docs|deploy|examples|benchmarks|tests|tools|src)/[\w./-]*\w)")
_ELSEWHERE = re.compile(r"[a-z][a-z+.-]*:", re.I)


def links(text: str) -> list[str]:
    """Where the links of a page lead, in code there are none."""
    bare = _CODE.sub("", text)
    found = [*_LINK.findall(bare), *_REFERENCE.findall(bare), *_ATTRIBUTE.findall(bare)]
    return [link for link in found if not _ELSEWHERE.match(link)]


def anchors(page: Path) -> set[str]:
    """The headings of a page as links name them, equal ones numbered; and ids that are written out."""
    text = prose(page)
    seen: Counter[str] = Counter()
    made = set(re.findall(r"\bid=\"([^\"]+)\"", text))
    for heading in re.findall(r"^#{1,6} +(.+?) *#*$", text, re.M):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        slug = re.sub(r"[^\w\- ]", "", words.lower()).strip().replace(" ", "-")
        made.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    return made


@pytest.mark.parametrize("page", DOCUMENTS, ids=name)
def test_every_link_leads_to_a_file_and_a_heading_that_are_there(page: Path) -> None:
    for link in links(prose(page)):
        target, _, anchor = link.partition("#")
        file = (page.parent / unquote(target)).resolve() if target else page
        assert file.exists(), f"{name(page)} links to {link}"
        assert file.is_relative_to(ROOT), f"{name(page)} links out of the repository: {link}"
        if anchor and file.suffix == ".md":
            assert unquote(anchor) in anchors(file), f"{name(page)} links to {link}"


@pytest.mark.parametrize("page", (*DOCUMENTS, *DEPLOYMENT), ids=name)
def test_every_path_of_the_repository_that_a_page_names_is_there(page: Path) -> None:
    for path in _PATH.findall(page.read_text(encoding="utf-8")):
        assert (ROOT / path).exists(), f"{name(page)} speaks of {path}"


def test_links_are_told_from_code_and_from_other_sites() -> None:
    text = 'a [b](c.md#d), ![p](q.png "t"), `[no](x.md)`, [e](https://e.example/), <a href="f.html">, [g](<h.md>)'
    assert links(text) == ["c.md#d", "q.png", "h.md", "f.html"]


def test_equal_headings_are_numbered(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# One `two`: three\n## Same\n## Same\n```sh\n# no heading\n```\n", encoding="utf-8")
    assert anchors(page) == {"one-two-three", "same", "same-1"}
