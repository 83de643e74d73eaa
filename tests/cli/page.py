"""An HTML report taken apart for tests."""

from __future__ import annotations

from html.parser import HTMLParser


class Page(HTMLParser):
    """Elements, links, ids and the text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.marks: list[tuple[str, str]] = []
        self.handlers: list[str] = []
        self._mark = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self.handlers += [name for name in values if name.startswith("on")]
        self.ids += [values["id"]] if "id" in values else []
        if "href" in values:
            self.links.append(values["href"])
        if tag == "a" and values.get("class", "").startswith("at "):
            self._mark = values["class"].removeprefix("at ")

    def handle_data(self, data: str) -> None:
        if self._mark:
            self.marks.append((self._mark, data))
            self._mark = ""
