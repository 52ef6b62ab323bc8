"""`haidang serve` as a user runs it: it starts, answers, stops; what is in the way is told."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

pytestmark = pytest.mark.slow
CODE = "import sys; sys.argv[0] = 'haidang'; from haidang.cli.main import run; run()"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def environment(**more: str) -> dict[str, str]:
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("HAIDANG_", "DATABASE", "DJANGO"))
    }
    return {**kept, "LANG": "C.UTF-8", **more}


@contextmanager
def serving(*words: str, **more: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-c", CODE, "serve", "--port", str(port), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(**more),
    ) as server:
        try:
            assert server.stdout is not None
            line = server.stdout.readline()
            assert f"http://127.0.0.1:{port}/" in line, server.stderr.read() if server.stderr else ""
            yield server, f"http://127.0.0.1:{port}"
        finally:
            if server.poll() is None:
                server.kill()


def fails(*words: str, **more: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", CODE, "serve", *words],
        capture_output=True,
        text=True,
        check=False,
        env=environment(**more),
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 2  # what is wrong, and what to do
    return done.stderr


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_it_starts_answers_and_stops(sent, tmp_path):
    started = time.monotonic()
    with serving(HAIDANG_DATA=str(tmp_path)) as (server, address):
        with urllib.request.urlopen(f"{address}/vi/") as answer:
            assert answer.status == 200
            assert "Trong 20 chỉ tiêu" in answer.read().decode()
        assert time.monotonic() - started < 20
        with urllib.request.urlopen(urllib.request.Request(f"{address}/vi/", method="HEAD")) as answer:
            assert int(answer.headers["Content-Length"]) > 10_000
            assert answer.read() == b""
        server.send_signal(sent)
        _, err = server.communicate(timeout=20)
        assert server.returncode == 0
        assert "Traceback" not in err
    with serving(HAIDANG_DATA=str(tmp_path)) as (server, address):  # nothing has changed: the same revision
        with urllib.request.urlopen(f"{address}/en/review.json?rev=1") as answer:
            assert answer.status == 200
        server.terminate()
        _, err = server.communicate(timeout=20)
        assert "is loaded as revision" not in err


def test_a_temporary_one_leaves_nothing(tmp_path):
    with serving("--temporary", TMPDIR=str(tmp_path), HOME=str(tmp_path / "home")) as (server, address):
        with urllib.request.urlopen(f"{address}/fr/targets.csv") as answer:
            assert answer.headers["Content-Type"].startswith("text/csv")
        assert [each.name[:8] for each in tmp_path.iterdir()] == ["haidang-"]
        server.terminate()
        server.communicate(timeout=20)
    assert list(tmp_path.iterdir()) == []


def test_several_readers_at_once(tmp_path):
    from concurrent.futures import ThreadPoolExecutor

    def read(address: str) -> int:
        with urllib.request.urlopen(address) as answer:
            answer.read()
            return answer.status

    pages = (
        "vi/",
        "en/",
        "fr/odds/budget_revenue_total?by=2030",
        "vi/odds/exports",
        "en/areas",
        "vi/indicators",
    )
    with serving("--temporary", TMPDIR=str(tmp_path)) as (server, address), ThreadPoolExecutor(12) as pool:
        assert set(pool.map(read, [f"{address}/{page}" for page in pages * 8])) == {200}
        server.terminate()
        server.communicate(timeout=20)


def test_a_port_in_use():
    with socket.create_server(("127.0.0.1", 0)) as other:
        assert "is taken by another program" in fails("--temporary", "--port", str(other.getsockname()[1]))


def test_an_unknown_pack():
    assert "Did you mean haiphong?" in fails("--temporary", "--pack", "haipong")


def test_a_folder_that_cannot_be_written():
    assert "cannot be written" in fails("--port", str(free_port()), HAIDANG_DATA="/dev/null/x")


def test_a_bad_setting(tmp_path):
    assert "HAIDANG_HTTPS" in fails(
        "--port", str(free_port()), HAIDANG_DATA=str(tmp_path), HAIDANG_HTTPS="on"
    )


def test_a_locked_database(tmp_path):
    holder = sqlite3.connect(tmp_path / "haidang.sqlite3", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    assert "held by another process" in fails("--port", str(free_port()), HAIDANG_DATA=str(tmp_path))
    holder.close()


def test_another_host_in_the_address_is_refused(tmp_path):
    with serving("--temporary", TMPDIR=str(tmp_path)) as (server, address):
        request = urllib.request.Request(f"{address}/vi/", headers={"Host": "evil.example"})
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(request)
        caught.value.close()
        assert caught.value.code == 400
        server.terminate()
        _, err = server.communicate(timeout=20)
        assert "Traceback" not in err
