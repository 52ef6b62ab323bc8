"""Entering one figure: what it is about, what is held beside, drafts, defects, corrections, withdrawals, and who may."""

from __future__ import annotations

import json
from uuid import UUID

import pytest

from tests.portal.desk.conftest import BODY, read

START = "/desk/en/figures/new"
ABOUT = f"{START}?body={BODY}&indicator=grdp_growth&area=haiphong&period=2024"
HELD = f"{START}?body={BODY}&indicator=grdp_growth&area=haiphong&period=2023&producer_id={BODY}&definition=&public_by=2023-12-28"
FIGURE = {"value": "11.3", "status": "P", "unit": "% yoy", "source_id": "tkhp_2020"}


def the_entry():
    from haidang.portal.entries.models import Entry

    return Entry.objects.get()


def last_form(sheet):
    return next(form for form in sheet.forms if "remark" in form)


def test_the_first_step_asks_what_the_figure_is_about_and_judges_nothing_yet(hand):
    sheet = hand("editor").see(START)
    assert "Nothing was written yet" not in sheet.text
    assert sheet.forms[-1]["area"] == ["Hai Phong · haiphong"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("indicator=grdp_growt&area=haiphong&period=2024", "grdp_growth"),
        ("indicator=GRDP growth&area=nowhere&period=2024", "There is no area «nowhere»."),
        ("indicator=grdp_growth&area=haiphong&period=2024-13", "«2024-13» is not a possible period."),
        ("indicator=&area=haiphong&period=2024", "«Indicator» is empty."),
        ("indicator=revenue&area=haiphong&period=2024", "«revenue» can be several."),
    ],
)
def test_what_is_not_understood_is_told_at_its_field(hand, asked, told):
    response = hand("editor").client.get(f"{START}?body={BODY}&{asked}")
    assert response.status_code == 422
    assert told in read(response).text


def test_what_was_typed_is_understood_without_regard_to_diacritics_and_in_office_words(hand):
    asked = f"/desk/vi/figures/new?body={BODY}&indicator=toc do tang grdp&area=Hải Phòng&period=9 tháng đầu năm 2024"
    assert "9,77" in hand("editor").see(asked).text


def test_the_form_begins_with_how_the_body_had_it_last_and_shows_what_is_held(hand):
    sheet = hand("editor").see(ABOUT)
    form = last_form(sheet)
    assert form["unit"] == ["% · % yoy"]
    assert form["producer_id"] == ["City statistics office · city_statistics"]
    assert form["status"] == ["E"]
    assert "9.77%" in sheet.text


def test_a_draft_may_be_half_filled_and_is_mended_later(hand):
    editor = hand("editor")
    saved = editor.send(ABOUT, last_form(editor.see(ABOUT)), save="1")
    entry = the_entry()
    assert saved.headers["Location"] == f"/desk/en/entries/{entry.key}"
    assert (entry.state, entry.body_id) == ("draft", BODY)
    mending = f"/desk/en/entries/{entry.key}/mend"
    editor.send(mending, last_form(editor.see(mending)), **FIGURE, submit="1")
    entry.refresh_from_db()
    assert entry.state == "entered"
    assert json.loads(entry.cells)["value"] == "11.3"


def test_sent_twice_it_is_made_once(hand):
    editor = hand("editor")
    form = last_form(editor.see(ABOUT))
    first, second = (editor.send(ABOUT, form, **FIGURE, submit="1") for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert the_entry().version == 2


def test_sent_again_with_another_value_after_going_back_nothing_is_passed_over_in_silence(hand):
    editor = hand("editor")
    form = last_form(editor.see(ABOUT))
    editor.send(ABOUT, form, **FIGURE, submit="1")
    again = editor.send(ABOUT, form, **{**FIGURE, "value": "12"}, submit="1")
    assert again.status_code == 409
    assert json.loads(the_entry().cells)["value"] == "11.3"


def test_a_defect_is_shown_at_its_field_and_nothing_is_written(hand):
    from haidang.portal.entries.models import Entry

    editor = hand("editor")
    response = editor.send(ABOUT, last_form(editor.see(ABOUT)), **{**FIGURE, "unit": "VND bn"}, submit="1")
    assert response.status_code == 422
    assert b'aria-invalid="true"' in response.content
    assert b'href="#f-unit"' in response.content
    assert last_form(read(response))["value"] == ["11.3"]
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("typed", "told"), [("elf", "is not a bare number"), ("1.234.5", "is not a bare number")]
)
def test_a_number_that_is_none_is_told(hand, typed, told):
    editor = hand("editor")
    response = editor.send(ABOUT, last_form(editor.see(ABOUT)), **{**FIGURE, "value": typed}, save="1")
    assert response.status_code == 422
    assert told in read(response).text


def test_numbers_are_written_as_in_the_language(hand):
    editor = hand("editor")
    address = ABOUT.replace("/en/", "/vi/")
    editor.send(address, last_form(editor.see(address)), **{**FIGURE, "value": "11,3"}, submit="1")
    assert json.loads(the_entry().cells)["value"] == "11.3"


def test_an_outlier_is_asked_about_and_goes_on_with_a_remark(hand):
    editor = hand("editor")
    address = f"{START}?body={BODY}&indicator=budget_revenue_domestic&area=haiphong&period=2024"
    far = {"value": "9000000", "status": "P", "source_id": "tkhp_2020"}
    response = editor.send(address, last_form(editor.see(address)), **far, submit="1")
    assert response.status_code == 422
    assert "Are you sure?" in read(response).text
    editor.send(address, last_form(read(response)), remark="The new port alone paid it.", submit="1")
    assert (the_entry().state, the_entry().remark) == ("entered", "The new port alone paid it.")


def test_a_correction_keeps_whose_figure_it_is_and_what_the_form_does_not_ask_for(hand):
    editor = hand("editor")
    form = last_form(editor.see(f"{HELD}&act=change"))
    assert form["value"] == ["10.34"]
    assert not {"producer_id", "definition", "public_by"} & form.keys()
    editor.send(f"{HELD}&act=change", form, value="10.35", submit="1")
    entry = the_entry()
    assert entry.act == "change"
    cells = json.loads(entry.cells)
    assert (cells["value"], cells["producer_id"], cells["public_by"]) == ("10.35", BODY, "2023-12-28")
    assert cells["source_id"]


def test_a_withdrawal_asks_for_its_day_alone(hand):
    editor = hand("editor")
    form = last_form(editor.see(f"{HELD}&act=withdraw"))
    editor.send(f"{HELD}&act=withdraw", form, remark="Wrong sum.", submit="1")
    entry = the_entry()
    assert (entry.act, json.loads(entry.cells)) == ("withdraw", {})
    assert json.loads(entry.replaces)["public_by"] == "2023-12-28"


def test_a_new_vintage_begins_with_all_but_the_value(hand):
    form = last_form(hand("editor").see(f"{HELD}&act=add"))
    assert (form["value"], form["unit"], form["public_by"]) == ([""], ["% · % yoy"], [""])


def test_what_is_not_held_cannot_be_corrected(hand):
    response = hand("editor").client.get(f"{ABOUT}&act=change")
    assert response.status_code == 400


def test_a_new_source_is_entered_with_the_figure(hand):
    from haidang.portal.entries.models import Entry

    editor = hand("editor")
    new = {"source.title": "Yearbook 2024", "source.url": "https://example.org/yearbook", "source.tier": "1"}
    editor.send(ABOUT, last_form(editor.see(ABOUT)), **{**FIGURE, "source_id": ""}, **new, submit="1")
    source, figure = Entry.objects.order_by("number")
    assert (source.table, figure.table) == ("sources", "observations")
    assert json.loads(figure.cells)["source_id"] == json.loads(source.cells)["source_id"]
    assert source.batch == figure.batch


def test_a_body_enters_figures_of_its_own_indicators_alone(hand):
    stranger = hand("stranger")
    response = stranger.client.get(ABOUT.replace(BODY, "tourism_department"))
    assert response.status_code == 422
    assert "There is no indicator of this body" in read(response).text
    forged = {**FIGURE, "producer_id": BODY, "submit": "1", "once": str(UUID(int=1))}
    assert (
        stranger.client.post(ABOUT, forged).status_code == 422
    )  # the own body is taken in place of the other's


def test_who_answers_for_all_bodies_enters_any_figure_for_any_body(hand):
    everywhere = hand("everywhere")
    everywhere.send(ABOUT, last_form(everywhere.see(ABOUT)), **FIGURE, submit="1")
    assert the_entry().body_id == BODY


def test_another_body_s_entry_is_not_there(hand):
    editor = hand("editor")
    editor.send(ABOUT, last_form(editor.see(ABOUT)), **FIGURE, save="1")
    key = the_entry().key
    for address in (f"/desk/en/entries/{key}/mend", f"/desk/en/entries/{key}"):
        assert hand("stranger").client.get(address).status_code == 404


@pytest.mark.parametrize("name", ["checker", "auditor"])
def test_who_may_not_enter_is_told_so(hand, name):
    assert hand(name).client.get(START).status_code == 403
