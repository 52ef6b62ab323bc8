"""Text as HTML: addresses and methods can be followed, words that were looked for are marked, nothing is let through."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from haidang.files.reports.html_text import draw_text


def link(row, key):
    return f"/en/methods/{row[key]}" if row[key] != "none" else ""


def test_addresses_are_links_without_the_sign_after_them():
    assert draw_text("See https://a.example/x.") == (
        'See <a href="https://a.example/x" rel="noreferrer">https://a.example/x</a>.'
    )


def test_a_method_is_a_link_where_its_page_is_known():
    assert draw_text("Method: docs/methods/odds.md.", link) == (
        'Method: <a href="/en/methods/odds">docs/methods/odds.md</a>.'
    )
    assert draw_text("Method: docs/methods.", link) == 'Method: <a href="/en/methods/index">docs/methods</a>.'
    assert draw_text("docs/methods/none.md", link) == "docs/methods/none.md"
    assert draw_text("docs/methods/odds.md and docs/pack.md") == "docs/methods/odds.md and docs/pack.md"


def test_words_are_marked_whole():
    assert draw_text("Cảng <Hải> Phòng", None, ("hai", "ph")) == (
        "Cảng &lt;<mark>Hải</mark>&gt; <mark>Phòng</mark>"
    )


@given(st.text(), st.lists(st.text("aăđb1", min_size=1)))
def test_the_text_stays_the_same(text, marked):
    drawn = draw_text(text, link, marked)
    assert unescape(re.sub(r"</?(?:mark|a)(?: [^>]*)?>", "", drawn)) == text
