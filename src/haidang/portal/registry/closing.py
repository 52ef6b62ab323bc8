"""Which rows are withheld: the ones that were named, and all that refer to them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Set

from django.db.models import Q

from haidang.core.pack.tables import BY_NAME, LIST_SEPARATOR, TABLES
from haidang.portal.registry.models import ROWS, Withheld, WithheldRow

_FORMULA = ("indicators", "formula")
_WORD = re.compile(r"\w+")


def close_again() -> None:
    """Find the rows of all that is withheld anew; for when rows were recorded."""
    for each in Withheld.objects.exclude(state=Withheld.State.RELEASED):
        close(each)


def close(withheld: Withheld) -> int:
    """Write down which rows are withheld; returns how many."""
    cells = zip(BY_NAME[withheld.table].key, json.loads(withheld.key), strict=True)
    found: dict[str, set[int]] = {}
    ahead = [(withheld.table, Q(**dict(cells)))]
    while ahead:
        table, condition = ahead.pop()
        seen = found.setdefault(table, set())
        name = BY_NAME[table].key[0]
        fresh = {
            pk: cell
            for pk, cell in ROWS[table]._default_manager.filter(condition).values_list("pk", name)
            if pk not in seen
        }
        seen.update(fresh)
        if fresh and len(BY_NAME[table].key) == 1:
            ahead += _referring(table, set(fresh.values()))
    withheld.rows.all().delete()
    rows = [
        WithheldRow(withheld=withheld, table=table, row_id=pk)
        for table, ids in found.items()
        for pk in sorted(ids)
    ]
    WithheldRow.objects.bulk_create(rows, batch_size=200)
    return len(rows)


def _referring(table: str, names: Set[str]) -> Iterator[tuple[str, Q]]:
    """Yield the conditions of rows that refer to rows of a table by their names."""
    for other in TABLES:
        for column in other.columns:
            if column.to == table and column.kind == "ref":
                yield other.name, Q(**{f"{column.name}__in": names})
            elif column.to == table and column.kind == "refs":
                yield other.name, Q(pk__in=_naming(other.name, column.name, names))
    if table == _FORMULA[0]:
        yield table, Q(pk__in=_naming(*_FORMULA, names))


def _naming(table: str, column: str, names: Set[str]) -> list[int]:
    """Return the rows whose list or formula holds one of the names."""
    filled = ROWS[table]._default_manager.exclude(**{column: None}).values_list("pk", column)
    return [pk for pk, text in filled if names & set(_words(text, is_list=column != _FORMULA[1]))]


def _words(text: str, *, is_list: bool) -> list[str]:
    return [each.strip() for each in text.split(LIST_SEPARATOR)] if is_list else _WORD.findall(text)
