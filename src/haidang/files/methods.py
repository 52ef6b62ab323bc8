"""
The pages of methods, as they are written for the documentation.

An installed program has them beside this file; in a checkout they stand in `docs/methods`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent / "method_pages"
_IN_CHECKOUT = Path(__file__).parents[3] / "docs" / "methods"
INDEX = "index"


@dataclass(frozen=True, slots=True)
class MethodPage:
    """
    A page: its name in addresses, its title, and its Markdown with the title.

    The text is English.
    """

    name: str
    title: str
    text: str


@cache
def method_pages() -> Mapping[str, MethodPage]:
    """Return the pages by name: the index first, then in the order in which the index names them."""
    return read_pages(_HERE if _HERE.is_dir() else _IN_CHECKOUT)


def read_pages(folder: Path) -> Mapping[str, MethodPage]:
    """Return the pages of a folder by name; see `method_pages`."""
    pages = [_read(path) for path in sorted(folder.glob("*.md"))]
    index = next((each.text for each in pages if each.name == INDEX), "")

    def order(page: MethodPage) -> tuple[bool, int]:
        place = index.find(f"({page.name}.md")
        return page.name != INDEX, len(index) if place < 0 else place

    return {each.name: each for each in sorted(pages, key=order)}


def _read(path: Path) -> MethodPage:
    text = path.read_text(encoding="utf-8")
    first = text.partition("\n")[0]
    return MethodPage(path.stem, first.removeprefix("# ").strip(), text)
