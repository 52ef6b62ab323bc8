"""
A crawl of every public byte: nothing that is withheld is seen, listed, counted, suggested or found.

The same addresses are read from the tiny city itself and from one with hidden rows; but for hashes and times the bytes must be
the same, so that not even a count or an order gives anything away.
"""

from __future__ import annotations

import re
from collections import deque
from datetime import timedelta
from html import unescape
from io import BytesIO
from itertools import cycle
from urllib.parse import urljoin, urlsplit
from zipfile import ZipFile

import pytest

from haidang.files.packs import open_content
from tests.make.hidden import CANARY, HELD, NUMBER, with_hidden
from tests.make.pack import make_pack
from tests.portal.conftest import NOW

MOST = 1500  # addresses; the tiny city has fewer
_LINK = re.compile(rb'(?:href|src|action)="([^"#]*)')
_HEADER = re.compile(r"<([^>]+)>")
_HASH = re.compile(rb"[0-9a-f]{12,64}")
_HIDDEN = re.compile(rb"hidden_|T-hidden|A-hidden|C-hidden|E-hidden|derived_indicator", re.IGNORECASE)
STARTS = (
    "/",
    "/vi/",
    "/en/",
    "/en/review.json",
    "/en/search?q=grdp",
    "/en/search?q=hidden",
    f"/vi/search?q={CANARY.lower()}",
    "/en/compare?from=2023-12-31&to=2024-11-14",
    "/api/v1/",
    "/api/v1/openapi.json",
    "/robots.txt",
    "/sitemap.xml",
)
GUESSES = (
    "/en/targets/T-hidden-1",
    "/en/targets/T-hidden",
    "/en/indicators/hidden_indicator",
    "/en/indicators/grdp?area=hidden_area",
    "/en/indicators/grdp?area=ward_2",
    "/en/odds/hidden_indicator",
    "/en/documents/hidden_document",
    "/en/review?document=hidden_document",
    "/en/areas/hidden_area",
    "/en/sources/hidden_source",
    "/en/compare?target=T-1&target=T-hidden-1",
    "/embed/en/indicators/hidden_indicator",
    "/api/v1/documents/hidden_document",
    "/api/v1/targets/T-hidden-1",
    "/api/v1/observations?indicator=hidden_indicator",
    "/api/v1/observations?producer=hidden_body",
    "/api/v1/observations.csv?area=ward_2",
)


@pytest.fixture
def client(database):
    from django.test import Client

    return Client(headers={"host": "localhost"})


def fresh() -> None:
    """Forget what this process keeps of a database: two of them follow each other here as they never do."""
    from haidang.portal.reading import source
    from haidang.portal.site.caching import BODIES

    source._kept.cache_clear()
    BODIES.__init__(1)


def read(client, address: str) -> bytes:
    """All that one answer says: status, headers and content."""
    response = client.get(address)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"PK"):  # a workbook: what is in it, not how it is packed
        with ZipFile(BytesIO(content)) as packed:
            content = b"".join(packed.read(name) for name in sorted(packed.namelist()))
    head = "".join(f"{name}: {value}\n" for name, value in sorted(response.headers.items()))
    return f"{response.status_code}\n{head}\n".encode() + content


def ways(address: str, answer: bytes) -> set[str]:
    """The addresses of this portal that an answer names."""
    head, _, content = answer.partition(b"\n\n")
    named = {unescape(each.decode()) for each in _LINK.findall(content)}
    named |= {
        found
        for line in head.decode().splitlines()
        if line.startswith("Link:")
        for found in _HEADER.findall(line)
    }
    joined = (urlsplit(urljoin(f"http://localhost{address}", each)) for each in named)
    own = (each for each in joined if each.netloc == "localhost" and not each.path.startswith("/static/"))
    return {each.path + (f"?{each.query}" if each.query else "") for each in own}


def crawl(client) -> dict[str, bytes]:
    """
    Every answer that is reached from the starts, with every form of every page.

    The pages of one language lead on; of a page as of a day the answer is read, and not what it leads to.
    """
    found: dict[str, bytes] = {}
    ahead = deque(STARTS)
    while ahead:
        address = ahead.popleft()
        if address in found:
            continue
        assert len(found) < MOST
        found[address] = read(client, address)
        if "rev=" not in address and "as_of=" not in address:
            own = {
                each
                for each in ways(address, found[address])
                if not each.startswith(("/en/", "/fr/", "/embed/en/", "/embed/fr/"))
            }
            ahead.extend(sorted(own - found.keys()))
    return found


def bare(answer: bytes) -> bytes:
    """An answer without hashes, what is counted from them, and how long it may be kept: for ever only where all is seen."""
    lines = _HASH.sub(b"", answer).split(b"\n")
    return b"\n".join(line for line in lines if not line.startswith((b"Content-Length:", b"Cache-Control:")))


@pytest.fixture
def plain(tmp_path, client):
    from django.db import transaction

    from haidang.portal.registry.actions import load

    with transaction.atomic():
        load(open_content(make_pack(tmp_path / "plain")), now=NOW)
        fresh()
        found = crawl(client)
        guessed = {each: read(client, each) for each in GUESSES}
        transaction.set_rollback(True)
    fresh()
    return found, guessed


@pytest.mark.slow
def test_no_byte_tells_of_what_is_withheld(plain, client, tmp_path):
    from django.utils import timezone

    from haidang.portal.registry.actions import load
    from haidang.portal.registry.models import Withheld
    from haidang.portal.registry.withholding import withhold

    load(open_content(make_pack(tmp_path / "more", **with_hidden())), now=NOW)
    ahead = timezone.now() + timedelta(days=1)
    for (table, key), state in zip(HELD, cycle((Withheld.State.INTERNAL, Withheld.State.EMBARGOED))):
        withhold(table, key, state, now=NOW, until=ahead if state == Withheld.State.EMBARGOED else None)
    fresh()
    expected, expected_guesses = plain
    found = crawl(client)
    assert len(found) > 100
    assert found.keys() == expected.keys()
    for address, answer in found.items():
        asked_for = b"hidden" in address.encode().lower() or CANARY.lower() in address.lower()
        assert CANARY.encode() not in answer or asked_for, address
        assert NUMBER.encode() not in answer, address
        assert NUMBER.replace(".", ",").encode() not in answer, address
        assert asked_for or not _HIDDEN.search(answer), address
        assert bare(answer) == bare(expected[address]), address
    assert not [each for each, answer in found.items() if b"immutable" in answer.partition(b"\n\n")[0]]
    for address in GUESSES:
        assert bare(read(client, address)) == bare(expected_guesses[address]), address
