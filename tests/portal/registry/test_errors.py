"""What databases refuse: one clear answer each, from real refusals where they can be had, and no password ever."""

import sqlite3
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, OperationalError, ProgrammingError, connection, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper

from haidang.base.errors import HaidangError, SettingsError, UseError
from haidang.portal.registry import errors
from haidang.portal.registry.errors import told_errors

SERVER = {
    "ENGINE": "django.db.backends.postgresql", "NAME": "haidang", "HOST": "db.example", "PORT": 5433,
    "USER": "officer", "PASSWORD": "sesame",
}  # fmt: skip


@pytest.fixture
def server(monkeypatch):
    """Settings that name a server, as far as messages are concerned."""
    monkeypatch.setattr(errors, "settings", SimpleNamespace(DATABASES={"default": SERVER}))


@pytest.fixture
def file(monkeypatch, tmp_path):
    """A database of SQLite of its own, with a short patience."""
    wrappers = []

    def open_(place):
        database = {**connection.settings_dict, "ENGINE": "django.db.backends.sqlite3", "NAME": str(place)}
        database["OPTIONS"] = {"timeout": 0.05, "transaction_mode": "IMMEDIATE"}
        wrappers.append(DatabaseWrapper(database))
        return wrappers[-1]

    named = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "x.sqlite3")}
    monkeypatch.setattr(errors, "settings", SimpleNamespace(DATABASES={"default": named}))
    yield open_
    for each in wrappers:
        each.close()


def refused(kind, message, **cause):
    """An error as Django raises it: with the driver's behind it."""
    error = kind(message)
    error.__cause__ = Exception(message)
    for name, value in cause.items():
        setattr(error.__cause__, name, value)
    return error


def told(error):
    with pytest.raises(HaidangError) as caught, told_errors():
        raise error
    assert "sesame" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    return caught.value


def ask(database, statement="SELECT * FROM registry_revision"):
    with pytest.raises(HaidangError) as caught, told_errors(), database.cursor() as cursor:
        cursor.execute(statement)
    return caught.value


def test_a_file_held_by_another_process(file, tmp_path):
    place = tmp_path / "x.sqlite3"
    other = sqlite3.connect(place, isolation_level=None)
    other.execute("CREATE TABLE t (a)")
    other.execute("BEGIN EXCLUSIVE")
    try:
        error = ask(file(place), "INSERT INTO t VALUES (1)")
    finally:
        other.close()
    assert isinstance(error, UseError)
    assert "held by another process" in str(error.problem)
    assert "Wait" in str(error.remedy)
    assert error.where == str(place)


def test_a_file_without_tables(file, tmp_path):
    error = ask(file(tmp_path / "x.sqlite3"))
    assert "lacks the tables" in str(error.problem)
    assert "portal load" in str(error.remedy)


def test_a_folder_that_does_not_exist(file, tmp_path):
    error = ask(file(tmp_path / "no" / "x.sqlite3"))
    assert "cannot be opened for writing" in str(error.problem)
    assert "HAIDANG_DATA" in str(error.remedy)


def test_a_file_that_may_only_be_read(file, tmp_path):
    place = tmp_path / "x.sqlite3"
    with sqlite3.connect(place) as made:
        made.execute("CREATE TABLE t (a)")
    made.close()
    error = ask(file(f"file:{place}?mode=ro"), "INSERT INTO t VALUES (1)")
    assert "cannot be opened for writing" in str(error.problem)


def test_a_file_that_is_no_database(file, tmp_path):
    place = tmp_path / "x.sqlite3"
    place.write_text("not a database, and long enough for one to be looked for in it" * 20)
    assert "no database" in str(ask(file(place)).problem)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("SQLITE_FULL", "no room left"),
        ("SQLITE_BUSY_SNAPSHOT", "held by another process"),
        ("SQLITE_READONLY_DIRECTORY", "cannot be opened for writing"),
        ("SQLITE_CORRUPT_INDEX", "damaged"),
        ("SQLITE_IOERR_READ", "refuses: disk I/O error"),
    ],
)
def test_what_sqlite_names(file, code, words):
    error = told(refused(OperationalError, "disk I/O error", sqlite_errorname=code))
    assert words in str(error.problem)
    assert isinstance(error, UseError)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("55P03", "held by another process"),
        ("40P01", "held by another process"),
        ("42P01", "lacks the tables"),
        ("42703", "lacks the tables"),
        ("53100", "no room left"),
        ("42501", "refuses to write: permission denied for schema public"),
        ("25006", "refuses to write"),
        ("22021", "refuses: permission denied"),
    ],
)
def test_what_a_server_numbers(server, code, words):
    error = told(refused(ProgrammingError, "permission denied for schema public\nLINE 1", sqlstate=code))
    assert words in str(error.problem)
    assert isinstance(error, UseError)
    assert error.where == "db.example:5433/haidang"


@pytest.mark.parametrize(
    ("message", "detail"),
    [
        ('connection failed: connection to server at "10.0.0.1", port 5433 failed: Connection refused\n\tIs it running?',
         "Connection refused"),
        ('connection failed: connection to server at "::1", port 5433 failed: FATAL:  password authentication failed for user "officer"',
         'FATAL:  password authentication failed for user "officer"'),
        ("failed to resolve host 'db.example': [Errno -2] Name or service not known", "failed to resolve host"),
        ("connection timeout expired", "connection timeout expired"),
        ('invalid dsn: password=sesame host=x', "invalid dsn: password=… host=x"),
        ("", "OperationalError"),
    ],
)  # fmt: skip
def test_a_server_that_cannot_be_reached(server, message, detail):
    error = told(refused(OperationalError, message, sqlstate=None))
    assert isinstance(error, SettingsError)
    assert detail in str(error.problem)
    assert "10.0.0.1" not in str(error)
    assert "DATABASE_URL" in str(error.remedy)


def test_an_error_without_the_driver_behind_it(file):
    error = told(DatabaseError("two\nlines"))
    assert str(error.problem) == "The database refuses: two."


def test_a_server_without_host_and_port(monkeypatch):
    database = {**SERVER, "HOST": "", "PORT": ""}
    monkeypatch.setattr(errors, "settings", SimpleNamespace(DATABASES={"default": database}))
    assert told(refused(OperationalError, "x", sqlstate="55P03")).where == "localhost/haidang"


def test_settings_that_cannot_be_used():
    driver = told(ImproperlyConfigured("Error loading psycopg2 or psycopg module"))
    assert isinstance(driver, SettingsError)
    assert "haidang[server]" in str(driver.remedy)
    folder = told(ImproperlyConfigured("/nowhere: Permission denied"))
    assert str(folder.problem) == "The portal cannot start: /nowhere: Permission denied."
    assert "HAIDANG_DATA" in str(folder.remedy)


def test_our_own_errors_and_defects_pass():
    with pytest.raises(KeyError), told_errors():
        raise KeyError("x")
    mine = UseError(errors.say("a"), errors.say("b"))
    with pytest.raises(UseError) as caught, told_errors():
        raise mine
    assert caught.value is mine


def test_the_database_of_these_tests_speaks_as_expected(database):
    """The real one, whichever it is: a table that is not there."""
    with pytest.raises(UseError, match="lacks the tables"), told_errors(), transaction.atomic():
        connection.cursor().execute("SELECT * FROM registry_nothing")


@pytest.mark.skipif(
    not settings.DATABASES["default"]["ENGINE"].endswith("postgresql"), reason="PostgreSQL alone"
)
@pytest.mark.usefixtures("_tables")
def test_a_server_held_by_another_process():
    """Two connections, one table."""
    other = connection.copy()
    try:
        other.set_autocommit(False)
        other.cursor().execute("SET LOCAL lock_timeout = '5s'")
        other.cursor().execute("LOCK TABLE registry_revision IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(UseError, match="held by another process"), told_errors(), transaction.atomic():
            list(
                connection.cursor().execute(
                    "SET LOCAL lock_timeout = '50ms'; SELECT * FROM registry_revision"
                )
            )
    finally:
        other.rollback()
        other.close()
