"""How often each page asks the database: a few times, and no more often for more rows."""

from __future__ import annotations

import pytest

from tests.portal.site.conftest import DAY, PAGES

EVERY = 3  # which revision is current, which odds are on their way, what is withheld
# most pages ask for figures once or twice; odds half a year before are of the days on which promises ended; where
# something is missing it is looked when its parts are expected
FIGURES = {
    "": 8,
    "review": 8,
    "record": 8,
    "score": 8,
    "leader": 3,
    "targets": 0,
    "documents": 0,
    "commitments": 0,
    "methods": 0,
    "search": 0,
}


@pytest.mark.parametrize("page", PAGES)
def test_each_page_asks_a_few_times(reader, django_statements, page):
    address = f"/en/{page}{'&' if '?' in page else '?'}as_of={DAY}"
    reader.get(address)  # small tables are read once a process
    with django_statements() as asked:
        assert reader.get(address).status_code == 200
    assert len(asked) <= EVERY + FIGURES.get(page.partition("?")[0], 2), asked
