"""A portal of its own in processes of their own: a database that lasts, on SQLite or PostgreSQL, and what is run upon it."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.make.postgresql import url_of

_COMMAND = "import sys; sys.argv[0] = 'haidang'; from haidang.cli.main import run; run()"
_READY = "from haidang.portal.registry.opening import open_portal; open_portal(with_tables=True)\n"


@dataclass(frozen=True)
class Portal:
    """A portal: what its processes find in the environment."""

    folder: Path
    environment: dict[str, str]

    def command(self, *words: str, timeout_s: float = 60) -> subprocess.CompletedProcess[str]:
        """Run the command line as a user would."""
        done = subprocess.run(
            [sys.executable, "-c", _COMMAND, *words],
            env=self.environment, cwd=self.folder, capture_output=True, text=True, timeout=timeout_s, check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        return done

    def begin(self, *words: str) -> subprocess.Popen[bytes]:
        """Begin a command that goes on beside."""
        return subprocess.Popen(
            [sys.executable, "-c", _COMMAND, *words],
            env=self.environment, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def start(self, code: str, *words: str) -> subprocess.Popen[str]:
        """Start Python code upon the open portal."""
        return subprocess.Popen(
            [sys.executable, "-c", _READY + code, *words],
            env=self.environment, cwd=self.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def run(self, code: str, *words: str, timeout_s: float = 60) -> str:
        """Run Python code upon the open portal and return what it printed."""
        with self.start(code, *words) as process:
            out, err = process.communicate(timeout=timeout_s)
        assert process.returncode == 0, err
        return out


@contextmanager
def make_portal(folder: Path, port: int = 0) -> Iterator[Portal]:
    """A portal without a pack; on the PostgreSQL server at a port, or with a file in the folder."""
    folder.mkdir(exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME")}
    environment = {
        **kept,
        "HAIDANG_DATA": str(folder / "data"),
        "HAIDANG_SECRET_KEY": "of the tests alone, and long enough",
        "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(Path(__file__).parent.parent.parent),
    }
    if not port:
        yield Portal(folder, environment)
        return
    import psycopg

    name = f"p{uuid.uuid4().hex[:12]}"
    with psycopg.connect(url_of(port), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield Portal(
                folder, {**environment, "DATABASE_URL": url_of(port).rpartition("/")[0] + f"/{name}"}
            )
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
