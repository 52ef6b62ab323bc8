"""How much a reader has to load for the overview, compressed as it travels."""

from __future__ import annotations

import gzip

import pytest

from tests.portal.site.conftest import LANGUAGES, parse

KB = 1000
MOST, MOST_SCRIPT = 150 * KB, 60 * KB


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_overview_is_light(reader, language):
    page = reader.get(f"/{language}/", headers={"accept-encoding": "gzip"})
    assert page["Content-Encoding"] == "gzip"
    found = parse(reader.get(f"/{language}/"))
    scripts = {each["src"] for each in found.all("script")}
    others = {each["src"] for each in found.all("img")} | {
        each["href"] for each in found.all("link") if each["rel"] in ("stylesheet", "icon")
    }
    sizes = {path: zipped(reader.get(path)) for path in scripts | others}
    assert sum(sizes[path] for path in scripts) <= MOST_SCRIPT
    assert len(page.content) + sum(sizes.values()) <= MOST


def zipped(response) -> int:
    content = b"".join(response.streaming_content)
    response.close()
    return len(gzip.compress(content))
