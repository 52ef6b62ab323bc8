"""
Which figures a body enters: the one rule.

Of indicators that it, or a body below it, is responsible for, is the preferred producer of, or has published figures of: its own figures, and those of
other producers only where it is responsible or preferred. Who answers for all bodies may enter any figure, for whichever body.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import cast

from haidang.core.bodies.tree import BodyTree
from haidang.core.evidence import Evidence, PerEvidence
from haidang.core.indicators.indicator import Indicator
from haidang.portal.registry.evidence import DatabaseEvidence

_PAIR = ("indicator_id", "producer_id")


def offered(
    evidence: DatabaseEvidence, tree: BodyTree, body_id: str, day: date, *, is_over_all: bool = False
) -> Mapping[str, Indicator]:
    """
    Return the indicators of which a body enters figures, by identifier.

    Parameters
    ----------
    evidence
        What is held now.
    tree, body_id, day
        The body, and the day on which it is asked which bodies are below it.
    is_over_all
        Whether who asks answers for all bodies.
    """
    indicators = evidence.indicators()
    if is_over_all:
        return indicators
    own, producers = tree.below(body_id, day), producers_of(evidence)
    return {
        indicator_id: each
        for indicator_id, each in indicators.items()
        if not own.isdisjoint(
            {
                each.legal.responsible_body_id,
                each.preferred_producer_id,
                *producers.get(indicator_id, ()),
            }
        )
    }


def is_of_another(
    evidence: DatabaseEvidence,
    tree: BodyTree,
    body_id: str,
    day: date,
    indicator: Indicator,
    producer_id: str,
) -> bool:
    """Return whether a figure is a matter of its producer and not of a body, nor of one below it."""
    own = tree.below(body_id, day)
    answering = {indicator.legal.responsible_body_id, indicator.preferred_producer_id, producer_id}
    return producer_id in evidence.bodies() and own.isdisjoint(answering)


def _read_producers(evidence: Evidence) -> Mapping[str, Collection[str]]:
    pairs = cast("DatabaseEvidence", evidence).rows("observations").values_list(*_PAIR).distinct()
    found: dict[str, set[str]] = {}
    for indicator_id, producer_id in pairs:
        found.setdefault(indicator_id, set()).add(producer_id)
    return found


producers_of = PerEvidence(_read_producers)
"""The bodies that have published figures of each indicator."""
