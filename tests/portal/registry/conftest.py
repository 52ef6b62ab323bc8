"""Counting statements."""

from contextlib import contextmanager

import pytest


@pytest.fixture
def django_statements():
    """The statements sent while a block runs."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    @contextmanager
    def count():
        with CaptureQueriesContext(connection) as caught:
            found = []
            yield found
        found += [each["sql"] for each in caught.captured_queries]

    return count
