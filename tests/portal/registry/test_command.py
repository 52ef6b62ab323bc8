"""`haidang portal load` and `dump`, in this process and as a process of its own on a database of its own."""

import os
import sqlite3
import subprocess
import sys

import pytest
from django.conf import settings

from haidang.files.packs import find_folder
from haidang.portal.registry.opening import open_portal
from haidang.portal.registry.queries import find_revision
from tests.make.pack import change_json, make_pack, with_cells

# the patience of SQLite is cut short: 20 seconds are too many for a test
SHORT = """
import sys
from haidang.cli import main
main._COMMANDS["portal"] = "haidang.cli.portal"
if len(sys.argv) > 1 and sys.argv[1] == "hurried":
    sys.argv.pop(1)
    from haidang.portal.config import settings
    settings.DATABASES["default"]["OPTIONS"]["timeout"] = 0.1
main.run()
"""


@pytest.fixture
def process(tmp_path):
    """Run a command as a process with the settings given, and no others."""

    def run(*arguments, **environment):
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "PYTHONPATH", "HOME")}
        kept |= {"HAIDANG_DATA": str(tmp_path / "data"), "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(
            [sys.executable, "-c", SHORT, *arguments],
            env=kept | environment, capture_output=True, text=True, timeout=60, check=False, cwd=tmp_path,
        )  # fmt: skip
        assert "Traceback" not in done.stderr
        assert "sesame" not in done.stderr
        assert done.stdout == ""
        return done

    return run


def test_load_and_dump(database, command, tmp_path):
    done = command("portal", "load", "haiphong")
    assert (done.code, done.out) == (0, "")
    assert done.err == "«haiphong» is loaded as revision 1; rows added: 2014, retired: 0.\n"
    assert find_revision().recorded_at.tzinfo is not None
    again = command("portal", "load")
    assert (again.code, again.out) == (0, "")
    assert "Revision 1 of «haiphong» holds this very content already" in again.err
    done = command("portal", "dump", str(tmp_path / "out"))
    assert (done.code, done.err) == (0, f"Written: {tmp_path / 'out'}\n")
    assert {place.name: place.read_bytes() for place in (tmp_path / "out").iterdir()} == {
        place.name: place.read_bytes() for place in find_folder("haiphong").iterdir()
    }


def test_a_pack_with_errors_is_refused(database, command, tmp_path):
    folder = make_pack(tmp_path / "bad", observations=with_cells("observations", 4, value="365,5"))
    done = command("portal", "load", str(folder))
    assert done.code == 2
    assert "has 1 errors" in done.err
    assert find_revision() is None


def test_another_city_is_refused(database, command, tmp_path):
    make_pack(tmp_path / "one")
    make_pack(tmp_path / "other")
    change_json(tmp_path / "other", lambda content: content.update(name="elsewhere"))
    assert command("portal", "load", str(tmp_path / "one")).code == 0
    done = command("portal", "load", str(tmp_path / "other"))
    assert done.code == 2
    assert "«tiny», and this one is «elsewhere»" in done.err


def test_an_earlier_revision_is_dumped(database, command, tmp_path):
    make_pack(tmp_path / "one")
    make_pack(tmp_path / "two", areas=with_cells("areas", 2, note="mới"))
    for name in ("one", "two"):
        command("portal", "load", str(tmp_path / name))
    assert command("portal", "dump", str(tmp_path / "a"), "--revision", "1").code == 0
    assert "mới" not in (tmp_path / "a/areas.csv").read_text(encoding="utf-8")
    done = command("portal", "dump", str(tmp_path / "b"), "--revision", "3")
    assert done.code == 2
    assert "no revision 3; the newest is 2" in done.err
    assert not (tmp_path / "b").exists()


def test_nothing_loaded(database, command, tmp_path):
    done = command("portal", "dump", str(tmp_path / "out"))
    assert done.code == 2
    assert "No pack is loaded" in done.err


def test_the_folder_of_the_database_is_made(process, tmp_path):
    assert process("portal", "load", "haiphong").returncode == 0
    with sqlite3.connect(tmp_path / "data/haidang.sqlite3") as made:
        assert made.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert made.execute("SELECT count(*) FROM registry_areas").fetchone() == (147,)
    made.close()
    assert process("portal", "dump", "out").returncode == 0


def test_a_dump_makes_no_database(process, tmp_path):
    done = process("portal", "dump", "out")
    assert done.returncode == 2
    assert "No pack is loaded" in done.stderr
    assert not (tmp_path / "data/haidang.sqlite3").exists()


def test_a_locked_database(process, tmp_path):
    assert process("portal", "load", str(make_pack(tmp_path / "one"))).returncode == 0
    other = sqlite3.connect(tmp_path / "data/haidang.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        make_pack(tmp_path / "two", events=None)
        done = process("hurried", "portal", "load", str(tmp_path / "two"))
        # readers never wait
        assert process("hurried", "portal", "dump", "out").returncode == 0
    finally:
        other.close()
    assert done.returncode == 2
    assert "held by another process" in done.stderr
    assert len(done.stderr.splitlines()) == 2


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://officer:sesame@db/x", "«mysql…» names no database"),
        ("postgresql://officer:sesame@db:port/x", "«postgresql…» names no database"),
        ("postgresql://officer:sesame@127.0.0.1:1/x", "127.0.0.1:1/x: The database server cannot be used"),
        ("sqlite:////nowhere/at/all.sqlite3", "/nowhere/at/all.sqlite3: The database cannot be opened"),
    ],
)
def test_a_database_that_cannot_be_used(process, url, words):
    done = process("portal", "load", "haiphong", DATABASE_URL=url)
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 2


@pytest.mark.parametrize("secret", ["", "a secret of more than thirty-two characters"])
def test_a_folder_that_cannot_be_written(process, tmp_path, secret):
    (tmp_path / "file").write_text("a file is in the way")
    place = str(tmp_path / "file" / "data")
    done = process("portal", "load", "haiphong", HAIDANG_DATA=place, HAIDANG_SECRET_KEY=secret)
    assert done.returncode == 2
    assert f"The portal cannot start: {place}: Not a directory." in done.stderr
    assert "HAIDANG_DATA" in done.stderr


def test_the_words_are_those_of_the_language(database, command, tmp_path):
    for lang in ("vi", "fr"):
        assert command("portal", "load", "--lang", lang).code == 0


def test_help_imports_neither_django_nor_polars(process):
    script = (
        "import sys; from haidang.cli.portal import command; "
        "print([name for name in ('django', 'polars', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_opening_twice_is_once(database):
    open_portal()
    open_portal(with_tables=True)
    assert settings.DATABASES["default"]
