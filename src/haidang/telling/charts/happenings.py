"""What a series must not be read across: breaks and changes of the territory, each with its reason in a row above the plot."""

from __future__ import annotations

from dataclasses import dataclass, replace

from haidang.telling.charts.curve_marks import CurveMark, MarkRow, mark_rows
from haidang.telling.charts.look import GRID, INK, PAPER, SOFT, Spec
from haidang.telling.charts.placing import Label, Place, write
from haidang.telling.charts.plot import Plot
from haidang.telling.charts.scales import Scale

_GAP = 7.0
_ROOM = 8.0  # below the last row


@dataclass(frozen=True, slots=True)
class Happening:
    """
    Something that touches a series.

    Attributes
    ----------
    year
        Where it begins, as a decimal year.
    label
        What it is, told.
    until
        Where it ends; None for what is a boundary and has no length.
    """

    year: float
    label: str
    until: float | None = None


@dataclass(frozen=True, slots=True)
class HappeningRows:
    """Happenings with their rows, from above."""

    rows: tuple[tuple[Happening, MarkRow], ...]

    @property
    def height(self) -> float:
        """Room that the rows need above the plot."""
        return sum(row.height for _, row in self.rows) + (_ROOM if self.rows else 0.0)


def happening_rows(happenings: tuple[Happening, ...], x: Scale) -> HappeningRows:
    """Return the rows of happenings on a scale of years that holds them."""
    seen = {CurveMark(each.year, each.label): each for each in happenings}
    return HappeningRows(tuple((seen[row.mark], row) for row in mark_rows(tuple(seen), x)))


def raised(scale: Scale, room: float) -> Scale:
    """Return an upright scale with room above that has no ticks."""
    per_unit = (scale.high - scale.low) / scale.length
    return replace(scale, high=scale.high + room * per_unit, length=scale.length + room)


def draw_happenings(happenings: HappeningRows, plot: Plot) -> list[Spec]:
    """Return a pale band for what has a length, and a dashed line for a boundary; to be drawn first."""
    bands, lines = [], []
    for each, row in happenings.rows:
        top = plot.y.low + (plot.height - row.top) / plot.height * (plot.y.high - plot.y.low)
        if each.until is not None:
            ends = (each.year, min(each.until, plot.x.high))
            values = [{"x": end, "low": plot.y.low, "high": top} for end in ends]
            mark = {"type": "area", "fill": GRID, "stroke": PAPER, "opacity": 0.6}
            encoding = {"x": plot.across("x"), "y": plot.up("low"), "y2": {"field": "high"}}
            bands.append({"data": {"values": values}, "mark": mark, "encoding": encoding})
        foot = [(each.year, plot.y.low), (each.year, top)]
        lines.append(plot.line(foot, stroke=SOFT, strokeWidth=1.5, strokeDash=[5, 3]))
    return [*bands, *lines]


def write_happenings(happenings: HappeningRows, plot: Plot) -> list[Spec]:
    """Return the layers that write the reasons, to be drawn last."""
    layers = []
    for _, row in happenings.rows:
        x = plot.x.place(row.mark.value) + (_GAP if row.is_right else -_GAP)
        layers += write(Label(row.text, (), INK), Place(x, row.top, "left" if row.is_right else "right"))
    return layers
