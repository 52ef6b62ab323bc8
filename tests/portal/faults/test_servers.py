"""A real server or worker that is killed, or written to while it answers: nothing acknowledged is lost, every answer is of one moment."""

from __future__ import annotations

import pytest

from tests.make import breakdowns
from tests.make.servers import make_token, running

pytestmark = pytest.mark.slow

MESSAGES, PUBLISHED = 30, 3  # of many: benchmarks/portal/faults.py


@pytest.fixture(scope="module")
def token(portal, sessions):
    return make_token(portal)


@pytest.fixture(scope="module", params=[0, 2], ids=["waitress", "gunicorn"])
def server(portal, request):
    with running(portal, request.param) as made:
        yield made


def test_killed_in_a_burst_of_entries(portal, server, token, request):
    assert breakdowns.killed_in_a_burst(portal, server, token, request.node.name, MESSAGES).is_sound


def test_a_message_that_is_cut_off(portal, server, token, request):
    assert breakdowns.message_cut_off(portal, server, token, request.node.name).is_sound


def test_a_file_that_is_cut_off(portal, server, sessions, request):
    assert breakdowns.upload_cut_off(portal, server, sessions["editor"], request.node.name).is_sound


def test_every_answer_is_of_one_moment(server, two, request):
    """While figures are published and withdrawn, a page is what its revision says, and an export is whole."""
    assert breakdowns.read_while_published(server, two, request.node.name, PUBLISHED).is_sound


def test_a_worker_killed_in_the_odds(portal, two, request):
    assert breakdowns.killed_in_the_odds(portal, two, request.node.name).is_sound


def test_a_worker_killed_in_a_check(portal, sessions):
    assert breakdowns.killed_in_a_check(portal).is_sound


def test_the_audit_is_whole(portal, two):
    assert portal.command("portal", "verify-audit").returncode == 0
