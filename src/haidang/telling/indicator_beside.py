"""One indicator in several areas, told: each area by itself, with the version of its territory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from haidang.base.periods import Period
from haidang.core.areas.area import Area
from haidang.core.indicators.series import Figure, last_of
from haidang.core.review.territories import MOST_READ
from haidang.core.review.views import IndicatorView
from haidang.telling.area_turnings import borders
from haidang.telling.courses import in_course
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.report import Column, Section, Table
from haidang.telling.teller import Teller
from haidang.telling.words import TIE

_YEARS = 4  # whole years beside the last figure


def beside_section(view: IndicatorView, phrases: Phrases) -> Section:
    """Return the area asked for and all others that have figures, side by side."""
    t = phrases.t
    if not view.beside:
        told = t.say(
            "No other area is held with a figure of it that was public by {day}.", day=view.as_of.day
        )
        return Section("areas", t.say("Areas side by side"), (_cut(t) if view.is_cut else told,))
    sentences = [t.say("Each area stands for its own territory; nothing is added up.")]
    if view.further:
        sentences.append(
            t.say(
                "{count} more areas have figures of it that were public by {day}; each has a page with them.",
                count=t.number(view.further, 0),
                day=view.as_of.day,
            )
        )
    if view.is_cut:
        sentences.append(_cut(t))
    return Section("areas", t.say("Areas side by side"), tuple(sentences), (_table(view, phrases),))


def _cut(t: Teller) -> str:
    return t.say(
        "Looked at were {count} areas, not all; others may have figures of it too, each on its page.",
        count=t.number(MOST_READ, 0),
    )


def _table(view: IndicatorView, phrases: Phrases) -> Table:
    t = phrases.t
    periods = _last_periods(view)
    columns = (
        Column("name", t.say("Area")),
        Column("tie", t.say("Which territory")),
        Column("exists", t.say("In these borders")),
        *(Column(f"p{n}", t.period(period), "right") for n, period in enumerate(periods, 1)),
        Column("last", t.say("Last figure")),
        Column("area_id", t.say("Identifier")),
    )
    return Table(t.say("The last figures of each area"), columns, tuple(_rows(view, periods, phrases)))


def _rows(view: IndicatorView, periods: Sequence[Period], phrases: Phrases) -> Iterator[tuple[str, ...]]:
    t, day = phrases.t, view.as_of.day
    if view.figures:
        yield _row(view.area, t.say("this one"), view.figures, periods, day, phrases)
    for each in view.beside:
        yield _row(each.area, t(TIE[each.tie]), each.figures, periods, day, phrases)


def _row(
    area: Area,
    tie: str,
    figures: Sequence[Figure],
    periods: Sequence[Period],
    day: date,
    phrases: Phrases,
) -> tuple[str, ...]:
    table = {figure.period: phrases.value(figure.observation) for figure in figures}
    return (
        phrases.text(area.name),
        tie,
        borders(area, day, phrases),
        *(table.get(period, DASH) for period in periods),
        phrases.short(last_of(figures)),
        area.area_id,
    )


def _last_periods(view: IndicatorView) -> list[Period]:
    """Return the last whole years, of a stock also other dates, of which any of the areas has a figure."""
    tables = [view.figures, *(each.figures for each in view.beside)]
    found = {figure.period for figures in tables for figure in in_course(figures, view.indicator)}
    return sorted(found)[-_YEARS:]
