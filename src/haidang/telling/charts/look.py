"""
The common look of the charts: sizes, colours, letters, title.

Sizes are chosen for a phone, where 640 units become about 340 pixels. The colours are a ramp of one blue, told apart by
lightness alone, and a dark orange, the pair that all common kinds of colour blindness keep apart; text is always dark.
"""

from __future__ import annotations

from typing import Any

from haidang.telling.charts.lettering import text_width, wrap
from haidang.telling.charts.scales import Scale

Spec = dict[str, Any]

WIDTH = 640.0
HEIGHT = 360.0
LABEL_SIZE = 18
LINE_HEIGHT = 22
TITLE_SIZE = 21
TICK_LENGTH = 6

# The bundled family first: another one that is not installed would leave no letters at all in a picture.
# Arial and Helvetica, which browsers have, are exactly as wide.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"

PAPER = "#ffffff"
INK = "#1b2733"
SOFT = "#51606e"
GRID = "#dde3e8"
BLUE = "#0b4f7d"
BANDS = ("#d4e4f1", "#9cc3e2", "#5796c8")  # widest first
ORANGE = "#a34700"


def plot_width(scale: Scale) -> float:
    """Return the width that is left for drawing beside the labels of a vertical scale."""
    return WIDTH - side_width(scale.words)


def side_width(words: tuple[str, ...]) -> float:
    """Return the width that the labels of a vertical axis take."""
    return round(max(text_width(word, LABEL_SIZE) for word in words) + TICK_LENGTH + 8)


def build_spec(title: str, subtitle: str, size: tuple[float, float], layers: list[Spec]) -> Spec:
    """
    Return a complete chart.

    Parameters
    ----------
    title, subtitle
        Told texts; broken into lines here.
    size
        Width and height of the plot without axes.
    layers
        What is drawn, from back to front.
    """
    return {
        "width": size[0],
        "height": size[1],
        "padding": 4,
        "title": {
            "text": wrap(title, TITLE_SIZE, WIDTH, is_bold=True),
            "subtitle": wrap(subtitle, LABEL_SIZE, WIDTH),
        },
        "layer": layers,
        # each legend owns its scales, or Vega-Lite would merge them into one
        "resolve": {"scale": {"shape": "independent", "fill": "independent", "stroke": "independent"}},
        "config": _config(),
    }


def _config() -> Spec:
    return {
        "aria": False,  # its descriptions are English; the drawer names the picture as a whole
        "background": PAPER,
        "font": FONT,
        "view": {"stroke": None},
        "title": {
            "anchor": "start",
            "frame": "bounds",
            "fontSize": TITLE_SIZE,
            "lineHeight": TITLE_SIZE + 4,
            "color": INK,
            "subtitleFontSize": LABEL_SIZE,
            "subtitleLineHeight": LINE_HEIGHT,
            "subtitleColor": SOFT,
            "subtitlePadding": 4,
            "offset": 12,
        },
        "axis": {
            "labelFontSize": LABEL_SIZE,
            "labelColor": INK,
            "labelLimit": 0,
            "labelPadding": 4,
            "titleFontSize": LABEL_SIZE,
            "titleFontWeight": "normal",
            "titleColor": SOFT,
            "titleLimit": 0,
            "titlePadding": 6,
            "tickSize": TICK_LENGTH,
            "tickColor": SOFT,
            "domainColor": SOFT,
            "gridColor": GRID,
        },
        "axisX": {"grid": False, "labelFlush": False, "labelOverlap": False},
        "axisY": {"domain": False, "ticks": False, "labelOverlap": False},
        "legend": {
            "labelFontSize": LABEL_SIZE,
            "labelColor": INK,
            "labelLimit": 0,
            "labelOffset": 7,
            "symbolStrokeWidth": 2,
            "rowPadding": 5,
            "columnPadding": 18,
            "offset": 14,
            "layout": {"bottom": {"anchor": "start", "direction": "vertical", "margin": 6}},
        },
    }
