"""
What holds for every kind that judges a figure.

A better figure never worsens the status, units do not matter, and neither does an older vintage, a figure older than
the base, or the order of the rows. A scene is a target with one figure left open, the deciding one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haidang.base.units import convert
from haidang.core.indicators.indicator import Indicator, Observation
from haidang.core.targets.target import Target
from haidang.core.targets.verdict import Evidence, Verdict
from tests.make.core import (
    day,
    judged,
    make_area,
    make_indicator,
    make_observation,
    make_rate,
    make_stock,
    make_target,
    years,
)

ORDER = (Evidence.MISSED, Evidence.BEHIND, Evidence.AHEAD, Evidence.MET)
TERM = "2021-01-01/P5Y"
FLOW, CAN_FALL, NEITHER = make_indicator(), make_indicator(lower=None), make_indicator(direction="none")
AVERAGE = make_rate(unit="% per year", over_time="none")
COMMUNES = [make_area(), *(make_area(f"c{n}", level="commune", parent_id="city") for n in range(3))]


@dataclass(frozen=True)
class Scene:
    """A target, the figures that stay, and the period of the one that decides."""

    target: Target
    indicator: Indicator = FLOW
    deciding: str = "2023"
    others: Sequence[Observation] = ()
    on: str = "2024-06-30"
    counts_from: str = ""
    sign: int = 1  # which way is better for the deciding figure
    changes: dict = field(default_factory=dict)  # of the deciding figure
    more: dict = field(default_factory=dict)  # of the case

    def figure(self, value: float, bound: str = "") -> Observation:
        return make_observation(self.deciding, value, bound=bound, **self.changes)

    def judge(self, *figures: Observation) -> Verdict:
        return judged(
            [*self.others, *figures],
            self.target,
            self.indicator,
            on=self.on,
            counts_from=self.counts_from,
            **self.more,
        )


LATER = {"deciding": "2022", "others": years(2019, 100, 104), "on": "2023-11-14", "counts_from": "2020-06-30"}
STATE = {**LATER, "indicator": make_stock(upper=500.0), "others": years(2019, 30, 34, unit="%")}
FALLING = {**LATER, "sign": -1}
COUNT = {
    "target": make_target(
        2, kind="units_meeting", unit="communes", unit_level="commune", criteria="water >= 95"
    ),
    "indicator": make_indicator("units", unit="communes", measure="count", over_time="last", lower=None),
    "changes": {"indicator_id": "water", "area_id": "c0", "unit": "%"},
    "others": [
        make_observation("2023", value, indicator_id="water", area_id=name, unit="%")
        for name, value in (("c1", 96), ("c2", 90))
    ],
    "more": {"areas": COMMUNES, "others": [make_stock("water", upper=500.0)]},
}

SCENES: dict[str, Scene] = {
    "at_least, over": Scene(make_target(100)),
    "at_least, projected": Scene(make_target(100), on="2023-12-20", changes={"public": "2023-12-10"}),
    "at_least, part of a flow": Scene(make_target(100), deciding="2023-S1", on="2023-08-01"),
    "at_least, part of a flow that may fall": Scene(
        make_target(100), CAN_FALL, deciding="2023-S1", on="2023-08-01"
    ),
    "at_least, part of a flow after another": Scene(
        make_target(100), deciding="2023-S1", on="2023-08-01", others=[make_observation("2023-Q1", 30)]
    ),
    "at_least, part of a flow, over": Scene(make_target(100), deciding="2023-S1"),
    "at_least, part of a rate": Scene(
        make_target(100, unit="% yoy"), make_rate(), deciding="2023-S1", on="2023-08-01"
    ),
    "at_least, rival": Scene(make_target(100), others=[make_observation(value=95, producer_id="committee")]),
    "at_least, level to come": Scene(make_target(150, period="2025"), **LATER),
    "at_least, level to come, others recent": Scene(
        make_target(150, period="2025"), **{**LATER, "others": years(2019, 100, 102, 104)}
    ),
    "at_most, level to come, others recent": Scene(
        make_target(60, period="2025", kind="at_most"), **{**FALLING, "others": years(2019, 100, 98, 96)}
    ),
    "at_least, level to come, base after the promise": Scene(
        make_target(150, period="2025"), **{**LATER, "counts_from": "2017-06-30"}
    ),
    "at_least, level to come from nothing": Scene(
        make_target(150, period="2025"), **{**LATER, "others": years(2019, 0, 0)}
    ),
    "at_least, level to come that may be negative": Scene(
        make_target(150, period="2025"), **{**LATER, "indicator": CAN_FALL, "others": years(2019, -20, -5)}
    ),
    "at_least, growth to come": Scene(
        make_target(100, period="2025", unit="% yoy"), **{**LATER, "indicator": make_rate()}
    ),
    "at_least, state to come": Scene(make_target(100, period="2025", unit="%"), **STATE),
    "at_least, reached once": Scene(make_target(150, period="2025", reached_once=True), **LATER),
    "at_most, over": Scene(make_target(100, kind="at_most"), sign=-1),
    "at_most, part of a flow": Scene(
        make_target(100, kind="at_most"), deciding="2023-S1", on="2023-08-01", sign=-1
    ),
    "at_most, level to come": Scene(make_target(60, period="2025", kind="at_most"), **FALLING),
    "at_most, level to come to nothing": Scene(make_target(0, period="2025", kind="at_most"), **FALLING),
    "at_most, state to come": Scene(
        make_target(10, period="2025", kind="at_most", unit="%"), **{**STATE, "sign": -1}
    ),
    "about, wished for": Scene(make_target(100, kind="about")),
    "about, part of what is wished for": Scene(
        make_target(100, kind="about"), deciding="2023-S1", on="2023-08-01"
    ),
    "about, not wished for": Scene(make_target(100, kind="about"), make_indicator(direction="down"), sign=-1),
    "average_growth, over": Scene(
        make_target(100, period=TERM, kind="average_growth", unit="% per year"),
        AVERAGE,
        deciding="2025",
        others=years(2021, 100, 90, 100, 110),
        on="2026-06-30",
    ),
    "average_growth, running": Scene(
        make_target(100, period=TERM, kind="average_growth", unit="% per year"),
        AVERAGE,
        others=years(2021, 100, 90),
    ),
    "average_growth, published": Scene(
        make_target(100, period=TERM, kind="average_growth", unit="% per year"),
        AVERAGE,
        deciding=TERM,
        on="2026-06-30",
    ),
    "total, over": Scene(
        make_target(500, period=TERM, kind="total"),
        deciding="2025",
        others=years(2021, 100, 90, 100, 110),
        on="2026-06-30",
    ),
    "total, running": Scene(make_target(300, period=TERM, kind="total"), others=years(2021, 60, 50)),
    "total, part of a year": Scene(
        make_target(300, period=TERM, kind="total"),
        deciding="2023-S1",
        others=years(2021, 60, 50),
        on="2023-08-01",
    ),
    "total, with a gap": Scene(make_target(200, period=TERM, kind="total"), others=years(2021, 60)),
    "total, rival": Scene(
        make_target(300, period="2022-01-01/P2Y", kind="total"),
        others=[*years(2022, 200), make_observation("2022", 190, producer_id="committee")],
    ),
    "every_year, running": Scene(
        make_target(100, period=TERM, kind="every_year"), others=years(2021, 100, 120)
    ),
    "every_year, over": Scene(
        make_target(100, period="2021-01-01/P3Y", kind="every_year"), others=years(2021, 100, 120)
    ),
    "every_year, falling": Scene(
        make_target(100, period=TERM, kind="every_year"),
        make_indicator(direction="down"),
        others=years(2021, 100, 90),
        sign=-1,
    ),
    "share_of, part": Scene(
        make_target(50, kind="share_of", unit="%", of_area_id="country"),
        others=[make_observation(value=200, area_id="country")],
    ),
    "share_of, whole": Scene(
        make_target(50, kind="share_of", unit="%", of_area_id="country"),
        others=[make_observation(value=60)],
        changes={"area_id": "country"},
        sign=-1,
    ),
    "share_of, running": Scene(
        make_target(50, period="2025", kind="share_of", unit="%", of_area_id="country"),
        others=[make_observation(value=200, area_id="country")],
    ),
    "units_meeting, count": Scene(**COUNT),
    "units_meeting, running": Scene(
        **{**COUNT, "target": replace(COUNT["target"], period=make_target(period="2025").period)}
    ),
}
CORRIDORS: dict[str, tuple[Scene, float]] = {  # with the value in the middle of what is due
    "within, over": (Scene(make_target(90, high=110, kind="within")), 100),
    "within, part of a flow": (
        Scene(make_target(90, high=110, kind="within"), deciding="2023-S1", on="2023-08-01"),
        50,
    ),
    "within, part of a rate": (
        Scene(
            make_target(90, high=110, kind="within", unit="% yoy"),
            make_rate(),
            deciding="2023-S1",
            on="2023-08-01",
        ),
        100,
    ),
    "about, over": (Scene(make_target(100, kind="about"), NEITHER), 100),
    "about, part of a flow": (
        Scene(make_target(100, kind="about"), NEITHER, deciding="2023-S1", on="2023-08-01"),
        50,
    ),
}

VALUES = st.one_of(st.integers(0, 220).map(float), st.integers(0, 2200).map(lambda tenths: tenths / 10))
BOUNDS = st.sampled_from(["", "", ">", "<", "~"])
quick = settings(max_examples=12)
every_scene = pytest.mark.parametrize("name", SCENES)
every_kind = pytest.mark.parametrize("name", [*SCENES, *CORRIDORS])


def scene_of(name: str) -> Scene:
    return SCENES[name] if name in SCENES else CORRIDORS[name][0]


def rank(verdict: Verdict) -> int:
    return ORDER.index(verdict.status)


def gist(verdict: Verdict) -> tuple:
    """What must not change: all but the vintages and the figures that are only shown."""
    achieved = verdict.achieved.observation if verdict.achieved else None
    return verdict.status, verdict.reason, achieved, verdict.achieved_interval, verdict.pace, verdict.needed


@every_scene
@quick
@given(one=VALUES, other=VALUES, bound=BOUNDS)
def test_a_better_figure_never_worsens_the_status(name, one, other, bound):
    scene = SCENES[name]
    worse, better = sorted((one, other), key=lambda value: scene.sign * value)
    before, after = (scene.judge(scene.figure(value, bound)) for value in (worse, better))
    if before.is_checkable and after.is_checkable:
        assert rank(before) <= rank(after), (worse, before.status, better, after.status)


@every_scene
@pytest.mark.parametrize("bound", ["", ">", "<", "~"])
def test_step_by_step_a_better_figure_never_worsens_the_status(name, bound):
    """The same without chance, so that no narrow strip is passed by."""
    scene = SCENES[name]
    steps = sorted(range(0, 221, 2), key=lambda value: scene.sign * value)
    told = [(step, scene.judge(scene.figure(step, bound))) for step in steps]
    checkable = [(step, verdict.status) for step, verdict in told if verdict.is_checkable]
    for (worse, before), (better, after) in pairwise(checkable):
        assert ORDER.index(before) <= ORDER.index(after), (worse, before, better, after)


@pytest.mark.parametrize("name", CORRIDORS)
@quick
@given(one=VALUES, other=VALUES)
def test_of_a_corridor_a_figure_nearer_to_its_middle_never_worsens_the_status(name, one, other):
    scene, middle = CORRIDORS[name]
    better, worse = sorted((one, other), key=lambda value: abs(value - middle))
    before, after = (scene.judge(scene.figure(value)) for value in (worse, better))
    assert rank(before) <= rank(after)


@every_scene
def test_every_scene_tells_good_from_bad(name):
    """Else the property above would hold of nothing."""
    scene = SCENES[name]
    statuses = {scene.judge(scene.figure(value / 2)).status for value in range(0, 1001, 4)}
    assert len(statuses) > 1, statuses


OTHER_UNITS = {"VND bn": "VND m", "%": "share", "communes": "thousand communes"}


def moved(value: float | None, source: str) -> tuple[float | None, str]:
    """A value and its unit in another convertible unit, where there is one."""
    unit = OTHER_UNITS.get(source, source)
    return (None if value is None else convert(value, source, unit)), unit


@every_kind
@quick
@given(value=VALUES, bound=BOUNDS)
def test_units_do_not_matter(name, value, bound):
    scene = scene_of(name)
    figure = scene.figure(value, bound)

    def moved_row(row: Observation) -> Observation:
        amount, unit = moved(row.value, scene.indicator.unit if row.unit == "VND bn" else row.unit)
        return replace(row, value=amount, unit=unit)

    own = scene.indicator.unit if scene.target.unit == "VND bn" else scene.target.unit
    low, unit = moved(scene.target.low, own)
    target = replace(scene.target, low=low, high=moved(scene.target.high, own)[0], unit=unit)
    there = replace(scene, target=target, others=[moved_row(row) for row in scene.others])
    plain, after = scene.judge(figure), there.judge(moved_row(figure))
    assert (after.status, after.reason) == (plain.status, plain.reason)


@pytest.mark.parametrize(
    "name", [name for name in (*SCENES, *CORRIDORS) if scene_of(name).indicator in (FLOW, CAN_FALL, NEITHER)]
)
@quick
@given(value=VALUES, bound=BOUNDS)
def test_the_unit_of_the_indicator_does_not_matter(name, value, bound):
    scene = scene_of(name)
    figure = scene.figure(value, bound)
    plain = scene.judge(figure)
    in_dong = replace(scene, indicator=replace(scene.indicator, unit="VND"))
    rows = [replace(row, unit="VND m", value=row.value * 1000) for row in (*scene.others, figure)]
    unit = "VND m" if scene.target.unit == "VND bn" else scene.target.unit
    factor = 1000 if unit == "VND m" else 1
    target = replace(
        scene.target,
        low=scene.target.low * factor,
        high=None if scene.target.high is None else scene.target.high * factor,
        unit=unit,
    )
    moved = replace(in_dong, target=target, others=rows[:-1]).judge(rows[-1])
    assert (moved.status, moved.reason) == (plain.status, plain.reason)


@every_kind
@quick
@given(value=VALUES, bound=BOUNDS, older=VALUES, older_bound=BOUNDS)
def test_an_older_vintage_changes_nothing(name, value, bound, older, older_bound):
    scene = scene_of(name)
    figure = scene.figure(value, bound)
    vintage = replace(
        scene.figure(older, older_bound),
        public_from=day("2015-01-01"),
        public_by=day("2015-01-01"),
        status="E",
    )
    assert gist(scene.judge(figure, vintage)) == gist(scene.judge(figure))


@every_kind
@quick
@given(
    value=VALUES,
    bound=BOUNDS,
    older=VALUES,
    text=st.sampled_from(["2014", "2016-S1", "2015-12-31", "2012-01-01/P5Y"]),
)
def test_a_figure_older_than_the_base_changes_nothing(name, value, bound, older, text):
    scene = scene_of(name)
    figure = scene.figure(value, bound)
    old = replace(scene.figure(older), period=make_observation(text).period)
    old = replace(old, public_from=old.period.end, public_by=old.period.end)
    # without a base the old one might become it: then it is not older than the base
    plain = scene.judge(figure)
    assert gist(scene.judge(figure, old)) == gist(plain)


@every_kind
@quick
@given(value=VALUES, bound=BOUNDS, chance=st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(name, value, bound, chance):
    scene = scene_of(name)
    figure = scene.figure(value, bound)
    rows = list(scene.others)
    chance.shuffle(rows)
    assert replace(scene, others=rows).judge(figure) == scene.judge(figure)


@every_kind
@quick
@given(value=VALUES, bound=BOUNDS)
def test_before_the_end_only_what_cannot_be_undone_is_decided(name, value, bound):
    scene = scene_of(name)
    verdict = scene.judge(scene.figure(value, bound))
    if day(scene.on) >= scene.target.period.end or not verdict.is_decided:
        return
    if verdict.status is Evidence.MISSED:
        broken_for_good = scene.target.kind == "every_year"
        exceeded = scene.target.kind in ("at_most", "within", "about") and scene.indicator.only_grows
        assert broken_for_good or exceeded
    else:
        reached = scene.target.kind in ("at_least", "about", "total") and scene.indicator.only_grows
        assert reached or scene.target.reached_once
