"""Whatever the description allows is answered as it says, and whatever it forbids is refused as it says."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SECONDS = 60
SCHEMATHESIS = shutil.which("schemathesis", path=Path(sys.executable).parent) or ""


@pytest.mark.slow
def test_schemathesis_finds_nothing(address, tmp_path):
    """All its checks, in a bounded time: examples, every edge of every parameter, then what chance and links bring."""
    words = [SCHEMATHESIS, "run", f"{address}openapi.json", "--checks", "all", "--max-time", str(SECONDS)]
    words += ["--max-examples", "10", "--seed", "20241114", "--generation-deterministic", "--no-color"]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    assert "Coverage" in done.stdout
