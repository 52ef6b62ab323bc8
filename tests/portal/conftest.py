"""
The database of the portal's tests: SQLite, or PostgreSQL with HAIDANG_TEST_DATABASE=postgresql.

Django knows one set of settings a process, so a run of the tests is of one database; `make test` makes one of each.
Every worker has a database of its own, and a server of its own, started from Debian's files and stopped at the end.

Fixtures: `database` (empty, and what a test writes is undone), `haiphong_loaded` (the bundled pack as revision 1, once a
module; a test that writes asks for `undone` too), `command` (the command line in this process), `django_statements`
(what is sent to the database).
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import django
import pytest

from tests.make.postgresql import free_port, serve_postgresql, url_of

KIND = os.environ.get("HAIDANG_TEST_DATABASE", "sqlite")
FOLDER = Path(tempfile.mkdtemp(prefix="haidang-portal-"))
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


PORT = free_port() if KIND == "postgresql" else 0


def _make_ready() -> None:
    """Django's settings for this process: nothing of the user's own is read or written."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "haidang.portal.config.settings"
    os.environ["HAIDANG_DATA"] = str(FOLDER)
    os.environ["HAIDANG_SECRET_KEY"] = "of the tests alone, and long enough"
    os.environ["HAIDANG_API_RATE"] = "0"
    os.environ["DATABASE_URL"] = url_of(PORT) if KIND == "postgresql" else ""
    from django.conf import settings

    if KIND == "sqlite":  # a file: in memory there would be neither locks nor WAL
        settings.DATABASES["default"]["TEST"] = {"NAME": str(FOLDER / "test.sqlite3")}
    # a password of a test need not withstand a year of guessing
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django.setup()


_make_ready()


def pytest_unconfigure() -> None:
    """Leave nothing behind, in workers too, which leave without the usual ceremony."""
    shutil.rmtree(FOLDER, ignore_errors=True)


@contextmanager
def _no_server() -> Iterator[None]:
    yield


@pytest.fixture(scope="session")
def _tables() -> Iterator[None]:
    """The test database with its tables; tests that write take `undone` or `database`."""
    from django.db import connections
    from django.test.utils import setup_databases, teardown_databases

    with serve_postgresql(PORT) if KIND == "postgresql" else _no_server():
        old = setup_databases(verbosity=0, interactive=False, serialized_aliases=())
        yield
        teardown_databases(old, verbosity=0)
        connections.close_all()


@contextmanager
def _undone() -> Iterator[None]:
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def asked_anew(monkeypatch) -> None:
    """What is current is asked of the database every time, so that a test sees at once what it wrote."""
    from haidang.portal.reading import source

    monkeypatch.setattr(source, "_source", source._source.__wrapped__)


@pytest.fixture(autouse=True)
def own_list_of_removals(monkeypatch, tmp_path_factory) -> None:
    """The list of what was removed by law outlives a database, but not a test."""
    from haidang.portal.registry import removals_list

    monkeypatch.setattr(removals_list, "FILE", f"{tmp_path_factory.mktemp('removals')}/removals.jsonl")


@pytest.fixture(autouse=True)
def log_to_this_test(monkeypatch) -> None:
    """The log goes where the test looks, not where standard error went when Django was made ready."""
    for handler in logging.getLogger().handlers:
        if type(handler) is logging.StreamHandler:
            monkeypatch.setattr(handler, "stream", sys.stderr)


@pytest.fixture
def django_statements() -> Callable[[], AbstractContextManager[list[str]]]:
    """The statements sent while a block runs."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    @contextmanager
    def count() -> Iterator[list[str]]:
        with CaptureQueriesContext(connection) as caught:
            found: list[str] = []
            yield found
        found += [each["sql"] for each in caught.captured_queries]

    return count


@pytest.fixture
def no_regular_jobs(monkeypatch) -> None:
    """Workers do what is put into the queue, and ask for nothing themselves."""
    from haidang.portal.jobs import regular

    monkeypatch.setattr(regular, "REGULAR", {})


@pytest.fixture
def undone(_tables) -> Iterator[None]:
    """What a test writes is undone."""
    with _undone():
        yield


@pytest.fixture
def database(undone) -> None:
    """An empty database, also where the module has loaded something; what a test writes is undone."""
    from django_tasks_db.models import DBTaskResult

    from haidang.portal.audit.models import AuditRow, Seal
    from haidang.portal.jobs.models import Beat
    from haidang.portal.registry.models import ROWS, Revision

    for model in (*ROWS.values(), Revision, DBTaskResult, Beat, AuditRow, Seal):
        model.objects.all()._raw_delete("default")


@pytest.fixture(scope="module")
def haiphong_loaded(_tables) -> Iterator[None]:
    """The bundled pack as revision 1, for all tests of a module."""
    from haidang.portal.registry.actions import load
    from tests.make.core import haiphong

    with _undone():
        load(haiphong().content, now=NOW)
        yield


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


@pytest.fixture
def command(monkeypatch, capsys) -> Callable[..., Outcome]:
    """Run the command line as a user would, in this process."""
    from haidang.cli import main

    monkeypatch.setitem(main._COMMANDS, "portal", "haidang.cli.portal")
    monkeypatch.setenv("LANG", "C.UTF-8")
    for name in ("LC_ALL", "HAIDANG_LANG", "HAIDANG_DEBUG"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: str) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["haidang", *arguments])
        code = 0
        try:
            main.run()
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return Outcome(code, out, err)

    return call
