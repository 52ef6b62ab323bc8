"""The desk in a real browser, from the real server with its worker: a sheet from the editor to the public, by keyboard, on a phone."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.make.portals import Portal, make_portal
from tests.portal.desk.conftest import BODY, PEOPLE
from tests.portal.site.test_browser import CHROMIUM, DESK, PHONE, browser, free_port, see  # noqa: F401  a fixture

NARROW = 320
SEEN = {
    "editor": (
        "",
        "entries",
        "figures/new",
        f"figures/new?body={BODY}&indicator=grdp_growth&area=haiphong&period=2024",
        f"grid?body={BODY}&periods=2024-Q4&topic=economy",
        "uploads",
    ),
    "publisher": ("", "entries", "followed"),
}
_PEOPLE = """
import json, sys
from django.test import Client
from tests.make.accounts import person
cookies = {}
for name, offices in json.loads(sys.argv[1]).items():
    client = Client(headers={"host": "localhost"})
    client.force_login(person(f"{name}@example.org", *map(tuple, offices)))
    cookies[name] = client.cookies["sessionid"].value
print(json.dumps(cookies))
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="needs Debian's chromium: make browser"),
]


@dataclass(frozen=True)
class Site:
    """A portal that is served, and the sessions of its people."""

    address: str
    portal: Portal
    cookies: dict[str, str]


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[Site]:
    with make_portal(tmp_path_factory.mktemp("desk")) as portal:
        assert portal.command("portal", "load", "haiphong").returncode == 0
        cookies = json.loads(portal.run(_PEOPLE, json.dumps(PEOPLE)).splitlines()[-1])
        port = free_port()
        code = "import sys; sys.argv[0] = 'haidang'; from haidang.cli.main import run; run()"
        words = [sys.executable, "-c", code, "serve", "--port", str(port), "--lang", "en"]
        log = portal.folder / "log"
        with (
            log.open("w") as file,
            subprocess.Popen(
                words, env=portal.environment, stdout=subprocess.PIPE, stderr=file, text=True
            ) as server,
        ):
            assert server.stdout is not None
            assert f":{port}/" in server.stdout.readline(), log.read_text()
            yield Site(f"http://127.0.0.1:{port}", portal, cookies)
            server.terminate()
            server.wait(timeout=20)


@pytest.fixture
def at_desk(site, browser) -> Iterator[Callable[[str], Page]]:  # noqa: F811
    """A page of somebody who is signed in; of nobody for an empty name."""
    contexts = {}

    def open_page(name: str, *, scripts: bool = True) -> Page:
        if (name, scripts) not in contexts:
            context = browser.new_context(java_script_enabled=scripts)
            if name:
                context.add_cookies([{"name": "sessionid", "value": site.cookies[name], "url": site.address}])
            contexts[name, scripts] = context
        return contexts[name, scripts].new_page()

    yield open_page
    for context in contexts.values():
        context.close()


def fill(path: Path, values: dict[str, object]) -> Path:
    book = openpyxl.load_workbook(path)
    sheet = book[book.sheetnames[0]]
    for row in sheet.iter_rows(min_row=2):
        for indicator_id, value in values.items():
            if any(str(cell.value).startswith(f"{indicator_id}|") for cell in row):
                row[6].value = value
    book.save(path)
    return path


def citation_of(page: Page) -> str:
    return page.locator(".cite").inner_text()


def test_a_sheet_goes_from_the_editor_to_the_public(at_desk, site, tmp_path):
    reader = at_desk("")
    overview, figures = f"{site.address}/en/", f"{site.address}/en/indicators/grdp_growth?area=haiphong"
    reader.goto(overview)
    before = citation_of(reader)
    old = re.search(r"https?://\S*rev=\d+\S*|/en/\S*rev=\d+\S*", reader.content().replace("&amp;", "&"))
    assert old is not None

    editor = at_desk("editor")
    editor.goto(f"{site.address}/desk/en/uploads")
    editor.get_by_label("Periods").fill("2024")
    with editor.expect_download() as waiting:
        editor.get_by_role("button", name="Download as XLSX").click()
    sheet = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(sheet)
    fill(
        sheet,
        {
            "grdp_growth": "eleven",
            "exports": "1.234,5.6",
            "iip_growth": 14.1,
            "budget_revenue_domestic": 9000000,
        },
    )
    editor.get_by_label("File", exact=True).set_input_files(sheet)
    editor.get_by_role("button", name="Hand in and check").click()
    expect(editor.get_by_text("Waits for your decision")).to_be_visible(
        timeout=60_000
    )  # htmx looks again by itself
    expect(editor.get_by_role("link", name="with defects (2)")).to_be_visible()
    growth = editor.get_by_role("group", name=re.compile("GRDP growth"))
    expect(growth.get_by_text("«eleven» is not a bare number.")).to_be_visible()
    growth.get_by_label("Value").fill("10.95")
    editor.get_by_role("group", name=re.compile("Export turnover")).get_by_label("Value").fill("29123.4")
    editor.get_by_role("button", name="Save corrections and check again").click()
    editor.get_by_role("link", name="with a question (1)").click()
    asked = editor.get_by_role("group", name=re.compile("Domestic revenue"))
    expect(asked.get_by_text("Are you sure?").first).to_be_visible()
    asked.get_by_label("Value").fill("49000")
    editor.get_by_role("button", name="Save corrections and check again").click()
    editor.get_by_role("link", name=re.compile("clean")).click()
    editor.get_by_role("button", name="Submit all clean rows").click()
    expect(editor.get_by_text("4 figures submitted")).to_be_visible()

    checker = at_desk("checker")
    checker.goto(f"{site.address}/desk/en/")
    checker.get_by_role("link", name="For you to check").click()
    checker.get_by_role("link", name="GRDP growth, Hai Phong, 2024").click()
    place = checker.url
    checker.get_by_label("What is to be mended").fill("Name the source.")
    checker.get_by_role("button", name="Send back").click()
    expect(checker.get_by_text("Sent back.")).to_be_visible()

    editor.goto(f"{site.address}/desk/en/")
    editor.get_by_role("link", name="Sent back to you").click()
    editor.get_by_role("link", name="GRDP growth, Hai Phong, 2024").click()
    expect(editor.get_by_text("Name the source.")).to_be_visible()
    editor.get_by_role("link", name="Mend").click()
    editor.get_by_label("Where it was read").fill("tkhp_2020")
    editor.get_by_role("button", name="Submit").click()
    expect(editor.get_by_text("Submitted, to be checked by another person.")).to_be_visible()

    checker.goto(place)
    checker.get_by_role("button", name="Check").click()
    expect(checker.get_by_text("Checked, to be published by a third person.")).to_be_visible()
    publisher = at_desk("publisher")
    publisher.goto(place)
    publisher.get_by_role("button", name="Publish").click()
    expect(publisher.get_by_role("status").filter(has_text="Published.")).to_be_visible()

    # a reader sees it from its day on; the overview follows once it is said how far the data go
    reader.goto(f"{figures}&as_of=2999-01-01")
    assert "10.95%" in reader.locator("main").inner_text()
    reader.goto(figures)
    assert "10.95%" not in reader.content()
    publisher.goto(f"{site.address}/desk/en/followed")
    today = site.portal.run("from django.utils import timezone; print(timezone.localdate())").strip()
    publisher.get_by_label("The review is shown as of").fill(today)
    publisher.get_by_role("button", name="Say so").click()
    expect(publisher.get_by_text("It is said now how far the data go.")).to_be_visible()
    reader.wait_for_timeout(1100)  # what is current is asked of the database once a second
    reader.goto(overview)
    reader.reload()  # a browser keeps a page of the public for a minute
    assert citation_of(reader) != before
    assert today in citation_of(reader) or today in reader.content()
    reader.goto(old[0] if old[0].startswith("http") else f"{site.address}{old[0]}")
    assert "10.95%" not in reader.content(), "a citation never changes"


def test_it_all_works_without_scripts(at_desk, site):
    editor = at_desk("editor", scripts=False)
    editor.goto(f"{site.address}/desk/en/figures/new")
    editor.get_by_label("Indicator").fill("IIP")
    editor.get_by_label("Area").fill("Hai Phong · haiphong")
    editor.get_by_label("Period").fill("tháng 12/2023")
    editor.get_by_role("button", name="Go on").click()
    editor.get_by_label("Value").fill("fifteen")
    editor.get_by_role("button", name="Submit").click()
    expect(
        editor.get_by_role("alert").get_by_role("link", name="«fifteen» is not a bare number.")
    ).to_be_visible()
    editor.get_by_label("Value").fill("15.2")
    editor.get_by_role("button", name="Save as a draft").click()
    expect(editor.get_by_text("Saved as a draft.")).to_be_visible()


def test_the_grid_is_filled_by_keyboard_alone(at_desk, site):
    editor = at_desk("editor")
    editor.goto(f"{site.address}/desk/en/grid?body={BODY}&periods=2022-Q1,2022-Q2&topic=economy")
    first = editor.locator("input[data-column='1']").nth(0)
    first.focus()
    editor.keyboard.type("1.5")
    editor.keyboard.press("ArrowRight")
    editor.keyboard.type("2.5")
    editor.keyboard.press("ArrowDown")
    editor.keyboard.type("3.5")
    editor.keyboard.press("Enter")
    editor.keyboard.type("4.5")
    editor.keyboard.press("ArrowUp")
    assert editor.locator(":focus").input_value() == "3.5"
    editor.get_by_role("button", name="Save as drafts").focus()
    editor.keyboard.press("Enter")
    expect(editor.get_by_text("Figures saved as drafts: 4")).to_be_visible()
    values = [
        editor.locator(f"input[data-column='{column}']").nth(row).input_value()
        for row, column in ((0, 1), (0, 2), (1, 2), (2, 2))
    ]
    assert values == ["1.5", "2.5", "3.5", "4.5"]


@pytest.mark.parametrize("language", ["vi", "en", "fr"])
def test_axe_finds_nothing_and_no_width_needs_scrolling_sideways(at_desk, site, language):
    for name, paths in SEEN.items():
        page = at_desk(name)
        for path in paths:
            page.goto(f"{site.address}/desk/{language}/{path}")
            for width in (NARROW, PHONE, DESK):
                see(page, width)
                assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{path} at {width}"
                found = Axe().run(page)
                assert found.violations_count == 0, f"{path} at {width}: {found.generate_report()}"
