"""The HTML report in a real browser: complete by itself, readable on a phone, by keyboard and aloud."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from haidang.files.evidence import open_pack
from haidang.files.packs import find_folder
from haidang.files.reports.forms import draw
from haidang.flows import review
from haidang.telling.charts.fan import FanData, FanPoint, FanRow, fan_chart
from haidang.telling.charts.fan_promises import FanPromise
from haidang.telling.report import Chart, Column, Report, Section, Table
from haidang.telling.review import tell_review
from haidang.telling.teller import teller

CHROMIUM = shutil.which("chromium") or ""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]
WIDTHS = (320, 768, 1440)

pytestmark = pytest.mark.skipif(
    not CHROMIUM and not os.environ.get("CI"), reason="needs Debian's chromium: make browser"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("html")
    evidence = open_pack(find_folder("haiphong"))
    result = review.run(evidence, today=date(2024, 11, 14))
    found = {}
    for language in ("vi", "en", "fr"):
        path = folder / f"{language}.html"
        path.write_text(draw(tell_review(result, evidence, teller(language)), "html"), encoding="utf-8")
        found[language] = path.as_uri()
    return found


@pytest.fixture(scope="module")
def chart_page(tmp_path_factory) -> str:
    path = tmp_path_factory.mktemp("chart") / "chart.html"
    path.write_text(draw(make_chart_report(), "html"), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def page(browser) -> Iterator[Page]:
    context = browser.new_context()
    opened = context.new_page()
    yield opened
    context.close()


@pytest.mark.parametrize("language", ["vi", "en", "fr"])
def test_axe_finds_nothing(page, pages, language):
    page.goto(pages[language])
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("language", ["vi", "en", "fr"])
def test_no_width_needs_scrolling_sideways(page, pages, language):
    page.goto(pages[language])
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_loads_nothing(page, pages):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(pages["vi"])
    assert asked == [pages["vi"]]


def test_it_is_read_without_javascript(browser, pages):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(pages["en"])
    assert "Of the 20 targets" in page.locator(".lead").inner_text()
    assert page.locator("#targets table").first.locator("tbody tr").count() == 26
    context.close()


def test_the_keyboard_reaches_every_part(page, pages):
    page.goto(pages["en"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").is_visible()
    for part in ("targets", "missing", "elsewhere", "this_year", "record"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == f"#{part}"
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith("#record"))


def test_it_prints_with_headers_on_every_page(page, pages):
    page.goto(pages["fr"])
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()
    assert len(page.pdf(format="A4")) > 10_000


def test_on_paper_a_table_stays_a_table_and_on_a_phone_its_caption_is_one_line_of_text(page, pages):
    page.goto(pages["vi"])
    page.set_viewport_size({"width": 700, "height": 990})  # A4 without its margins
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('table')).display") == "table"
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("getComputedStyle(document.querySelector('table')).display") == "block"
    assert page.evaluate("document.querySelector('caption').offsetWidth") > 250


def make_chart_report() -> Report:
    points = tuple(FanPoint(year, 60_000.0 + 9_000 * (year - 2016)) for year in range(2016, 2024))
    fan = (FanRow(2024, 9e4, 1e5, 1.1e5, 1.2e5, 1.3e5, 1.4e5, 1.5e5),)
    promise = FanPromise(2025, 180_000, None, "Nghị quyết: ít nhất 180.000")
    data = FanData("Thu ngân sách", "tỷ đồng", date(2024, 11, 14), points, fan, (promise,))
    table = Table(
        "Thu ngân sách", (Column("year", "Năm"), Column("value", "Mức", "right")), (("2024", "120.000"),)
    )
    charts = tuple(
        Chart(
            f"chart-{name}",
            f"Hình {name} <&>",
            f"Hình {name}: trung vị 120.000 <&>",
            fan_chart(data, teller("vi")),
        )
        for name in ("a", "b")
    )
    section = Section("odds", "Khả năng", ("Một câu.",), (table,), charts)
    return Report("vi", "Dự báo", "", (), (section,), ())


def test_axe_finds_nothing_at_charts(page, chart_page):
    page.goto(chart_page)
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_a_chart_fits_every_width(page, chart_page):
    page.goto(chart_page)
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        box = page.locator("#chart-a svg").bounding_box()
        assert box["width"] >= min(width - 40, 640)
        assert box["x"] >= 0
        assert box["height"] < box["width"]


def test_a_chart_is_a_figure_with_a_name_and_a_caption_between_sentences_and_tables(page, chart_page):
    page.goto(chart_page)
    assert page.locator("figure figcaption").all_inner_texts() == ["Hình a <&>", "Hình b <&>"]
    assert page.get_by_role("img", name="Hình b: trung vị 120.000 <&>").count() == 1
    order = page.evaluate("[...document.querySelectorAll('#odds > *')].map(each => each.tagName)")
    assert order == ["H2", "P", "FIGURE", "FIGURE", "TABLE"]
    assert "Nghị quyết: ít nhất 180.000" in page.locator("#chart-a svg").text_content()


def test_a_chart_loads_nothing_and_is_not_cut_on_paper(page, chart_page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(chart_page)
    assert asked == [chart_page]
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('figure')).breakInside") == "avoid"


def test_charts_have_ids_of_their_own():
    parser = Balanced()
    parser.feed(draw(make_chart_report(), "html"))
    assert parser.open == []
    assert len(parser.ids) == len(set(parser.ids))


def test_markdown_tells_a_chart_in_words():
    lines = draw(make_chart_report(), "md").splitlines()
    assert "*Hình a: trung vị 120.000 \\<&>*" in lines


class Balanced(HTMLParser):
    VOID = frozenset({"meta", "link", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in self.VOID:
            self.open.append(tag)
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_markup_is_balanced_and_ids_are_unique():
    evidence = open_pack(find_folder("haiphong"))
    result = review.run(evidence, today=date(2024, 11, 14))
    parser = Balanced()
    parser.feed(draw(tell_review(result, evidence, teller("vi")), "html"))
    assert parser.open == []
    assert len(parser.ids) == len(set(parser.ids))


def test_text_is_escaped():
    hostile = "<script>alert('x')</script>"
    table = Table(hostile, (Column("a", hostile),), ((hostile,),))
    report = Report(
        "en", hostile, hostile, (hostile,), (Section("s", hostile, (hostile,), (table,)),), (hostile,)
    )
    drawn = draw(report, "html")
    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn
