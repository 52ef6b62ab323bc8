"""Saying how far the data go."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.portal.desk.conftest import read

PLACE = "/desk/en/followed"


@pytest.fixture
def today(haiphong_loaded):
    from django.utils import timezone

    return timezone.localdate()


def say_so(hand, **fields):
    publisher = hand("publisher")
    return publisher.send(PLACE, publisher.see(PLACE).forms[-1], **fields)


def test_the_day_of_the_review_is_set_and_shown_to_readers(hand, today):
    from haidang.portal.registry.evidence import DatabaseEvidence

    assert say_so(hand, day=today.isoformat(), review_day=today.isoformat()).status_code == 302
    evidence = DatabaseEvidence()
    assert (evidence.horizon("observations"), evidence.description().review_day) == (today, today)


@pytest.mark.parametrize(
    ("fields", "told"), [({}, "No day is given."), ({"day": "soon"}, "«soon» is not a day.")]
)
def test_what_is_no_day_is_told(hand, fields, told):
    response = say_so(hand, **fields)
    assert response.status_code == 422
    assert told in read(response).text


def test_a_day_still_to_come_is_refused(hand, today):
    response = say_so(hand, day=(today + timedelta(days=1)).isoformat())
    assert response.status_code == 422
    assert "lies in the future" in read(response).text


@pytest.mark.parametrize("name", ["checker", "editor"])
def test_it_takes_who_publishes_for_all_bodies(hand, name):
    assert hand(name).client.get(PLACE).status_code == 403
