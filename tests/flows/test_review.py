"""The flow of the review: what is reviewed when nothing is named, and what cannot be found."""

from dataclasses import replace

import pytest

from haidang.base.errors import NameUnknownError, UseError
from haidang.base.text import Name
from haidang.core.evidence import Description
from haidang.flows.review import run
from tests.make.core import Memory, day, haiphong, make_area, make_document, make_observation, make_target

TODAY = day("2026-03-01")
ABOUT = Description("memory", Name("x"), review_day=day("2024-11-14"), document_id="plan", area_id="city")


def memory(**changes):
    rows = {"target_rows": [make_target()], "figures": [make_observation(value=120)], "about": ABOUT}
    return Memory(**{**rows, **changes})


def test_alone_it_reviews_what_the_source_was_made_for_on_its_day():
    told = run(memory(), today=TODAY)
    assert (told.document.document_id, told.area.area_id) == ("plan", "city")
    assert told.as_of.day == day("2024-11-14")
    assert told.description is ABOUT


def test_a_source_without_a_day_is_reviewed_today():
    told = run(memory(about=replace(ABOUT, review_day=None)), today=TODAY)
    assert told.as_of.day == TODAY


def test_the_area_is_that_of_the_documents_targets_when_they_are_all_of_one():
    elsewhere = make_target(area_id="elsewhere")
    areas = [make_area(), make_area("elsewhere")]
    assert run(memory(target_rows=[elsewhere], area_rows=areas), today=TODAY).area.area_id == "elsewhere"
    both = [elsewhere, make_target(target_id="T2")]
    assert run(memory(target_rows=both, area_rows=areas), today=TODAY).area.area_id == "city"
    named = run(memory(target_rows=both, area_rows=areas), today=TODAY, area_id="elsewhere")
    assert named.area.area_id == "elsewhere"
    assert named.sums.targets == 1


def test_a_future_day_is_answered_as_of_today():
    told = run(memory(), today=TODAY, as_of=day("2099-01-01"))
    assert (told.as_of.day, told.as_of.asked) == (TODAY, day("2099-01-01"))
    assert told.as_of.was_future


def test_an_unknown_document_is_answered_with_the_nearest_ones():
    with pytest.raises(NameUnknownError) as caught:
        run(haiphong(), today=TODAY, document_id="nq-xvi-2021")
    assert "There is no document «nq-xvi-2021»." in str(caught.value)
    assert caught.value.remedy.params["names"][0] == "nq-xvi-2020"


def test_an_unknown_area_is_answered_with_the_nearest_ones():
    with pytest.raises(NameUnknownError) as caught:
        run(haiphong(), today=TODAY, area_id="Hải Phòng")
    assert "There is no area «Hải Phòng»." in str(caught.value)
    assert "haiphong" in caught.value.remedy.params["names"]


def test_a_name_that_resembles_nothing_is_answered_with_where_to_look():
    with pytest.raises(NameUnknownError) as caught:
        run(haiphong(), today=TODAY, document_id="????")
    assert "names" not in caught.value.remedy.params


def test_a_source_that_names_no_document_asks_for_one():
    with pytest.raises(UseError) as caught:
        run(memory(about=replace(ABOUT, document_id="")), today=TODAY)
    assert "--document" in str(caught.value)
    assert run(memory(about=replace(ABOUT, document_id="")), today=TODAY, document_id="plan")


def test_a_source_that_names_no_area_asks_for_one_when_the_targets_do_not_tell():
    about = replace(ABOUT, area_id="")
    with pytest.raises(UseError) as caught:
        run(memory(about=about, target_rows=[]), today=TODAY)
    assert "--area" in str(caught.value)
    assert run(memory(about=about), today=TODAY).area.area_id == "city"


def test_derived_figures_can_be_left_out():
    derived = memory(figures=[make_observation(value=120, derived=True)])
    assert run(derived, today=TODAY).sums.checkable == 1
    assert run(derived, today=TODAY, with_derived=False).sums.checkable == 0
    promised = memory(target_rows=[make_target(derived=True)])
    assert run(promised, today=TODAY, with_derived=False).sums.targets == 0


def test_another_document_can_be_asked_for():
    other = make_document("other")
    targets = [make_target(), make_target(target_id="T2", document_id="other")]
    told = run(
        memory(document_rows=[make_document(), other], target_rows=targets), today=TODAY, document_id="other"
    )
    assert told.document is other
    assert [line.target.target_id for line in told.record] == ["T1"]
