"""
Charts, drawn once and kept in the folder of the data, so that every process and every start finds them.

They are kept under the hash of all that they are made from. A folder that cannot be read or written is passed over: then
a chart is drawn whenever it is asked for.
"""

from __future__ import annotations

import hashlib
import json
import pickle
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from typing import Any, TypeVar

from django.core.cache import caches

from haidang import __version__
from haidang.files.charts import draw_png, draw_svg, draw_svg_file

CHARTS = "charts"
"""The name of their cache in the settings."""

T = TypeVar("T", str, bytes)
_UNREADABLE = (OSError, zlib.error, pickle.UnpicklingError, EOFError, ValueError)


def kept_svg(spec: dict[str, Any], title: str, prefix: str) -> str:
    """Return a chart to stand in a page; as `draw_svg`."""
    return _kept(draw_svg, spec, {"title": title, "prefix": prefix})


def kept_svg_file(spec: dict[str, Any], title: str, about: str) -> str:
    """Return a chart as a picture by itself; as `draw_svg_file`."""
    return _kept(draw_svg_file, spec, {"title": title, "about": about})


def kept_png(spec: dict[str, Any], scale: float) -> bytes:
    """Return a chart in pixels; as `draw_png`."""
    return _kept(draw_png, spec, {"scale": scale})


def _kept(draw: Callable[..., T], spec: dict[str, Any], more: Mapping[str, object]) -> T:
    key = _key(draw.__name__, spec, more)
    try:
        found: T | None = caches[CHARTS].get(key)
    except _UNREADABLE:
        found = None
    if found is not None:
        return found
    drawn = draw(spec, **more)
    with suppress(OSError):
        caches[CHARTS].set(key, drawn)
    return drawn


def _key(how: str, spec: dict[str, Any], more: Mapping[str, object]) -> str:
    told = json.dumps([how, __version__, _library(), spec, more], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


@cache
def _library() -> str:
    return version("vl-convert-python")
