"""A page of a method, told: its title, and its text for machines; the text itself is English prose."""

from __future__ import annotations

from collections.abc import Sequence

from haidang.telling.report import Column, Report, Table, no_rows
from haidang.telling.teller import Teller


def tell_method(name: str, title: str, text: str, t: Teller, pages: Sequence[tuple[str, str]] = ()) -> Report:
    """
    Tell a page of a method.

    Parameters
    ----------
    name, title, text
        Its name in addresses, its title, and its Markdown.
    t
        The language.
    pages
        Name and title of all pages, where this is their index.
    """
    return Report(
        language=t.language,
        title=t.say("Methods") if pages else t.say("Method: {title}", title=title),
        lead="",
        notices=(),
        sections=(),
        footer=(),
        make_data=lambda: {
            "format": "haidang-method/1",
            "name": name,
            "title": title,
            "language": "en",
            **({"pages": [{"name": each, "title": its} for each, its in pages]} if pages else {}),
            "markdown": text,
        },
        make_rows=(lambda: _rows(pages)) if pages else no_rows,
    )


def _rows(pages: Sequence[tuple[str, str]]) -> Table:
    return Table("methods", (Column("name", "name"), Column("title", "title")), tuple(pages))
