"""What was removed by law, told: where it stood and which law; never what it said."""

from __future__ import annotations

from typing import Any

from haidang.core.evidence import Evidence, Removal
from haidang.core.review.removals import RemovalsView
from haidang.telling.columns import ONE
from haidang.telling.phrases import DASH
from haidang.telling.report import Column, Report, Section, Table
from haidang.telling.teller import Teller

_KEYS = ("removed_on", "table", "indicator_id", "area_id", "basis", "since")


def tell_removals(view: RemovalsView, evidence: Evidence, t: Teller) -> Report:
    """Tell what was removed by law of what was public by a day."""
    if view.removals:
        told = t.say(
            "Rows that were removed by law: {count}. What they said is kept nowhere here.",
            count=len(view.removals),
        )
    else:
        told = t.say("Nothing that was public by this day was removed by law.")
    tables = (_table(view, evidence, t),) if view.removals else ()
    return Report(
        language=t.language,
        title=t.say("What was removed by law, as of {day}", day=view.as_of.day),
        lead="",
        notices=tuple(t(notice) for notice in view.notices),
        sections=(Section("removals", t.say("What was removed"), (told,), tables),),
        footer=(t.say("Data: {title}.", title=evidence.description().title),),
        make_data=lambda: {
            "format": "haidang-removals/1",
            "as_of": view.as_of.day.isoformat(),
            "removals": [_data(each) for each in view.removals],
        },
        make_rows=lambda: Table(
            "removals",
            tuple(Column(key, key) for key in _KEYS),
            tuple(tuple(_data(each)[key] or "" for key in _KEYS) for each in view.removals),
        ),
    )


def _table(view: RemovalsView, evidence: Evidence, t: Teller) -> Table:
    indicators, areas = evidence.indicators(), evidence.areas()

    def series(removal: Removal) -> str:
        indicator, area = indicators.get(removal.indicator_id), areas.get(removal.area_id)
        if indicator is None or area is None:
            return DASH
        return t.say("{indicator}, {area}", indicator=indicator.name, area=area.name)

    columns = (
        Column("day", t.say("Removed on")),
        Column("kind", t.say("What it was")),
        Column("series", t.say("Series")),
        Column("basis", t.say("Law")),
    )
    rows = tuple(
        (t.day(each.removed_on), t(ONE[each.table]), series(each), each.basis) for each in view.removals
    )
    return Table(t.say("What was removed by law"), columns, rows)


def _data(removal: Removal) -> dict[str, Any]:
    return {
        "removed_on": removal.removed_on.isoformat(),
        "table": removal.table,
        "indicator_id": removal.indicator_id or None,
        "area_id": removal.area_id or None,
        "basis": removal.basis,
        "since": removal.since.isoformat() if removal.since else None,
    }
