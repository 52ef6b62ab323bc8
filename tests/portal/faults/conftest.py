"""A portal with people at its desk, in processes of their own."""

from __future__ import annotations

import pytest

from tests.make.hands import fill, hands
from tests.make.portals import make_portal
from tests.portal.conftest import PORT


@pytest.fixture(scope="package")
def portal(_tables, tmp_path_factory):
    with make_portal(tmp_path_factory.mktemp("faults"), PORT) as made:
        yield made


@pytest.fixture(scope="package")
def sessions(portal):
    """Cookies of the sessions of those who work there."""
    return fill(portal)


@pytest.fixture(scope="package")
def two(portal, sessions):
    with hands(portal, 2) as made:
        yield made
