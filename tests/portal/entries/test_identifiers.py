"""Identifiers of new rows: made of what the row says, and free."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.usefixtures("haiphong_loaded", "undone")
NAMES = (
    "number",
    "issued",
    "title_vi",
    "title_en",
    "document_id",
    "target_no",
    "part",
    "name_vi",
    "day",
    "citation",
)


@pytest.mark.parametrize(
    ("table", "cells", "name"),
    [
        ("documents", {"number": "45-NQ/TW", "issued": "2019-01-24"}, "45-nq-tw-2019"),
        ("documents", {"number": "45-NQ/TW", "title_vi": "Nghị quyết"}, "45-nq-tw-nghi-quyet"),
        ("documents", {"title_vi": "Kế hoạch", "title_en": "Plan"}, "plan"),
        ("targets", {"document_id": "nq-xvi-2020", "target_no": "20", "part": "a"}, "nq-xvi-2020-20-a"),
        ("targets", {"document_id": "nq-xvi-2020", "name_vi": "Cảng"}, "nq-xvi-2020-cang"),
        ("areas", {"name_vi": "Đồ Sơn"}, "do-son"),
        ("sources", {"title": "Niên giám thống kê 2025"}, "nien-giam-thong-ke-2025"),
        ("areas", {}, ""),
        ("areas", {"name_vi": "…"}, ""),
    ],
)
def test_what_it_is_made_of(table, cells, name):
    from haidang.portal.entries.identifiers import propose_identifier

    assert propose_identifier(table, cells) == name


def test_a_taken_one_gets_a_number():
    from haidang.portal.entries.identifiers import is_free, propose_identifier

    assert not is_free("areas", "haiphong")
    assert propose_identifier("areas", {"name_en": "Haiphong"}) == "haiphong-2"


def test_what_is_on_its_way_counts_too(hand_in):
    from haidang.portal.entries.identifiers import is_free, propose_identifier

    entry = hand_in("areas", {"area_id": "haiphong-2", "name_vi": "x"})
    assert propose_identifier("areas", {"name_en": "Haiphong"}) == "haiphong-3"
    assert not is_free("areas", "haiphong-2")
    assert is_free("areas", "haiphong-2", besides=entry.key)
    assert is_free("bodies", "haiphong-2")


@pytest.fixture
def hand_in():
    """Make a draft of a row."""
    import uuid

    from haidang.portal.audit.recording import Actor
    from haidang.portal.entries.actions import Handed, save
    from haidang.portal.entries.models import Batch
    from haidang.portal.entries.proposing import Proposed
    from tests.portal.conftest import NOW

    def make(table, cells):
        row = Proposed(uuid.uuid4(), table, cells)
        by = Actor("a-1", "editor", digest_key=b"k")
        (entry,) = save([row], Handed(uuid.uuid4(), Batch.Way.FORM, ""), acting=lambda *_: by, now=NOW)
        return entry

    return make


@settings(max_examples=50, deadline=None)
@given(
    st.sampled_from(["documents", "targets", "areas", "rules"]),
    st.dictionaries(st.sampled_from(NAMES), st.text(max_size=90)),
)
def test_every_one_can_stand_in_a_pack(haiphong_loaded, table, cells):
    from haidang.portal.entries.identifiers import propose_identifier

    name = propose_identifier(table, cells)
    assert name == "" or re.fullmatch(r"\w[\w.\-]*", name)
    assert len(name) <= 70
