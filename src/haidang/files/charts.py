"""
Drawing chart specifications: as SVG for a page, as PNG for everything else.

No network and no other file is touched: a specification that names an address is refused before it is drawn, and the
drawing library is told to allow none. The same specification gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from haidang.telling.charts.lettering import text_width

_VERSION = "5.20"  # of Vega-Lite; fixed, so that a newer library does not change the pictures
_SVG = "http://www.w3.org/2000/svg"
_SIZE = ("width", "height")
_FILE = "chart"  # begins all ids of a picture that stands by itself
_ADDRESSES = frozenset({"url", "href", "$schema"})
_REFERENCE = re.compile(r"url\(#([^)]+)\)")


def draw_svg(spec: dict[str, Any], title: str, prefix: str) -> str:
    """
    Return a chart as an SVG element to stand in a page; it takes the width it is given.

    Parameters
    ----------
    spec
        A Vega-Lite specification that holds its data.
    title
        What the chart shows, in one sentence; read aloud instead of its parts.
    prefix
        Begins all ids, so that several charts can stand in one page.

    Raises
    ------
    ValueError
        When the specification names an address.
    """
    root = _drawn(spec)
    for name in _SIZE:
        root.attrib.pop(name, None)
    _rename_ids(root, prefix)
    _name(root, title, prefix)
    return ElementTree.tostring(root, encoding="unicode")


def draw_svg_file(spec: dict[str, Any], title: str, about: str) -> str:
    """
    Return a chart as an SVG picture that stands by itself, in its own size.

    Parameters
    ----------
    spec
        A Vega-Lite specification that holds its data.
    title
        What the chart shows, in one sentence; read aloud instead of its parts.
    about
        Where it comes from; goes with the picture wherever it is taken.

    Raises
    ------
    ValueError
        When the specification names an address.
    """
    root = _drawn(spec)
    _rename_ids(root, _FILE)
    _name(root, title, _FILE)
    told = ElementTree.Element("desc", {"id": f"{_FILE}-about"})
    told.text = about
    root.insert(1, told)
    root.attrib["aria-describedby"] = f"{_FILE}-about"
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def draw_png(spec: dict[str, Any], scale: float = 2) -> bytes:
    """
    Return a chart as a PNG picture.

    Parameters
    ----------
    spec
        A Vega-Lite specification that holds its data.
    scale
        Pixels for each unit of the specification.

    Raises
    ------
    ValueError
        When the specification names an address.
    """
    import vl_convert  # noqa: PLC0415  only pictures load it

    _refuse_addresses(spec)
    return vl_convert.vegalite_to_png(spec, vl_version=_VERSION, scale=scale, allowed_base_urls=[])


def _drawn(spec: dict[str, Any]) -> ElementTree.Element:
    """Return a chart as the library draws it, without what is not for a reader."""
    import vl_convert  # noqa: PLC0415  only reports with charts load it

    _refuse_addresses(spec)
    drawn = vl_convert.vegalite_to_svg(spec, vl_version=_VERSION, allowed_base_urls=[])
    # drawn by ourselves from our own specification: nothing hostile can be in it
    root = ElementTree.fromstring(drawn)
    _clean(root)
    _split_lines(root)
    _fix_widths(root)
    return root


def _refuse_addresses(spec: dict[str, Any]) -> None:
    named = sorted(_ADDRESSES.intersection(_keys(spec)))
    if named:
        problem = f"A chart holds its data and names no address: {', '.join(named)}"
        raise ValueError(problem)


def _keys(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _keys(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _keys(inner)


def _clean(root: ElementTree.Element) -> None:
    """Drop roles and English descriptions; without prefixes of names the element can stand in a page."""
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{_SVG}}}")
        for name in list(element.attrib):
            if name.startswith("aria-"):
                del element.attrib[name]
        element.attrib.pop("role", None)
        element.attrib.pop("class", None)  # the page has classes of its own
    root.attrib.pop("version", None)


def _split_lines(root: ElementTree.Element) -> None:
    """Make each line of a text an element of its own: not every browser takes the width of a part of a text."""
    for parent in list(root.iter()):
        for text in [child for child in parent if child.tag == "text" and len(child)]:
            place, down = list(parent).index(text), 0.0
            parent.remove(text)
            for number, part in enumerate(text):
                down += float(part.get("dy", "0"))
                line = ElementTree.Element("text", {**text.attrib, "y": f"{down:g}"})
                line.text = part.text
                parent.insert(place + number, line)


def _fix_widths(root: ElementTree.Element) -> None:
    """Give each text the width it was laid out with, or a reader's wider letters would be cut off or overlap."""
    for text in root.iter("text"):
        if text.text:
            size, is_bold = (
                float(text.get("font-size", "").removesuffix("px")),
                text.get("font-weight") == "bold",
            )
            width = text_width(text.text, size, is_bold=is_bold)
            text.attrib |= {"textLength": f"{width:.1f}", "lengthAdjust": "spacingAndGlyphs"}


def _rename_ids(root: ElementTree.Element, prefix: str) -> None:
    """Give the ids new numbers: the library counts them on from chart to chart."""
    names: dict[str, str] = {}
    for element in root.iter():
        if "id" in element.attrib:
            old = element.attrib["id"]
            element.attrib["id"] = names.setdefault(old, f"{prefix}-{len(names) + 1}")
    for element in root.iter():
        for name, value in element.attrib.items():
            element.attrib[name] = _REFERENCE.sub(lambda found: f"url(#{names[found[1]]})", value)


def _name(root: ElementTree.Element, title: str, prefix: str) -> None:
    told = ElementTree.Element("title", {"id": f"{prefix}-title"})
    told.text = title
    root.insert(0, told)
    root.attrib |= {"xmlns": _SVG, "role": "img", "aria-labelledby": f"{prefix}-title"}
