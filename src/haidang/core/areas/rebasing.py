"""
Carrying figures from one territory onto its successors.

Additive figures move by the known shares of each predecessor. An unknown share of a non-negative figure lies between
nothing and what the known shares leave over, so the result is an interval. A rate moves only with its denominator: the
numerator is carried, the denominator is carried, then they are divided. Whatever is missing is named; nothing is halved, and
a figure is never handed on without the name of its territory.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from haidang.base.errors import UseError
from haidang.base.intervals import Interval
from haidang.base.text import say
from haidang.core.areas.area import Succession


@dataclass(frozen=True, slots=True)
class Rebased:
    """
    A figure carried onto another territory.

    Attributes
    ----------
    area_id
        The territory it is now about.
    interval
        Its possible values; exact only when every share was known.
    used
        The successions it rests on.
    """

    area_id: str
    interval: Interval
    used: tuple[Succession, ...]


def rebase_sum(
    area_id: str, values: Mapping[str, Interval], successions: Sequence[Succession], basis: str
) -> Rebased:
    """
    Carry an additive, non-negative figure onto `area_id`.

    Parameters
    ----------
    area_id
        The successor.
    values
        Figure of each predecessor, by its identifier or, where it has none, its name.
    successions
        All successions of areas.
    basis
        What the figure follows: `people` or `area`.

    Raises
    ------
    UseError
        When a predecessor's figure is missing or may be negative, or nothing is known to have gone into the area.
    """
    used = [
        each for each in successions if each.kind == "area" and each.to_id == area_id and basis in each.bases
    ]
    if not used:
        raise UseError(
            say("No predecessors of «{area}» are held.", area=area_id),
            say("Ask for figures of this territory itself, or add its successions to the pack."),
        )
    missing = [each.predecessor for each in used if each.predecessor not in values]
    if missing:
        raise UseError(
            say(
                "The figures of {missing} are not held, so «{area}» cannot be put together.",
                missing=missing,
                area=area_id,
            ),
            say("Add them, or ask for each territory by itself."),
        )
    total = Interval.exact(0.0)
    for each in used:
        value = values[each.predecessor]
        if value.low < 0:
            raise UseError(
                say(
                    "The figure of «{area}» may be negative, so a part of it has no bounds.",
                    area=each.predecessor,
                ),
                say("Only figures that are never negative can be divided."),
            )
        total = total + value * _share(each, successions, basis)
    return Rebased(area_id, total, tuple(used))


def _share(one: Succession, successions: Iterable[Succession], basis: str) -> Interval:
    """Return the share, or all that the known shares of the same predecessor leave over."""
    if one.share is not None:
        return Interval.exact(one.share)
    known = sum(
        each.share or 0.0
        for each in successions
        if each.kind == "area"
        and each.predecessor == one.predecessor
        and each.day == one.day
        and basis in each.bases
    )
    return Interval(0.0, max(1.0 - known, 0.0))


def rebase_rate(
    area_id: str,
    rates: Mapping[str, Interval],
    denominators: Mapping[str, Interval] | None,
    successions: Sequence[Succession],
    basis: str,
) -> Rebased:
    """
    Carry a rate onto `area_id` by carrying its numerator and its denominator.

    Parameters
    ----------
    area_id
        The successor.
    rates
        Rate of each predecessor.
    denominators
        Denominator of each predecessor; None when the indicator names none.
    successions, basis
        As for `rebase_sum`.

    Raises
    ------
    UseError
        Without denominators, or as `rebase_sum`.
    """
    if denominators is None:
        raise UseError(
            say("A rate cannot be carried onto «{area}» without its denominator.", area=area_id),
            say("Name the denominator in «weight_id» of the indicator and add its figures."),
        )
    used = [
        each for each in successions if each.kind == "area" and each.to_id == area_id and basis in each.bases
    ]
    below = rebase_sum(area_id, denominators, successions, basis)
    known = [rates[each.predecessor] for each in used if each.predecessor in rates]
    if len(known) < len(used):
        rebase_sum(area_id, rates, successions, basis)  # raises, naming what is missing
    if all(each.share is not None for each in used):
        numerator = Interval.exact(0.0)
        for each in used:
            numerator = numerator + rates[each.predecessor] * denominators[each.predecessor] * Interval.exact(
                each.share or 0.0
            )
        return Rebased(area_id, numerator / below.interval, below.used)
    # unknown weights: a mean lies between the least and the greatest of its parts, and nowhere else
    return Rebased(
        area_id, Interval(min(rate.low for rate in known), max(rate.high for rate in known)), below.used
    )
