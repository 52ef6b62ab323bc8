"""The body that answers for a row: who may enter what."""

from __future__ import annotations

import uuid

import pytest

pytestmark = pytest.mark.usefixtures("haiphong_loaded", "undone")
NEW_DOCUMENT = {"document_id": "d", "issuer_id": "city_committee"}


def owner(table: str, cells: dict[str, str], **more) -> str:
    from haidang.portal.entries.owners import owner_of
    from haidang.portal.registry.evidence import DatabaseEvidence

    return owner_of(table, cells, DatabaseEvidence(), **more)


@pytest.fixture
def foreign():
    """Why somebody who enters for some bodies cannot enter a row for a body: the field, or None."""
    from datetime import date

    from haidang.portal.entries.owners import find_foreign
    from haidang.portal.entries.proposing import Proposed
    from haidang.portal.registry.bodies import tree_of
    from haidang.portal.registry.evidence import DatabaseEvidence

    evidence = DatabaseEvidence()

    def find(table, cells, body_id, may_enter, act="add", replaces=None, issuers=None):
        row = Proposed(uuid.uuid4(), table, cells, act, replaces or {})
        found = find_foreign(
            row,
            body_id,
            evidence=evidence,
            tree=tree_of(evidence),
            day=date(2025, 3, 1),
            may_enter=lambda each: each in may_enter,
            issuers=issuers,
        )
        return None if found is None else found.where

    return find


@pytest.mark.parametrize(
    ("table", "cells", "body_id"),
    [
        ("documents", {"issuer_id": "city_committee"}, "city_committee"),
        ("documents", {"issuer_id": "nobody"}, ""),
        ("documents", {}, ""),
        ("targets", {"document_id": "nq-45-2019"}, "politburo"),
        ("targets", {"document_id": "new"}, ""),
        ("assessments", {"assessor_id": "city_committee", "document_id": "nq-45-2019"}, "city_committee"),
        ("indicators", {"responsible_body_id": "city_committee"}, ""),
        ("areas", {"area_id": "haiphong"}, ""),
        ("sources", {"source_id": "x"}, ""),
    ],
)
def test_which_body_answers(table, cells, body_id):
    assert owner(table, cells) == body_id


def test_a_target_is_that_of_the_issuer_of_a_document_that_comes_with_it():
    assert owner("targets", {"document_id": "new"}, issuers={"new": "city_council"}) == "city_council"
    assert owner("targets", {"document_id": "nq-45-2019"}, issuers={"nq-45-2019": "x"}) == "politburo"
    assert owner("targets", {"document_id": "new"}, issuers={"new": "nobody"}) == ""


def test_a_row_is_entered_for_the_body_that_answers(foreign):
    assert foreign("documents", NEW_DOCUMENT, "city_committee", {"city_committee"}) is None
    assert (
        foreign("documents", NEW_DOCUMENT, "city_council", {"city_committee", "city_council"}) == "issuer_id"
    )
    assert foreign("documents", NEW_DOCUMENT, "city_committee", {"city_council"}) == "issuer_id"
    assert foreign("documents", {"document_id": "d"}, "", {""}) == "issuer_id"
    assert foreign("areas", {"area_id": "x"}, "", {""}) is None
    assert foreign("areas", {"area_id": "x"}, "city_council", {"city_council"}) == ""
    assert foreign("forecasts", {}, "", {""}) == "table"


def test_a_held_row_is_changed_by_who_answers_for_it_before_and_after(foreign):
    change = {"act": "change", "replaces": {"document_id": "nq-45-2019"}}
    taken = {"document_id": "nq-45-2019", "issuer_id": "city_committee"}
    assert foreign("documents", taken, "city_committee", {"city_committee"}, **change) == "issuer_id"
    assert foreign("documents", taken, "city_committee", {"city_committee", "politburo"}, **change) is None


def test_a_new_source_is_entered_for_any_body_and_changed_by_who_answers_for_all(foreign):
    source = {"source_id": "tkhp_2020", "title": "x"}
    change = {"act": "change", "replaces": {"source_id": "tkhp_2020"}}
    assert foreign("sources", source, "city_council", {"city_council"}) is None
    assert foreign("sources", source, "city_council", {"city_council"}, **change) == ""
    assert foreign("sources", source, "", {""}, **change) is None


def test_a_figure_is_entered_for_a_body_that_publishes_its_indicator(foreign):
    figure = {"indicator_id": "grdp_growth"}
    assert foreign("observations", figure, "city_statistics", {"city_statistics"}) is None
    assert foreign("observations", figure, "tourism_department", {"tourism_department"}) == "indicator_id"
    assert foreign("observations", figure, "tourism_department", {"", "tourism_department"}) is None
    change = {"act": "change", "replaces": figure}
    other = {"indicator_id": "pci_rank"}
    assert foreign("observations", figure, "city_statistics", {"city_statistics"}, **change) is None
    assert foreign("observations", other, "city_statistics", {"city_statistics"}, **change) == "indicator_id"


@pytest.mark.parametrize("act", ["add", "change", "withdraw"])
def test_a_figure_of_another_producer_is_left_to_it(foreign, act):
    from haidang.core.pack.tables import OBSERVATIONS
    from haidang.portal.registry.models import current_rows

    by_planning = current_rows("observations").filter(producer_id="city_planning_department")
    theirs = current_rows("observations").filter(
        producer_id="city_statistics", indicator_id__in=by_planning.values("indicator_id")
    )
    row = theirs.order_by("pk").values(*OBSERVATIONS.names).first()
    cells = {"withdrawn_on": "2025-03-01"} if act == "withdraw" else row
    replaces = {} if act == "add" else {name: row[name] for name in OBSERVATIONS.key}

    def ask(body_id, *may_enter):
        return foreign("observations", cells, body_id, may_enter, act, replaces)

    assert ask("city_planning_department", "city_planning_department") == "producer_id"
    assert ask("city_statistics", "city_statistics") is None
    assert ask("city_planning_department", "city_planning_department", "") is None
