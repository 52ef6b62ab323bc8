"""Pages in a real browser, from the real server: found on a phone, read without JavaScript, by keyboard and aloud."""

from __future__ import annotations

import csv
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.portal.site.conftest import LANGUAGES

CHROMIUM = shutil.which("chromium") or ""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]
PHONE, DESK = (360, 1280)
SEEN = (
    "",
    "?as_of=2023-06-15",
    "targets",
    "targets/PLAN-2024-grdp",
    "indicators",
    "indicators/grdp_growth",
    "odds/budget_revenue_total?by=2030",
    "documents",
    "documents/nq-45-2019",
    "areas/haiphong",
    "commitments",
    "compare",
    "compare?target=PLAN-2024-grdp&target=NQ45-2025-budget",
    "leader",
    "record",
    "score",
    "sources",
    "sources/tkhp_2020",
    "methods/odds",
    "search?q=hai+phong",
    "targets/XVI-99",
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not CHROMIUM and not os.environ.get("CI"), reason="needs Debian's chromium: make browser"
    ),
]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[str]:
    port = free_port()
    code = "import sys; sys.argv[0] = 'haidang'; from haidang.cli.main import run; run()"
    words = [sys.executable, "-c", code, "serve", "--temporary", "--port", str(port), "--lang", "en"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        assert f"http://127.0.0.1:{port}/" in line
        yield f"http://127.0.0.1:{port}"
        server.terminate()
        server.communicate(timeout=20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser) -> Iterator[Page]:
    context = browser.new_context()
    opened = context.new_page()
    yield opened
    context.close()


def see(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})


def test_a_reader_finds_a_target_on_a_phone_changes_the_day_and_takes_the_data(page, site, tmp_path):
    see(page, PHONE)
    page.goto(f"{site}/en/")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Targets").click()
    page.get_by_role("link", name="PLAN-2024-grdp").click()
    now = page.locator("#statuses").inner_text()
    assert "9.77%" in now
    page.get_by_label("What was public by").fill("2024-07-01")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/targets/PLAN-2024-grdp?as_of=2024-07-01")
    then = page.locator("#statuses").inner_text()
    assert "9.77%" not in then
    assert "10.32%" in then
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV").click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert path.name == "en-targets-PLAN-2024-grdp-2024-07-01.csv"
    with path.open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["target_id"] == "PLAN-2024-grdp"


def test_the_review_leads_from_a_target_to_its_figures_and_back(page, site):
    see(page, PHONE)
    page.goto(f"{site}/vi/")
    page.locator("#targets").get_by_role("link", name="Kim ngạch xuất khẩu").first.click()
    page.wait_for_url("**/vi/targets/XVI-*")
    page.locator(".related a").first.click()
    page.wait_for_url("**/vi/indicators/exports?area=haiphong")
    page.get_by_role("link", name="Français").click()
    page.wait_for_url("**/fr/indicators/exports?area=haiphong")
    assert page.locator("html").get_attribute("lang") == "fr"


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(page, site, language):
    for path in SEEN:
        page.goto(f"{site}/{language}/{path}")
        for width in (PHONE, DESK):
            see(page, width)
            found = Axe().run(page)
            assert found.violations_count == 0, f"{path} at {width}: {found.generate_report()}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_width_needs_scrolling_sideways(page, site, language):
    for path in SEEN:
        page.goto(f"{site}/{language}/{path}")
        for width in (320, PHONE, 768, 1000, DESK):
            see(page, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{path} at {width}"


def test_nothing_is_asked_of_another_address_and_nothing_is_refused(page, site):
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    for path in SEEN[:-1]:
        page.goto(f"{site}/vi/{path}")
    assert asked
    assert all(each.startswith(f"{site}/") for each in asked)
    assert said == []  # the policy would be heard of here
    assert page.context.cookies() == []


def test_all_is_read_without_javascript(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    see(page, PHONE)
    page.goto(f"{site}/en/")
    assert "Of the 20 targets" in page.locator(".lead").inner_text()
    page.get_by_label("What was public by").fill("2023-07-01")
    page.get_by_role("button", name="Show").click()
    assert "1 July 2023" in page.locator("h1").inner_text()
    context.close()


def test_the_keyboard_reaches_everything_in_the_order_of_reading(page, site):
    page.goto(f"{site}/en/targets/PLAN-2024-grdp")
    places = "[...document.querySelectorAll('a[href], input:not([type=hidden]), button')]"
    count = page.evaluate(f"{places}.length")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").is_visible()
    reached = {0}
    for _ in range(count + 6):  # a day has three parts and a button of its own
        page.keyboard.press("Tab")
        reached.add(page.evaluate(f"{places}.indexOf(document.activeElement)"))
    assert set(range(count)) <= reached


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the place has the focus."""
    for _ in range(600):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} is not reached by Tab")


def test_a_target_is_found_replayed_and_compared_by_keyboard_alone(page, site):
    page.goto(f"{site}/en/")
    tab_to(page, "#q")
    page.keyboard.type("grdp growth 2024")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search?**")
    tab_to(page, "a[href*='/targets/PLAN-2024-grdp']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/targets/PLAN-2024-grdp**")
    tab_to(page, "#as_of")
    page.keyboard.type("07012024")  # month, day, year as an English browser shows them
    page.keyboard.press("Enter")
    page.wait_for_url("**as_of=2024-07-01**")
    assert "10.32%" in page.locator("#statuses").inner_text()
    tab_to(page, "a[href*='/compare?'][href*='target=PLAN-2024-grdp']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare?**")
    assert "side by side" in page.locator("main").inner_text()


def test_what_is_touched_is_large_enough(page, site):
    see(page, PHONE)
    page.goto(f"{site}/vi/")
    for place in page.locator("header a, .day input, .day button, .forms a").all():
        box = place.bounding_box()
        assert box is not None
        assert box["height"] >= 44


def test_a_printed_page_has_its_citation_and_no_navigation(page, site):
    page.goto(f"{site}/fr/targets/XVI-20")
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation", name=re.compile("Pages")).is_visible()
    assert not page.locator(".day").is_visible()
    assert page.locator(".cite").is_visible()
    assert len(page.pdf(format="A4")) > 10_000


def test_a_reader_compares_two_days(page, site):
    see(page, PHONE)
    page.goto(f"{site}/en/compare")
    assert "From 1 July 2023 to 14 November 2024" in page.locator(".lead").inner_text()
    page.get_by_label("Earlier day").fill("2022-07-01")
    page.get_by_label("Later day").fill("2023-07-01")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/compare?*from=2022-07-01*")
    assert "From 1 July 2022 to 1 July 2023" in page.locator(".lead").inner_text()
    assert "12.32%" in page.locator("#others").inner_text()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", ["2023-07-01", "2024-11-14", "2025-04-30"])
def test_the_leaders_page_prints_on_one_sheet(page, site, language, day):
    page.goto(f"{site}/{language}/leader?as_of={day}")
    sheets = page.pdf(prefer_css_page_size=True)
    assert sheets.count(b"/Type /Page\n") == 1


def test_the_chart_has_its_look_without_styles_of_its_own(page, site):
    page.goto(f"{site}/en/odds/budget_revenue_total?by=2030")
    assert page.locator("figure [style]").count() == 0
    box = page.locator("figure svg").bounding_box()
    assert box is not None
    assert box["width"] > 500
    assert page.get_by_role("img", name=re.compile("Even odds at")).count() == 1


def test_what_is_found_appears_while_it_is_typed_and_without_javascript_too(page, browser, site):
    page.goto(f"{site}/en/search")
    page.get_by_label("Look for").click()
    page.keyboard.type("45 nq", delay=30)
    page.wait_for_url("**/en/search?q=45+nq")
    assert "found for «45 nq»" in page.get_by_role("status").inner_text()
    page.keyboard.type(" tw", delay=30)
    page.wait_for_url("**/en/search?q=45+nq+tw")
    assert page.get_by_label("Look for").input_value() == "45 nq tw"
    assert page.evaluate("document.activeElement.id") == "q"
    page.get_by_role("link", name=re.compile("Resolution")).first.click()
    page.wait_for_url("**/en/documents/nq-45-2019")
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{site}/vi/targets")
    plain.locator("#q").fill("45 nq tw")
    plain.keyboard.press("Enter")
    plain.wait_for_url("**/vi/search?q=45+nq+tw")
    assert plain.locator("main mark").count() >= 3
    context.close()


@pytest.fixture
def elsewhere() -> Iterator[Callable[[str], str]]:
    """Serve a page from another origin; gives its address."""
    pages: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!doctype html><link rel=icon href=data:,>{pages[0]}".encode())

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever).start()
        yield lambda content: pages.append(content) or f"http://localhost:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_stands_in_another_page_and_leads_back(page, site, elsewhere, language):
    page.goto(f"{site}/{language}/odds/budget_revenue_total?by=2030")
    page.locator(".charts summary").first.click()
    code = page.locator(".charts code").first.inner_text()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(elsewhere(code))
    inside = page.frame_locator("iframe")
    assert inside.locator("figure svg").bounding_box()["width"] > 500
    frame = page.frames[1]
    assert frame.evaluate("document.documentElement.scrollHeight <= innerHeight")
    inside.locator("summary").click()
    assert inside.locator("table").first.is_visible()
    assert Axe().run(frame).violations_count == 0
    with page.context.expect_page() as opened:
        inside.locator(".source a").click()
    assert f"/{language}/odds/budget_revenue_total" in opened.value.url
    assert said == []
