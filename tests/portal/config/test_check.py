"""`haidang portal check`: every bad setting, the checks of Django, the database; 2 when something must be mended."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

CODE = "import sys; sys.argv[0] = 'haidang'; from haidang.cli.main import run; run()"
GOOD = {"HAIDANG_HOSTS": "haidang.example.org", "HAIDANG_HTTPS": "1", "HAIDANG_PROXY": "1"}


def check(data: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("HAIDANG_", "DATABASE", "DJANGO"))
    }
    return subprocess.run(
        [sys.executable, "-c", CODE, "portal", "check", "--lang", "en"],
        capture_output=True,
        text=True,
        check=False,
        env={**kept, "HAIDANG_DATA": data, **environment},
    )


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> str:
    data = str(tmp_path_factory.mktemp("filled"))
    environment = {**os.environ, "HAIDANG_DATA": data, "DATABASE_URL": ""}
    subprocess.run(
        [sys.executable, "-c", CODE, "portal", "load", "haiphong"],
        check=True,
        env=environment,
        capture_output=True,
    )
    return data


@pytest.mark.slow
def test_a_good_public_portal_has_nothing_to_mend(filled):
    done = check(filled, **GOOD)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "Nothing must be mended.\n")


@pytest.mark.slow
def test_plain_http_is_a_remark_here_and_a_defect_in_public(filled):
    here = check(filled)
    assert here.returncode == 0
    assert here.stdout.startswith("! HAIDANG_HTTPS: Readers come by plain HTTP")
    public = check(filled, HAIDANG_HOSTS="haidang.example.org")
    assert public.returncode == 2
    assert public.stdout.startswith("✗ HAIDANG_HTTPS")


@pytest.mark.slow
def test_all_bad_settings_are_told_at_once(tmp_path):
    done = check(
        str(tmp_path), DATABASE_URL="mysql://me:hush@db/x", HAIDANG_HTTPS="on", HAIDANG_HOSTS="http://x"
    )
    assert done.returncode == 2
    assert done.stdout.count("✗") == 3
    assert "hush" not in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"HAIDANG_DATA": "/dev/null/x"}, "cannot be written"),
        ({}, "No pack is loaded"),
        ({"HAIDANG_HOSTS": "*"}, "takes every name"),
        ({"DATABASE_URL": "postgresql://me:hush@127.0.0.1:1/x"}, "cannot be used"),
    ],
)
def test_what_must_be_mended_is_told(tmp_path, environment, words):
    done = check(str(tmp_path), **{**GOOD, **environment})
    assert done.returncode == 2
    assert words in done.stdout
    assert "hush" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.usefixtures("_tables")
def test_the_checks_of_django_find_nothing():
    from django.core.checks import run_checks

    found = [each for each in run_checks() if not each.is_silenced()]
    assert found == []


def test_jobs_that_nobody_does_are_a_remark(database, monkeypatch):
    from datetime import timedelta

    from django.utils import timezone

    from haidang.portal.config import checking
    from haidang.portal.registry.forecasting import compute_odds

    assert list(checking._of_jobs()) == []
    job = compute_odds.enqueue(day="2024-11-14", data_sha256="")
    assert list(checking._of_jobs()) == []
    job.db_result.enqueued_at = timezone.now() - timedelta(minutes=11)
    job.db_result.save()
    (found,) = checking._of_jobs()
    assert not found.is_grave
    assert "nobody does them" in str(found.problem)
