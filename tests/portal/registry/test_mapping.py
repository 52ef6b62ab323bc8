"""Descriptions as text and back; rows as frames."""

from datetime import date

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from haidang.base.text import Name
from haidang.core.evidence import Description
from haidang.core.pack.tables import BY_NAME
from haidang.portal.registry.mapping import read_description, read_frame, write_description

texts = st.text(st.characters(exclude_categories=["Cs"]))
days = st.dates()


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
    ),
    st.lists(st.sampled_from(sorted(BY_NAME)), unique=True),
)
def test_a_description_comes_back(about, tables):
    assert read_description(write_description(about, tables)) == (about, tuple(tables))


def test_a_description_can_be_read_by_people():
    text = write_description(Description("hp", Name("Hải Phòng"), review_day=date(2024, 11, 14)), ["areas"])
    assert '"Hải Phòng"' in text
    assert '"2024-11-14"' in text


def test_rows_become_a_frame():
    schema = pl.Schema({"id": pl.Int64, "note": pl.String})
    many = [(number, None if number % 2 else str(number)) for number in range(45_000)]
    frame = read_frame(iter(many), schema)
    assert frame.schema == schema
    assert frame.rows() == many
    assert read_frame([], schema).shape == (0, 2)
