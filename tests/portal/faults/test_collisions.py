"""Two at the same thing at the same moment: one is acknowledged, the other is told; nothing is lost, nothing happens twice."""

from __future__ import annotations

import pytest

from tests.make.collisions import SCENARIOS

pytestmark = pytest.mark.slow

ROUNDS = 2  # of many: benchmarks/portal/faults.py


@pytest.mark.parametrize("name", SCENARIOS)
def test_nothing_is_lost_and_nothing_happens_twice(two, portal, name):
    scenario, wanted = SCENARIOS[name]
    for number in range(ROUNDS):
        assert scenario(two, f"{name} {number}") == wanted
