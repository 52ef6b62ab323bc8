"""The course of a target's indicator, told: the chart of what was, may come and was promised, and the tables behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from haidang.core.indicators.indicator import Indicator
from haidang.core.indicators.series import Figure
from haidang.core.review.views import TargetView
from haidang.telling.charts.asides import NO_ASIDES
from haidang.telling.charts.fan import FanData, fan_chart
from haidang.telling.charts.fan_promises import FanPromise
from haidang.telling.courses import (
    asides_of,
    chart_rows,
    course_points,
    fan_sentence,
    fan_table,
    in_course,
    promise_mark,
)
from haidang.telling.curves import mark_of
from haidang.telling.phrases import Phrases
from haidang.telling.report import Chart, Column, Section, Table
from haidang.telling.shows import course_sentence


def course_section(view: TargetView, title: str, phrases: Phrases, *, with_vintages: bool) -> Section | None:
    """
    Return the course of a target's indicator; None for a composite, which has none of its own.

    Parameters
    ----------
    view
        The target.
    title
        Indicator and area, told.
    phrases
        The language.
    with_vintages
        Whether earlier vintages are shown, in chart and table alike.
    """
    t, measure = phrases.t, view.line.indicator
    if measure is None:
        return None
    charts = _charts(view, measure, title, phrases, with_vintages=with_vintages)
    whole = in_course(view.course, measure)
    tables = []
    if whole:
        caption = t.say("The course of the indicator")
        tables.append(_table(whole, view, caption, phrases, with_vintages=with_vintages))
    if view.fan:
        tables.append(fan_table(view.fan, measure.unit, phrases))
    return Section(
        "course",
        t.say("The course of the indicator"),
        tuple(_sentences(view, measure, phrases, has_chart=bool(charts))),
        tuple(tables),
        tuple(charts),
    )


def periods_section(view: TargetView, phrases: Phrases, *, with_vintages: bool) -> Section | None:
    """Return the figures of other periods than a year, which stand beside no whole one; None without any."""
    measure = view.line.indicator
    if measure is None:
        return None
    whole = in_course(view.course, measure)
    others = [each for each in view.course if each not in whole]
    if not others:
        return None
    t = phrases.t
    caption = t.say("Figures of months, quarters and other spans that are no whole year")
    table = _table(others, view, caption, phrases, with_vintages=with_vintages)
    return Section("periods", t.say("Other periods than a year"), (), (table,))


def _sentences(view: TargetView, measure: Indicator, phrases: Phrases, *, has_chart: bool) -> Iterator[str]:
    t, target = phrases.t, view.line.target
    if not view.course:
        yield t.say("No figure is held.")
    bars = course_sentence(view.course, t)
    if bars:
        yield bars
    whole = in_course(view.course, measure)
    if view.course and not whole:
        yield t.say("No figure of a whole year is held.")
    if len(whole) < len(view.course):
        yield t.say("Figures of other periods than a year stand in a table of their own.")
    if not has_chart:
        return
    if len(_drawn(view, measure)) < len(whole):
        yield t.say(
            "The chart shows figures of the definition «{definition}»; others stand in the table alone.",
            definition=target.definition,
        )
    if target.has_value and not target.is_level:
        yield t.say("The promise is not about the level of one year: the chart has no line for it.")


def _drawn(view: TargetView, measure: Indicator) -> list[Figure]:
    """Return the figures that the promise is held against."""
    wanted = view.line.target.definition
    return [
        each
        for each in in_course(view.course, measure)
        if not wanted or each.observation.definition == wanted
    ]


def _charts(
    view: TargetView, measure: Indicator, title: str, phrases: Phrases, *, with_vintages: bool
) -> list[Chart]:
    """Return the chart; none where it would show a single mark or none."""
    figures = _drawn(view, measure)
    promises = tuple(_promises(view, measure, phrases))
    marks = len(figures) + len(view.fan)
    if marks == 0 or marks + len(promises) == 1:
        return []
    data = FanData(
        title=title,
        unit=phrases.unit(measure.unit),
        as_of=view.as_of.day,
        history=course_points(figures, measure),
        fan=chart_rows(view.fan),
        promises=promises,
        asides=asides_of(figures, measure) if with_vintages else NO_ASIDES,
    )
    caption = phrases.t.say("What was, what may come, and what was promised")
    alt = " ".join(_alt(view, measure, figures, phrases))
    return [Chart("course-chart", caption, alt, fan_chart(data, phrases.t))]


def _promises(view: TargetView, measure: Indicator, phrases: Phrases) -> Iterator[FanPromise]:
    """Yield its own line; without a value those that other documents set for the same year, named as theirs."""
    line = view.line
    if line.target.has_value:
        marks = [promise_mark(line.target, measure, phrases.promise(line.target))]
    else:
        end = line.target.period.end
        marks = [
            promise_mark(each.target, measure, mark_of(each, phrases))
            for each in view.elsewhere
            if each.target.period.end == end
        ]
    yield from (each for each in marks if each is not None)


def _alt(view: TargetView, measure: Indicator, figures: list[Figure], phrases: Phrases) -> Iterator[str]:
    t, target = phrases.t, view.line.target
    if figures:
        yield t.say("Last figure drawn: {figure}.", figure=phrases.short(figures[-1]))
    if target.has_value:
        yield t.say(
            "Promised for {period}: {promise}.", period=target.period, promise=phrases.promise(target)
        )
    if view.fan:
        yield fan_sentence(view.fan[-1], measure.unit, phrases)


def _table(
    figures: Sequence[Figure], view: TargetView, caption: str, phrases: Phrases, *, with_vintages: bool
) -> Table:
    t = phrases.t
    columns = (
        Column("period", t.say("Period")),
        Column("figure", t.say("Figure")),
        Column("rivals", t.say("Rivals")),
    )
    rows = tuple(
        row for figure in figures for row in _rows(figure, view, phrases, with_vintages=with_vintages)
    )
    return Table(caption, columns, rows)


def _rows(
    figure: Figure, view: TargetView, phrases: Phrases, *, with_vintages: bool
) -> Iterator[tuple[str, ...]]:
    t = phrases.t
    yield t.period(figure.period), phrases.marked(figure, view.line.indicator), phrases.rivals(figure)
    for earlier in reversed(figure.vintages[:-1]) if with_vintages else ():
        told = t.say("earlier: {value}, public by {day}", value=phrases.value(earlier), day=earlier.public_by)
        yield "", told, ""
