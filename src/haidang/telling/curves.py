"""A curve of value and odds, told: in one sentence, as a table, as a chart."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from haidang.core.review.lines import Line
from haidang.core.targets.curve import EVEN, SURE, Curve
from haidang.telling.charts.curve import CurveData, CurvePoint, curve_chart
from haidang.telling.charts.curve_marks import CurveMark
from haidang.telling.phrases import Phrases
from haidang.telling.report import Chart, Column, Table
from haidang.telling.teller import roughly


def curve_sentence(curve: Curve, unit: str, phrases: Phrases) -> str:
    """Return the values of even odds and of four in five."""
    even = phrases.amount(curve.value_at(EVEN), unit)
    sure = phrases.amount(curve.value_at(SURE), unit)
    if curve.is_at_most:
        return phrases.t.say("Even odds at {even}, four in five above {sure}.", even=even, sure=sure)
    return phrases.t.say("Even odds at {even}, four in five below {sure}.", even=even, sure=sure)


def curve_table(curve: Curve, unit: str, caption: str, phrases: Phrases) -> Table:
    """Return the values and their odds."""
    t = phrases.t
    label = t.say("At most") if curve.is_at_most else t.say("At least")
    columns = (Column("probability", t.say("Odds"), "right"), Column("value", label, "right"))
    rows = tuple((t.percent(row.probability), phrases.amount(row.value, unit)) for row in curve.rows)
    return Table(caption, columns, rows)


def draw_curve(
    curve: Curve,
    title: str,
    unit: str,
    as_of: date,
    marks: Iterable[CurveMark],
    phrases: Phrases,
    *,
    span: str = "",
) -> Chart:
    """
    Return the chart of a curve.

    Parameters
    ----------
    curve
        The curve.
    title, span
        What is measured, and the period of the outcome when it is more than a year, told.
    unit
        Unit of the values.
    as_of
        The day whose knowledge this is.
    marks
        Values that documents name.
    phrases
        The language.
    """
    points = sorted(
        (CurvePoint(row.value, row.probability) for row in curve.line), key=lambda each: each.value
    )
    data = CurveData(
        title=title,
        unit=phrases.unit(unit),
        year=curve.year,
        as_of=as_of,
        points=tuple(points),
        guides=tuple(CurvePoint(roughly(curve.value_at(share)), share) for share in (EVEN, SURE)),
        marks=tuple(marks),
        is_at_most=curve.is_at_most,
        span=span,
    )
    return Chart(
        "curve-chart",
        phrases.t.say("Odds of reaching each value"),
        curve_sentence(curve, unit, phrases),
        curve_chart(data, phrases.t),
    )


def mark_of(line: Line, phrases: Phrases) -> str:
    """Return the label of a value that a document names, as that document's."""
    return phrases.t.say(
        "{document}: {promise}",
        document=phrases.document(line.document),
        promise=phrases.promise(line.target),
    )
