"""Rows as texts follow the rules by which objects are known."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.core.commitments.commitment import events_known, list_known
from haidang.core.indicators.series import is_known
from haidang.core.pack.known_rows import SINCE, known_cells
from haidang.core.pack.rows import make_observation
from haidang.core.pack.tables import BY_NAME, TABLES
from haidang.core.review.lines import list_visible
from haidang.core.review.sources import first_days
from tests.make.core import Memory, day, haiphong, haiphong_with

DAYS = st.dates(day("2014-01-01"), day("2027-01-01"))
FIGURE = {"value": "1", "unit": "%", "status": "A", "producer_id": "press", "indicator_id": "poverty_rate"}
PLANTED = haiphong_with(
    "observations",
    *(
        {
            **FIGURE,
            "area_id": "haiphong",
            "period": year,
            "public_from": first,
            "public_by": by,
            "withdrawn_on": gone,
        }
        for year, first, by, gone in (
            ("2021", "2022-01-01", "2022-01-31", "2022-03-01"),
            ("2022", "2023-01-01", "2023-01-31", "2023-01-31"),
            ("2023", "2024-01-01", "2024-01-31", None),
        )
    ),
)


def cells(evidence, table):
    return list(evidence.content.frame(table).select(BY_NAME[table].names).iter_rows())


def known(evidence, table, when):
    tell = known_cells(BY_NAME[table], evidence, when)
    return [told for each in cells(evidence, table) if (told := tell(each)) is not None]


@given(DAYS)
def test_figures_are_known_as_in_a_review(when):
    names = BY_NAME["observations"].names
    rows = [dict(zip(names, each, strict=True)) for each in cells(PLANTED, "observations")]
    expected = [row for row in rows if is_known(make_observation(row, None, {}), when)]
    found = [dict(zip(names, each, strict=True)) for each in known(PLANTED, "observations", when)]
    keys = ("indicator_id", "period", "producer_id", "definition", "public_by")
    assert [[row[key] for key in keys] for row in found] == [[row[key] for key in keys] for row in expected]
    assert all(row["withdrawn_on"] is None for row in found)


@given(DAYS)
def test_targets_commitments_events_and_sources_are_known_as_elsewhere(when):
    evidence = haiphong()
    targets = {each.target_id for each in list_visible(evidence.targets(), evidence.documents(), when)}
    assert {each[0] for each in known(evidence, "targets", when)} == targets
    commitments = {each.commitment_id for each in list_known(evidence.commitments(), when)}
    assert {each[0] for each in known(evidence, "commitments", when)} == commitments
    events = {
        event.event_id
        for each in evidence.commitments()
        for event in events_known(evidence.events(), each.commitment_id, when)
    }
    assert {each[0] for each in known(evidence, "events", when)} == events
    sources = {name for name, first in first_days(evidence).items() if first is None or first <= when}
    assert {each[0] for each in known(evidence, "sources", when)} == sources


@given(DAYS, st.sampled_from([table.name for table in TABLES]))
def test_what_is_known_stays_known_and_says_no_later_day(when, table):
    early, late = known(haiphong(), table, when), known(haiphong(), table, when + timedelta(days=400))
    definition = BY_NAME[table]
    keys = [definition.names.index(name) for name in definition.key]
    assert {tuple(each[key] for key in keys) for each in early} <= {
        tuple(each[key] for key in keys) for each in late
    }
    optional = [
        place for place, each in enumerate(definition.columns) if each.kind == "day" and not each.required
    ]
    assert all((each[place] or "") <= when.isoformat() for each in early for place in optional)


def test_every_table_says_since_when_its_rows_are_known():
    by_other_rules = {"indicators", "validations", "targets", "sources"}
    assert set(SINCE) | by_other_rules == {table.name for table in TABLES}
    for table, column in SINCE.items():
        assert BY_NAME[table].column(column).kind == "day"


@pytest.mark.parametrize(("when", "ends"), [("2025-06-29", None), ("2025-06-30", "2025-06-30")])
def test_an_end_is_known_from_its_day(when, ends):
    names = BY_NAME["areas"].names
    row = {"area_id": "a", "level": "city", "name_vi": "A", "valid_to": "2025-06-30"}
    told = known_cells(BY_NAME["areas"], Memory(), day(when))(tuple(row.get(name) for name in names))
    assert told is not None
    assert told[names.index("valid_to")] == ends
