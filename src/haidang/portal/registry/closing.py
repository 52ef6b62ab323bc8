"""Which rows are withheld: the ones that were named, and all that refer to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from datetime import datetime

from django.db.models import Q

from haidang.core.pack.tables import BY_NAME, LIST_SEPARATOR, TABLES
from haidang.portal.registry.mapping import read_key
from haidang.portal.registry.models import ROWS, Withheld, WithheldRow
from haidang.portal.registry.queries import find_by_key

_FORMULAS = (
    ("indicators", "formula"),
    ("targets", "criteria"),
    ("validations", "left"),
    ("validations", "right"),
)
_IN_FORMULAS = ("indicators", "areas")  # what they name: indicators, and `@` an area
_WORD = re.compile(r"\w+")
_AT_ONCE = 200


def close_again(now: datetime) -> None:
    """Find the rows of all that is withheld at a moment anew; for when rows were recorded."""
    close(Withheld.objects.exclude(state=Withheld.State.RELEASED).exclude(until__lte=now))


def close(withheld: Iterable[Withheld]) -> frozenset[int]:
    """Write down which rows are withheld by each of these, and return which of them withhold any, by their ids."""
    by_id = {each.pk: each for each in withheld}
    found = {(each_id, table, row_id) for each_id, table, row_id in _rows_of(by_id.values())}
    ids = sorted(by_id)
    for start in range(0, len(ids), _AT_ONCE):
        WithheldRow.objects.filter(withheld__in=ids[start : start + _AT_ONCE]).delete()
    rows = [WithheldRow(withheld=by_id[each], table=table, row_id=row) for each, table, row in sorted(found)]
    WithheldRow.objects.bulk_create(rows, batch_size=_AT_ONCE)
    return frozenset(each for each, _, _ in found)


def rows_with(table: str, row_ids: Collection[int]) -> Mapping[str, frozenset[int]]:
    """Return rows of a table with all that refer to them, in any revision, by table."""
    found: dict[str, set[int]] = {}
    ahead = [(table, Q(pk__in=list(row_ids)))]
    while ahead:
        each, condition = ahead.pop()
        seen = found.setdefault(each, set())
        name = BY_NAME[each].key[0]
        fresh = {
            pk: cell
            for pk, cell in ROWS[each]._default_manager.filter(condition).values_list("pk", name)
            if pk not in seen
        }
        seen.update(fresh)
        if fresh and _is_referred_to(each):
            ahead += _referring(each, set(fresh.values()))
    return {each: frozenset(ids) for each, ids in found.items() if ids}


def _rows_of(withheld: Iterable[Withheld]) -> Iterator[tuple[int, str, int]]:
    """Yield of each that is withheld its id, and table and id of each row."""
    for table in TABLES:
        named = {read_key(each.key): each.pk for each in withheld if each.table == table.name}
        every_row = ROWS[table.name]._default_manager.all()
        by_id: dict[int, set[int]] = {}
        for key, (row_id,) in find_by_key(every_row, table.name, named, "pk"):
            by_id.setdefault(named[key], set()).add(int(str(row_id)))
        for each, ids in by_id.items():
            if not _is_referred_to(table.name):
                yield from ((each, table.name, row_id) for row_id in ids)
                continue
            for other, all_ids in rows_with(table.name, ids).items():
                yield from ((each, other, row_id) for row_id in all_ids)


def _is_referred_to(table: str) -> bool:
    """Return whether rows of a table have a name by which others can refer to them."""
    return len(BY_NAME[table].key) == 1


def _referring(table: str, names: Set[str]) -> Iterator[tuple[str, Q]]:
    """Yield the conditions of rows that refer to rows of a table by their names."""
    for other in TABLES:
        for column in other.columns:
            if column.to == table and column.kind == "ref":
                yield other.name, Q(**{f"{column.name}__in": names})
            elif column.to == table and column.kind == "refs":
                yield other.name, Q(pk__in=_naming(other.name, column.name, names, _names_of_list))
    if table in _IN_FORMULAS:
        for place, column_name in _FORMULAS:
            yield place, Q(pk__in=_naming(place, column_name, names, _WORD.findall))


def _naming(table: str, column: str, names: Set[str], read: Callable[[str], Iterable[str]]) -> list[int]:
    """Return the rows whose list or formula holds one of the names."""
    filled = ROWS[table]._default_manager.exclude(**{column: None}).values_list("pk", column)
    return [pk for pk, text in filled if not names.isdisjoint(read(text))]


def _names_of_list(text: str) -> list[str]:
    return [each.strip() for each in text.split(LIST_SEPARATOR)]
