from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from haidang.cli.main import run


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


@pytest.fixture
def haidang(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Run the command line as a user would, in this process."""
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("HAIDANG_LANG", raising=False)
    monkeypatch.delenv("HAIDANG_DEBUG", raising=False)
    monkeypatch.setenv("COLUMNS", "110")

    def call(*arguments: str) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["haidang", *arguments])
        code = 0
        try:
            run()
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return Outcome(code, out, err)

    return call
