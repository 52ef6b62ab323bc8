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
    ("prices", "cpi_growth", "at_most", 4.5, "2024", {"on": "2024-07-31"}, "ahead"),
    ("prices of long ago", "cpi_growth", "at_most", 4.5, "2024", {"on": "2024-08-01"}, "figures_too_old"),
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
    ("prices inside", "cpi_growth", "within", 3, "2024", {"high": 4, "on": "2024-07-31"}, "ahead"),
    ("prices below", "cpi_growth", "within", 3.5, "2024", {"high": 4.5, "on": "2024-07-31"}, "behind"),
    ("prices below of long ago", "cpi_growth", "within", 3.5, "2024", {"high": 4.5}, "figures_too_old"),
    ("exports too fast", "exports", "within", 30000, "2024", {"high": 31000}, "behind"),
    # 95 825.2 + 107 132.6 + more than 100 000 + at least 87 822.22 of 2024; a rival has 90 421.01 for 2021
    ("revenue enough", REVENUE, "total", 385000, TERM, {}, "met"),
    ("revenue disputed", REVENUE, "total", 388000, TERM, {}, "ahead"),
    ("revenue on course", REVENUE, "total", 500000, TERM, {}, "ahead"),
    ("revenue open", REVENUE, "total", 600000, TERM, {}, "bound_across_line"),
    ("growth of a term", "grdp_growth", "average_growth", 13.5, TERM, {}, "behind"),
    ("growth of a term, later", "grdp_growth", "average_growth", 13.5, TERM, {"on": "2025-06-30"}, "behind"),
    (
        "growth of a term, of a city that ended",
        "grdp_growth",
        "average_growth",
        13.5,
        TERM,
        {"on": "2025-07-01"},
        "other_territory",
    ),
    ("growth disputed", "grdp_growth", "average_growth", 11.8, "2021-01-01/P3Y", {}, "rivals_across_line"),
    ("each year 10", "grdp_growth", "every_year", 10, TERM, {}, "ahead"),
    # figures were followed until 14 November 2024: 2023 is the newest year that was over then
    ("each year 10, later", "grdp_growth", "every_year", 10, TERM, {"on": "2025-06-30"}, "ahead"),
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
    found = verdict("cpi_growth", "at_most", 4.5, "2024", on="2024-07-31")
    assert found.achieved.observation.text == "3.36"
    assert found.needed.interval.middle == pytest.approx(4.88)
    below = verdict("cpi_growth", "within", 3.5, "2024", on="2024-07-31", high=4.5)
    assert below.needed.interval.middle == pytest.approx(3.55, abs=0.005)


def verdict_on(target_id, on="2024-11-14"):
    """The evidence on a target of the pack."""
    target = next(each for each in haiphong().targets() if each.target_id == target_id)
    (line,) = build_lines(haiphong(), [target], day(on)).lines
    return line.verdict


@pytest.mark.parametrize(
    ("target_id", "on", "expected", "part"),
    [
        # about 190: 150.42 due of ten months, «more than 145»; 135.38 of nine months, 123.48
        ("PLAN-2024-port", "2024-11-14", "bound_across_line", "2024-01-01/P10M"),
        ("PLAN-2024-port", "2024-10-31", "behind", "2024-01-01/P9M"),
        ("PLAN-2024-budget", "2024-11-14", "bound_across_line", "2024-01-01/P10M"),
        ("PLAN-2024-budget", "2024-10-31", "ahead", "2024-01-01/P9M"),
        ("PLAN-2024-intl", "2024-11-14", "figures_too_old", "2024-01-01/P5M"),
        ("PLAN-2024-intl", "2024-09-30", "behind", "2024-01-01/P5M"),
        ("NQ45-2025-budget", "2024-11-14", "bound_across_line", "2023"),
        ("NQ45-2025-budget", "2023-12-27", "behind", "2022"),
    ],
)
def test_a_bound_leaves_it_open_and_what_was_before_it_tells_only_of_days_before(
    target_id, on, expected, part
):
    found = verdict_on(target_id, on)
    assert (str(found.reason or found.status), found.achieved.period.text) == (expected, part)


def test_what_port_and_revenue_need():
    port = verdict_on("PLAN-2024-port")
    assert port.needed.interval.high == pytest.approx(17.75)
    assert port.pace.interval.low == pytest.approx(14.5)
    revenue = verdict_on("PLAN-2024-budget")
    assert (revenue.achieved_interval.low, revenue.achieved_interval.high) == (87822.22, 96200)
    assert revenue.needed.interval.low == pytest.approx(5283.5)
    assert revenue.needed.interval.high == pytest.approx(9472.39)
    before = verdict_on("NQ45-2025-budget", "2023-12-27")
    assert before.pace.interval.middle == pytest.approx(9.9, abs=0.05)
    assert before.needed.interval.middle == pytest.approx(18.9, abs=0.05)
    assert verdict_on("NQ45-2025-budget").needed.interval.high == pytest.approx(34.1, abs=0.05)


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


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("PLAN-2024-grdp", "PLAN-2024-exports"), "behind"),
        (("PLAN-2024-grdp", "PLAN-2024-budget"), "bound_across_line"),
        (("PLAN-2019-grdp", "PLAN-2022-grdp", "XVI-01"), "missed"),
        (("PLAN-2019-grdp", "XVI-01"), "value_not_held"),
    ],
)
def test_composites_of_real_targets(parts, expected):
    whole = make_target(
        None, "2024", kind="composite", indicator_id="", unit="", area_id="haiphong", document_id=NO_DAY
    )
    (line,) = build_lines(haiphong(), [replace(whole, parts=parts)], day("2024-11-14")).lines
    assert str(line.verdict.reason or line.verdict.status) == expected
