"""The course of an indicator in an area, told: the chart with all that touches it, and the table behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from haidang.base.periods import Period
from haidang.core.forecast.history import Break, BreakKind
from haidang.core.indicators.indicator import Indicator
from haidang.core.indicators.series import Figure
from haidang.core.review.lines import Line
from haidang.core.review.territories import AreaFigures, Tie
from haidang.core.review.views import IndicatorView
from haidang.telling.charts.course import CourseData, OtherCourse, course_chart
from haidang.telling.charts.fan_promises import FanPromise
from haidang.telling.charts.figures import FanPoint
from haidang.telling.charts.happenings import Happening
from haidang.telling.courses import asides_of, course_points, end_of, in_course, promise_mark
from haidang.telling.curves import mark_of
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.report import Chart, Column, Section, Table
from haidang.telling.shows import course_sentence, observation_columns, observation_row
from haidang.telling.words import BREAK

_NAMED = 3  # promises that a chart has room to name; of more it gives the values, and the table the names


def course_section(view: IndicatorView, phrases: Phrases) -> Section:
    """Return the figures that count, drawn and in a table; without any, who could publish them."""
    t = phrases.t
    charts = _charts(view, phrases)
    kin = _kin(view)
    tables = ([_table(view, phrases)] if view.figures else []) + ([_kin_table(kin, phrases)] if kin else [])
    return Section(
        "figures",
        t.say("Figures of {area}", area=view.area.name),
        tuple(_sentences(view, phrases, has_chart=bool(charts))),
        tuple(tables),
        tuple(charts),
    )


def _sentences(view: IndicatorView, phrases: Phrases, *, has_chart: bool) -> Iterator[str]:
    t = phrases.t
    if not view.figures:
        yield from _absence(view, phrases)
    bars = course_sentence(view.figures, t)
    if bars:
        yield bars
    whole = in_course(view.figures, view.indicator)
    if not has_chart:
        if view.figures:
            yield t.say("There are too few whole years for a chart; all figures stand in the table.")
        return
    if len(whole) < len(view.figures):
        yield t.say("The chart shows whole years; parts of a year stand in the table alone.")
    if len(_runs(view)) > 1:
        yield t.say("A line joins figures of one definition only, and none across a new one.")
    if _kin(view):
        yield t.say("Figures of another territory have a line of their own and are never joined with these.")
    if any(line.target.has_value and not line.target.is_level for line in view.lines):
        yield t.say(
            "Promises that are not about the level of one year have no mark in the chart; they stand in the table of targets."
        )


def _absence(view: IndicatorView, phrases: Phrases) -> Iterator[str]:
    """Yield that there is no figure, and who could mend that."""
    t, indicator = phrases.t, view.indicator
    yield t.say(
        "No figure of «{indicator}» for {area} is held that was public by {day}.",
        indicator=indicator.name,
        area=view.area.name,
        day=view.as_of.day,
    )
    if indicator.is_published is False:
        yield t.say("The office states that no figure of it is published.")
    body = indicator.legal.responsible_body_id or indicator.preferred_producer_id
    if body:
        yield t.say("{body} could publish one.", body=phrases.body(body))
    else:
        yield t.say("Which body would publish one is not held.")


def _table(view: IndicatorView, phrases: Phrases) -> Table:
    t = phrases.t
    columns = (
        *observation_columns(t),
        Column("rivals", t.say("Rivals")),
        Column("vintages", t.say("Vintages"), "right"),
    )
    rows = tuple(
        (*observation_row(figure.observation, phrases), phrases.rivals(figure), str(len(figure.vintages)))
        for figure in view.figures
    )
    return Table(t.say("The figure that counts for each period"), columns, rows)


def _kin(view: IndicatorView) -> list[AreaFigures]:
    """Return the territories before and after that have figures in a course."""
    return [
        each for each in view.beside if each.tie is not Tie.NONE and in_course(each.figures, view.indicator)
    ]


def _kin_table(kin: Sequence[AreaFigures], phrases: Phrases) -> Table:
    """Return the figures of other territories, each in its own column."""
    t = phrases.t
    columns = (
        Column("period", t.say("Period")),
        *(Column(f"a{n}", t.name(each.area.name), "right") for n, each in enumerate(kin, 1)),
    )
    tables = [{figure.period: figure for figure in each.figures} for each in kin]
    periods: list[Period] = sorted({period for table in tables for period in table})
    rows = tuple(
        (
            t.period(period),
            *(phrases.value(table[period].observation) if period in table else DASH for table in tables),
        )
        for period in periods
    )
    return Table(t.say("Figures of the territories before and after"), columns, rows)


def _charts(view: IndicatorView, phrases: Phrases) -> list[Chart]:
    """Return the chart; none where it would show a single mark or none."""
    t, indicator = phrases.t, view.indicator
    figures = in_course(view.figures, indicator)
    others = tuple(
        OtherCourse(t.name(each.area.name), course_points(each.figures, indicator)) for each in _kin(view)
    )
    promises = _promises(view, phrases)
    marks = len(figures) + sum(len(other.points) for other in others)
    if marks == 0 or marks + len(promises) == 1:
        return []
    data = CourseData(
        title=t.say("{indicator}, {area}", indicator=indicator.name, area=view.area.name),
        unit=phrases.unit(indicator.unit),
        as_of=view.as_of.day,
        runs=_runs(view),
        asides=asides_of(figures, indicator),
        others=others,
        promises=promises,
        happenings=(*_breaks(view, _span(figures, others, promises), phrases), *_borders(view, phrases)),
    )
    caption = t.say("The figures that count, with what was revised, what others say and what was promised")
    return [Chart("course-chart", caption, " ".join(_alt(view, figures, phrases)), course_chart(data, t))]


def _runs(view: IndicatorView) -> tuple[tuple[FanPoint, ...], ...]:
    """Return the figures that may be joined: of one definition, with no new one or other territory in between."""
    starts = [each.period.start for each in view.breaks if each.kind is not BreakKind.SHOCK]
    groups: dict[tuple[str, int], list[Figure]] = {}
    for figure in in_course(view.figures, view.indicator):
        passed = sum(start <= figure.period.start for start in starts)
        groups.setdefault((figure.observation.definition, passed), []).append(figure)
    return tuple(course_points(group, view.indicator) for group in groups.values())


def _promises(view: IndicatorView, phrases: Phrases) -> tuple[FanPromise, ...]:
    """Return one mark for each value and year, whichever documents set it."""
    marks: dict[tuple[float, tuple[float, ...]], FanPromise] = {}
    names: dict[tuple[float, tuple[float, ...]], list[str]] = {}
    for line in view.lines:
        mark = _mark(line, view.indicator, phrases)
        if mark is not None:
            marks.setdefault((mark.year, mark.values), mark)
            names.setdefault((mark.year, mark.values), []).append(mark.label)
    if len(marks) > _NAMED:
        values = {
            key: " – ".join(phrases.t.number(each) for each in mark.values) for key, mark in marks.items()
        }
    else:
        values = {key: "; ".join(dict.fromkeys(labels)) for key, labels in names.items()}
    return tuple(FanPromise(mark.year, mark.low, mark.high, values[key]) for key, mark in marks.items())


def _mark(line: Line, indicator: Indicator, phrases: Phrases) -> FanPromise | None:
    return promise_mark(line.target, indicator, mark_of(line, phrases)) if line.target.has_value else None


def _span(
    figures: Sequence[Figure], others: Sequence[OtherCourse], promises: Sequence[FanPromise]
) -> tuple[float, float]:
    """Return the first and the last year of what is drawn."""
    years = [end_of(figure.period) for figure in figures] + [promise.year for promise in promises]
    years += [point.year for other in others for point in other.points]
    return min(years), max(years)


def _breaks(view: IndicatorView, span: tuple[float, float], phrases: Phrases) -> Iterator[Happening]:
    """Yield the breaks that begin among what is drawn."""
    for each in view.breaks:
        first = _border(each.period.start)
        until = _border(each.period.end + timedelta(1)) if each.kind is BreakKind.SHOCK else None
        if span[0] <= first <= span[1]:
            told = phrases.t.say("{kind}: {name}", kind=BREAK[each.kind], name=each.name)
            yield Happening(first, told, until)


def _borders(view: IndicatorView, phrases: Phrases) -> Iterator[Happening]:
    """Yield the days between which the area has these borders, as far as they are known."""
    t, area = phrases.t, view.area
    if area.valid_from is not None and area.valid_from <= view.as_of.day:
        yield Happening(_border(area.valid_from), t.say("territory from {day}", day=area.valid_from))
    end = area.end_by(view.as_of.day)
    if end is not None:
        yield Happening(_border(end + timedelta(1)), t.say("territory until {day}", day=end))


def _border(first: date) -> float:
    """Return where a new time begins: with a year, halfway between the marks of two years."""
    eve = first - timedelta(1)
    before = end_of(Period(eve, eve))
    return before + 0.5 if (first.month, first.day) == (1, 1) else before


def _alt(view: IndicatorView, figures: Sequence[Figure], phrases: Phrases) -> Iterator[str]:
    t = phrases.t
    if figures:
        yield t.say("First figure drawn: {figure}.", figure=phrases.short(figures[0]))
        yield t.say("Last figure drawn: {figure}.", figure=phrases.short(figures[-1]))
    for each in _kin(view):
        yield t.say("{area} has a line of its own.", area=each.area.name)
    names = _names(view.breaks, phrases)
    if names:
        yield t.say("Marked: {names}.", names=names)
    count = len(_promises(view, phrases))
    if count:
        yield t.say("Promises marked: {count}.", count=str(count))


def _names(breaks: Iterable[Break], phrases: Phrases) -> str:
    return ", ".join(phrases.text(each.name) for each in breaks)
