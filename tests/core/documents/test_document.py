"""A document and the day of its issue."""

from dataclasses import replace

import pytest

from tests.make.core import day, make_document


@pytest.mark.parametrize(
    ("on", "expected"), [("2020-12-31", False), ("2021-01-01", True), ("2021-01-02", True)]
)
def test_a_document_exists_from_its_day_of_issue(on, expected):
    assert make_document(issued="2021-01-01").is_issued_by(day(on)) is expected


def test_one_whose_day_is_not_held_always_did():
    assert replace(make_document(), issued=None).is_issued_by(day("1900-01-01"))
