"""
The examples «to check by hand» of the pages of the methods, on the real figures.

Promises that no document makes are invented, the figures are those of the bundled pack.
"""

from dataclasses import replace

import pytest

from haidang.core.review.lines import build_lines
from tests.make.core import day, haiphong, make_target

ISSUED_2019 = "nq-45-2019"  # 24 January 2019
NO_DAY = "plan-2024"


def verdict(indicator_id, kind, low, period, on="2024-11-14", **changes):
    """The evidence on an invented promise of Hai Phong."""
    unit = haiphong().indicators()[indicator_id].unit
    target = make_target(
        low,
        period,
        kind=kind,
        indicator_id=indicator_id,
        unit=unit,
        area_id="haiphong",
        document_id=changes.pop("document_id", NO_DAY),
    )
    (line,) = build_lines(haiphong(), [replace(target, **changes)], day(on)).lines
    return line.verdict


def told(*arguments, **changes):
    found = verdict(*arguments, **changes)
    return str(found.reason or found.status)


TERM, REVENUE = "2021-01-01/P5Y", "budget_revenue_total"
EXAMPLES = [
    ("competitiveness among the first five", "pci_rank", "at_most", 5, "2023", {}, "met"),
    ("prices", "cpi_growth", "at_most", 4.5, "2024", {}, "ahead"),
    ("second in 2025", "pci_rank", "at_most", 2, "2025", {"document_id": ISSUED_2019}, "ahead"),
    (
        "second once",
        "pci_rank",
        "at_most",
        2,
        "2025",
        {"document_id": ISSUED_2019, "reached_once": True},
        "met",
    ),
    ("prices inside", "cpi_growth", "within", 3, "2024", {"high": 4}, "ahead"),
    ("prices below", "cpi_growth", "within", 3.5, "2024", {"high": 4.5}, "behind"),
    ("exports too fast", "exports", "within", 30000, "2024", {"high": 31000}, "behind"),
    # 95 825.2 + 107 132.6 + more than 100 000 + at least 87 822.22 of 2024; a rival has 90 421.01 for 2021
    ("revenue enough", REVENUE, "total", 385000, TERM, {}, "met"),
    ("revenue disputed", REVENUE, "total", 388000, TERM, {}, "ahead"),
    ("revenue on course", REVENUE, "total", 500000, TERM, {}, "ahead"),
    ("revenue open", REVENUE, "total", 600000, TERM, {}, "bound_across_line"),
    ("growth of a term", "grdp_growth", "average_growth", 13.5, TERM, {}, "behind"),
    ("growth disputed", "grdp_growth", "average_growth", 11.8, "2021-01-01/P3Y", {}, "rivals_across_line"),
    ("each year 10", "grdp_growth", "every_year", 10, TERM, {}, "ahead"),
    ("each year 11", "grdp_growth", "every_year", 11, TERM, {}, "missed"),
    ("each year 12.4", "grdp_growth", "every_year", 12.4, "2021-01-01/P2Y", {}, "rivals_across_line"),
    (
        "each year 12.4, before the rival was public",
        "grdp_growth",
        "every_year",
        12.4,
        "2021-01-01/P2Y",
        {"on": "2024-08-01"},
        "missed",
    ),
    ("between two producers", "grdp_growth", "at_least", 12.4, "2022", {}, "rivals_across_line"),
    ("more than about", REVENUE, "about", 99900, "2022", {}, "met"),
    ("less than about", REVENUE, "about", 113000, "2022", {}, "missed"),
    (
        "model communes",
        "model_rural_communes",
        "units_meeting",
        30,
        "2025",
        {"criteria": "clean_water >= 95", "unit_level": "commune"},
        "figure_not_held",
    ),
]


@pytest.mark.parametrize(
    ("indicator_id", "kind", "low", "period", "changes", "expected"),
    [each[1:] for each in EXAMPLES],
    ids=[each[0] for each in EXAMPLES],
)
def test_the_examples_of_the_pages(indicator_id, kind, low, period, changes, expected):
    if kind == "units_meeting":
        changes = {**changes, "unit": "communes"}
    assert told(indicator_id, kind, low, period, **changes) == expected


def test_what_prices_may_still_do():
    found = verdict("cpi_growth", "at_most", 4.5, "2024")
    assert found.achieved.observation.text == "3.36"
    assert found.needed.interval.middle == pytest.approx(4.88)
    below = verdict("cpi_growth", "within", 3.5, "2024", high=4.5)
    assert below.needed.interval.middle == pytest.approx(3.55, abs=0.005)


def test_what_exports_may_still_bring():
    found = verdict("exports", "within", 30000, "2024", high=31000)
    assert found.needed.interval.middle == pytest.approx(1533.3, abs=0.05)
    assert found.pace.interval.middle == pytest.approx(2933.3, abs=0.05)


def test_the_sum_of_revenue():
    found = verdict(REVENUE, "total", 500000, TERM)
    assert found.achieved_interval.low == pytest.approx(95825.2 + 107132.6 + 100000 + 87822.22)
    assert found.needed.interval.high == pytest.approx((500000 - 390780.02) / 14)


def test_the_mean_of_growth():
    found = verdict("grdp_growth", "average_growth", 13.5, TERM)
    assert found.achieved_interval.middle == pytest.approx(11.68, abs=0.005)
    assert found.needed.interval.middle == pytest.approx(16.29, abs=0.005)


def test_places_gained_and_needed():
    found = verdict("pci_rank", "at_most", 2, "2025", document_id=ISSUED_2019)
    assert (found.base.period.text, found.base.observation.value) == ("2018", 16)
    assert found.pace.interval.middle == pytest.approx(-2.6, abs=0.01)
    assert found.needed.interval.middle == pytest.approx(-0.5, abs=0.01)
