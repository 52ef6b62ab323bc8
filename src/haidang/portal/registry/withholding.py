"""
Withholding rows from the public, and giving them back.

A row is withheld by its key, so that it stays so whatever is loaded again; with it go all rows that refer to it, or the
public would meet names that lead nowhere and could guess from what is left.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Set
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.core.pack.tables import BY_NAME, LIST_SEPARATOR, TABLES
from haidang.portal.registry.models import ROWS, Withheld, WithheldRow

_FORMULA = ("indicators", "formula")
_WORD = re.compile(r"\w+")


def withhold(
    table: str, key: Mapping[str, str], state: Withheld.State, *, now: datetime, until: datetime | None = None
) -> Withheld:
    """
    Withhold the row with this key, in all revisions, and what refers to it.

    Parameters
    ----------
    table, key
        Which row: a table of the pack, and the cells of its key.
    state
        For the office alone, until a moment, or removed by law.
    now
        The moment of recording, with its time zone.
    until
        The end of an embargo; None for the other states.

    Raises
    ------
    UseError
        When there is no such row, or the end does not fit the state.
    """
    if (state == Withheld.State.EMBARGOED) != (until is not None):
        raise UseError(
            say("An embargo ends at a moment, and nothing else does."),
            say("Give the moment for an embargo, and leave it out else."),
        )
    with transaction.atomic():
        release(table, key)
        made = Withheld.objects.create(
            table=table, key=_text(table, key), state=state, until=until, recorded_at=now
        )
        if not _resolve(made):
            raise UseError(
                say("The table «{table}» holds no row {key}.", table=table, key=_text(table, key)),
                say("Name all columns of its key as they stand in the pack."),
            )
    return made


def release(table: str, key: Mapping[str, str]) -> bool:
    """Give a row back to the public with what was withheld because of it; returns whether it had been withheld."""
    count, _ = Withheld.objects.filter(table=table, key=_text(table, key)).delete()
    return count > 0


def withhold_again() -> None:
    """Find the rows of all that is withheld anew; for when rows were recorded."""
    for each in Withheld.objects.all():
        _resolve(each)


def _text(table: str, key: Mapping[str, str]) -> str:
    return json.dumps([key.get(name) or None for name in BY_NAME[table].key], ensure_ascii=False)


def _resolve(withheld: Withheld) -> int:
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
