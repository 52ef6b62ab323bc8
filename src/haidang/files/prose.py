"""
Prose in Markdown as safe HTML, in the form of the tables of reports.

Raw HTML is shown as text. Headings carry the same anchors as in the documentation, and a link leads where the caller
says, or is left as text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

_FOREIGN = re.compile(r"https?://")

Resolve = Callable[[str], str]
"""Takes what a link names, without its anchor, and gives the address; empty where nothing is there."""


def draw_prose(text: str, resolve: Resolve) -> str:
    """
    Return Markdown as HTML, without its first heading, which is the title of the page.

    Parameters
    ----------
    text
        The Markdown.
    resolve
        Where links to other pages lead.
    """
    markdown = _markdown()
    tokens = list(_without_title(markdown.parse(text)))
    _anchor(tokens)
    _label(tokens)
    for token in tokens:
        if token.type == "inline" and token.children:
            token.children = list(_linked(token.children, resolve))
        elif token.type in ("fence", "code_block"):
            token.attrSet("tabindex", "0")  # what is wider than the page is scrolled by the keyboard too
    return str(markdown.renderer.render(tokens, markdown.options, {}))


def paragraphs_of(text: str) -> list[str]:
    """Return the texts of Markdown without its signs, one a paragraph, heading or cell; code blocks are left out."""
    inline = (token for token in _markdown().parse(text) if token.type == "inline")
    return [" ".join(_plain(token.children or ()).split()) for token in inline]


def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _plain(tokens: Sequence[Token]) -> str:
    return "".join(" " if token.type in ("softbreak", "hardbreak") else token.content for token in tokens)


def _without_title(tokens: Sequence[Token]) -> Sequence[Token]:
    has_title = bool(tokens) and tokens[0].type == "heading_open" and tokens[0].tag == "h1"
    return tokens[3:] if has_title else tokens


def _anchor(tokens: Sequence[Token]) -> None:
    """Give headings the anchors of the documentation: words in lower case, hyphens between them."""
    for token, inline in pairwise(tokens):
        if token.type == "heading_open":
            words = re.sub(r"[^\w\s-]", "", _plain(inline.children or ())).strip().lower()
            token.attrSet("id", re.sub(r"[-\s]+", "-", words))


def _label(tokens: Sequence[Token]) -> None:
    """Write in each cell of a table the head of its column: on a phone a row is a card."""
    heads: list[str] = []
    place = 0
    for token, inline, close in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if token.type == "table_open":
            heads = []
        elif token.type == "tr_open":
            place = 0
        elif token.type == "th_open":
            heads.append(_plain(inline.children or ()))
            if heads[-1]:
                token.attrSet("scope", "col")
            else:  # an empty corner is the head of nothing
                token.tag = close.tag = "td"
        elif token.type == "td_open":
            token.attrSet("data-label", heads[place])
            place += 1
        style = token.attrs.pop("style", "")  # a page has no styles of its own
        if style == "text-align:right":
            token.attrSet("class", "number")


def _linked(tokens: Sequence[Token], resolve: Resolve) -> Iterator[Token]:
    """Return inline tokens whose links lead where they should; a link to nothing is its text."""
    is_open = True
    for token in tokens:
        if token.type == "link_open":
            href = str(token.attrGet("href") or "")
            address = _address(href, resolve)
            is_open = bool(address)
            token.attrSet("href", address)
            if _FOREIGN.match(address):
                token.attrSet("rel", "noreferrer")
        if token.type not in ("link_open", "link_close") or is_open:
            yield token


def _address(href: str, resolve: Resolve) -> str:
    if _FOREIGN.match(href) or href.startswith("#"):
        return href
    page, sign, anchor = href.partition("#")
    address = resolve(page)
    return f"{address}{sign}{anchor}" if address else ""
