"""Sources as of a day: none before it can have been read, and every count of that day alone."""

from __future__ import annotations

from haidang.base.days import AsOf
from haidang.base.text import Name
from haidang.core.documents.document import Source
from haidang.core.evidence import Description
from haidang.core.review.sources import first_days, list_sources, what_rests
from tests.make.core import (
    Memory,
    day,
    haiphong,
    make_assessment,
    make_document,
    make_observation,
    make_target,
)


def source(source_id="s", tier=1, by="", publisher="Báo"):
    return Source(source_id, "Tin", publisher, "", tier, None, day(by) if by else None)


def memory(*sources, horizon=None, **rows):
    about = Description("memory", Name("x"), horizon={"events": day(horizon)} if horizon else {})
    return Memory(about=about, source_rows=sources, **rows)


def test_a_source_is_there_from_its_day():
    held = memory(source(by="2024-01-10"))
    assert list_sources(held, day("2024-01-09")) == ()
    assert len(list_sources(held, day("2024-01-10"))) == 1


def test_a_source_without_a_day_is_there_as_soon_as_something_that_rests_on_it():
    held = memory(
        source(),
        figures=[make_observation("2023", source_id="s"), make_observation("2021", source_id="s")],
        horizon="2024-06-30",
    )
    assert first_days(held) == {"s": day("2022-01-01")}
    assert first_days(memory(source(), horizon="2024-06-30")) == {"s": day("2024-06-30")}
    assert first_days(memory(source())) == {"s": None}
    assert len(list_sources(memory(source()), day("2000-01-01"))) == 1


def test_counts_are_of_the_day():
    held = memory(
        source(by="2020-01-01"),
        figures=[
            make_observation("2022", source_id="s"),
            make_observation("2023", source_id="s"),
            make_observation("2021", source_id="s", withdrawn_on=day("2023-06-30")),
            make_observation("2020"),
        ],
        document_rows=[make_document(issued="2023-05-01", source_id="s")],
        target_rows=[make_target(source_id="s")],
        assessment_rows=[make_assessment(source_id="s")],
    )

    def counts(on):
        (line,) = list_sources(held, day(on))
        return line.figures, line.targets, line.assessments, line.others

    assert counts("2022-12-31") == (1, 0, 0, 0)
    assert counts("2023-05-01") == (2, 1, 0, 1)
    assert counts("2023-06-30") == (1, 1, 0, 1)
    assert counts("2024-11-14") == (2, 1, 1, 1)
    view = what_rests(held, held.source_rows[0], AsOf.of(day("2023-06-30"), day("2026-01-01")))
    assert view.figures == (("revenue", "city", 1),)
    assert [each.target_id for each in view.targets] == ["T1"]
    assert view.assessments == ()


def test_the_order_is_by_tier_then_publisher():
    held = memory(source("a", 2), source("b", 1, publisher="b"), source("c", 1, publisher="A"))
    assert [line.source.source_id for line in list_sources(held, day("2024-01-01"))] == ["c", "b", "a"]


def test_the_list_and_the_sources_themselves_say_the_same():
    held, on = haiphong(), AsOf.of(day("2024-11-14"), day("2026-11-25"))
    for line in list_sources(held, on.day):
        view = what_rests(held, line.source, on)
        assert sum(count for *_, count in view.figures) == line.figures
        assert (len(view.targets), len(view.assessments)) == (line.targets, line.assessments)
        others = (view.documents, view.commitments, view.events, view.areas, view.successions)
        assert sum(map(len, others)) == line.others


def test_figures_of_several_areas_are_counted_together():
    one, other = (make_observation("2023", source_id="s", area_id=each) for each in ("city", "ward"))
    held = memory(source(by="2020-01-01"), figures=[one, other])
    view = what_rests(held, held.source_rows[0], AsOf.of(day("2024-06-30"), day("2026-01-01")))
    assert view.figures == (("revenue", "", 2),)
