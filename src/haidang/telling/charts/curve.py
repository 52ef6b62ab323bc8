"""The curve: how likely each value is to be reached, with the values that even odds and good odds stand for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from haidang.telling.charts.curve_marks import CurveMark, MarkRow, draw_marks, mark_labels, mark_rows
from haidang.telling.charts.lettering import text_width, unbroken
from haidang.telling.charts.look import BLUE, INK, LABEL_SIZE, PAPER, SOFT, Spec, build_spec, plot_width
from haidang.telling.charts.placing import Label, around, draw_labels, line, write
from haidang.telling.charts.plot import Plot
from haidang.telling.charts.scales import lying_scale, percent_scale
from haidang.telling.teller import Teller

_HEIGHT = 330.0  # from 0 to 100 %
_DOT_SIZE = 110


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A value and the probability, 0 to 1, that it is reached."""

    value: float
    share: float


@dataclass(frozen=True, slots=True)
class CurveData:
    """
    What a curve of odds shows.

    Attributes
    ----------
    title
        What is measured, told.
    unit
        The unit in words, as it stands after a number; empty when it has none.
    year
        The year of the outcome.
    as_of
        The day whose knowledge this is.
    points
        The curve in the order of values; two at least.
    guides
        Points of the curve at 0.5 and 0.8, or wherever a reader is to be led; may be empty.
    marks
        Values that documents name.
    is_at_most
        Whether «reached» means at most the value; else at least.
    span
        The period of the outcome, told, when it is more than a year.
    """

    title: str
    unit: str
    year: int
    as_of: date
    points: tuple[CurvePoint, ...]
    guides: tuple[CurvePoint, ...] = ()
    marks: tuple[CurveMark, ...] = ()
    is_at_most: bool = False
    span: str = ""


def curve_chart(data: CurveData, t: Teller) -> Spec:
    """Return the chart of the odds of each value."""
    plot, rows = _plot(data, t)
    course = [(point.value, point.share) for point in data.points]
    layers = [_guide(guide, plot) for guide in data.guides]
    layers += [plot.line(course, stroke=BLUE, strokeWidth=3.5), *draw_marks(rows, course, plot)]
    dots = [(guide.value, guide.share) for guide in data.guides]
    layers.append(plot.points(dots, shape="circle", size=_DOT_SIZE, fill=BLUE, stroke=PAPER))
    for label, place in mark_labels(rows, plot):
        layers += write(label, place)
    covered = line([plot.place(*point) for point in course])
    for row in rows:
        x = plot.x.place(row.mark.value)
        covered += line([(x, row.top), (x, plot.height)])
    labels = [_guide_label(guide, plot, t) for guide in data.guides]
    layers += draw_labels(labels, covered, plot.width, plot.height)
    return build_spec(data.title, _subtitle(data, t), (plot.width, plot.height), layers)


def _subtitle(data: CurveData, t: Teller) -> str:
    day = unbroken(t.day(data.as_of))
    if data.span:
        told = {"period": unbroken(data.span), "day": day}
        if data.is_at_most:
            return t.say("Probability of at most each value over {period}, as known on {day}", **told)
        return t.say("Probability of at least each value over {period}, as known on {day}", **told)
    told = {"year": str(data.year), "day": day}
    if data.is_at_most:
        return t.say("Probability of at most each value in {year}, as known on {day}", **told)
    return t.say("Probability of at least each value in {year}, as known on {day}", **told)


def _plot(data: CurveData, t: Teller) -> tuple[Plot, tuple[MarkRow, ...]]:
    values = [point.value for point in (*data.points, *data.guides)]
    values += [mark.value for mark in data.marks]
    width = plot_width(percent_scale(t, _HEIGHT))
    x = lying_scale(t, values, width, LABEL_SIZE)
    # the last label stands with half its width beside the plot
    x = lying_scale(t, values, round(width - text_width(x.words[-1], LABEL_SIZE) / 2), LABEL_SIZE)
    rows = mark_rows(data.marks, x)
    height = _HEIGHT + sum(row.height for row in rows)
    return Plot(x, percent_scale(t, height, height / _HEIGHT), data.unit), rows


def _guide(guide: CurvePoint, plot: Plot) -> Spec:
    corner = [(plot.x.low, guide.share), (guide.value, guide.share), (guide.value, 0.0)]
    return plot.line(corner, stroke=SOFT, strokeWidth=1.5, strokeDash=[3, 4])


def _guide_label(guide: CurvePoint, plot: Plot, t: Teller) -> Label:
    text = t.say("{share}: {value}", share=t.percent(guide.share), value=t.number(guide.value))
    x, y = plot.place(guide.value, guide.share)
    places = sorted(around(x, y, 9), key=lambda place: place.align == "center")
    return Label(text, tuple(places), INK, is_bold=True)
