"""
Take the pictures of the README and of the guides from the bundled pack: the portal as readers see it, and the desk at work.

    python scripts/screenshots.py [--to docs/images]

Serves a portal of its own on this machine and drives Debian's Chromium. The people of the desk are made by the command line, and what stands
on their pages they have entered there; their figures are examples.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import openpyxl  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, expect, sync_playwright

DAY = "2024-11-14"
BODY = "city_statistics"
PEOPLE = {
    "an": ("Nguyễn Thị An", "administrator", ""),
    "binh": ("Trần Văn Bình", "editor", BODY),
    "cuc": ("Lê Thị Cúc", "approver", BODY),
    "dung": ("Phạm Văn Dũng", "approver", BODY),
    "em": ("Vũ Thị Em", "auditor", ""),
}
"""Name, role and body of people of the desk."""


@dataclass(frozen=True, slots=True)
class Shot:
    """
    A picture.

    Attributes
    ----------
    name, path
        Its name, and the page.
    top
        What of the page stands at the top.
    width_px, height_px, scale
        The window, and pixels of the picture for each of its pixels.
    who
        Who looks; empty for a reader.
    opens
        Beginnings of links and of folded parts that are opened first.
    """

    name: str
    path: str
    top: str
    width_px: int
    height_px: int
    scale: float = 1
    who: str = ""
    opens: tuple[str, ...] = ()


def form_of(indicator: str, period: str = "2024") -> str:
    """Return the page on which a figure is entered."""
    return f"figures/new?body={BODY}&indicator={indicator}&area=haiphong&period={period}"


_GRID = f"grid?body={BODY}&periods=2024-Q3,2024-Q4&topic=economy"
_TO_CHECK = "entries?state=entered&whose=others"
SHOTS = (
    Shot("overview", f"/en/?as_of={DAY}", "body", 1280, 900),
    Shot("target-phone", f"/vi/targets/PLAN-2024-grdp?as_of={DAY}", "#course", 390, 844, 2),
    Shot("desk-home", "/desk/en/", "body", 1280, 760, who="binh"),
    Shot("desk-figure", f"/desk/en/{form_of('grdp_growth')}", "body", 1280, 620, who="binh"),
    Shot("desk-grid", f"/desk/en/{_GRID}", "form.sheet + form.sheet", 1280, 560, who="binh"),
    Shot("desk-upload", "/desk/en/uploads", "h1", 1280, 720, who="binh", opens=(f"{BODY}-2024",)),
    Shot("desk-entries", f"/desk/en/{_TO_CHECK}", "form.sheet + p", 1280, 480, who="cuc"),
    Shot("desk-entry-phone", f"/desk/en/{_TO_CHECK}", "#act", 390, 760, 1.5, "cuc", ("Growth of industrial",)),
    Shot("desk-person", "/desk/en/people", "h1", 1280, 720, who="an", opens=("Trần Văn Bình", "Give an office")),
    Shot("desk-audit", "/desk/en/audit?table=entries", "table", 1280, 460, who="em"),
)  # fmt: skip


@dataclass
class Site:
    """A portal that is served, with the sessions of those who have signed in."""

    browser: Browser
    address: str
    environment: Mapping[str, str]
    sessions: dict[str, Any] = field(default_factory=lambda: {"": None})

    def page(self, who: str, path: str, shot: Shot = SHOTS[0]) -> Page:
        """Return a page as somebody sees it, in the window of a picture; whoever has no account yet is given one, and signs in."""
        if who not in self.sessions:
            self._sign_in(who)
        context = self.browser.new_context(
            viewport={"width": shot.width_px, "height": shot.height_px},
            device_scale_factor=shot.scale,
            storage_state=self.sessions[who],
        )
        page = context.new_page()
        page.goto(f"{self.address}{path}")
        return page

    def _sign_in(self, who: str) -> None:
        name, role, body = PEOPLE[who]
        words = ["add", f"{who}@example.org", "--name", name, "--role", role, "--lang", "en"]
        link = self._haidang("portal", "account", *words, *(["--body", body] if body else []))
        password = f"four quiet boats of {who}"
        page = self.page("", urlsplit(link).path)
        page.get_by_label("New password (needed)").fill(password)
        page.get_by_label("New password once more").fill(password)
        page.get_by_role("button", name="Set the password").click()
        page.get_by_label("E-mail").fill(f"{who}@example.org")
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", name="My desk")).to_be_visible()
        self.sessions[who] = page.context.storage_state()

    def _haidang(self, *words: str) -> str:
        command = [sys.executable, "-m", "haidang", *words]
        return subprocess.run(
            command, env=self.environment, stdout=subprocess.PIPE, text=True, check=True
        ).stdout.strip()


@contextmanager
def portal(environment: Mapping[str, str]) -> Iterator[str]:
    """Serve the bundled pack; yields the address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "haidang", "serve", "--port", str(port), "--lang", "en"]
    with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            server.stdout.readline()  # it is served
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def work(site: Site, folder: Path) -> None:
    """Do what the pictures of the desk show."""
    enter(site, form_of("grdp_growth"), "11.01")
    move(site, "cuc", "GRDP growth", "Check")
    move(site, "dung", "GRDP growth", "Publish")
    enter(site, form_of("grdp_growth", "2024-Q4"), "11.4")
    move(site, "cuc", "GRDP growth", "Send back", "Say where it was read.")
    enter(site, form_of("iip_growth"), "15.5", "As announced at the conference of 29 December.")
    enter(site, form_of("exports"), "35100")
    upload(site, folder)


def enter(site: Site, form: str, value: str, remark: str = "") -> None:
    """Submit a figure."""
    page = site.page("binh", f"/desk/en/{form}")
    page.get_by_label("Value").fill(value)
    page.get_by_label("Remark for those who check").fill(remark)
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("Submitted, to be checked by another person.")).to_be_visible()


def move(site: Site, who: str, title: str, button: str, reason: str = "") -> None:
    """Press a button of an entry."""
    page = site.page(who, "/desk/en/entries?whose=others")
    page.get_by_role("link", name=title).click()
    if reason:
        page.get_by_label("What is to be mended").fill(reason)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("status")).to_be_visible()


def upload(site: Site, folder: Path) -> None:
    """Hand in a template in which one value is no number."""
    page = site.page("binh", "/desk/en/uploads")
    page.get_by_label("Periods").fill("2024")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download as XLSX").click()
    sheet = folder / waiting.value.suggested_filename
    waiting.value.save_as(sheet)
    book = openpyxl.load_workbook(sheet)
    first, second = list(book.worksheets[0].iter_rows(min_row=2, max_row=3))
    first[6].value, second[6].value = "62.0000,5", 11.3
    book.save(sheet)
    page.get_by_label("File", exact=True).set_input_files(sheet)
    page.get_by_role("button", name="Hand in and check").click()
    expect(page.get_by_text("Waits for your decision")).to_be_visible(timeout=60_000)


def take(site: Site, shot: Shot, folder: Path) -> None:
    """Take one picture."""
    page = site.page(shot.who, shot.path, shot)
    for text in shot.opens:
        page.locator("a, summary").filter(has_text=re.compile(f"^{re.escape(text)}")).first.click()
    page.locator(shot.top).first.evaluate("each => each.scrollIntoView()")
    page.screenshot(path=folder / f"{shot.name}.png")
    page.context.close()


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
    with tempfile.TemporaryDirectory(prefix="haidang-pictures-") as place:
        environment = {**os.environ, "HAIDANG_DATA": place, "DATABASE_URL": ""}
        with portal(environment) as address, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
            site = Site(browser, address, environment)
            work(site, Path(place))
            for shot in SHOTS:
                take(site, shot, folder)
            browser.close()
    print(f"pictures: {', '.join(shot.name for shot in SHOTS)} in {folder}")


if __name__ == "__main__":
    main()
