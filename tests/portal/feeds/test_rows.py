"""Tables: every row once, the same in every form, and nothing that was not public by the day."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haidang.core.indicators.indicator import SeriesKey
from haidang.core.indicators.series import figures_as_of
from haidang.core.pack.tables import BY_NAME, TABLES
from haidang.files.csv_tables import write_csv
from haidang.portal.feeds import pages as paging
from haidang.telling.review_data import observation_data
from tests.make.core import day, haiphong, haiphong_with
from tests.make.withheld import put_away
from tests.portal.feeds.conftest import DAY, ROOT, ask, content, csv_rows, pages, parquet_rows, walk

NAMES = [table.name for table in TABLES]
LATE = "2026-11-25"
NARROWED = (
    ("targets", "document", "document_id", "nq-45-2019"),
    ("targets", "indicator", "indicator_id", "grdp_growth"),
    ("observations", "indicator", "indicator_id", "grdp_growth"),
    ("observations", "area", "area_id", "haiphong"),
    ("observations", "producer", "producer_id", "city_statistics"),
    ("assessments", "document", "document_id", "nq-xvi-2020"),
    ("commitments", "kind", "kind", "proposal"),
    ("events", "commitment", "commitment_id", "R1"),
    ("forecasts", "target", "target_id", "PLAN-2024-grdp"),
)
ITEMS = (
    ("documents", "nq-45-2019", "document_id"),
    ("targets", "XVI-20", "target_id"),
    ("indicators", "grdp_growth", "indicator_id"),
    ("areas", "haiphong", "area_id"),
    ("bodies", "city_statistics", "body_id"),
    ("commitments", "R1", "commitment_id"),
    ("sources", "dpi_2017", "source_id"),
)


def text_of(value) -> str:
    """A JSON value as the text of a cell, as far as the two are alike."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return ";".join(value) if isinstance(value, list) else str(value)


@pytest.mark.parametrize("name", NAMES)
def test_every_table_is_given_out_whole(reader, at, name):
    at(LATE)
    table = BY_NAME[name]
    response = reader.get(f"{ROOT}{name}.csv")
    assert response["Content-Type"].startswith("text/csv"), response.content.decode()
    assert response["Content-Disposition"] == f'attachment; filename="{name}-{LATE}-1.csv"'
    assert content(response) == write_csv(haiphong().content.frame(name), table)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("as_of", [LATE, "2022-06-30"])
def test_csv_parquet_and_json_say_the_same(reader, at, name, as_of):
    at(LATE)
    rows = csv_rows(reader, name, as_of=as_of)
    assert [
        {key: value or "" for key, value in row.items()} for row in parquet_rows(reader, name, as_of=as_of)
    ] == rows
    items = walk(reader, name, as_of=as_of, limit=50)
    assert len(items) == len(rows)
    for item, row in zip(items, rows, strict=True):
        for column in BY_NAME[name].columns:
            if column.name in item and column.kind != "number" and column.name != "derived":
                assert text_of(item[column.name]) == row[column.name]
            elif column.name in item and column.kind == "number":
                assert item[column.name] == (float(row[column.name]) if row[column.name] else None)
            elif column.name not in item:
                stem, _, language = column.name.rpartition("_")
                assert (item[stem][language] or "") == row[column.name]


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(limit=st.integers(1, 1000), name=st.sampled_from(["observations", "areas", "forecasts", "events"]))
def test_a_walk_sees_each_row_once(reader, limit, name):
    rows = csv_rows(reader, name, as_of=LATE)
    if limit < len(rows) // 40:
        limit += len(rows) // 40
    found = list(pages(reader, name, as_of=LATE, limit=limit))
    items = [tuple(map(str, item.values())) for page in found for item in page["items"]]
    assert len(items) == len(set(items)) == len(rows)
    assert all(len(page["items"]) == limit for page in found[:-1])
    assert all(page["next"] for page in found[:-1])


def test_a_page_of_few_among_many_is_short_and_has_a_next_one(reader, monkeypatch):
    whole = walk(reader, "observations", only="current", as_of=DAY)
    monkeypatch.setattr(paging, "_AT_ONCE", 7)
    monkeypatch.setattr(paging, "_MOST_PARTS", 2)
    found = list(pages(reader, "observations", only="current", as_of=DAY, limit=1000))
    assert len(found) > 5
    assert [item for page in found for item in page["items"]] == whole


def test_the_link_is_the_next_page(reader):
    response = reader.get(f"{ROOT}documents?limit=2")
    assert response["Link"] == f'<{response.json()["next"]}>; rel="next"'
    assert "Link" not in reader.get(f"{ROOT}documents?limit=1000").headers


def test_a_walk_sees_one_state_whatever_is_loaded_meanwhile(reader, undone, at):
    from haidang.portal.registry.actions import load

    at("2024-11-20")
    first = ask(reader, "observations", limit=300)
    more = haiphong().content.frame("observations").row(0, named=True) | {
        "period": "1999",
        "public_by": "2024-11-15",
    }
    load(haiphong_with("observations", more).content, now=datetime(2026, 12, 1, tzinfo=UTC))
    at("2024-11-21")
    second = reader.get(first["next"].removeprefix("http://localhost")).json()
    assert (second["revision"], second["as_of"]) == (1, "2024-11-20")
    assert len(first["items"]) + len(second["items"]) == len(csv_rows(reader, "observations", rev=1))
    assert ask(reader, "observations", limit=1)["revision"] == 2


@pytest.mark.parametrize(("name", "parameter", "column", "value"), NARROWED)
def test_rows_are_narrowed(reader, name, parameter, column, value):
    every = walk(reader, name, as_of=LATE, limit=1000)
    found = walk(reader, name, as_of=LATE, limit=1000, **{parameter: value})
    assert found
    assert found == [item for item in every if item[column] == value]
    assert len(found) < len(every)


def test_figures_are_narrowed_to_days(reader):
    found = walk(reader, "observations", limit=1000, **{"from": "2021-01-01", "to": "2022-12-31"})
    assert {"2021", "2022"} <= {item["period"] for item in found}
    assert all(item["period"][:4] in ("2021", "2022") for item in found)


@pytest.mark.parametrize("as_of", ["2019-06-30", "2022-06-30", DAY])
def test_the_figures_that_count_are_those_of_a_review(reader, as_of):
    found = walk(reader, "observations", as_of=as_of, only="current", limit=1000)
    indicators = haiphong().indicators()
    counting = [
        observation_data(figure.observation)
        for key in haiphong().series()
        for figure in figures_as_of(
            haiphong().observations({key})[key], indicators[key.indicator_id], day(as_of)
        ).values()
    ]
    own = [{key: item[key] for key in counting[0]} for item in found]
    assert sorted(own, key=str) == sorted(counting, key=str)


def test_a_figure_has_the_shape_it_has_in_a_review(reader):
    item = ask(reader, "observations", indicator="grdp_growth", limit=1)["items"][0]
    key = SeriesKey(item["indicator_id"], item["area_id"])
    held = [observation_data(each) for each in haiphong().observations({key})[key]]
    assert {name: item[name] for name in held[0]} in held


@pytest.mark.parametrize(("name", "identifier", "key"), ITEMS)
def test_one_row_is_found_by_its_identifier(reader, name, identifier, key):
    found = ask(reader, f"{name}/{identifier}", as_of=LATE)
    assert found["item"][key] == identifier
    assert found["item"] in walk(reader, name, as_of=LATE, limit=1000)
    assert found["address"] == f"http://localhost{ROOT}{name}/{identifier}?as_of=2026-11-25&rev=1"


def test_every_answer_names_what_it_rests_on(reader):
    from haidang.portal.registry.queries import get_revision

    found = ask(reader, "targets", as_of=DAY, limit=1)
    assert (found["as_of"], found["revision"]) == (DAY, 1)
    assert found["content_sha256"] == get_revision().content_sha256
    assert reader.get(found["address"].removeprefix("http://localhost")).json()["items"] == found["items"]


def test_a_day_to_come_is_today(reader, at):
    at("2024-11-20")
    assert ask(reader, "observations", as_of="2030-01-01", limit=1)["as_of"] == "2024-11-20"
    assert csv_rows(reader, "events", as_of="2030-01-01") == csv_rows(reader, "events", as_of="2024-11-20")


PLANTED = {
    "indicator_id": "grdp_growth",
    "area_id": "haiphong",
    "period": "2023",
    "value": "77.77",
    "unit": "% yoy",
    "status": "A",
    "producer_id": "city_statistics",
    "public_from": "2024-09-01",
    "public_by": "2024-10-10",
    "withdrawn_on": "2024-10-20",
}


@pytest.mark.parametrize(
    ("as_of", "is_there"),
    [("2024-10-09", False), ("2024-10-10", True), ("2024-10-19", True), ("2024-10-20", False)],
)
def test_a_later_vintage_is_not_seen_before_its_day(reader, undone, as_of, is_there):
    from haidang.portal.registry.actions import load

    load(haiphong_with("observations", PLANTED).content, now=datetime(2026, 12, 1, tzinfo=UTC))
    for only in ({}, {"only": "current"}):
        items = walk(reader, "observations", as_of=as_of, limit=1000, **only)
        assert (77.77 in [item["value"] for item in items]) == is_there
        assert "2024-10-20" not in str(items)  # that it would be withdrawn was not known
        assert ("77.77" in str(csv_rows(reader, "observations", as_of=as_of, **only))) == is_there
        assert ("77.77" in str(parquet_rows(reader, "observations", as_of=as_of, **only))) == is_there


def test_what_ends_later_is_not_known_to_end(reader):
    assert ask(reader, "areas/haiphong", as_of=DAY)["item"]["valid_to"] is None
    assert ask(reader, "areas/haiphong", as_of="2025-07-01")["item"]["valid_to"] == "2025-06-30"
    assert "haiphong_merged" not in {item["area_id"] for item in walk(reader, "areas", as_of=DAY, limit=1000)}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_known_before_all_records(reader, name):
    always = {"areas", "bodies", "indicators", "documents", "targets", "sources", "rules", "validations"}
    found = walk(reader, name, as_of="1800-01-01", limit=1000)
    assert bool(found) <= (name in always)
    days = [
        value for item in found for value in item.values() if isinstance(value, str) and value[:2] == "20"
    ]
    assert not [each for each in days if len(each) == 10 and each[4] == "-"]


@pytest.mark.parametrize("state", ["internal", "embargoed", "removed"])
def test_what_is_withheld_is_in_no_form(reader, undone, state):
    from haidang.portal.registry.actions import load

    canary = PLANTED | {"value": "77.77", "public_by": "2024-09-01", "withdrawn_on": None}
    load(haiphong_with("observations", canary).content, now=datetime(2026, 12, 1, tzinfo=UTC))
    assert "77.77" in str(csv_rows(reader, "observations"))
    before = reader.get(f"{ROOT}observations")["ETag"]
    until = datetime(2126, 1, 1, tzinfo=UTC) if state == "embargoed" else None
    key = {name: canary.get(name) for name in BY_NAME["observations"].key}
    put_away("observations", key, state, now=datetime(2026, 12, 2, tzinfo=UTC), until=until)
    assert reader.get(f"{ROOT}observations")["ETag"] != before
    for asked in ({}, {"only": "current"}, {"rev": 2, "as_of": DAY}, {"indicator": "grdp_growth"}):
        assert "77.77" not in str(walk(reader, "observations", limit=1000, **asked))
        assert "77.77" not in str(csv_rows(reader, "observations", **asked))
        assert "77.77" not in str(parquet_rows(reader, "observations", **asked))
    for path in ("review", "targets/PLAN-2024-grdp", "odds", "scores", "revisions", "openapi.json", ""):
        assert "77.77" not in reader.get(f"{ROOT}{path}").content.decode()


def test_figures_that_count_are_looked_for_a_few_series_at_a_time(reader, monkeypatch):
    from haidang.portal.feeds import rows
    from haidang.portal.registry.evidence import DatabaseEvidence

    whole = walk(reader, "observations", only="current", as_of=DAY, limit=1000)
    sizes, read = [], DatabaseEvidence.observations

    def observations(self, series):
        sizes.append(len(series))
        return read(self, series)

    monkeypatch.setattr(DatabaseEvidence, "observations", observations)
    monkeypatch.setattr(rows, "_SERIES_AT_ONCE", 3)
    assert walk(reader, "observations", only="current", as_of=DAY, limit=1000) == whole
    assert max(sizes) == 3
    assert len(sizes) > 3
