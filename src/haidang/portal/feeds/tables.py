"""Which tables are given out, by what their rows can be narrowed, and what one row is found by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from haidang.base.text import say
from haidang.core.evidence import Evidence
from haidang.core.pack import tables as pack
from haidang.core.pack.tables import Table
from haidang.portal.feeds.parameters import FROM, ONLY, TO, Parameter, identifier, one_of


@dataclass(frozen=True)
class Resource:
    """
    A table that is given out.

    Attributes
    ----------
    table
        Its definition.
    one
        The word for one of its rows.
    narrowed
        By what its rows can be narrowed: the column of each parameter.
    also
        Further parameters.
    by
        The parameter that finds one row by its identifier; None where a row has none of its own.
    """

    table: Table
    one: str
    narrowed: Mapping[str, Parameter] = field(default_factory=dict)
    also: tuple[Parameter, ...] = ()
    by: Parameter | None = None

    @property
    def name(self) -> str:
        """Name of the table."""
        return self.table.name

    @cached_property
    def filters(self) -> Mapping[str, str]:
        """The column that each narrowing parameter names."""
        return {each.name: column for column, each in self.narrowed.items()}

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """All that narrows its rows."""
        return (*self.narrowed.values(), *self.also)


def _targets(evidence: Evidence) -> Mapping[str, object]:
    return {each.target_id: each for each in evidence.targets()}


def _commitments(evidence: Evidence) -> Mapping[str, object]:
    return {each.commitment_id: each for each in evidence.commitments()}


AREA = identifier("area", "Of this area.", say("area"), lambda e: e.areas())
BODY = identifier("body", "This body.", say("body"), lambda e: e.bodies())
PRODUCER = identifier("producer", "Made by this body.", say("body"), lambda e: e.bodies())
INDICATOR = identifier("indicator", "Of this indicator.", say("indicator"), lambda e: e.indicators())
DOCUMENT = identifier("document", "Of this document.", say("document"), lambda e: e.documents())
TARGET = identifier("target", "Of this target.", say("target"), _targets)
COMMITMENT = identifier("commitment", "Of this commitment.", say("commitment"), _commitments)
SOURCE = identifier("source", "This source.", say("source"), lambda e: e.sources())
KIND = one_of("kind", "Of this kind.", pack.COMMITMENTS)

RESOURCES = (
    Resource(pack.DOCUMENTS, "document", by=DOCUMENT),
    Resource(
        pack.TARGETS,
        "target",
        {"document_id": DOCUMENT, "indicator_id": INDICATOR, "area_id": AREA},
        by=TARGET,
    ),
    Resource(pack.INDICATORS, "indicator", by=INDICATOR),
    Resource(
        pack.OBSERVATIONS,
        "observation",
        {"indicator_id": INDICATOR, "area_id": AREA, "producer_id": PRODUCER},
        (FROM, TO, ONLY),
    ),
    Resource(pack.AREAS, "area", by=AREA),
    Resource(pack.BODIES, "body", by=BODY),
    Resource(pack.SUCCESSIONS, "succession"),
    Resource(pack.ASSESSMENTS, "assessment", {"document_id": DOCUMENT}),
    Resource(pack.COMMITMENTS_TABLE, "commitment", {"kind": KIND}, by=COMMITMENT),
    Resource(pack.EVENTS_TABLE, "event", {"commitment_id": COMMITMENT}),
    Resource(pack.RULES, "rule"),
    Resource(pack.EXPECTATIONS, "expectation"),
    Resource(pack.VALIDATIONS, "validation"),
    Resource(pack.BREAKS, "break"),
    Resource(
        pack.FORECASTS,
        "forecast",
        {"target_id": TARGET, "indicator_id": INDICATOR, "area_id": AREA},
    ),
    Resource(pack.SOURCES, "source", by=SOURCE),
)
