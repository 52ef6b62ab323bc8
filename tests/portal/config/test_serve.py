"""Taking an address and making ready: what is in the way is told with a remedy."""

from __future__ import annotations

import errno
import os
import socket
import sqlite3

import pytest

from haidang.base.errors import UseError
from haidang.portal.config import serve
from haidang.portal.config.env import read_environment


def test_a_free_port_is_taken_on_this_machine_alone():
    place = serve.take("127.0.0.1", 0)
    with place.socket:
        assert place.address == f"http://127.0.0.1:{place.socket.getsockname()[1]}/"
        assert not place.is_public


def test_a_port_in_use_names_another():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(UseError) as caught:
            serve.take("127.0.0.1", port)
    assert f"Port {port}" in str(caught.value)
    assert f"--port {port + 1}" in str(caught.value.remedy)


@pytest.mark.parametrize("host", ["nosuch.invalid", "192.0.2.1", "a" * 70 + ".example", ""])
def test_a_host_that_is_none_of_this_machine(host, monkeypatch):
    def refuse(*_, **__):
        raise socket.gaierror(-2, "unknown")

    if not host or host.endswith((".invalid", ".example")):
        monkeypatch.setattr(socket, "getaddrinfo", refuse)
    with pytest.raises(UseError) as caught:
        serve.take(host, 0)
    assert caught.value.where == "--host"


def test_a_port_that_only_root_may_take(monkeypatch):
    def refuse(*_, **__):
        raise OSError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(socket, "create_server", refuse)
    with pytest.raises(UseError, match="may not be taken"):
        serve.take("127.0.0.1", 80)


def test_a_public_host_is_allowed_and_kept_beside_the_others(monkeypatch):
    monkeypatch.setenv("HAIDANG_HOSTS", "haidang.example.org")
    with socket.socket() as open_one:
        serve.allow(serve.Place(open_one, "http://10.0.0.5:8000/", True), "10.0.0.5")
    assert os.environ["HAIDANG_HOSTS"] == "haidang.example.org,10.0.0.5"
    assert read_environment().is_public


def test_all_addresses_allow_the_names_of_this_machine(monkeypatch):
    monkeypatch.delenv("HAIDANG_HOSTS", raising=False)
    with socket.socket() as open_one:
        serve.allow(serve.Place(open_one, "", True), "0.0.0.0")
    hosts = read_environment().hosts
    assert "localhost" in hosts
    assert socket.gethostname() in hosts


def test_a_host_of_this_machine_alone_changes_nothing(monkeypatch):
    monkeypatch.delenv("HAIDANG_HOSTS", raising=False)
    place = serve.take("localhost", 0)
    with place.socket:
        serve.allow(place, "localhost")
    assert "HAIDANG_HOSTS" not in os.environ


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(UseError, match="cannot be written"):
        serve.make_ready(read_environment({"HAIDANG_DATA": str(tmp_path / "file/data")}))


def test_a_folder_is_made(tmp_path):
    serve.make_ready(read_environment({"HAIDANG_DATA": str(tmp_path / "a/b")}))
    assert list((tmp_path / "a/b").iterdir()) == []


def test_a_locked_database(tmp_path, monkeypatch):
    monkeypatch.setattr(serve, "_BUSY_MS", 50)
    holder = sqlite3.connect(tmp_path / "haidang.sqlite3", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(UseError, match="held by another process"):
        serve.make_ready(read_environment({"HAIDANG_DATA": str(tmp_path)}))
    holder.close()


def test_a_file_that_is_no_database(tmp_path):
    (tmp_path / "haidang.sqlite3").write_text("no database at all\n" * 100)
    with pytest.raises(UseError, match="is no database"):
        serve.make_ready(read_environment({"HAIDANG_DATA": str(tmp_path)}))


def test_signals_end_the_program_with_zero_and_are_given_back():
    import signal

    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit) as stop, serve.stopping_cleanly():
        signal.raise_signal(signal.SIGTERM)
    assert stop.value.code == 0
    assert signal.getsignal(signal.SIGTERM) is before
