"""Templates, files and pasted rows: handed in, checked by a job, corrected, made entries of, or left."""

from __future__ import annotations

import io
import json
from datetime import timedelta

import openpyxl
import pytest

from tests.portal.desk.conftest import BODY, read

START = "/desk/en/uploads"
TEMPLATE = f"{START}/template?body={BODY}&periods=2024-Q4"
GROWTH, REVENUE = "grdp_growth", "budget_revenue_domestic"


def template_of(hand, form=".xlsx", periods="2024-Q4", language="en"):
    address = f"/desk/{language}/uploads/template?body={BODY}&periods={periods}&form={form}"
    response = hand.client.get(address)
    assert response.status_code == 200
    return response


def filled(hand, values, column=7):
    """The template as a workbook with values by indicator."""
    book = openpyxl.load_workbook(io.BytesIO(template_of(hand).content))
    sheet = book[book.sheetnames[0]]
    for row in range(2, sheet.max_row + 1):
        codes = [str(sheet.cell(row, each).value) for each in range(1, sheet.max_column + 1)]
        for indicator_id, value in values.items():
            if any(code.startswith(f"{indicator_id}|") for code in codes):
                sheet.cell(row, column).value = value
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    out.name = "quarter.xlsx"
    return out


def hand_in(one, **fields):
    form = next(each for each in one.see(START).forms if "once" in each)
    return one.send(START, form, **fields)


def check(address):
    """Do the job that a worker would."""
    from haidang.portal.desk.uploads.jobs import check_upload

    return check_upload.func(key=address.rpartition("/")[2])


@pytest.fixture
def checked(hand):
    """The address of an upload with values by indicator, checked."""

    def make(**values):
        editor = hand("editor")
        address = hand_in(editor, file=filled(editor, values)).headers["Location"]
        check(address)
        return address

    return make


def rows_of(sheet):
    return next(form for form in sheet.forms if "shown" in form or "take_clean" in form)


def entries():
    from haidang.portal.entries.models import Entry

    return {json.loads(each.cells)["indicator_id"]: each for each in Entry.objects.all()}


def upload():
    from haidang.portal.desk.models import Upload

    return Upload.objects.get()


@pytest.mark.parametrize(("form", "begin"), [(".xlsx", b"PK"), (".csv", b"\xef\xbb\xbf")])
def test_a_template_is_handed_out(hand, form, begin):
    response = template_of(hand("editor"), form)
    assert response.content.startswith(begin)
    assert response.headers["Content-Disposition"] == f'attachment; filename="city_statistics-2024-Q4{form}"'


@pytest.mark.parametrize(
    ("query", "status"), [("periods=", 422), ("periods=2024-Q5", 422), ("periods=2024&form=.pdf", 400)]
)
def test_a_template_that_cannot_be_made_is_told(hand, query, status):
    assert hand("editor").client.get(f"{START}/template?body={BODY}&{query}").status_code == status


def test_a_body_without_figures_has_no_template(hand):
    response = hand("everywhere").client.get(f"{START}/template?body=national_assembly&periods=2024")
    assert response.status_code == 400
    assert "This body has no figures to enter" in read(response).text


def test_a_file_is_checked_by_a_job_with_its_progress(hand):
    editor = hand("editor")
    address = hand_in(editor, file=filled(editor, {GROWTH: 9.5})).headers["Location"]
    assert "It waits to be read." in editor.see(address).text
    poll = {"HX-Request": "true"}
    assert b"<!doctype" not in editor.client.get(address, headers=poll).content
    check(address)
    assert editor.client.get(address, headers=poll).headers["HX-Refresh"] == "true"
    assert "clean (1)" in editor.see(address).text


def test_every_defect_stands_at_its_cell_and_nothing_is_entered_yet(hand, checked):
    address = checked(**{GROWTH: "nine", REVENUE: 9000000})
    wrong = hand("editor").see(f"{address}?show=wrong").text
    assert "«nine» is not a bare number." in wrong
    assert "G" in wrong
    assert not entries()


def test_a_cell_is_corrected_right_there(hand, checked):
    editor, address = hand("editor"), checked(**{GROWTH: "nine"})
    form = rows_of(editor.see(address))
    value = next(name for name in form if name.endswith(".value"))
    assert form[value] == ["nine"]
    editor.send(address, form, **{value: "1,234,5", "correct": "1"})
    assert "with defects (1)" in editor.see(address).text
    editor.send(address, rows_of(editor.see(address)), **{value: "9.5", "correct": "1"})
    assert "clean (1)" in editor.see(address).text
    editor.send(address, rows_of(editor.see(address)), take="1")
    assert json.loads(entries()[GROWTH].cells)["value"] == "9.5"


def test_the_clean_rows_are_submitted_as_one_batch_and_the_others_wait(hand, checked):
    editor, address = hand("editor"), checked(**{GROWTH: 9.5, "iip_growth": 14, "exports": "much"})
    editor.send(address, rows_of(editor.see(address)), take_clean="1")
    found = entries()
    assert {each.state for each in found.values()} == {"entered"}
    assert found.keys() == {GROWTH, "iip_growth"}
    (batch,) = {each.batch for each in found.values()}
    assert (batch.way, batch.file_name) == ("file", "quarter.xlsx")
    assert (upload().state, upload().taken) == ("checked", 2)
    assert upload().content is None, "what was read is not kept twice"


def test_once_all_is_entered_the_file_is_erased(hand, checked):
    editor, address = hand("editor"), checked(**{GROWTH: 9.5})
    form = rows_of(editor.see(address))
    editor.send(address, form, take_clean="1")
    assert (upload().state, upload().content, upload().rows.count()) == ("decided", None, 0)
    assert "the file is erased" in editor.see(address).text
    again = editor.send(address, form, take_clean="1")
    assert again.status_code in (409, 422)
    assert len(entries()) == 1


def test_an_unusual_row_goes_on_when_one_is_sure_and_says_why(hand):
    editor = hand("editor")
    book = filled(editor, {})
    response = editor.client.get(f"/desk/en/uploads/template?body={BODY}&periods=2024&form=.xlsx")
    opened = openpyxl.load_workbook(io.BytesIO(response.content))
    sheet = opened[opened.sheetnames[0]]
    row = next(
        row for row in range(2, sheet.max_row + 1)
        if any(str(sheet.cell(row, each).value).startswith(f"{REVENUE}|") for each in range(1, sheet.max_column + 1))
    )  # fmt: skip
    sheet.cell(row, 7).value = 9000000
    book = io.BytesIO()
    opened.save(book)
    book.seek(0)
    book.name = "year.xlsx"
    address = hand_in(editor, file=book).headers["Location"]
    check(address)
    page = editor.see(address)
    assert "with a question (1)" in page.text
    form = rows_of(page)
    number = form["shown"][0]
    unsure = editor.send(address, form, chosen=number, take="1")
    assert unsure.status_code == 422
    assert not entries()
    remark = f"{number}.remark"
    editor.send(
        address, form, **{"chosen": number, f"{number}.sure": "on", remark: "The port paid it.", "take": "1"}
    )
    assert entries()[REVENUE].remark == "The port paid it."


def test_rows_are_pasted_too(hand):
    editor = hand("editor")
    text = template_of(editor, ".csv").content.decode("utf-8-sig")
    lines = text.splitlines()
    head = next(line for line in lines if "Value" in line)
    row = next(line for line in lines if f"{GROWTH}|" in line)
    separator = "\t" if "\t" in head else ("," if head.count(",") > head.count(";") else ";")
    import csv

    heads = next(csv.reader([head], delimiter=separator))
    cells = next(csv.reader([row], delimiter=separator))
    cells[heads.index("Value")] = "9.5"
    pasted = "\n".join("\t".join(each) for each in (heads, cells))
    address = hand_in(editor, pasted=pasted).headers["Location"]
    check(address)
    editor.send(address, rows_of(editor.see(address)), take_clean="1")
    assert entries()[GROWTH].batch.way == "paste"


def test_a_file_that_cannot_be_read_says_so(hand):
    editor = hand("editor")
    broken = io.BytesIO(b"%PDF-1.7 and so on")
    broken.name = "figures.pdf"
    address = hand_in(editor, file=broken).headers["Location"]
    check(address)
    assert "it is not read here" in editor.see(address).text


def test_no_identifier_stands_twice_in_the_page(hand):
    from tests.portal.site.conftest import parse

    places = [attrs["id"] for _, attrs in parse(hand("editor").client.get(START)).tags if "id" in attrs]
    assert len(places) == len(set(places))


def test_a_file_or_pasted_rows_and_not_neither(hand):
    response = hand_in(hand("editor"))
    assert response.status_code == 422
    assert "A file, or pasted rows, and not both." in read(response).text


def test_a_file_that_is_too_large_is_refused_at_once(hand, monkeypatch):
    from haidang.portal.desk.uploads import filling as form

    monkeypatch.setattr(form, "MB", 10)
    editor = hand("editor")
    response = hand_in(editor, file=filled(editor, {GROWTH: 9.5}))
    assert response.status_code == 422
    assert "up to 10 MB are read" in read(response).text


def test_what_is_on_its_way_already_is_told_at_its_row(hand, checked):
    editor = hand("editor")
    first = checked(**{GROWTH: 9.5})
    editor.send(first, rows_of(editor.see(first)), take_clean="1")
    second = checked(**{GROWTH: 9.6})
    assert "An entry about the same thing is on its way" in editor.see(second).text
    assert len(entries()) == 1


def test_sent_twice_it_is_one_upload(hand):
    editor = hand("editor")
    form = next(each for each in editor.see(START).forms if "once" in each)
    places = {
        editor.send(START, form, file=filled(editor, {GROWTH: 9.5})).headers["Location"][:40]
        for _ in range(2)
    }
    assert len(places) == 1


@pytest.fixture
def two_rows(hand, monkeypatch):
    """The address of an upload of two rows that are written one by one, and what happens between the two."""
    from haidang.portal.desk.uploads import jobs

    monkeypatch.setattr(jobs, "_AT_ONCE", 1)
    editor, whole = hand("editor"), jobs.UploadRow.objects.bulk_create
    address = hand_in(editor, file=filled(editor, {GROWTH: 9.5, "iip_growth": 14})).headers["Location"]

    def between(happens):
        written = []

        def write(rows, **more):
            if written:
                monkeypatch.setattr(jobs.UploadRow.objects, "bulk_create", whole)
                happens()
            written.append(whole(rows, **more))

        monkeypatch.setattr(jobs.UploadRow.objects, "bulk_create", write)

    return address, between


def test_a_job_that_was_killed_in_the_middle_begins_anew(hand, two_rows):
    address, between = two_rows

    def dies():
        raise SystemExit

    between(dies)
    with pytest.raises(SystemExit):
        check(address)
    assert "Rows checked: 1 of 2." in hand("editor").see(address).text
    check(address)
    assert "all (2)" in hand("editor").see(address).text


def test_of_two_runs_of_the_job_the_later_one_goes_on(hand, monkeypatch):
    from haidang.portal.desk.uploads import jobs

    editor = hand("editor")
    address = hand_in(editor, file=filled(editor, {GROWTH: 9.5, "iip_growth": 14})).headers["Location"]
    whole, begun = jobs.check_rows, []

    def is_overtaken(rows, place):
        if not begun:
            begun.append(rows)
            check(address)
        whole(rows, place)

    monkeypatch.setattr(jobs, "check_rows", is_overtaken)
    assert "checked by another worker" in str(check(address))
    assert "all (2)" in editor.see(address).text


def test_what_is_never_read_can_be_left_too(hand):
    editor = hand("editor")
    address = hand_in(editor, file=filled(editor, {GROWTH: 9.5})).headers["Location"]
    editor.client.post(address, {"leave": "1"})
    assert (upload().state, upload().content) == ("decided", None)
    assert "decided on already" in str(check(address))


def test_it_is_left_and_erased(hand, checked):
    editor, address = hand("editor"), checked(**{GROWTH: 9.5})
    editor.client.post(address, {"leave": "1"})
    assert (upload().state, upload().content, entries()) == ("decided", None, {})


def test_what_nobody_decides_on_is_erased_after_some_days(hand, checked):
    from django.utils import timezone

    from haidang.portal.desk.models import Upload
    from haidang.portal.desk.uploads import jobs

    checked(**{GROWTH: 9.5})
    assert not jobs._is_any_old(timezone.now())
    Upload.objects.update(made_at=timezone.now() - jobs.KEPT_FOR - timedelta(minutes=1))
    assert jobs._is_any_old(timezone.now())
    jobs.erase_old.func()
    assert (upload().state, upload().content, upload().rows.count()) == ("decided", None, 0)


def test_another_body_s_upload_is_not_there(hand, checked):
    address = checked(**{GROWTH: 9.5})
    assert hand("stranger").client.get(address).status_code == 404
    assert hand("stranger").client.post(address, {"take_clean": "1"}).status_code == 404
    assert hand("checker").client.get(address).status_code == 403
    assert "quarter.xlsx" not in hand("stranger").see(START).text
    assert "quarter.xlsx" in hand("colleague").see(START).text


def test_handing_in_leaving_and_correcting_are_audited(hand, checked):
    from haidang.portal.audit.models import AuditRow

    editor, address = hand("editor"), checked(**{GROWTH: "nine"})
    editor.send(address, rows_of(editor.see(address)), correct="1")
    editor.client.post(address, {"leave": "1"})
    acts = list(AuditRow.objects.filter(table="uploads").order_by("pk").values_list("act", flat=True))
    assert acts == ["upload.hand_in", "upload.correct", "upload.leave"]


def test_who_hands_in_and_who_corrects_have_a_hand_in_what_another_one_enters(hand, checked):
    editor, colleague, everywhere = hand("editor"), hand("colleague"), hand("everywhere")
    address = checked(**{GROWTH: 9.5})
    everywhere.send(address, rows_of(everywhere.see(address)), correct="1")
    colleague.send(address, rows_of(colleague.see(address)), take_clean="1")
    hands = {each.account.key for each in (editor, colleague, everywhere)}
    assert set(json.loads(entries()[GROWTH].enterers)) == hands


def test_a_number_that_is_none_chooses_nothing(hand, checked):
    editor, address = hand("editor"), checked(**{GROWTH: 9.5})
    for number in ("9" * 5000, "-1", "x"):
        sent = editor.client.post(address, {"take": "1", "shown": number, "chosen": number})
        assert sent.status_code == 422
        assert editor.client.get(f"{address}?after={number}").status_code == 200


def test_what_is_erased_by_age_is_in_the_audit(hand, checked):
    from django.utils import timezone

    from haidang.portal.audit.models import AuditRow
    from haidang.portal.desk.models import Upload
    from haidang.portal.desk.uploads import jobs

    checked(**{GROWTH: 9.5})
    Upload.objects.update(made_at=timezone.now() - jobs.KEPT_FOR - timedelta(minutes=1))
    jobs.erase_old.func()
    assert AuditRow.objects.filter(act="upload.leave", by_key="system", key=str(upload().key)).exists()


# ---------------------------------------------------------------- removed by law


def removed(period, value="8.1"):
    """Have a figure recorded, and removed."""
    from django.utils import timezone

    from haidang.portal.audit.recording import SYSTEM
    from haidang.portal.registry.changing import Change
    from haidang.portal.registry.removing import remove
    from tests.make.entries import change_rows

    key = {"indicator_id": GROWTH, "area_id": "haiphong", "period": period, "producer_id": BODY}
    key |= {"definition": None, "public_by": "2026-11-01"}
    more = {"value": value, "unit": "% yoy", "status": "A", "public_from": "2026-11-01"}
    change_rows([Change("observations", {**key, **more})], now=timezone.now())
    remove("observations", key, basis="Luật", by=SYSTEM, now=timezone.now())


def kept():
    from haidang.portal.desk.models import Upload, UploadRow

    return str([list(each) for model in (Upload, UploadRow) for each in model.objects.values_list()])


def test_a_figure_that_is_removed_goes_from_uploads_too(hand, checked):
    editor, address = hand("editor"), checked(**{GROWTH: 9876.5, "iip_growth": 14})
    assert "9876.5" in kept()
    removed("2024-Q4")
    assert "9876.5" not in kept()
    assert "all (1)" in editor.see(address).text
    assert "decided" not in upload().state


def test_what_was_told_of_other_rows_is_told_anew(hand, checked):
    from haidang.portal.desk.models import UploadRow

    editor, address = hand("editor"), checked(**{GROWTH: 9.5, "exports": 14})
    UploadRow.objects.update(troubles=_quoting("9876.5"))
    removed("2023-Q4")
    quoting = UploadRow.objects.filter(troubles__contains="9876.5")
    assert [json.loads(each.cells)["indicator_id"] for each in quoting] == ["exports"], (
        "it has nothing to do with it"
    )
    page = editor.see(address)
    assert "has changed in the meantime" in page.text
    assert "with defects (0)" in read(_again(editor, address, page)).text


def _quoting(value):
    from haidang.base.text import say
    from haidang.portal.desk.uploads.rows import write_kept
    from haidang.portal.desk.uploads.troubles import keep_said

    return write_kept([keep_said(say("{seen}", seen=value), say("{seen}", seen=value))])


def _again(editor, address, page):
    return editor.client.get(editor.send(address, rows_of(page), correct="1").headers["Location"])


def test_what_waits_to_be_read_is_left(hand):
    editor = hand("editor")
    hand_in(editor, file=filled(editor, {GROWTH: 9876.5}))
    removed("2024-Q4")
    assert (upload().state, upload().content) == ("decided", None)


def test_removing_a_row_of_another_table_leaves_uploads_alone(hand, checked):
    from django.utils import timezone

    from haidang.portal.audit.recording import SYSTEM
    from haidang.portal.registry.removing import remove

    checked(**{GROWTH: 9.5})
    before = kept()
    remove("events", _any_event(), basis="Luật", by=SYSTEM, now=timezone.now())
    assert kept() == before


def _any_event():
    from haidang.portal.registry.models import current_rows

    return {"event_id": current_rows("events").values_list("event_id", flat=True)[0]}
