"""The overview narrowed by its controls."""

from __future__ import annotations

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest

from haidang.telling.teller import teller
from tests.make.core import Memory, day, make_area, make_document, make_target
from tests.portal.site.conftest import DAY, LANGUAGES, parse


def test_a_status_narrows_and_the_first_line_counts_all(reader):
    page = reader.get("/en/", {"official": "in_difficulty"}).content.decode()
    assert "6 of the 20 targets of the document are shown" in page
    assert "14 are officially met and 6 in difficulty" in page
    data = json.loads(reader.get("/en/review.json", {"official": "in_difficulty"}).content)
    assert data["is_narrowed"]
    assert {each["official"] for each in data["targets"]} == {"in_difficulty"}
    assert data["sums"]["targets"] == 20


def test_controls_show_what_was_asked_and_keep_it_with_the_day(reader):
    found = parse(reader.get("/en/", {"topic": "economy", "sort": "odds", "as_of": DAY}))
    chosen = [attrs["value"] for attrs in found.all("option") if "selected" in attrs]
    assert chosen == ["nq-xvi-2020", "", "economy", "", "", "odds"]
    assert (
        len(found.all("select"))
        == len([a for a in found.all("label") if a["for"] not in ("as_of", "q")])
        == 6
    )
    assert "open" in found.all("details")[0]


def test_what_is_chosen_stays_when_the_language_changes(reader):
    found = parse(reader.get("/en/", {"topic": "economy", "sort": "odds"}))
    assert "/fr/?topic=economy&sort=odds" in found.links


def test_nothing_left_is_told(reader):
    page = reader.get("/en/", {"topic": "economy", "official": "exceeded"})
    assert "0 of the 20 targets" in page.content.decode()
    assert "Nothing here is what was asked for." in page.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["topic", "official", "evidence", "sort"])
def test_a_word_that_is_none_is_answered(reader, language, name):
    response = reader.get(f"/{language}/", {name: "purple"})
    assert response.status_code == 400
    text = parse(response).text
    assert "purple" in text
    assert name in text


def test_another_document_can_be_chosen(reader):
    found = parse(reader.get("/en/", {"document": "nq-45-2019"}))
    offered = [attrs["value"] for attrs in found.all("option")]
    assert "nq-45-2019" in offered
    assert "open" in found.all("details")[0]


def choices(on: str, area: str = "") -> tuple[set[str], set[str]]:
    """The documents and areas offered on a day, of a plan without a day of issue whose targets begin in 2023."""
    from haidang.portal.site.views import narrowing

    held = Memory(
        area_rows=[make_area(), make_area("north"), make_area("south")],
        document_rows=[make_document(issued="2019-01-01"), replace(make_document("later"), issued=None)],
        target_rows=[
            make_target(),
            make_target(target_id="T2", document_id="later", area_id="north", period="2023"),
        ],
    )
    asked = SimpleNamespace(evidence=held, t=teller("en"), more={"area": area})
    documents = narrowing.documents_reviewed(asked, day(on), "plan")
    return {each.value for each in documents}, {each.value for each in narrowing._areas(asked, day(on))}


def test_only_what_has_a_target_on_the_day_can_be_chosen(reader):
    assert choices("2022-12-31") == ({"plan"}, {"", "city"})
    assert choices("2023-01-01") == ({"plan", "later"}, {"", "city", "north"})


def test_what_is_asked_for_stays_chosen(reader):
    assert choices("2022-12-31", "north")[1] == {"", "city", "north"}
