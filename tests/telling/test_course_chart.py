"""The chart of a course: all that touches it is drawn, in the reader's language, the same for the same data."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.telling.charts.asides import Asides
from haidang.telling.charts.course import CourseData, OtherCourse, course_chart
from haidang.telling.charts.fan_promises import FanPromise
from haidang.telling.charts.figures import FanPoint
from haidang.telling.charts.happenings import Happening, raised
from haidang.telling.charts.scales import value_scale
from haidang.telling.teller import teller

COURSE = CourseData(
    "Population",
    "thousand people",
    date(2026, 1, 1),
    runs=((FanPoint(2021, 10), FanPoint(2022, 11, "estimate")), (FanPoint(2023, 30), FanPoint(2024, 31))),
    asides=Asides(((2022, 10.5),), ((2022, 12),)),
    others=(OtherCourse("Old city", (FanPoint(2019, 5), FanPoint(2020, 6))),),
    promises=(FanPromise(2025, 40, None, "Plan: at least 40"), FanPromise(2025, 20, 25, "20 to 25")),
    happenings=(Happening(2022.5, "new definition"), Happening(2019.5, "a shock", 2021.5)),
)


def texts(spec) -> str:
    return json.dumps(spec, ensure_ascii=False)


def drawn(spec, kind):
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == kind]


def values(layer):
    return [(each["x"], each["y"]) for each in layer["data"]["values"]]


def test_everything_that_touches_it_is_named():
    told = texts(course_chart(COURSE, teller("en")))
    for word in (
        "Old city",
        "Plan: at least 40",
        "new definition",
        "a shock",
        "another territory",
        "promised",
    ):
        assert word in told


@pytest.mark.parametrize("language", ["vi", "en", "fr"])
def test_the_same_data_give_the_same_chart(language):
    t = teller(language)
    assert course_chart(COURSE, t) == course_chart(COURSE, t)
    json.dumps(course_chart(COURSE, t), allow_nan=False)


def test_no_line_joins_two_runs_or_two_territories():
    lines = [values(layer) for layer in drawn(course_chart(COURSE, teller("en")), "line")]
    own = {(2021, 10), (2022, 11)}, {(2023, 30), (2024, 31)}, {(2019, 5), (2020, 6)}
    for line in lines:
        touched = [run for run in own if run & set(line)]
        assert len(touched) <= 1
    assert all(any(run <= set(line) for line in lines) for run in own)


def test_a_shock_is_a_band_and_a_definition_a_line():
    spec = course_chart(COURSE, teller("en"))
    (band,) = drawn(spec, "area")
    assert [each["x"] for each in band["data"]["values"]] == [2019.5, 2021.5]
    assert any({x for x, _ in values(layer)} == {2022.5} for layer in drawn(spec, "line"))


def test_reasons_stand_above_all_that_is_drawn():
    without = course_chart(replace(COURSE, happenings=()), teller("en"))
    assert course_chart(COURSE, teller("en"))["height"] > without["height"]


@pytest.mark.parametrize(
    "changed",
    [
        {
            "runs": ((FanPoint(2024, 0.0),),),
            "others": (),
            "promises": (),
            "asides": Asides(),
            "happenings": (),
        },
        {"runs": (), "promises": (), "asides": Asides()},
        {"runs": ((FanPoint(2023, -4.0, "at_most"),),), "others": ()},
        {"happenings": (Happening(2030.5, "territory until 30 June 2031"),)},
    ],
)
def test_little_is_drawn_too(changed):
    course_chart(replace(COURSE, **changed), teller("vi"))


@given(st.floats(-1e6, 1e6), st.floats(0.1, 1e6), st.floats(0, 300))
def test_room_above_moves_no_value(low, reach, room):
    scale = value_scale(teller("en"), [low, low + reach], 360.0)
    higher = raised(scale, room)
    for tick in scale.ticks:
        assert higher.place(tick) == pytest.approx(scale.place(tick), abs=1e-6)
    assert higher.length == 360.0 + room
