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
    "odds/budget_revenue_total?by=2030",
    "odds/pci_rank",
    "odds/fdi",
    "documents",
    "documents/nq-45-2019",
    "areas",
    "areas/haiphong",
    "areas/haiphong_merged",
    "commitments",
    "commitments?kind=proposal",
)
VOID = frozenset({"meta", "link", "br", "img", "input"})


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


@pytest.fixture
def at(monkeypatch):
    """Set the current day of the pages."""
    from datetime import date

    def set_day(text: str) -> None:
        monkeypatch.setattr("haidang.portal.site.asking.today", lambda: date.fromisoformat(text))

    return set_day
