"""Backup and restore, as processes upon a database of their own: compared row by row, while others write."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import zipfile
from functools import partial

import pytest

from tests.make.portals import make_portal
from tests.portal.conftest import KIND, PORT

pytestmark = pytest.mark.slow

ALL_ROWS = """
import json
from django.apps import apps
found = {}
for model in apps.get_models():
    if model._meta.app_label not in ("sessions",):
        found[model._meta.label] = sorted(map(repr, model._default_manager.values_list()))
print(json.dumps(found))
"""
PERSON = """
from datetime import date
from haidang.portal.accounts.models import Account, Office
account = Account.objects.create(email="an@example.org", name="An")
Office.objects.create(account=account, role="editor", valid_from=date(2026, 1, 1))
"""
WRITER = """
import sys, uuid, time
from datetime import UTC, datetime
from haidang.portal.entries.models import Batch
while True:
    now = datetime.now(UTC)
    Batch.objects.create(key=uuid.uuid4(), way="form", body_id="x", by_key="a", made_at=now)
    print(Batch.objects.count(), flush=True)
"""


@pytest.fixture(scope="module")
def filled(_tables, tmp_path_factory):
    """A portal with a pack and a person; who changes it puts it back."""
    with make_portal(tmp_path_factory.mktemp("filled"), PORT) as portal:
        portal.run(PERSON)
        assert portal.command("portal", "load", "haiphong").returncode == 0
        yield portal


@pytest.fixture
def fresh(_tables, tmp_path):
    """A portal without anything."""
    with make_portal(tmp_path / "fresh", PORT) as portal:
        yield portal


@pytest.fixture
def place(tmp_path, filled):
    """A backup of the filled portal."""
    done = filled.command("portal", "backup", str(tmp_path / "a.zip"))
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "revision 1" in done.stderr
    return tmp_path / "a.zip"


def rows_of(portal):
    return json.loads(portal.run(ALL_ROWS))


def test_everything_comes_back(filled, place, fresh):
    assert place.stat().st_mode & 0o077 == 0
    assert fresh.command("portal", "restore", str(place)).returncode == 0
    assert rows_of(fresh) == rows_of(filled)


def test_a_filled_database_is_replaced_only_when_asked(filled, place):
    before = rows_of(filled)
    filled.run(
        "from haidang.portal.accounts.models import Account\nAccount.objects.create(email='b@example.org', name='B')"
    )
    changed = rows_of(filled)
    assert changed != before
    done = filled.command("portal", "restore", str(place))
    assert (done.returncode, "--replace" in done.stderr) == (2, True)
    assert rows_of(filled) == changed
    assert filled.command("portal", "restore", str(place), "--replace").returncode == 0
    assert rows_of(filled) == before


def test_sessions_end(filled, tmp_path):
    count = "from django.contrib.sessions.models import Session\nprint(Session.objects.count())"
    filled.run(
        "from django.contrib.sessions.backends.db import SessionStore\ns = SessionStore(); s['a'] = 1; s.save()"
    )
    filled.command("portal", "backup", str(tmp_path / "b.zip"))
    assert filled.run(count) == "1\n"
    filled.command("portal", "restore", str(tmp_path / "b.zip"), "--replace")
    assert filled.run(count) == "0\n"


def test_taken_while_others_write(filled, place, fresh, tmp_path):
    with filled.start(WRITER) as writer:
        seen = [int(writer.stdout.readline()) for _ in range(20)][-1]
        assert filled.command("portal", "backup", str(tmp_path / "b.zip")).returncode == 0
        still = int(writer.stdout.readline())
        writer.kill()
    assert still > seen
    assert fresh.command("portal", "restore", str(tmp_path / "b.zip")).returncode == 0
    count = len(rows_of(fresh)["entries.Batch"])
    written = "from haidang.portal.entries.models import Batch\nprint(Batch.objects.count())"
    assert seen <= count <= int(filled.run(written))
    filled.command("portal", "restore", str(place), "--replace")


def changed(place, target, **about):
    """Write a backup again with another description."""
    with zipfile.ZipFile(place) as old, zipfile.ZipFile(target, "w") as new:
        found = json.loads(old.read("backup.json"))
        new.writestr("backup.json", json.dumps({**found, **about}))
        new.writestr("database", old.read("database"))


SPOILT = {
    "no zip": (lambda place, target: target.write_bytes(b"not a zip"), "is no backup"),
    "cut": (lambda place, target: target.write_bytes(place.read_bytes()[:-2000]), "is no backup"),
    "absent": (lambda place, target: None, "cannot be read"),
    "other bytes": (partial(changed, sha256="0" * 64), "is no backup"),
    "other format": (partial(changed, format="other/1"), "is no backup"),
    "unknown field": (partial(changed, more=1), "is no backup"),
    "other engine": (partial(changed, engine="oracle"), "is of oracle"),
    "newer": (partial(changed, migrations={"entries": ["0099_later"]}, version="9.9"), "newer program (9.9)"),
}


def test_what_cannot_be_put_back(filled, place, tmp_path):
    before = rows_of(filled)
    for name, (spoil, words) in SPOILT.items():
        spoil(place, tmp_path / f"{name}.zip")
        done = filled.command("portal", "restore", str(tmp_path / f"{name}.zip"), "--replace")
        assert (done.returncode, words in done.stderr) == (2, True), (name, done.stderr)
    assert rows_of(filled) == before


@pytest.mark.skipif(KIND != "sqlite", reason="a file of SQLite alone")
def test_a_damaged_copy_of_sqlite(filled, place, tmp_path):
    with zipfile.ZipFile(place) as old, zipfile.ZipFile(tmp_path / "b.zip", "w") as new:
        data = bytearray(old.read("database"))
        data[4096:8192] = b"\xff" * 4096
        about = {**json.loads(old.read("backup.json")), "sha256": hashlib.sha256(data).hexdigest()}
        new.writestr("backup.json", json.dumps(about))
        new.writestr("database", bytes(data))
    before = rows_of(filled)
    done = filled.command("portal", "restore", str(tmp_path / "b.zip"), "--replace")
    assert (done.returncode, "is damaged" in done.stderr) == (2, True)
    assert rows_of(filled) == before


def test_where_it_cannot_be_written(filled, tmp_path):
    taken = tmp_path / "a.zip"
    taken.write_text("of somebody")
    done = filled.command("portal", "backup", str(taken))
    assert (done.returncode, "there already" in done.stderr) == (2, True)
    assert taken.read_text() == "of somebody"
    done = filled.command("portal", "backup", str(tmp_path / "nowhere/a.zip"))
    assert (done.returncode, "cannot be written" in done.stderr) == (2, True)


@pytest.mark.skipif(KIND != "postgresql", reason="programs of PostgreSQL alone")
def test_without_the_programs_of_postgresql(filled, tmp_path):
    bare = dataclasses.replace(filled, environment={**filled.environment, "PATH": str(tmp_path)})
    done = bare.command("portal", "backup", str(tmp_path / "a.zip"))
    assert (done.returncode, "postgresql-client" in done.stderr) == (2, True)
