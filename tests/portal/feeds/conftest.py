"""A program that reads the API, and the ways to read what it is sent."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date

import polars as pl
import pytest

from tests.make.postgresql import free_port

ROOT = "/api/v1/"
DAY = "2024-11-14"
JSON = "application/json"
PROBLEM = "application/problem+json"
_SERVE = "import sys; sys.argv[0] = 'haidang'; from haidang.cli.main import run; run()"


@pytest.fixture(scope="module")
def reader(haiphong_loaded):
    """A client of the API, filled with the bundled pack."""
    from django.test import Client

    return Client(headers={"host": "localhost"})


@pytest.fixture
def at(monkeypatch):
    """Set the current day of the API."""

    def set_day(text: str) -> None:
        monkeypatch.setattr("haidang.portal.feeds.asking.today", lambda: date.fromisoformat(text))

    return set_day


def ask(reader, path: str, /, **given):
    """The JSON of an answer."""
    response = reader.get(f"{ROOT}{path}", given)
    assert response.status_code == 200, response.content.decode()
    assert response["Content-Type"] == JSON
    return response.json()


def pages(reader, path: str, /, **given) -> Iterator[dict]:
    """The pages of a table, one after the other, by `next` alone."""
    found = ask(reader, path, **given)
    yield found
    while found["next"] is not None:
        response = reader.get(found["next"].removeprefix("http://localhost"))
        assert response.status_code == 200, response.content.decode()
        found = response.json()
        yield found


def walk(reader, path: str, /, **given) -> list[dict]:
    """The rows of all pages."""
    return [item for page in pages(reader, path, **given) for item in page["items"]]


def content(response) -> bytes:
    """All that is sent; of what is sent while it is read, the client closes the response at the end."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def csv_rows(reader, path: str, /, **given) -> list[dict[str, str]]:
    """The rows of a file of CSV; what is empty is an empty text."""
    response = reader.get(f"{ROOT}{path}.csv", given)
    assert response.status_code == 200, response.content.decode()
    return list(csv.DictReader(io.StringIO(content(response).decode())))


def parquet_rows(reader, path: str, /, **given) -> list[dict[str, str | None]]:
    """The rows of a file of Parquet."""
    response = reader.get(f"{ROOT}{path}.parquet", given)
    assert response.status_code == 200, response.content.decode()
    return pl.read_parquet(io.BytesIO(content(response))).to_dicts()


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address of the API of a portal in a process of its own, filled with the bundled pack."""
    port = free_port()
    words = [sys.executable, "-c", _SERVE, "serve", "--temporary", "--port", str(port), "--lang", "en"]
    environment = {**os.environ, "HAIDANG_API_RATE": "0", "DATABASE_URL": ""}
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    ) as server:
        assert server.stdout is not None
        assert f"http://127.0.0.1:{port}/" in server.stdout.readline()
        yield f"http://127.0.0.1:{port}{ROOT}"
        server.terminate()
