"""
The course: the figures of an indicator over the years, with all that touches them.

A line joins figures of one definition and one territory alone. What another territory had, what was revised, what other
producers say and what documents promise have marks of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from haidang.telling.charts.asides import NO_ASIDES, Asides, aside_entries, draw_asides
from haidang.telling.charts.fan_promises import FanPromise, promise_signs, sign_shape
from haidang.telling.charts.figures import FanPoint, draw_course, draw_figures, figure_entries
from haidang.telling.charts.happenings import (
    Happening,
    HappeningRows,
    draw_happenings,
    happening_rows,
    raised,
    write_happenings,
)
from haidang.telling.charts.legend import Entry, draw_legend
from haidang.telling.charts.lettering import unbroken, wrap
from haidang.telling.charts.look import (
    HEIGHT,
    LABEL_SIZE,
    LINE_HEIGHT,
    ORANGE,
    PAPER,
    SOFT,
    Spec,
    build_spec,
    plot_width,
)
from haidang.telling.charts.placing import Label, Place, Point, around, draw_labels, line
from haidang.telling.charts.plot import Plot
from haidang.telling.charts.scales import level_scale, year_scale
from haidang.telling.teller import Teller

_OTHER_SHAPE, _OTHER_SIZE = "diamond", 80
_SIGN_GAP = 12.0
_LABEL_WIDTH = 260.0
_WEIGHT = 12  # a mark hidden is worse than its line
_DASH_WEIGHT = 3
_RIM = ((-5.0, 0.0), (5.0, 0.0), (0.0, -5.0), (0.0, 5.0))
_ROOM_LEFT = 20.0
_YEAR_ROOM = 62.0


@dataclass(frozen=True, slots=True)
class OtherCourse:
    """The figures of another territory, under its name; one at least."""

    name: str
    points: tuple[FanPoint, ...]


@dataclass(frozen=True, slots=True)
class CourseData:
    """
    What a chart of a course shows.

    Attributes
    ----------
    title
        What is measured, told.
    unit
        The unit in words, as it stands after a number; empty when it has none.
    as_of
        The day whose knowledge this is.
    runs
        The figures that count; those of a run are joined. One figure at least in all, or one of another territory.
    asides
        Figures that do not count.
    others
        Figures of the territories before and after.
    promises
        What documents promise for it, each for its year.
    happenings
        What it must not be read across.
    """

    title: str
    unit: str
    as_of: date
    runs: tuple[tuple[FanPoint, ...], ...]
    asides: Asides = NO_ASIDES
    others: tuple[OtherCourse, ...] = ()
    promises: tuple[FanPromise, ...] = ()
    happenings: tuple[Happening, ...] = ()

    @property
    def figures(self) -> tuple[FanPoint, ...]:
        """All figures that count, in the order of time."""
        return tuple(sorted((each for run in self.runs for each in run), key=lambda each: each.year))


def course_chart(data: CourseData, t: Teller) -> Spec:
    """Return the chart of an indicator's course."""
    plot, happenings = _plot(data, t)
    layers = [*draw_happenings(happenings, plot), *_others(data, plot)]
    layers += [
        plot.line(dash, stroke=ORANGE, strokeWidth=2, strokeDash=[7, 5]) for dash in _dashes(data, plot)
    ]
    layers += [layer for run in data.runs for layer in draw_course(run, plot)]
    layers += draw_asides(data.asides, plot)
    layers += draw_figures(data.figures, plot)
    layers += promise_signs(data.promises, plot)
    labels = [*_last_label(data, plot, t), *_other_labels(data, plot), *_promise_labels(data, plot)]
    layers += draw_labels(labels, _covered(data, happenings, plot), plot.width, plot.height)
    layers += write_happenings(happenings, plot)
    layers.append(draw_legend(_entries(data, t), plot.width))
    return build_spec(data.title, _subtitle(data, t), (plot.width, plot.height), layers)


def _subtitle(data: CourseData, t: Teller) -> str:
    if not data.unit:
        return t.say("As known on {day}", day=unbroken(t.day(data.as_of)))
    return t.say("In {unit}, as known on {day}", unit=data.unit, day=unbroken(t.day(data.as_of)))


def _plot(data: CourseData, t: Teller) -> tuple[Plot, HappeningRows]:
    points = [*data.figures, *(point for other in data.others for point in other.points)]
    values = [point.value for point in points] + [value for _, value in data.asides.points]
    values += [each for promise in data.promises for each in promise.values]
    years = [point.year for point in points] + [year for year, _ in data.asides.points]
    years += [promise.year for promise in data.promises] + [each.year for each in data.happenings]
    y = level_scale(t, values, HEIGHT)
    x = year_scale(years, plot_width(y), (_ROOM_LEFT, _ROOM_LEFT), _YEAR_ROOM)
    happenings = happening_rows(data.happenings, x)
    return Plot(x, raised(y, happenings.height)), happenings


def _dashes(data: CourseData, plot: Plot) -> list[tuple[Point, Point]]:
    """Return a dash over the year of each promise, up to its sign."""
    return [
        ((_dash_start(promise, plot), value), (promise.year, value))
        for promise in data.promises
        for value in promise.values
    ]


def _dash_start(promise: FanPromise, plot: Plot) -> float:
    return max(promise.year - 1, plot.x.low)


def _others(data: CourseData, plot: Plot) -> list[Spec]:
    layers = []
    for other in data.others:
        places = [(point.year, point.value) for point in other.points]
        layers.append(plot.line(places, stroke=SOFT, strokeWidth=1.5))
        look = {"shape": _OTHER_SHAPE, "size": _OTHER_SIZE, "fill": PAPER, "stroke": SOFT, "strokeWidth": 1.5}
        layers.append(plot.points(places, **look))
    return layers


def _last_label(data: CourseData, plot: Plot, t: Teller) -> list[Label]:
    known = [point for point in data.figures if point.is_number]
    if not known:
        return []
    x, y = plot.place(known[-1].year, known[-1].value)
    return [Label(t.number(known[-1].value), around(x, y, 11), is_bold=True)]


def _other_labels(data: CourseData, plot: Plot) -> list[Label]:
    return [
        Label(each.name, around(*plot.place(each.points[-1].year, each.points[-1].value), _SIGN_GAP), SOFT)
        for each in data.others
    ]


def _promise_labels(data: CourseData, plot: Plot) -> list[Label]:
    labels = []
    for promise in data.promises:
        lines = wrap(promise.label, LABEL_SIZE, _LABEL_WIDTH)
        start = plot.x.place(_dash_start(promise, plot))
        spots = [plot.place(promise.year, value) for value in promise.values]
        places = tuple(place for spot in spots for place in _beside(spot, start, len(lines)))
        labels.append(Label("\n".join(lines), places, ORANGE))
    return labels


def _beside(spot: Point, start: float, lines: int) -> tuple[Place, ...]:
    """Return the places of a label of several lines: above and below a sign, and level with it or with its dash."""
    x, y = spot
    height = LINE_HEIGHT * (lines - 1) + LABEL_SIZE
    above, level, below = y - _SIGN_GAP - height, y - height / 2, y + _SIGN_GAP
    return (
        *(Place(x, top, "center") for top in (above, below)),
        Place(start - _SIGN_GAP, level, "right"),
        *(Place(x - _SIGN_GAP, top, "right") for top in (above, below)),
        *(Place(x + _SIGN_GAP, top) for top in (level, above, below)),
    )


def _covered(data: CourseData, happenings: HappeningRows, plot: Plot) -> list[Point]:
    marks = [plot.place(point.year, point.value) for point in data.figures]
    marks += [plot.place(*point) for point in data.asides.points]
    marks += [plot.place(promise.year, value) for promise in data.promises for value in promise.values]
    covered = [(x + right, y + down) for x, y in marks for right, down in _RIM] * _WEIGHT
    courses = [*data.runs, *(other.points for other in data.others)]
    for course in courses:
        covered += line([plot.place(point.year, point.value) for point in course])
    for first, last in _dashes(data, plot):
        covered += line([plot.place(*first), plot.place(*last)]) * _DASH_WEIGHT
    for _, row in happenings.rows:
        # a reason takes its whole row, whatever stands in it
        covered += line([(0.0, row.top + LABEL_SIZE / 2), (plot.width, row.top + LABEL_SIZE / 2)]) * _WEIGHT
        x = plot.x.place(row.mark.value)
        covered += line([(x, row.top), (x, plot.height)])
    return covered


def _entries(data: CourseData, t: Teller) -> list[Entry]:
    """Return what the marks mean."""
    entries = [*figure_entries(data.figures, t), *aside_entries(data.asides, t)]
    if data.others:
        entries.append(Entry(t.say("another territory"), SOFT, PAPER, _OTHER_SHAPE))
    words = {
        "triangle-up": t.say("promised: at least"),
        "triangle-down": t.say("promised: at most"),
        "diamond": t.say("promised: about"),
    }
    present = {sign_shape(promise, value) for promise in data.promises for value in promise.values}
    return entries + [Entry(told, ORANGE, ORANGE, shape) for shape, told in words.items() if shape in present]
