"""The heads of the audit for everyone: a hash a day, in every form and as a feed; nothing of what was written."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest

from tests.portal.site.conftest import LANGUAGES, parse

pytestmark = pytest.mark.usefixtures("undone")
FIRST = datetime(2026, 11, 20, 3, tzinfo=UTC)
DAY = timedelta(days=1)
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def heads(reader, at):
    """Heads of three days, on the last of which it is; returns their hashes, the newest first."""
    from haidang.portal.audit.models import Seal
    from haidang.portal.audit.sealing import seal

    at("2026-11-22")
    for number in range(3):
        seal(now=FIRST + number * DAY)
    return list(Seal.objects.order_by("-number").values_list("sha256", flat=True))


def test_before_the_first_one(reader):
    response = reader.get("/en/seals")
    assert response.status_code == 200
    assert "No head has been published yet" in parse(response).text
    assert reader.get("/en/seals.json").json()["heads"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_head_a_day(reader, heads, language):
    response = reader.get(f"/{language}/seals")
    assert re.findall(r"[0-9a-f]{64}", response.content.decode())[:3] == heads
    assert f"/{language}/seals.atom" in parse(response).links


def test_as_of_an_earlier_day_later_ones_are_not_there(reader, heads):
    found = reader.get("/en/seals.json", {"as_of": "2026-11-21"}).json()
    assert found["as_of"] == "2026-11-21"
    assert [each["day"] for each in found["heads"]] == ["2026-11-21", "2026-11-20"]
    assert [each["sha256"] for each in found["heads"]] == heads[1:]
    assert reader.get("/en/seals.json", {"as_of": "2026-11-19"}).json()["heads"] == []
    assert "lies in the future" in parse(reader.get("/en/seals", {"as_of": "2027-01-01"})).text


def test_as_csv(reader, heads):
    rows = list(csv.DictReader(io.StringIO(reader.get("/en/seals.csv").content.decode())))
    assert [each["sha256"] for each in rows] == heads


def test_a_page_that_is_kept_changes_with_the_head(reader, heads, at, monkeypatch):
    from haidang.portal.audit.sealing import seal
    from haidang.portal.site import caching

    monkeypatch.setattr(caching, "BODIES", caching.Bodies(2**20))
    at("2026-11-23")
    early = reader.get("/en/seals.json")
    assert len(early.json()["heads"]) == 3
    seal(now=FIRST + 3 * DAY)
    later = reader.get("/en/seals.json", headers={"if-none-match": early["ETag"]})
    assert later.status_code == 200
    assert len(later.json()["heads"]) == 4
    assert reader.get("/en/seals.json", headers={"if-none-match": later["ETag"]}).status_code == 304


def test_an_address_that_is_cited_does_not_change(reader, heads, at):
    from haidang.portal.audit.sealing import seal

    asked = {"as_of": "2026-11-21", "rev": "1"}
    early = reader.get("/en/seals", asked)
    at("2026-11-23")
    seal(now=FIRST + 3 * DAY)
    later = reader.get("/en/seals", asked)
    assert (early.content, early["ETag"]) == (later.content, later["ETag"])
    assert "immutable" in later["Cache-Control"]


def test_it_says_nothing_of_what_was_written(reader, heads):
    """Whatever is written, and however much: but for the hashes the bytes are the same."""
    from haidang.portal.audit.models import Seal
    from haidang.portal.audit.recording import SYSTEM, Write, record
    from haidang.portal.audit.sealing import seal

    def shown():
        answers = [reader.get(f"/en/seals{form}") for form in ("", ".json", ".csv", ".md", ".atom")]
        return [re.sub(rb"[0-9a-f]{64}", b"", each.content) for each in answers]

    before = shown()
    Seal.objects.all().update(day=None)
    Seal.objects.all()._raw_delete("default")
    from haidang.portal.audit.models import AuditRow

    AuditRow.objects.update(seal=None)
    for number in range(3):
        record(
            [Write("row.withhold", "targets", str(each)) for each in range(number * 5)], by=SYSTEM, now=FIRST
        )
        seal(now=FIRST + number * DAY)
        record([Write("row.release", "targets", "x")], by=SYSTEM, now=FIRST)
        seal(now=FIRST + number * DAY)
    assert Seal.objects.count() > 3
    assert shown() == before


def test_the_feed(reader, heads, monkeypatch):
    from datetime import date

    monkeypatch.setattr("haidang.portal.site.views.seals.today", lambda: date(2026, 11, 22))
    response = reader.get("/en/seals.atom")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    entries = ET.fromstring(response.content).findall(f"{ATOM}entry")
    assert [each.findtext(f"{ATOM}summary") for each in entries] == heads
    assert entries[0].find(f"{ATOM}link").get("href") == "http://localhost/en/seals?as_of=2026-11-22"
    assert reader.post("/en/seals.atom").status_code == 405


def test_the_newest_are_shown_and_all_sent(reader, heads, monkeypatch):
    monkeypatch.setattr("haidang.telling.seals._SHOWN", 2)
    assert "The newest 2 of 3" in parse(reader.get("/en/seals")).text
    assert len(reader.get("/en/seals.json").json()["heads"]) == 3
