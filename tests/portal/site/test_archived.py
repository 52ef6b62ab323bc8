"""What is cited never changes: the same address, the same bytes, on another day and after other data have come."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.portal.conftest import NOW
from tests.portal.site.conftest import DAY, LANGUAGES, parse

SETTLED = f"as_of={DAY}&rev=1"
PATHS = (
    f"/vi/?{SETTLED}",
    f"/en/targets/PLAN-2024-grdp?{SETTLED}",
    f"/en/targets/PLAN-2024-grdp.json?{SETTLED}",
    f"/fr/review.xlsx?{SETTLED}",
    f"/vi/indicators/grdp_growth.csv?{SETTLED}",
    f"/vi/targets.md?{SETTLED}",
    f"/en/odds/budget_revenue_total.svg?by=2030&{SETTLED}",
    f"/en/odds/budget_revenue_total.png?by=2030&{SETTLED}",
    f"/embed/en/odds/budget_revenue_total?by=2030&{SETTLED}",
)


@pytest.fixture
def later_revision(reader, undone):
    """Load the pack once more, a day later and without its figures of growth; gives the function that does it."""
    from haidang.portal.registry.actions import load
    from tests.make.core import haiphong

    def come() -> None:
        content = haiphong().content
        figures = content.frame("observations")
        fewer = figures.filter(figures["indicator_id"].cast(str) != "grdp_growth")
        assert 0 < len(fewer) < len(figures)
        load(replace(content, frames={**content.frames, "observations": fewer}), now=NOW + timedelta(days=1))

    return come


@pytest.mark.slow
def test_what_is_archived_is_the_same_on_another_day_and_after_another_revision(reader, at, later_revision):
    at("2024-11-20")
    before = {path: reader.get(path) for path in PATHS}
    now = reader.get("/en/indicators/grdp_growth")
    later_revision()
    at("2026-03-01")
    for path, first in before.items():
        again = reader.get(path)
        assert again.content == first.content, path
        assert dict(again.headers) == dict(first.headers), path
        assert "immutable" in again["Cache-Control"]
    # what is not archived has changed, and says so
    changed = reader.get("/en/indicators/grdp_growth")
    assert changed["ETag"] != now["ETag"]
    assert changed.content != now.content
    assert "rev=2" in changed["Link"]


@pytest.mark.parametrize(
    ("path", "lasting"),
    [
        ("/vi/", f"/vi/?{SETTLED}"),
        (f"/vi/?{SETTLED}", f"/vi/?{SETTLED}"),
        ("/en/review.json", f"/en/review.json?{SETTLED}"),
        ("/en/targets?rev=1&document=nq-xvi-2020&x=y", f"/en/targets?{SETTLED}&document=nq-xvi-2020"),
        (
            "/fr/odds/budget_revenue_total.svg?by=2030&chart=curve-chart",
            f"/fr/odds/budget_revenue_total.svg?{SETTLED}&by=2030&chart=curve-chart",
        ),
    ],
)
def test_every_form_says_under_which_address_it_stays(reader, path, lasting):
    response = reader.get(path)
    assert response["Link"] == f'<http://localhost{lasting}>; rel="cite-as"'
    stays = reader.get(lasting)
    assert "immutable" in stays["Cache-Control"]
    assert stays["Link"] == response["Link"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_shows_how_it_is_cited(reader, language):
    found = parse(reader.get(f"/{language}/targets/XVI-20"))
    lasting = f"http://localhost/{language}/targets/XVI-20?{SETTLED}"
    bookmarks = [each["href"] for each in found.all("a") if each.get("rel") == "bookmark"]
    assert bookmarks == [lasting]
    assert any(lasting in line and "Haidang" in line for line in found.text.splitlines())


def test_a_page_names_its_address_without_what_networks_append(reader):
    found = parse(reader.get(f"/vi/targets?fbclid=x&document=nq-xvi-2020&as_of={DAY}"))
    own = [each["href"] for each in found.all("link") if each["rel"] == "canonical"]
    assert own == [f"/vi/targets?as_of={DAY}&document=nq-xvi-2020"]


def test_the_day_of_an_archived_page_can_be_changed_without_naming_today(reader, at):
    at("2024-11-20")
    archived, current = (parse(reader.get(f"/vi/targets?{query}")) for query in (SETTLED, "rev=1"))
    days = [
        [each.get("max") for each in page.all("input") if each["type"] == "date"]
        for page in (archived, current)
    ]
    assert days == [[None], ["2024-11-20"]]
