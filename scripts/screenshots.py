"""
Take the pictures of the README from the bundled pack: the overview on a desk, a target on a phone.

    python scripts/screenshots.py [--to docs/images]

Serves the portal on this machine, with the day fixed, and drives Debian's Chromium; the pictures are what a reader sees.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

DAY = "2024-11-14"


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its name, the page, what of it stands at the top, the window in pixels, and pixels for each of these."""

    name: str
    path: str
    top: str
    width_px: int
    height_px: int
    scale: float


SHOTS = (
    Shot("overview", f"/en/?as_of={DAY}", "body", 1280, 900, 1),
    Shot("target-phone", f"/vi/targets/PLAN-2024-grdp?as_of={DAY}", "#course", 390, 844, 2),
)


@contextmanager
def portal() -> Iterator[str]:
    """Serve the bundled pack; yields the address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "haidang", "serve", "--temporary", "--port", str(port), "--lang", "en"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            server.stdout.readline()  # it is served
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def take(browser: Browser, shot: Shot, address: str, folder: Path) -> None:
    """Take one picture."""
    context = browser.new_context(
        viewport={"width": shot.width_px, "height": shot.height_px}, device_scale_factor=shot.scale
    )
    page = context.new_page()
    page.goto(f"{address}{shot.path}")
    page.locator(shot.top).first.evaluate("each => each.scrollIntoView()")
    page.screenshot(path=folder / f"{shot.name}.png")
    context.close()


def main() -> None:
    """Take them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=Path(__file__).parents[1] / "docs/images")
    folder = parser.parse_args().to
    folder.mkdir(parents=True, exist_ok=True)
    flags = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
    ]
    with portal() as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        for shot in SHOTS:
            take(browser, shot, address, folder)
        browser.close()
    print(f"pictures: {', '.join(shot.name for shot in SHOTS)} in {folder}")


if __name__ == "__main__":
    main()
