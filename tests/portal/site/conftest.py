"""A reader without a browser, and what is in a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest

DAY = "2024-11-14"
LANGUAGES = ("vi", "en", "fr")
PAGES = (
    "",
    "review",
    "review?document=nq-45-2019",
    "targets",
    "targets?document=nq-xvi-2020",
    "targets/XVI-20",
    "targets/PLAN-2024-grdp",
    "indicators",
    "indicators/grdp_growth",
    "indicators/iip_growth?area=haiphong",
    "indicators/grdp_share_of_gdp",
    "indicators/population?area=haiphong_merged",
    "odds/budget_revenue_total?by=2030",
    "odds/pci_rank",
    "odds/fdi",
    "documents",
    "documents/nq-45-2019",
    "documents/nq-xvi-2020",
    "areas",
    "areas/haiphong",
    "areas/haiphong_merged",
    "areas/commune_11383",
    "commitments",
    "commitments?kind=proposal",
    "calendar",
    "calendar?state=due&from=2025-01-01&to=2025-12-31",
    "compare",
    "compare?from=2022-07-01&document=nq-45-2019",
    "compare?target=PLAN-2024-grdp&target=NQ45-2025-budget",
    "compare?indicator=labour_productivity_usd&area=haiphong&area=vietnam",
    "leader",
    "leader?show=all",
    "record",
    "record?document=nq-45-2019",
    "score",
    "removals",
    "seals",
    "sources",
    "sources/tkhp_2020",
    "sources/review-2024-11-14",
    "methods",
    "methods/odds",
    "search",
    "search?q=cang",
    "search?q=hai+phong&kind=area",
)
VOID = frozenset({"base", "meta", "link", "br", "img", "input"})


@dataclass
class Parsed(HTMLParser):
    open: list[str] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attrs for name, attrs in self.tags if name == tag]

    @property
    def links(self) -> set[str]:
        return {attrs["href"] for attrs in self.all("a") if "href" in attrs}


def parse(response) -> Parsed:
    found = Parsed()
    found.feed(response.content.decode())
    assert found.open == []
    return found


@pytest.fixture(scope="module")
def reader(haiphong_loaded):
    """A client of the portal, filled with the bundled pack."""
    from django.test import Client

    return Client(headers={"host": "localhost"})


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    """Every answer is made anew: what is kept of them has tests of its own."""
    from haidang.portal.site import caching

    monkeypatch.setattr(caching, "BODIES", caching.Bodies(0))


@pytest.fixture
def at(monkeypatch):
    """Set the current day of the pages."""
    from datetime import date

    def set_day(text: str) -> None:
        monkeypatch.setattr("haidang.portal.site.asking.today", lambda: date.fromisoformat(text))

    return set_day
