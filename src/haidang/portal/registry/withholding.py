"""
Withholding rows from the public, and giving them back.

A row is withheld by its key, so that it stays so whatever is loaded again; with it go all rows that refer to it, or the
public would meet names that lead nowhere and could guess from what is left. Odds are asked for anew: those that were
made from more than is seen are seen no longer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.core.pack.tables import BY_NAME
from haidang.portal.registry.closing import close
from haidang.portal.registry.forecasting import ask_for_odds
from haidang.portal.registry.models import Withheld
from haidang.portal.registry.revising import lock_current


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
    told = _text(table, key)
    with transaction.atomic():
        current = lock_current()  # or what is loaded at the same time would not be closed
        made, _ = Withheld.objects.update_or_create(
            table=table, key=told, defaults={"state": state, "until": until, "recorded_at": now}
        )
        if not close(made):
            raise UseError(
                say("The table «{table}» holds no row {key}.", table=table, key=told),
                say("Name all columns of its key as they stand in the pack."),
            )
        if current is not None:
            ask_for_odds(current, None, now=now)
    return made


def release(table: str, key: Mapping[str, str], *, now: datetime) -> bool:
    """Give a row back to the public with what was withheld because of it; returns whether it had been withheld."""
    with transaction.atomic():
        current = lock_current()
        held = Withheld.objects.exclude(state=Withheld.State.RELEASED).filter(
            table=table, key=_text(table, key)
        )
        found = held.first()
        if found is None:
            return False
        found.rows.all().delete()
        # the row stays: when the public saw something else last is asked for
        found.state, found.until, found.recorded_at = Withheld.State.RELEASED, None, now
        found.save()
        if current is not None:
            ask_for_odds(current, None, now=now)
    return True


def _text(table: str, key: Mapping[str, str]) -> str:
    return json.dumps([key.get(name) or None for name in BY_NAME[table].key], ensure_ascii=False)
