"""Descriptions as text and back; rows as frames."""

from datetime import date

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from haidang.base.text import Name
from haidang.core.evidence import Description, Removal
from haidang.core.pack.tables import BY_NAME
from haidang.portal.registry.mapping import (
    Followed,
    read_description,
    read_followed,
    read_frame,
    read_key,
    write_description,
    write_key,
)

texts = st.text(st.characters(exclude_categories=["Cs"]))
days = st.dates()
removals = st.builds(
    Removal, st.sampled_from(sorted(BY_NAME)), days, st.just("Luật 1"), texts, texts, st.none() | days
)


@given(
    st.builds(
        Description,
        name=texts,
        title=st.builds(Name, texts, texts, texts),
        version=texts,
        review_day=st.none() | days,
        document_id=texts,
        area_id=texts,
        horizon=st.dictionaries(st.sampled_from(sorted(BY_NAME)), days),
        licence=texts,
        note=texts,
        removals=st.lists(removals, max_size=2).map(tuple),
    ),
    st.lists(st.sampled_from(sorted(BY_NAME)), unique=True),
    st.builds(Followed, st.dictionaries(st.sampled_from(sorted(BY_NAME)), days), st.none() | days),
)
def test_a_description_comes_back(about, tables, followed):
    text = write_description(about, tables, followed)
    assert read_description(text) == (about, tuple(tables))
    assert read_followed(text) == followed


def test_a_description_of_before_says_nothing_of_the_desk():
    text = '{"horizon": {}}'
    assert read_followed(text) == Followed()


@given(st.dictionaries(st.sampled_from(["areas", "targets"]), days), st.none() | days, st.none() | days)
def test_of_what_is_said_the_later_day_counts(horizon, own, theirs):
    about = Description("hp", Name("Hải Phòng"), review_day=theirs, horizon={"areas": date(2024, 1, 1)})
    found = Followed(horizon, own).within(about)
    assert found.review_day == max(filter(None, (own, theirs)), default=None)
    assert found.horizon == {**horizon, "areas": max(horizon.get("areas", date.min), date(2024, 1, 1))}


def test_a_key_comes_back():
    cells = {
        "indicator_id": "grdp",
        "area_id": "city",
        "period": "2024",
        "public_by": "2024-01-05",
        "value": "1",
    }
    text = write_key("observations", {**cells, "definition": "", "producer_id": None})
    assert read_key(text) == ("grdp", "city", "2024", None, None, "2024-01-05")


def test_a_description_can_be_read_by_people():
    text = write_description(
        Description("hp", Name("Hải Phòng"), review_day=date(2024, 11, 14)), ["areas"], Followed()
    )
    assert '"Hải Phòng"' in text
    assert '"2024-11-14"' in text


def test_rows_become_a_frame():
    schema = pl.Schema({"id": pl.Int64, "note": pl.String})
    many = [(number, None if number % 2 else str(number)) for number in range(45_000)]
    frame = read_frame(iter(many), schema)
    assert frame.schema == schema
    assert frame.rows() == many
    assert read_frame([], schema).shape == (0, 2)
