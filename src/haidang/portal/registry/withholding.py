"""
Withholding rows from the public, and giving them back.

A row is withheld by its key, so that it stays so whatever is loaded again; with it go all rows that refer to it, or the
public would meet names that lead nowhere and could guess from what is left. Odds are asked for anew: those that were
made from more than is seen are seen no longer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.portal.audit.recording import SYSTEM, Actor, Write, record
from haidang.portal.registry.closing import close
from haidang.portal.registry.forecasting import ask_for_odds, ask_later
from haidang.portal.registry.mapping import read_key, write_key
from haidang.portal.registry.models import Revision, Withheld
from haidang.portal.registry.removed import refuse_removed, removed_error
from haidang.portal.registry.revising import lock_current

_AT_ONCE = 200


def withhold(
    table: str,
    key: Mapping[str, str],
    state: Withheld.State,
    *,
    now: datetime,
    until: datetime | None = None,
    by: Actor = SYSTEM,
) -> Withheld:
    """
    Withhold the row with this key, in all revisions, and what refers to it.

    Parameters
    ----------
    table, key
        Which row: a table of the pack, and the cells of its key.
    state
        For the office alone, or until a moment.
    now
        The moment of recording, with its time zone.
    until
        The end of an embargo; None for the other states.
    by
        Who withholds it.

    Raises
    ------
    UseError
        When there is no such row, it was removed by law, or the end does not fit the state.
    """
    if state not in (Withheld.State.INTERNAL, Withheld.State.EMBARGOED):
        raise UseError(
            say("What is removed by law is erased, and not withheld."), say("Remove it, and name the law.")
        )
    if (state == Withheld.State.EMBARGOED) != (until is not None):
        raise UseError(
            say("An embargo ends at a moment, and nothing else does."),
            say("Give the moment for an embargo, and leave it out else."),
        )
    told = write_key(table, key)
    with transaction.atomic():
        current = lock_current()  # or what is loaded at the same time would not be closed
        refuse_removed([(table, read_key(told))])
        made, _ = Withheld.objects.update_or_create(
            table=table, key=told, defaults={"state": state, "until": until, "recorded_at": now}
        )
        if not close([made]):
            raise UseError(
                say("The table «{table}» holds no row {key}.", table=table, key=told),
                say("Name all columns of its key as they stand in the pack."),
            )
        record([_write("row.withhold", made)], by=by, now=now)
        _ask_for_odds(current, until, now=now)
    return made


def embargo(
    rows: Sequence[tuple[str, Mapping[str, str | None]]], until: datetime, *, now: datetime, by: Actor
) -> None:
    """
    Withhold rows that are just being recorded until a moment; inside the transaction that records them.

    Parameters
    ----------
    rows
        Tables, and the cells of the rows.
    until
        The moment, with its time zone.
    now, by
        When, and who does it.

    Raises
    ------
    UseError
        When one of them is withheld already for another reason.
    """
    current = lock_current()
    keys = [(table, write_key(table, cells)) for table, cells in rows]
    held = {(each.table, each.key): each for each in _held(keys)}
    for each in held.values():
        if each.state in (Withheld.State.INTERNAL, Withheld.State.REMOVED):
            raise UseError(
                say("The row {key} of «{table}» is withheld already.", key=each.key, table=each.table),
                say("Publish it without a moment: it stays withheld until it is released."),
            )
    for key in keys:
        made = held.setdefault(key, Withheld(table=key[0], key=key[1]))
        made.state, made.until, made.recorded_at = Withheld.State.EMBARGOED, until, now
    Withheld.objects.bulk_create(
        held.values(),
        batch_size=_AT_ONCE,
        update_conflicts=True,
        unique_fields=("table", "key"),
        update_fields=("state", "until", "recorded_at"),
    )
    made_rows = _held(keys)
    close(made_rows)
    record([_write("row.withhold", each) for each in made_rows], by=by, now=now)
    _ask_for_odds(current, until, now=now)


def release(table: str, key: Mapping[str, str], *, now: datetime, by: Actor = SYSTEM) -> bool:
    """
    Give a row back to the public with what was withheld because of it; returns whether it had been withheld.

    Raises
    ------
    UseError
        When it was removed by law: there is nothing to give back.
    """
    with transaction.atomic():
        current = lock_current()
        found = Withheld.objects.filter(table=table, key=write_key(table, key)).first()
        if found is None or found.state == Withheld.State.RELEASED:
            return False
        if found.state == Withheld.State.REMOVED:
            raise removed_error()
        found.rows.all().delete()
        # the row stays: when the public saw something else last is asked for
        found.state, found.until, found.recorded_at = Withheld.State.RELEASED, None, now
        found.save()
        record([_write("row.release", found)], by=by, now=now)
        _ask_for_odds(current, None, now=now)
    return True


def _held(keys: Sequence[tuple[str, str]]) -> list[Withheld]:
    """Return what was ever withheld of rows with these keys."""
    found: list[Withheld] = []
    for start in range(0, len(keys), _AT_ONCE):
        part = frozenset(keys[start : start + _AT_ONCE])
        same = Withheld.objects.filter(key__in=[key for _, key in part])
        found += [each for each in same if (each.table, each.key) in part]
    return found


def _write(act: str, held: Withheld) -> Write:
    ends = {"until": held.until.isoformat()} if held.until is not None else {}
    return Write(act, held.table, held.key, {"state": str(held.state), **ends})


def _ask_for_odds(current: Revision | None, until: datetime | None, *, now: datetime) -> None:
    """Ask for the odds that were made from more, or from less, than is seen; and once more when that changes by itself."""
    if current is not None:
        ask_for_odds(current, current, now=now)
    if until is not None:
        ask_later(until)
