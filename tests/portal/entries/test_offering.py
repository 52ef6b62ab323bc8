"""Which indicators a body enters figures of."""

from __future__ import annotations

import pytest

from tests.make.accounts import TODAY

pytestmark = pytest.mark.usefixtures("haiphong_loaded")


@pytest.fixture
def offered():
    from haidang.portal.entries.offering import offered
    from haidang.portal.registry.bodies import tree_of
    from haidang.portal.registry.evidence import DatabaseEvidence

    evidence = DatabaseEvidence()
    return lambda body_id, **more: set(offered(evidence, tree_of(evidence), body_id, TODAY, **more))


def test_a_body_enters_what_it_publishes_or_is_preferred_for(offered):
    of = offered("tourism_department")
    assert {"tourists", "tourists_international"} <= of
    assert "grdp_growth" not in of
    assert "grdp_growth" in offered("city_statistics")


def test_a_body_without_figures_enters_none(offered):
    assert offered("national_assembly") == set()
    assert offered("nobody") == set()


def test_who_answers_for_all_enters_all(offered):
    assert offered("nobody", is_over_all=True) >= offered("city_statistics") | offered("tourism_department")
