"""Units in words: `VND bn` is «tỷ đồng» to a Vietnamese reader."""

from __future__ import annotations

from functools import lru_cache

from haidang.base.text import Said, say

_SPECIAL = {
    "%": say("{value}%"),
    "% yoy": say("{value}%"),
    "% per year": say("{value}% a year"),
    "rank": say("rank {value}"),
    "points": say("{value} points"),
    "share": say("{value} of 1"),
}
_THINGS = {
    "VND": say("VND"), "USD": say("USD"), "EUR": say("EUR"), "tonnes": say("tonnes"), "arrivals": say("arrivals"),
    "people": say("people"), "workers": say("workers"), "households": say("households"), "jobs": say("jobs"),
    "communes": say("communes"), "members": say("members"), "enterprises": say("enterprises"),
    "schools": say("schools"), "beds": say("beds"), "projects": say("projects"), "days": say("days"),
    "years": say("years"), "worker": say("worker"), "person": say("person"), "household": say("household"),
}  # fmt: skip
_SCALES = {
    "thousand": say("{value} thousand {thing}"),
    "million": say("{value} million {thing}"),
    "billion": say("{value} billion {thing}"),
}
_MONEY = {
    "k": say("{value} thousand {thing}"),
    "m": say("{value} million {thing}"),
    "bn": say("{value} billion {thing}"),
}

_BASED = {
    "m": say("{value} million {thing} at {year} prices").template,
    "bn": say("{value} billion {thing} at {year} prices").template,
}


@lru_cache(maxsize=512)
def unit_words(unit: str) -> tuple[str, dict[str, Said | str]]:
    """Return the template of a quantity in a unit, and the words it needs besides `value`."""
    if unit in _SPECIAL:
        return _SPECIAL[unit].template, {}
    if unit.startswith("points of "):
        return say("{value} points of {most}").template, {"most": unit.removeprefix("points of ")}
    if unit.startswith("rank of "):
        return say("rank {value} of {most}").template, {"most": unit.removeprefix("rank of ")}
    symbol, _, base = unit.partition(" (")
    if not base:
        return _plain(unit)
    if base == "current)":
        return _plain(symbol)
    thing, _, scale = symbol.partition(" ")
    template = _BASED.get(scale, say("{value} {thing} at {year} prices").template)
    return template, {"thing": _thing(thing), "year": base.removesuffix(" prices)")}


def _plain(unit: str) -> tuple[str, dict[str, Said | str]]:
    top, _, bottom = unit.partition(" per ")
    if bottom:
        template = say("{value} {thing} per {other}").template
        return template, {"thing": _thing(top), "other": _thing(bottom)}
    first, _, rest = unit.partition(" ")
    if first in _SCALES and rest:
        return _SCALES[first].template, {"thing": _thing(rest)}
    if rest in _MONEY:
        return _MONEY[rest].template, {"thing": _thing(first)}
    return say("{value} {thing}").template, {"thing": _thing(unit)}


def _thing(symbol: str) -> Said | str:
    return _THINGS.get(symbol, symbol)
