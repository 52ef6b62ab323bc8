"""Rows of a table in pages with a cursor, and one row by its identifier."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Any

from django.http import HttpResponse

from haidang.base.text import say
from haidang.core.pack.known_rows import known_cells
from haidang.portal.feeds.answers import as_json
from haidang.portal.feeds.asking import Asked
from haidang.portal.feeds.cursors import Cursor, write_cursor
from haidang.portal.feeds.parameters import USUAL_ROWS
from haidang.portal.feeds.rows import Part, visit
from haidang.portal.feeds.schemas import row_data
from haidang.portal.feeds.tables import Resource
from haidang.portal.reading.problems import AbsentError

_AT_ONCE = 2000
_MOST_PARTS = 10  # a page that finds fewer rows by then is short, and has a next one


def page(asked: Asked, resource: Resource) -> HttpResponse:
    """Return a page of rows."""
    limit = asked.given.get("limit", USUAL_ROWS)
    start = asked.cursor.after if asked.cursor is not None else 0
    rows: Part = []
    last, is_end = start, False
    for part in islice(visit(asked, resource.table, resource.filters, _AT_ONCE, start), _MOST_PARTS):
        rows += part.rows
        last, is_end = part.last, part.is_end
        if len(rows) > limit:
            rows, last, is_end = rows[:limit], rows[limit - 1][0], False
            break
    items = [row_data(resource.table, cells, asked.evidence) for _, cells in rows]
    return paged(asked, state(asked), items, None if is_end else last)


def paged(
    asked: Asked, head: Mapping[str, Any], items: Sequence[Mapping[str, Any]], last: int | None
) -> HttpResponse:
    """
    Return a page.

    Parameters
    ----------
    asked
        The request.
    head
        What is said before the items.
    items
        What it holds.
    last
        The place after which the next one begins; None for the last page.
    """
    following = None
    if last is not None:
        cursor = Cursor(asked.source.revision, asked.day.day, last)
        text = write_cursor(cursor, asked.request.path, asked.narrowing)
        following = asked.address(cursor=text)
    response = as_json({**head, "items": items, "next": following})
    if following is not None:
        response.headers["Link"] = f'<{following}>; rel="next"'
    return response


def state(asked: Asked) -> dict[str, Any]:
    """Return what an answer rests on, and the address that gives it for ever."""
    day, revision = asked.day.day, asked.source.revision
    return {
        "as_of": day.isoformat(),
        "revision": revision,
        "content_sha256": asked.source.content_hash,
        "address": asked.address(as_of=day, rev=revision),
    }


def find_item(asked: Asked, resource: Resource, name: str) -> dict[str, Any]:
    """
    Return the row of an identifier as JSON values.

    Raises
    ------
    NameUnknownError
        When nothing of this name is held.
    AbsentError
        When it was not known on the day.
    """
    if resource.by is None:
        raise LookupError(resource.name)
    resource.by.check(name, asked.evidence)
    table = resource.table
    cells = asked.source.rows(table.name).values_list(*table.names).get(**{table.key[0]: name})
    known = known_cells(table, asked.evidence, asked.day.day)(tuple(cells))
    if known is None:
        raise AbsentError(
            say("«{name}» was not known on {day}.", name=name, day=asked.day.day),
            say("Ask for a later day."),
        )
    return row_data(table, known, asked.evidence)


def item(
    asked: Asked, resource: Resource, name: str, review: Callable[[], Mapping[str, Any]] | None = None
) -> HttpResponse:
    """
    Return one row by its identifier.

    Parameters
    ----------
    asked, resource, name
        The request, the table, the identifier.
    review
        Makes what a review says of it, once it is found; None where nothing is to be said.
    """
    data = {**state(asked), "item": find_item(asked, resource, name)}
    return as_json(data if review is None else {**data, "review": review()})
