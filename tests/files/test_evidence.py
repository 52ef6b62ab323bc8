"""The pack as a source of evidence: every cell arrives in its object, series are narrowed, nothing else is."""

from datetime import date

import pytest

from haidang.base.periods import parse_period
from haidang.base.text import Name
from haidang.core.evidence import Evidence
from haidang.core.indicators.indicator import SeriesKey
from haidang.core.indicators.series import figures_as_of
from haidang.core.pack.tables import TABLES
from haidang.files.evidence import open_pack
from haidang.files.packs import hash_content
from tests.make.pack import TINY, change_json, make_pack, rows, with_cells, with_row


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    return open_pack(make_pack(tmp_path_factory.mktemp("tiny")))


def test_the_description(tiny):
    evidence: Evidence = tiny
    about = evidence.description()
    assert (about.name, about.title) == ("tiny", Name("Thành phố nhỏ", "A tiny city", "Une petite ville"))
    assert (about.review_day, about.document_id, about.area_id) == (date(2024, 11, 14), "resolution", "city")
    assert evidence.horizon("observations") == date(2024, 11, 14)
    assert evidence.horizon("areas") is None
    assert evidence.content_hash() == hash_content(tiny.content)


def test_every_row_becomes_one_object(tiny):
    seen = {
        "areas": tiny.areas(), "bodies": tiny.bodies(), "successions": tiny.successions(), "indicators": tiny.indicators(),
        "documents": tiny.documents(), "targets": tiny.targets(), "assessments": tiny.assessments(),
        "commitments": tiny.commitments(), "events": tiny.events(), "rules": tiny.rules(), "sources": tiny.sources(),
        "breaks": tiny.breaks(), "expectations": tiny.expectations(), "forecasts": tiny.forecasts(),
    }  # fmt: skip
    observations = tiny.observations(tiny.series())
    counts = {name: len(objects) for name, objects in seen.items()}
    counts["validations"] = tiny.content.frame("validations").height  # for the check alone
    counts["observations"] = sum(len(figures) for figures in observations.values())
    assert counts == {table.name: len(TINY[table.name]) for table in TABLES}


def test_areas_and_successions(tiny):
    ward = tiny.areas()["ward_1"]
    assert ward.name == Name("Phường Một", "Ward One", "Quartier un")
    assert (ward.level, ward.parent_id, ward.valid_from, ward.valid_to) == (
        "commune",
        "city",
        None,
        date(2025, 6, 30),
    )
    assert ward.area_km2 == 6.7
    one, other = tiny.successions()
    assert (one.from_id, one.from_name, one.to_id, one.share) == ("", "Tỉnh láng giềng", "city_merged", 1.0)
    assert (other.from_id, other.bases, other.day) == ("city", ("people", "area"), date(2025, 7, 1))


def test_indicators_and_documents(tiny):
    throughput = tiny.indicators()["throughput"]
    assert (throughput.unit, throughput.lower, throughput.upper) == ("million tonnes", 0.0, 400.0)
    assert (throughput.over_time, throughput.over_areas) == ("sum", "sum")
    assert throughput.is_published is None
    assert tiny.indicators()["growth"].over_areas == "none"
    assert tiny.indicators()["per_head"].formula == "grdp / population"
    plan = tiny.documents()["plan-2024"]
    assert (plan.issuer_id, plan.issued, plan.parent_id) == ("committee", date(2023, 12, 20), "resolution")
    assert plan.title.in_("fr") == "Plan de 2024"
    assert tiny.sources()["yearbook"].tier == 1
    assert tiny.sources()["yearbook"].url == ""


def test_targets(tiny):
    targets = {each.target_id: each for each in tiny.targets()}
    one = targets["T-2"]
    assert (one.number, one.kind, one.low, one.ambition, one.high) == (2, "at_least", 180.0, 190.0, None)
    assert (one.unit, one.period, one.value_status) == ("million tonnes", parse_period("2025"), "held")
    assert one.public_by == date(2020, 10, 20)
    assert targets["T-4"].parts == ("T-1", "T-2")
    assert targets["T-5"].low is None
    assert targets["T-6"].number is None
    assert targets["T-3"].criteria == "clean_water >= 95"


def test_assessments_commitments_events_and_rules(tiny):
    first, second = tiny.assessments()
    assert (first.number, first.target_id, first.verdict, first.words_lang) == (1, "", "in_difficulty", "vi")
    assert (second.number, second.target_id) == (None, "T-2")
    directive, proposal = tiny.commitments()
    assert (directive.due, directive.is_measurable) == (None, False)
    assert proposal.addressee_ids == ("ministry", "congress")
    assert proposal.indicator_ids == ("growth", "throughput")
    assert proposal.due == parse_period("2025-S1")
    (event,) = tiny.events()
    assert (event.day, event.day_by, event.kind) == (date(2025, 1, 10), date(2025, 1, 12), "answered")
    rule = tiny.rules()[1]
    assert (rule.indicator_ids, rule.value, rule.unit, rule.valid_to) == (
        ("grdp", "growth"),
        1.0,
        "years",
        None,
    )


def test_observations_are_those_of_the_series_asked_for(tiny):
    key = SeriesKey("throughput", "city")
    found = tiny.observations([key, SeriesKey("throughput", "ward_1"), SeriesKey("nothing", "nowhere")])
    assert list(found) == [key]
    bound = next(each for each in found[key] if each.period == parse_period("2023"))
    assert (bound.value, bound.text, bound.bound, bound.status) == (170.0, "170", ">", "E")
    assert (bound.producer_id, bound.definition, bound.tier) == ("statistics", "all ports", 2)
    assert (bound.public_from, bound.public_by, bound.withdrawn_on) == (
        date(2023, 12, 29),
        date(2024, 1, 5),
        None,
    )
    assert {each.text for each in found[key]} == {"170", "13.50", "12.5", "26"}
    assert tiny.observations([]) == {}


def test_the_series_are_those_with_figures(tiny):
    assert set(tiny.series()) == {
        SeriesKey(row["indicator_id"], row["area_id"]) for row in rows("observations")
    }
    assert tiny.first_public_day() == date(2023, 6, 30)


def test_all_vintages_and_rivals_are_returned(tmp_path):
    vintages = [
        *with_row("observations", 4, value="366000", public_from="2024-06-30", public_by="2024-06-30"),
        rows("observations")[2] | {"producer_id": "committee", "withdrawn_on": "2024-01-01"},
    ]
    found = open_pack(make_pack(tmp_path, observations=vintages)).observations([SeriesKey("grdp", "city")])
    (figures,) = found.values()
    assert sorted(
        (each.producer_id, each.text, each.withdrawn_on)
        for each in figures
        if each.period == parse_period("2022")
    ) == [
        ("committee", "365500", date(2024, 1, 1)),
        ("statistics", "365500", None),
        ("statistics", "366000", None),
    ]


def test_absent_tables_are_empty(tmp_path):
    kept = {"areas", "sources"}
    make_pack(tmp_path, **{name: None for name in TINY if name not in kept})
    change_json(tmp_path, lambda content: content["haidang"].update(document_id=None))
    evidence = open_pack(tmp_path)
    assert evidence.targets() == []
    assert evidence.series() == set()
    assert evidence.observations([SeriesKey("grdp", "city")]) == {}
    assert evidence.first_public_day() is None
    assert evidence.rules() == []


def test_objects_come_in_the_order_of_their_keys_whatever_the_order_of_rows(tmp_path, tiny):
    turned = {name: list(reversed(rows(name))) for name in TINY}
    other = open_pack(make_pack(tmp_path, **turned))
    assert list(other.areas()) == list(tiny.areas()) == sorted(TINY_IDS)
    assert other.targets() == tiny.targets()
    assert other.successions() == tiny.successions()
    for key, figures in tiny.observations(tiny.series()).items():
        assert set(other.observations([key])[key]) == set(figures)
    assert other.content_hash() == tiny.content_hash()


TINY_IDS = [row["area_id"] for row in rows("areas")]


def test_the_order_of_rows_decides_nothing(tmp_path):
    one = rows("observations")[7]
    both = [one | {"definition": "all ports"}, one | {"definition": "city ports", "value": "120"}]
    key = SeriesKey("throughput", "city")
    seen = []
    for name, figures in (("one", both), ("other", list(reversed(both)))):
        evidence = open_pack(make_pack(tmp_path / name, observations=figures))
        indicator = evidence.indicators()["throughput"]
        seen.append(figures_as_of(evidence.observations([key])[key], indicator, date(2024, 11, 14)))
    assert seen[0] == seen[1]


def test_a_condition_on_what_is_published(tmp_path):
    evidence = open_pack(make_pack(tmp_path, indicators=with_cells("indicators", 3, is_published="false")))
    assert evidence.indicators()["good_wards"].is_published is False
