"""The grid: only what was touched is written, defects and questions at their cells, and two who fill the same cell."""

from __future__ import annotations

import json

import pytest

from tests.portal.desk.conftest import BODY, read

START = "/desk/en/grid"
GRID = f"{START}?body={BODY}&periods=2024-Q3,2024-Q4&topic=economy"
SERIES = ("grdp_growth", "haiphong")


def cells_of(form):
    return [name for name in form if name.startswith("v.")]


def place(period, series=SERIES):
    """The name of the cell of a figure."""
    from haidang.base.periods import parse_period
    from haidang.portal.desk.forms.grid import Cell
    from haidang.portal.desk.lines import Line
    from haidang.portal.registry.evidence import DatabaseEvidence

    indicator = DatabaseEvidence().indicators()[series[0]]
    return Cell(Line(indicator, series[1], BODY, "", indicator.unit), parse_period(period)).place


def grid_of(sheet):
    return sheet.forms[-1]


def entries():
    from haidang.portal.entries.models import Entry

    return Entry.objects.order_by("made_at", "number")


def test_it_asks_for_body_and_periods_first(hand):
    sheet = hand("editor").see(START)
    assert not any(cells_of(form) for form in sheet.forms)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("periods=", "«Periods» is empty."),
        ("periods=2024-Q5", "«2024-Q5» is not a possible period."),
        ("periods=2018,2019,2020,2021,2022,2023,2024", "Ask for 6 at most."),
        ("periods=2024&area=nowhere", "There is no area «nowhere»."),
    ],
)
def test_what_is_not_understood_is_told(hand, asked, told):
    response = hand("editor").client.get(f"{START}?body={BODY}&{asked}")
    assert response.status_code == 422
    assert told in read(response).text


def test_a_row_is_of_the_area_that_exists_then(hand):
    before, after = (
        hand("editor").see(f"{START}?body={BODY}&periods={each}").text for each in ("2024", "2026")
    )
    assert "Hai Phong (after the merger)" in after
    assert "Hai Phong (after the merger)" not in before


def test_only_what_was_typed_is_written(hand):
    editor = hand("editor")
    sent = editor.send(
        GRID, grid_of(editor.see(GRID)), **{place("2024-Q3"): "9.5", "status": "P", "save": "1"}
    )
    assert sent.status_code == 302
    (entry,) = entries()
    cells = json.loads(entry.cells)
    assert (entry.state, cells["value"], cells["period"], cells["status"], cells["unit"]) == (
        "draft",
        "9.5",
        "2024-Q3",
        "P",
        "% yoy",
    )


def test_what_is_saved_stands_there_and_is_not_written_again(hand):
    editor = hand("editor")
    editor.send(GRID, grid_of(editor.see(GRID)), **{place("2024-Q3"): "> 9.50", "save": "1"})
    form = grid_of(editor.see(GRID))
    assert form[place("2024-Q3")] == ["> 9.50"]
    editor.send(GRID, form, save="1")
    (entry,) = entries()
    assert entry.version == 1
    assert json.loads(entry.cells)["bound"] == ">"


def test_an_emptied_cell_discards_its_draft(hand):
    editor = hand("editor")
    editor.send(GRID, grid_of(editor.see(GRID)), **{place("2024-Q3"): "9.5", "save": "1"})
    editor.send(GRID, grid_of(editor.see(GRID)), **{place("2024-Q3"): "", "save": "1"})
    assert entries().get().state == "discarded"


def test_all_are_submitted_together_or_none(hand):
    editor = hand("editor")
    form = grid_of(editor.see(GRID))
    wrong = editor.send(GRID, form, **{place("2024-Q3"): "9.5", place("2024-Q4"): "ten", "submit": "1"})
    assert wrong.status_code == 422
    assert f'href="#{place("2024-Q4")}"' in wrong.content.decode()
    assert not entries().exists()
    editor.send(GRID, grid_of(read(wrong)), **{place("2024-Q4"): "10", "submit": "1"})
    assert [each.state for each in entries()] == ["entered", "entered"]
    assert len({each.batch_id for each in entries()}) == 1


def test_what_is_on_its_way_to_others_cannot_be_typed_over(hand):
    editor = hand("editor")
    editor.send(GRID, grid_of(editor.see(GRID)), **{place("2024-Q3"): "9.5", "submit": "1"})
    sheet = editor.see(GRID)
    assert place("2024-Q3") not in grid_of(sheet)
    assert "Entered, to be checked" in sheet.text


def test_an_outlier_asks_for_a_remark_at_its_cell(hand):
    editor, grid = hand("editor"), f"{START}?body={BODY}&periods=2024&topic=budget"
    cell = place("2024", ("budget_revenue_domestic", "haiphong"))
    asked = editor.send(grid, grid_of(editor.see(grid)), **{cell: "9000000", "submit": "1"})
    assert asked.status_code == 422
    assert "Are you sure?" in read(asked).text
    remark = cell.replace("v.", "r.")
    editor.send(grid, grid_of(read(asked)), **{remark: "The port paid it.", "submit": "1"})
    assert (entries().get().state, entries().get().remark) == ("entered", "The port paid it.")


def test_sent_twice_it_is_made_once(hand):
    editor = hand("editor")
    form = grid_of(editor.see(GRID))
    for _ in range(2):
        assert editor.send(GRID, form, **{place("2024-Q3"): "9.5", "submit": "1"}).status_code == 302
    assert entries().get().version == 2


# ---------------------------------------------------------------- two editors


@pytest.fixture
def conflict(hand):
    """Both have the page open; the colleague saves first, then the editor."""
    editor, colleague = hand("editor"), hand("colleague")
    mine, theirs = grid_of(editor.see(GRID)), grid_of(colleague.see(GRID))
    colleague.send(GRID, theirs, **{place("2024-Q3"): "8", "save": "1"})
    return editor, editor.send(GRID, mine, **{place("2024-Q3"): "9.5", place("2024-Q4"): "10", "save": "1"})


def test_a_conflict_shows_both_and_writes_nothing(hand, conflict):
    _, response = conflict
    assert response.status_code == 409
    told = read(response).text
    assert "theirs: 8 (Colleague" in told
    assert "mine: 9.5" in told
    assert len(entries()) == 1


@pytest.mark.parametrize(("choice", "value"), [("mine", "9.5"), ("theirs", "8")])
def test_a_conflict_is_settled_by_choosing(hand, conflict, choice, value):
    editor, response = conflict
    form = grid_of(read(response))
    undecided = editor.send(GRID, form, save="1")
    assert undecided.status_code == 409, "who chooses nothing overwrites nobody"
    editor.send(GRID, grid_of(read(undecided)), **{place("2024-Q3").replace("v.", "k."): choice, "save": "1"})
    values = {json.loads(each.cells)["period"]: json.loads(each.cells)["value"] for each in entries()}
    assert values == {"2024-Q3": value, "2024-Q4": "10"}


def test_the_same_value_typed_by_both_is_no_conflict(hand):
    editor, colleague = hand("editor"), hand("colleague")
    mine, theirs = grid_of(editor.see(GRID)), grid_of(colleague.see(GRID))
    colleague.send(GRID, theirs, **{place("2024-Q3"): "8", "save": "1"})
    assert editor.send(GRID, mine, **{place("2024-Q3"): "8", "save": "1"}).status_code == 302
    assert entries().get().version == 1


def test_what_another_one_submitted_meanwhile_is_not_typed_over(hand):
    editor, colleague = hand("editor"), hand("colleague")
    mine, theirs = grid_of(editor.see(GRID)), grid_of(colleague.see(GRID))
    colleague.send(GRID, theirs, **{place("2024-Q3"): "8", "submit": "1"})
    response = editor.send(GRID, mine, **{place("2024-Q3"): "9.5", "save": "1"})
    assert response.status_code == 409
    assert json.loads(entries().get().cells)["value"] == "8"


def test_the_grid_of_another_body_is_not_drawn(hand):
    sheet = hand("stranger").see(GRID)
    assert "City statistics office" not in sheet.text
    assert hand("checker").client.get(GRID).status_code == 403


# ---------------------------------------------------------------- another body


def test_of_another_body_s_entry_it_is_told_that_it_is_there_and_nothing_else(hand):
    from haidang.portal.entries.models import Batch, Entry

    editor, stranger = hand("editor"), hand("stranger")
    open_before = grid_of(editor.see(GRID))
    hand("editor").send(GRID, grid_of(editor.see(GRID)), **{place("2024-Q3"): "9876.5", "save": "1"})
    Batch.objects.update(body_id="tourism_department")
    Entry.objects.update(body_id="tourism_department", enterers=json.dumps([stranger.account.key]))
    page = editor.client.get(GRID).content.decode()
    assert "9876.5" not in page.replace("9,876.5", "9876.5")
    assert str(entries().get().key) not in page
    assert "Draft" in page
    for typed in ("8", ""):
        sent = editor.send(GRID, open_before, **{place("2024-Q3"): typed, "save": "1"})
        assert (sent.status_code, "is on its way" in read(sent).text) == (422, True)
    assert json.loads(entries().get().cells)["value"] == "9876.5"
