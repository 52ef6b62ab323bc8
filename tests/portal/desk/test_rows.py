"""Rows of other tables than the figures: lists, the form out of the definition, a look before anything is written, who may enter what."""

from __future__ import annotations

import json
import re
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haidang.core.pack.tables import BY_NAME, FORECASTS, OBSERVATIONS, TABLES
from tests.portal.desk.conftest import BODY, read
from tests.portal.site.conftest import LANGUAGES, parse

pytestmark = pytest.mark.usefixtures("haiphong_loaded", "undone")
ENTERED = [each.name for each in TABLES if each not in (FORECASTS, OBSERVATIONS)]
DOCUMENT = {
    "number": "12/KH-CTK",
    "type": "plan",
    "issuer_id": BODY,
    "issued": "2025-02-03",
    "title_vi": "Kế hoạch công tác",
    "source_id": "tkhp_2020",
}


@pytest.fixture
def editor(hand):
    """An editor of one office."""
    return hand("editor").client


@pytest.fixture
def of_all(hand):
    """An editor who answers for all bodies."""
    return hand("everywhere").client


def entries():
    from haidang.portal.entries.models import Entry

    return Entry.objects


def filled(response) -> dict[str, str]:
    """What a form holds, as a browser would send it."""
    return {name: texts[0] for name, texts in read(response).forms[-1].items()}


def send(client, path: str, do: str, **typed: str):
    """Fill in a form and press a button."""
    drawn = client.get(path)
    assert drawn.status_code == 200, drawn.content.decode()
    return client.post(path, {**filled(drawn), **typed, do: "1"})


def troubles(response) -> str:
    """The summary of what is wrong."""
    found = re.search(r'<div class="summary".*?</div>', response.content.decode(), re.DOTALL)
    return re.sub(r"<[^>]+>", " ", found[0]) if found else ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", ENTERED)
def test_every_table_has_a_list_and_a_form(of_all, language, table):
    for path in (f"rows/{table}", f"rows/{table}/new"):
        response = of_all.get(f"/desk/{language}/{path}")
        assert response.status_code == 200
        found = parse(response)
        assert len(found.all("h1")) == 1
        ids = [attrs["id"] for _, attrs in found.tags if "id" in attrs]
        assert len(ids) == len(set(ids))
        assert not [attrs for _, attrs in found.tags if "style" in attrs]
    names = {attrs.get("name") for tag in ("input", "select", "textarea") for attrs in found.all(tag)}
    assert set(BY_NAME[table].names) <= names
    labelled = {attrs.get("for") for attrs in found.all("label")}
    fields = [attrs for tag in ("select", "textarea") for attrs in found.all(tag)]
    assert {attrs["id"] for attrs in fields} <= labelled


def test_which_tables_one_may_enter(editor, of_all):
    def offered(client) -> set[str]:
        links = parse(client.get("/desk/en/rows")).links
        return {each.rpartition("/")[2] for each in links if each.startswith("/desk/en/rows/")}

    assert offered(editor) == {"documents", "targets", "assessments", "sources"}
    assert offered(of_all) == set(ENTERED)
    assert editor.get("/desk/en/rows/areas").status_code == 403
    assert editor.get("/desk/en/rows/areas/new").status_code == 403
    for table in ("observations", "forecasts", "nothing"):
        assert of_all.get(f"/desk/en/rows/{table}").status_code == 404


@pytest.mark.parametrize("name", ["publisher", "leader", "auditor", "administrator"])
def test_others_enter_nothing(hand, name):
    client = hand(name).client
    for path in (
        "rows",
        "rows/documents",
        "rows/documents/new",
        "rows/documents/change?document_id=nq-xvi-2020",
    ):
        assert client.get(f"/desk/en/{path}").status_code == 403
    assert client.post("/desk/en/rows/documents/new", DOCUMENT).status_code == 403


def test_rows_are_searched_and_come_in_pages(of_all):
    page = parse(of_all.get("/desk/en/rows/areas"))
    assert "Page 1 of 3" in page.text
    assert "/desk/en/rows/areas?page=2" in page.links or "?page=2" in page.links
    found = parse(of_all.get("/desk/en/rows/areas?q=hai+phong"))
    assert "areas/change?area_id=haiphong" in str(found.links)
    assert "rows are found" in found.text
    assert "No row is found." in parse(of_all.get("/desk/en/rows/areas?q=zzz")).text
    for page_no in ("0", "99", "x", "-1"):
        assert of_all.get(f"/desk/en/rows/areas?page={page_no}").status_code == 400


def test_a_new_row_is_looked_at_then_submitted(editor):
    path = "/desk/en/rows/documents/new"
    looked = send(editor, path, "look", **DOCUMENT)
    assert looked.status_code == 200
    page = parse(looked)
    assert "What will be written" in page.text
    assert "12-kh-ctk-2025" in page.text
    assert not entries().exists()
    done = editor.post(path, {**filled(looked), "submit": "1"})
    entry = entries().get()
    assert (done.status_code, done["Location"]) == (302, f"/desk/en/entries/{entry.key}")
    assert (entry.table, entry.state, entry.body_id, entry.act) == ("documents", "entered", BODY, "add")
    assert json.loads(entry.cells) == {**DOCUMENT, "document_id": "12-kh-ctk-2025"}
    assert editor.get(done["Location"]).status_code == 200


def test_a_double_click_makes_one(editor):
    path = "/desk/en/rows/documents/new"
    once = {**filled(editor.get(path)), **DOCUMENT, "submit": "1"}
    first, second = editor.post(path, once), editor.post(path, once)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert entries().count() == 1


def test_a_change_says_what_changes_and_keeps_what_nobody_touched(of_all):
    from haidang.portal.registry.models import current_rows

    path = "/desk/vi/rows/targets/change?target_id=NQ45-2025-budget"
    held = current_rows("targets").values(*BY_NAME["targets"].names).get(target_id="NQ45-2025-budget")
    assert held["low"] == "180000"
    same = send(of_all, path, "submit")
    assert same.status_code == 422
    assert not entries().exists()
    looked = send(of_all, path, "look", low="190.000,50")
    assert re.search(r"180\.000.*190\.000,50", parse(looked).text, re.DOTALL)
    of_all.post(path, {**filled(looked), "save": "1"})
    entry = entries().get()
    assert (entry.act, entry.body_id, json.loads(entry.replaces)) == (
        "change",
        "politburo",
        {"target_id": "NQ45-2025-budget"},
    )
    assert json.loads(entry.cells) == {
        name: text for name, text in {**held, "low": "190000.50"}.items() if text
    }


def test_the_identifier_of_a_held_row_stays(of_all):
    path = "/desk/en/rows/documents/change?document_id=nq-45-2019"
    send(of_all, path, "save", document_id="other", note="x")
    entry = entries().get()
    assert json.loads(entry.cells)["document_id"] == "nq-45-2019"


def test_what_is_missing_or_wrong_is_told_at_its_field(editor):
    response = send(
        editor,
        "/desk/en/rows/documents/new",
        "submit",
        **{**DOCUMENT, "title_vi": "", "source_id": "no such source"},
    )
    assert response.status_code == 422
    assert "no such source" in troubles(response)
    field = next(attrs for attrs in parse(response).all("input") if attrs.get("name") == "source_id")
    assert (field["aria-invalid"], "f-source_id-trouble" in field["aria-describedby"]) == ("true", True)
    assert field["value"] == "no such source"
    assert not entries().exists()
    response = send(editor, "/desk/en/rows/documents/new", "submit", **{**DOCUMENT, "title_vi": ""})
    assert response.status_code == 422
    assert "#f-title_vi" in parse(response).links


def test_a_draft_may_have_defects(editor):
    response = send(editor, "/desk/en/rows/documents/new", "save", issuer_id=BODY, issued="")
    assert response.status_code == 302
    entry = entries().get()
    assert entry.state == "draft"
    assert json.loads(entry.cells) == {"issuer_id": BODY}


def test_names_are_understood_as_well_as_identifiers(editor):
    named = {**DOCUMENT, "issuer_id": "Cục Thống kê thành phố Hải Phòng"}
    send(editor, "/desk/vi/rows/documents/new", "save", **named)
    assert json.loads(entries().get().cells)["issuer_id"] == BODY


def test_a_taken_identifier_is_told_with_a_free_one(editor):
    response = send(editor, "/desk/en/rows/documents/new", "submit", **DOCUMENT, document_id="nq-45-2019")
    assert response.status_code == 422
    assert "«nq-45-2019» is taken" in troubles(response)
    assert not entries().exists()


def test_nobody_enters_for_another_body(editor):
    for issuer_id in ("city_committee", ""):
        response = send(editor, "/desk/en/rows/documents/new", "save", **{**DOCUMENT, "issuer_id": issuer_id})
        assert response.status_code == 422
        assert "answers for this row" in troubles(response)
    taken = send(editor, "/desk/en/rows/documents/change?document_id=nq-45-2019", "save", issuer_id=BODY)
    assert "Politburo" in troubles(taken)
    assert not entries().exists()


def test_a_source_is_entered_for_an_own_body(editor, of_all):
    source = {"title": "Niên giám 2025", "tier": "1", "publisher": "CTK"}
    path = "/desk/en/rows/sources/new"
    assert send(editor, path, "submit", **source, body=BODY).status_code == 302
    assert entries().get().body_id == BODY
    assert send(editor, path, "save", **{**source, "title": "b"}, body="city_committee").status_code in (
        403,
        422,
    )
    assert entries().count() == 1
    change = "/desk/en/rows/sources/change?source_id=tkhp_2020"
    assert send(editor, change, "save", note="x").status_code == 422
    assert send(of_all, change, "save", note="x").status_code == 302


def test_an_own_draft_is_mended(editor):
    send(editor, "/desk/en/rows/documents/new", "save", **{**DOCUMENT, "title_vi": ""})
    entry = entries().get()
    path = f"/desk/en/entries/{entry.key}/row"
    assert send(editor, path, "submit", title_vi="Kế hoạch").status_code == 302
    entry.refresh_from_db()
    assert (entry.state, json.loads(entry.cells)["title_vi"]) == ("entered", "Kế hoạch")


def test_what_another_one_changed_is_a_conflict(editor):
    send(editor, "/desk/en/rows/documents/new", "save", **DOCUMENT)
    entry = entries().get()
    path = f"/desk/en/entries/{entry.key}/row"
    seen = filled(editor.get(path))
    assert editor.post(path, {**seen, "note": "first", "save": "1"}).status_code == 302
    answer = editor.post(path, {**seen, "note": "second", "save": "1"})
    assert answer.status_code == 409
    assert json.loads(entries().get().cells)["note"] == "first"


def test_of_other_bodies_not_even_the_entries(editor, of_all):
    send(of_all, "/desk/en/rows/documents/new", "save", **{**DOCUMENT, "issuer_id": "city_committee"})
    assert editor.get(f"/desk/en/entries/{entries().get().key}/row").status_code == 404


def test_a_row_that_is_not_there(of_all):
    for query in ("document_id=nothing", ""):
        assert of_all.get(f"/desk/en/rows/documents/change?{query}").status_code == 404


def test_an_address_fills_the_form(of_all):
    asked = urlencode({"document_id": "nq-xvi-2020", "target_no": "3", "x": "y"})
    found = filled(of_all.get(f"/desk/en/rows/assessments/new?{asked}"))
    assert (found["document_id"], found["target_no"]) == ("09-NQ/ĐH · nq-xvi-2020", "3")


def test_a_succession_has_a_long_key(of_all):
    from haidang.portal.registry.models import current_rows

    held = current_rows("successions").values(*BY_NAME["successions"].names).filter(from_id=None).first()
    key = {name: held[name] for name in BY_NAME["successions"].key if held[name]}
    path = f"/desk/en/rows/successions/change?{urlencode(key)}"
    assert send(of_all, path, "submit", note="seen").status_code == 302
    assert json.loads(entries().get().replaces) == key


def test_no_public_page_leads_here(haiphong_loaded):
    from django.test import Client

    reader = Client(headers={"host": "localhost"})
    for path in ("/en/documents/nq-45-2019", "/en/targets/XVI-20", "/en/sources/tkhp_2020"):
        assert "/desk/" not in reader.get(path).content.decode()


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.sampled_from(BY_NAME["targets"].names), st.text(max_size=12), max_size=8),
    st.sampled_from(LANGUAGES),
)
def test_whatever_is_typed_is_a_row_or_told(haiphong_loaded, typed, language):
    """Reading a form never fails otherwise; what was drawn comes back as it is held."""
    from haidang.portal.desk.forms.rows import RowForms
    from haidang.portal.registry.evidence import DatabaseEvidence
    from haidang.portal.registry.models import current_rows
    from haidang.telling.cell_words import CellWords
    from haidang.telling.teller import teller

    table, t = BY_NAME["targets"], teller(language)
    forms = RowForms(table, CellWords(DatabaseEvidence(), t), t, {"%": "%"})
    held = current_rows("targets").values(*table.names).get(target_id="NQ45-2025-budget")
    form = forms.draw(held, is_held=True)
    drawn = {name: each.value for name, each in form.fields.items()}
    cells = forms.read(form, held, {**drawn, **typed})
    untouched = set(table.names) - set(typed)
    assert {name: cells[name] for name in untouched} == {name: held[name] for name in untouched}
