"""Figures beside a course: earlier vintages and rivals, lighter than those that count and of other shapes."""

from __future__ import annotations

from dataclasses import dataclass

from haidang.telling.charts.legend import Entry
from haidang.telling.charts.look import PAPER, SOFT, Spec
from haidang.telling.charts.plot import Plot, Point
from haidang.telling.teller import Teller

_VINTAGE, _RIVAL = "stroke", "cross"
_VINTAGE_SIZE, _RIVAL_SIZE = 260, 180  # so that they stand out behind a figure of the same value


@dataclass(frozen=True, slots=True)
class Asides:
    """
    Numbers that do not count, each at the end of its period as a decimal year.

    Attributes
    ----------
    vintages
        What the same producer had published before.
    rivals
        What other producers say.
    """

    vintages: tuple[Point, ...] = ()
    rivals: tuple[Point, ...] = ()

    @property
    def points(self) -> tuple[Point, ...]:
        """All of them."""
        return (*self.vintages, *self.rivals)


NO_ASIDES = Asides()


def draw_asides(asides: Asides, plot: Plot) -> list[Spec]:
    """Return the marks, to be drawn before those of the figures that count."""
    layers = []
    if asides.rivals:
        look = {"shape": _RIVAL, "size": _RIVAL_SIZE, "fill": PAPER, "stroke": SOFT, "strokeWidth": 1.5}
        layers.append(plot.points(asides.rivals, **look))
    if asides.vintages:
        look = {"shape": _VINTAGE, "size": _VINTAGE_SIZE, "stroke": SOFT, "strokeWidth": 2.5}
        layers.append(plot.points(asides.vintages, **look))
    return layers


def aside_entries(asides: Asides, t: Teller) -> list[Entry]:
    """Return what the marks mean, for a legend."""
    entries = []
    if asides.vintages:
        entries.append(Entry(t.say("earlier vintage"), SOFT, shape=_VINTAGE))
    if asides.rivals:
        entries.append(Entry(t.say("figure of another producer"), SOFT, PAPER, _RIVAL))
    return entries
