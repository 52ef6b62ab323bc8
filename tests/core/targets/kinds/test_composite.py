"""Composite: the worst part speaks for the whole."""

from itertools import permutations

import pytest

from haidang.core.targets.judging import judge
from haidang.core.targets.kinds.composite import combine
from haidang.core.targets.verdict import Evidence, Reason, Verdict
from tests.make.core import make_case, make_observation, make_target, years

WORST_FIRST = (Evidence.MISSED, Evidence.NOT_CHECKABLE, Evidence.BEHIND, Evidence.AHEAD, Evidence.MET)
WHOLE = make_target(None, kind="composite", indicator_id="", unit="", parts=("a", "b"))


def verdict_of(status):
    return Verdict(status, Reason.VALUE_NOT_HELD if status is Evidence.NOT_CHECKABLE else None)


def whole(*cases):
    return judge(make_case(target=WHOLE, parts=cases))


MET = make_case([make_observation(value=120)])
MISSED = make_case([make_observation(value=80)])
UNKNOWN = make_case([], make_target(value_status="not_held", low=None))
RUNNING = make_case([make_observation("2024-Q1", 30, status="E")], make_target(period="2024"))


@pytest.mark.parametrize(
    ("parts", "status", "reason"),
    [
        ((MET, MET), Evidence.MET, None),
        ((MET, MISSED), Evidence.MISSED, None),
        ((UNKNOWN, MISSED), Evidence.MISSED, None),
        ((MET, UNKNOWN), Evidence.NOT_CHECKABLE, Reason.VALUE_NOT_HELD),
        ((MET, RUNNING), Evidence.AHEAD, None),
        ((), Evidence.NOT_CHECKABLE, Reason.FIGURE_NOT_HELD),
    ],
)
def test_all_parts_must_be_met(parts, status, reason):
    verdict = whole(*parts)
    assert (verdict.status, verdict.reason) == (status, reason)


@pytest.mark.parametrize("place", range(len(WORST_FIRST)))
def test_the_worst_part_speaks_whatever_the_order(place):
    parts = [verdict_of(status) for status in WORST_FIRST[place:]]
    for order in permutations(parts):
        assert combine(order).status is WORST_FIRST[place]


def test_the_reason_is_that_of_the_first_part_that_cannot_be_checked():
    first = Verdict(Evidence.NOT_CHECKABLE, Reason.OTHER_DEFINITION)
    second = Verdict(Evidence.NOT_CHECKABLE, Reason.VALUE_NOT_HELD)
    assert combine([verdict_of(Evidence.MET), first, second]).reason is Reason.OTHER_DEFINITION


def test_figures_and_estimates_of_all_parts_are_those_of_the_whole():
    verdict = whole(MET, RUNNING)
    assert [figure.observation.value for figure in verdict.figures] == [120, 30]
    assert verdict.is_estimate
    assert not whole(MET, MET).is_estimate


def test_a_part_may_be_a_composite_itself():
    inner = make_case(target=WHOLE, parts=(MET, MISSED))
    assert whole(MET, inner).status is Evidence.MISSED
    assert whole(MET, make_case(target=WHOLE, parts=(MET, MET))).status is Evidence.MET


def test_each_part_is_judged_by_its_own_kind():
    growth = make_case(
        years(2021, 120, 110, 100), make_target(100, period="2021-01-01/P3Y", kind="every_year")
    )
    assert whole(MET, growth).status is Evidence.MET
