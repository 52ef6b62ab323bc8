"""The page that describes the API in a real browser: read aloud, on a phone, without JavaScript."""

from __future__ import annotations

import os
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

CHROMIUM = shutil.which("chromium") or ""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WIDTHS = (320, 360, 768, 1280)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not CHROMIUM and not os.environ.get("CI"), reason="needs Debian's chromium: make browser"
    ),
]


def test_the_page_is_for_everyone(address):
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_context().new_page()
        asked: list[str] = []
        said: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        for language in ("vi", "en", "fr"):
            page.goto(f"{address}?lang={language}")
            assert page.locator("html").get_attribute("lang") == language
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 740})
                assert page.evaluate("document.documentElement.scrollWidth") <= width
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
        page.locator("summary").first.click()
        assert page.locator("details pre").first.is_visible()
        assert all(each.startswith(address.removesuffix("api/v1/")) for each in asked)
        assert said == []
        browser.close()


def test_it_is_read_without_javascript(address):
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(f"{address}?lang=en")
        page.get_by_role("link", name="observations").first.click()
        assert page.url.endswith("#observations")
        assert page.get_by_text(f"curl '{address}observations").is_visible()
        browser.close()
