"""Proposed rows against the database: what is found, what is read for it, what it tells of what is withheld."""

import uuid
from datetime import date

import pytest

from haidang.core.pack.tables import OBSERVATIONS
from haidang.portal.audit.recording import SYSTEM
from haidang.portal.entries import checking
from haidang.portal.entries.checking import as_published, find_defects, stops
from haidang.portal.entries.models import Entry
from haidang.portal.entries.proposing import Proposed
from haidang.portal.registry.models import Withheld, current_rows
from haidang.portal.registry.removing import remove
from haidang.portal.registry.withholding import withhold
from tests.make.withheld import BASIS
from tests.portal.conftest import NOW

pytestmark = pytest.mark.usefixtures("haiphong_loaded", "undone")

DAY = date(2026, 11, 24)
FIGURE = {
    "indicator_id": "port_throughput", "area_id": "haiphong", "period": "2019-Q1", "value": "30.1", "unit": "million tonnes",
    "status": "E", "producer_id": "city_statistics", "definition": "city statistics", "source_id": "tkhp_2023q1",
}  # fmt: skip
KEY = ("indicator_id", "area_id", "period", "producer_id", "definition", "public_by")


@pytest.fixture(autouse=True)
def read_anew():
    checking._small_tables.cache_clear()


def figure(act=Entry.Act.ADD, replaces=None, remark="", **cells):
    return Proposed(uuid.uuid4(), OBSERVATIONS.name, FIGURE | cells, act, replaces or {}, remark)


def row(table, **cells):
    return Proposed(uuid.uuid4(), table, cells)


def held(**cells):
    found = current_rows(OBSERVATIONS.name).filter(**cells).order_by("pk").first()
    return {name: getattr(found, name) for name in OBSERVATIONS.names}


def found(*rows, day=DAY):
    by_key = find_defects(rows, day=day)
    return [[(each.rule_id, each.column) for each in by_key.get(row.key, ())] for row in rows]


def test_a_right_figure_has_no_finding_and_nothing_has_none():
    assert find_defects([figure()], day=DAY) == {}
    assert find_defects([]) == {}


def test_each_defect_is_found_at_its_row_and_cell():
    rows = [
        figure(value="1.234,5", status="X"),
        figure(period="2019-Q5"),
        figure(period="2019-Q2", area_id="hai_phong"),
        figure(period="2019-Q3", unit="VND bn"),
        figure(period="2019-Q4", value="", bound=">"),
        figure(period="2027", area_id="haiphong_merged"),
        figure(period="2019-S1", source_id=""),
        row("areas", area_id="ward", level="commune", name_vi="Phường", parent_id="ward"),
        figure(area_id="ward"),
    ]
    assert found(*rows) == [
        [("not-allowed", "status"), ("decimal-comma", "value")],
        [("impossible-period", "period")],
        [("unknown-id", "area_id")],
        [("unit-not-convertible", "unit")],
        [("bound-without-value", "value")],
        [("public-before-start", "public_by")],
        [("no-source", "source_id")],
        [("cycle", "parent_id")],
        [],  # its area is proposed with it
    ]


def test_what_is_held_is_what_rows_are_held_against():
    old = held(indicator_id="port_throughput", period="2024-Q1")
    rival = figure(period="2024-Q1", producer_id="city_committee", value="50")
    ((rule, _),) = found(figure(**old))[0]
    assert rule == "figure-twice"
    (finding,) = find_defects([rival], day=DAY)[rival.key]
    assert (
        str(finding.problem) == "«city_committee» says 50, «city_statistics» says 35.7 (among what is held)."
    )


def test_a_change_and_a_withdrawal_take_the_place_of_the_row():
    old = held(indicator_id="port_throughput", period="2024-Q1")
    key = {name: old[name] for name in KEY}
    changed = figure(Entry.Act.CHANGE, key, **{**old, "value": "35.8"})
    withdrawn = Proposed(
        uuid.uuid4(), "observations", {"withdrawn_on": "2024-01-01"}, Entry.Act.WITHDRAW, key
    )
    gone = Proposed(uuid.uuid4(), "observations", {}, Entry.Act.WITHDRAW, key | {"period": "1900"})
    assert found(changed) == [[]]
    assert found(withdrawn) == [[("dates-reversed", "withdrawn_on")]]
    assert found(gone) == [[]]  # refused when it is published


def test_a_row_is_looked_at_as_it_will_be_published():
    assert as_published(figure(), DAY)["public_from"] == "2026-11-24"
    assert as_published(figure(public_by="2025-05-01"), DAY)["public_from"] == "2025-05-01"
    assert as_published(figure(period="2024-01-01/P3M "), DAY)["period"] == "2024-Q1"
    assert as_published(row("targets", target_id="x"), DAY) == {"target_id": "x"}
    old = held(indicator_id="port_throughput", period="2024-Q1")
    withdrawal = Proposed(
        uuid.uuid4(), "observations", {}, Entry.Act.WITHDRAW, {name: old[name] for name in KEY}
    )
    assert as_published(withdrawal, DAY) == {name: text for name, text in old.items() if text} | {
        "withdrawn_on": "2026-11-24"
    }
    # still to come on this day
    assert found(figure(period="2026", area_id="haiphong_merged"), day=date(2025, 12, 31)) == [
        [("public-before-start", "public_by")]
    ]


def test_an_unusual_figure_needs_a_remark():
    # parts of the state budget's revenue that are more than the whole
    breach = figure(
        indicator_id="budget_revenue_domestic", period="2017", value="99000", unit="VND bn", definition="",
        producer_id="city_committee",
    )  # fmt: skip
    findings = find_defects([breach], day=DAY)[breach.key]
    assert [each.rule_id for each in findings] == ["validation-high"]
    assert stops(breach, findings) == list(findings)
    explained = figure(remark="A payment of the year before.", **breach.cells)
    assert stops(explained, findings) == []
    wrong = figure(value="x", remark="It is so.")
    assert [each.rule_id for each in stops(wrong, find_defects([wrong])[wrong.key])] == ["not-a-number"]
    weak = figure(source_id="")
    assert stops(weak, find_defects([weak], day=DAY)[weak.key]) == []


def test_the_values_of_figures_that_are_withheld_are_not_told():
    old = held(indicator_id="port_throughput", period="2024-Q1")
    rival = figure(period="2024-Q1", producer_id="city_committee", value="50")
    assert found(rival) == [[("rivals-disagree", "value")]]
    withhold("observations", {name: old[name] or "" for name in KEY}, Withheld.State.INTERNAL, now=NOW)
    assert found(rival) == [[]]
    assert found(figure(**old)) == [[("figure-twice", "")]]


def test_what_was_removed_is_not_there():
    old = held(indicator_id="port_throughput", period="2024-Q1")
    rival = figure(period="2024-Q1", producer_id="city_committee", value="50")
    remove("observations", {name: old[name] for name in KEY}, basis=BASIS, by=SYSTEM, now=NOW)
    assert found(rival) == [[]]
    assert found(figure(**old)) == [[]]  # taken in again it is not: that is refused before
    remove("indicators", {"indicator_id": "port_throughput"}, basis=BASIS, by=SYSTEM, now=NOW)
    assert found(rival) == [[("unknown-id", "indicator_id")]]


def test_what_a_change_breaks_is_told_at_it():
    area = {"area_id": "haiphong", "level": "city", "name_vi": "Hải Phòng"}
    key = {"area_id": "haiphong"}
    begun = Proposed(uuid.uuid4(), "areas", area | {"valid_from": "2026-01-01"}, Entry.Act.CHANGE, key)
    renamed = Proposed(uuid.uuid4(), "areas", area | {"area_id": "hai_phong"}, Entry.Act.CHANGE, key)
    for each in (begun, renamed):
        findings = find_defects([each], day=DAY)[each.key]
        assert {finding.rule_id for finding in findings} == {"breaks-held"}
        assert "observations" in {finding.params["table"] for finding in findings}


def test_little_is_read_for_one_figure(django_statements):
    find_defects([figure()], day=DAY)
    with django_statements() as statements:
        find_defects([figure()], day=DAY)
    assert len(statements) <= 6, statements


def test_an_empty_row_lacks_all_that_is_needed():
    empty = row("sources")
    found = find_defects([empty])[empty.key]
    assert {each.column for each in found if each.rule_id == "required"} == {"source_id", "title", "tier"}
