"""What would make a target checkable, and which body owes it."""

import pytest

from haidang.core.indicators.indicator import LegalMetadata
from haidang.core.review.lines import build_lines
from haidang.core.review.missing import _GAPS, Gap, Owing, find_missing
from haidang.core.targets.verdict import Reason
from tests.make.core import (
    Memory,
    day,
    make_area,
    make_document,
    make_indicator,
    make_observation,
    make_target,
)

NOW = day("2024-06-30")
RESPONSIBLE = LegalMetadata(responsible_body_id="statistics")


def missing(target=None, figures=(), indicator=None, on=NOW, **changes):
    memory = Memory(
        target_rows=[target or make_target()],
        indicator_rows=[indicator or make_indicator()],
        figures=figures,
        document_rows=[make_document(issued=changes.pop("issued", ""))],
        **changes,
    )
    (line,) = build_lines(memory, memory.target_rows, on).lines
    return find_missing(line)


def test_a_target_that_can_be_checked_lacks_nothing():
    assert missing(figures=[make_observation(value=90)]) is None


RIVALS = [make_observation(value=110), make_observation(value=90, producer_id="committee")]


@pytest.mark.parametrize(
    ("target", "figures", "reason", "gaps"),
    [
        ({"value_status": "not_held", "low": None}, [], Reason.VALUE_NOT_HELD, (Gap.VALUE, Gap.FIGURE)),
        (
            {"value_status": "not_held", "low": None},
            [make_observation()],
            Reason.VALUE_NOT_HELD,
            (Gap.VALUE,),
        ),
        (
            {"value_status": "not_held", "low": None},
            [make_observation("2021")],  # ended 912 days before
            Reason.VALUE_NOT_HELD,
            (Gap.VALUE, Gap.NEWER_FIGURE),
        ),
        (
            {"value_status": "not_published", "low": None},
            [make_observation()],
            Reason.VALUE_NOT_PUBLISHED,
            (Gap.VALUE,),
        ),
        ({}, [], Reason.FIGURE_NOT_HELD, (Gap.FIGURE,)),
        ({}, [make_observation("2022")], Reason.FIGURE_NOT_HELD, (Gap.FIGURE,)),
        ({"definition": "old"}, [make_observation()], Reason.OTHER_DEFINITION, (Gap.SAME_DEFINITION,)),
        ({}, [make_observation(value=90, bound=">")], Reason.BOUND_ACROSS_LINE, (Gap.EXACT_FIGURE,)),
        ({}, RIVALS, Reason.RIVALS_ACROSS_LINE, (Gap.ONE_FIGURE,)),
    ],
)
def test_what_is_missing_follows_from_the_reason(target, figures, reason, gaps):
    found = missing(make_target(**target), figures)
    assert (found.reason, found.gaps) == (reason, gaps)


def test_a_newer_figure_another_territory_and_one_never_published():
    later = make_target(200, period="2030")
    figures = [make_observation("2019", 100), make_observation("2020", 150)]
    assert missing(later, figures, issued="2019-12-31").gaps == (Gap.NEWER_FIGURE,)
    ended = [make_area(valid_to="2023-06-30")]
    assert missing(area_rows=ended).gaps == (Gap.SAME_TERRITORY,)
    never = missing(indicator=make_indicator(is_published=False))
    assert (never.reason, never.gaps) == (Reason.NO_FIGURE_PUBLISHED, (Gap.FIGURE,))


def test_every_reason_has_a_gap():
    assert set(_GAPS) == set(Reason)


@pytest.mark.parametrize(
    ("target", "indicator", "body", "owing"),
    [
        ({}, {}, "council", Owing.ISSUER),  # none is named: the issuer of the document, and says so
        ({"body_id": "department"}, {}, "department", Owing.ACCOUNTABLE),
        ({}, {"legal": RESPONSIBLE}, "statistics", Owing.RESPONSIBLE),
        ({"body_id": "department"}, {"legal": RESPONSIBLE}, "statistics", Owing.RESPONSIBLE),
        # a value is owed by whoever set or answers for it, never by the statistics office
        ({"value_status": "not_held", "low": None}, {"legal": RESPONSIBLE}, "council", Owing.ISSUER),
        (
            {"value_status": "not_held", "low": None, "body_id": "department"},
            {"legal": RESPONSIBLE},
            "department",
            Owing.ACCOUNTABLE,
        ),
    ],
)
def test_who_owes_it(target, indicator, body, owing):
    found = missing(make_target(**target), indicator=make_indicator(**indicator))
    assert (found.body_id, found.owing) == (body, owing)


def test_a_composite_owes_what_its_parts_lack():
    whole = make_target(None, kind="composite", indicator_id="", parts=("part",))
    memory = Memory(
        target_rows=[whole, make_target(target_id="part", definition="old")], figures=[make_observation()]
    )
    line, _ = build_lines(memory, memory.target_rows, NOW).lines
    found = find_missing(line)
    assert (found.reason, found.gaps, found.owing) == (
        Reason.OTHER_DEFINITION,
        (Gap.SAME_DEFINITION,),
        Owing.ISSUER,
    )
