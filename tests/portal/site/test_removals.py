"""A figure removed by law: in no page, form, picture or memory; that it was there is told where it stood."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.core.cache import caches
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from haidang.portal.audit.recording import SYSTEM
from haidang.portal.registry.models import current_rows
from haidang.portal.registry.removing import remove
from haidang.portal.site import caching
from haidang.portal.site.pictures import CHARTS
from haidang.portal.site.removals import empty_charts
from tests.make.withheld import BASIS

pytestmark = [pytest.mark.usefixtures("undone"), pytest.mark.slow]
PAGE = "/en/indicators/grdp_growth"
NAMES = ("indicator_id", "area_id", "period", "producer_id", "definition", "public_by")


@pytest.fixture
def removed(reader):
    """The last figure of the growth of the city, as published, and how to remove it."""
    row = (
        current_rows("observations")
        .filter(indicator_id="grdp_growth", area_id="haiphong")
        .order_by("-public_by")[0]
    )
    key = {name: getattr(row, name) for name in NAMES}
    # digits that no other figure has
    type(row).objects.filter(pk=row.pk).update(value="9.8765")

    def away():
        remove("observations", key, basis=BASIS, by=SYSTEM, now=timezone.now())
        return key

    return away


def texts(reader, address):
    return reader.get(address).content.decode()


def test_it_is_in_no_form_of_no_page(reader, removed):
    assert "9.8765" in texts(reader, f"{PAGE}.csv")
    removed()
    for page in (PAGE, "/en/indicators", "/en/review", "/en/targets/PLAN-2024-grdp", "/en/compare"):
        for form in ("", ".json", ".csv", ".md"):
            for asked in ("", "?rev=1&as_of=2024-11-14"):
                found = texts(reader, f"{page}{form}{asked}")
                assert "9.8765" not in found, (page, form, asked)
                assert "9.877" not in found, (page, form, asked)
    assert "9.8765" not in texts(reader, "/api/v1/observations.csv?indicator=grdp_growth&only=all")


def test_that_it_was_there_is_told_where_it_stood(reader, removed):
    key = removed()
    told = "A figure of this series was removed by law on"
    for page in (PAGE, "/en/targets/PLAN-2024-grdp"):
        for form in ("", ".json", ".md"):
            found = texts(reader, f"{page}{form}")
            assert told in found, (page, form)
            assert BASIS in found, (page, form)
    assert told in texts(reader, f"{PAGE}?rev=1&as_of=2024-11-14")
    assert told not in texts(reader, f"{PAGE}?as_of=2015-01-01")
    assert told not in texts(reader, f"{PAGE}?area=vietnam")
    assert told not in texts(reader, "/en/indicators/fdi")
    assert key["public_by"] <= "2024-11-14"


def test_the_list_of_all(reader, removed):
    assert "Nothing that was public" in texts(reader, "/en/removals")
    key = removed()
    assert BASIS in texts(reader, "/vi/removals")
    (found,) = json.loads(texts(reader, "/fr/removals.json"))["removals"]
    assert found == {
        "removed_on": timezone.localdate().isoformat(),
        "table": "observations",
        "indicator_id": "grdp_growth",
        "area_id": "haiphong",
        "basis": BASIS,
        "since": key["public_by"],
    }
    assert "grdp_growth,haiphong" in texts(reader, "/en/removals.csv")
    assert BASIS not in texts(reader, "/en/removals?as_of=2012-01-01")
    assert texts(reader, "/en/removals.xlsx".replace("xlsx", "md")).count(BASIS) == 1


def test_the_memory_of_the_process_forgets_it(reader, removed, monkeypatch):
    bodies = caching.Bodies(caching.KEPT_BYTES)
    monkeypatch.setattr(caching, "BODIES", bodies)
    first = reader.get(f"{PAGE}.csv")
    assert any(b"9.8765" in body.content for body in bodies._kept.values())
    removed()
    again = reader.get("/en/sources")
    assert again.status_code == 200
    assert not any(b"9.8765" in body.content for body in bodies._kept.values())
    answer = reader.get(f"{PAGE}.csv", headers={"if-none-match": first["ETag"]})
    assert (answer.status_code, b"9.8765" in answer.content) == (200, False)


def test_the_charts_are_drawn_anew(reader, removed):
    from django.db import connection

    caches[CHARTS].set("before", "x")
    before = len(connection.run_on_commit)
    removed()
    for _, function, *_ in connection.run_on_commit[before:]:
        if "clear" in getattr(function, "__name__", ""):
            function()
    assert caches[CHARTS].get("before") is None
    (job,) = DBTaskResult.objects.filter(task_path=empty_charts.module_path)
    assert job.run_after > timezone.now()
    caches[CHARTS].set("meanwhile", "x")
    empty_charts.func()
    assert caches[CHARTS].get("meanwhile") is None


def test_the_review_still_stands(reader, removed, at):
    at("2026-11-25")
    removed()
    page = texts(reader, "/en/?as_of=2026-11-25")
    assert "<main" in page
    assert date(2026, 11, 25).isoformat() in page
