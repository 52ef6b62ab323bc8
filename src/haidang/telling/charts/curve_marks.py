"""Values that documents name, on a curve of odds: each label has a row of its own above the plot."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from haidang.telling.charts.lettering import wrap
from haidang.telling.charts.look import LABEL_SIZE, LINE_HEIGHT, ORANGE, PAPER, Spec
from haidang.telling.charts.placing import Label, Place, Point
from haidang.telling.charts.plot import Plot
from haidang.telling.charts.scales import Scale

_SIGN_SIZE = 170
_GAP = 7.0


@dataclass(frozen=True, slots=True)
class CurveMark:
    """A value that a document names, and its label: told, with the number."""

    value: float
    label: str


@dataclass(frozen=True, slots=True)
class MarkRow:
    """The row of a mark: its label in lines, on which side of the value it stands, and how far down it begins."""

    mark: CurveMark
    text: str
    is_right: bool
    top: float

    @property
    def height(self) -> float:
        """Height of the row."""
        return LINE_HEIGHT * (self.text.count("\n") + 1) + _GAP


def mark_rows(marks: tuple[CurveMark, ...], x: Scale) -> tuple[MarkRow, ...]:
    """Return the rows from above, in an order in which few lines cross labels of other rows."""
    left = [mark for mark in marks if x.place(mark.value) > x.length / 2]
    right = [mark for mark in marks if mark not in left]
    ordered = sorted(left, key=lambda each: -each.value) + sorted(right, key=lambda each: each.value)
    rows: list[MarkRow] = []
    for mark in ordered:
        place = x.place(mark.value)
        is_right = mark in right
        walls = (0.0, *(x.place(row.mark.value) for row in rows), x.length)
        nearest = min(abs(wall - place) for wall in walls if (wall > place) == is_right and wall != place)
        text = "\n".join(wrap(mark.label, LABEL_SIZE, nearest - 2 * _GAP, is_bold=True))
        top = rows[-1].top + rows[-1].height if rows else 0.0
        rows.append(MarkRow(mark, text, is_right, top))
    return tuple(rows)


def draw_marks(rows: tuple[MarkRow, ...], course: list[Point], plot: Plot) -> list[Spec]:
    """Return an upright line for each mark, and a sign where it meets the curve."""
    layers = []
    for row in rows:
        top = (plot.height - row.top) / plot.height * plot.y.high
        ends = [(row.mark.value, 0.0), (row.mark.value, top)]
        layers.append(plot.line(ends, stroke=ORANGE, strokeWidth=2, strokeDash=[7, 5]))
    met = [
        (row.mark.value, share) for row in rows if (share := _share_at(row.mark.value, course)) is not None
    ]
    return [*layers, plot.points(met, shape="diamond", size=_SIGN_SIZE, fill=ORANGE, stroke=PAPER)]


def mark_labels(rows: tuple[MarkRow, ...], plot: Plot) -> list[tuple[Label, Place]]:
    """Return the labels with their places."""
    return [
        (
            Label(row.text, (), ORANGE, is_bold=True),
            Place(
                plot.x.place(row.mark.value) + (_GAP if row.is_right else -_GAP),
                row.top,
                "left" if row.is_right else "right",
            ),
        )
        for row in rows
    ]


def _share_at(value: float, course: list[Point]) -> float | None:
    """Return the curve's share at a value; None outside of it."""
    for (x0, y0), (x1, y1) in pairwise(course):
        if x0 <= value <= x1:
            return y0 if x0 == x1 else y0 + (y1 - y0) * (value - x0) / (x1 - x0)
    return None
