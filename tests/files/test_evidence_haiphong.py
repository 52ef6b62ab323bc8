"""The bundled pack as evidence: every cell of its figures and targets arrives, read again here the slow way."""

import csv
from datetime import date

import pytest

from haidang.core.indicators.indicator import SeriesKey
from haidang.files.packs import find_folder
from tests.make.core import haiphong

FOLDER = find_folder("haiphong")


def table(name):
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def text_of(value):
    """A field of an object as the cell it came from."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def number_text(cell):
    return f"{float(cell):.12g}" if cell else ""


def figure_rows():
    tiers = {row["source_id"]: row["tier"] for row in table("sources")}
    for row in table("observations"):
        yield (
            row["indicator_id"],
            row["area_id"],
            row["period"],
            row["value"],
            row["unit"],
            row["status"],
            row["producer_id"],
            row["public_from"],
            row["public_by"],
            row["bound"],
            row["definition"],
            row["derived"],
            row["withdrawn_on"],
            row["source_id"],
            tiers.get(row["source_id"], ""),
            row["confidence"],
            row["producer_basis"],
            row["value_text"],
            row["note"],
        )


def figure_objects():
    found = haiphong().observations(haiphong().series())
    for key, rows in found.items():
        for each in rows:
            assert each.key == key
            assert each.value == float(each.text)
            fields = (
                each.unit, each.status, each.producer_id, each.public_from, each.public_by, each.bound,
                each.definition, each.derived, each.withdrawn_on, each.source_id, each.tier, each.confidence,
                each.producer_basis, each.value_text, each.note,
            )  # fmt: skip
            yield (key.indicator_id, key.area_id, each.period.text, each.text, *map(text_of, fields))


def test_all_four_hundred_figures_arrive_with_every_cell():
    assert sorted(figure_objects()) == sorted(figure_rows())
    assert len(list(figure_rows())) == 400


TARGET_FIELDS = {
    "target_id": "target_id",
    "document_id": "document_id",
    "target_no": "number",
    "part": "part",
    "indicator_id": "indicator_id",
    "area_id": "area_id",
    "kind": "kind",
    "unit": "unit",
    "definition": "definition",
    "of_area_id": "of_area_id",
    "body_id": "body_id",
    "value_status": "value_status",
    "public_by": "public_by",
    "derived": "derived",
    "quote": "quote",
    "source_id": "source_id",
    "confidence": "confidence",
    "note": "note",
}


def test_all_eighty_targets_arrive_with_every_cell():
    objects = {each.target_id: each for each in haiphong().targets()}
    rows = table("targets")
    assert len(rows) == len(objects) == 80
    for row in rows:
        target = objects[row["target_id"]]
        for column, field in TARGET_FIELDS.items():
            assert text_of(getattr(target, field)) == row[column], (target.target_id, column)
        for column in ("low", "high", "ambition", "tolerance_pct"):
            assert text_of(getattr(target, column)) == number_text(row[column])
        assert target.period.text == row["period"]
        assert (target.name.vi, target.name.en, target.name.fr) == (
            row["name_vi"],
            row["name_en"],
            row["name_fr"],
        )


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("areas", 147),
        ("successions", 455),
        ("indicators", 89),
        ("documents", 34),
        ("targets", 80),
        ("assessments", 25),
        ("commitments", 47),
        ("events", 14),
        ("rules", 13),
        ("expectations", 20),
        ("sources", 122),
    ],
)
def test_every_row_of_every_table_is_one_object(name, count):
    assert len(getattr(haiphong(), name)()) == len(table(name)) == count


def test_both_vintages_and_both_rivals_come_whatever_the_day():
    iip, budget = SeriesKey("iip_growth", "haiphong"), SeriesKey("budget_revenue_total", "haiphong")
    found = haiphong().observations([iip, budget])
    quarter = {each.text for each in found[iip] if each.period.text == "2024-Q1"}
    half = {(each.text, each.producer_id) for each in found[budget] if each.period.text == "2024-S1"}
    assert quarter == {"12.59", "13.31"}
    assert half == {("62716", "city_statistics"), ("60800", "city_committee")}


def test_only_the_series_asked_for_come():
    key = SeriesKey("gdp_growth", "vietnam")
    assert set(haiphong().observations([key])) == {key}
    assert {each.key for each in haiphong().observations([key])[key]} == {key}
    crossed = SeriesKey("gdp_growth", "haiphong")  # both are known, the pair is not
    assert haiphong().observations([crossed]) == {}
    assert crossed not in haiphong().series()


def test_no_figure_of_the_merged_city_is_held():
    assert {key.area_id for key in haiphong().series()} == {"haiphong", "vietnam"}
