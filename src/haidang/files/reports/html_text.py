"""Told text as HTML: what it names can be followed, and words that were looked for are marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from html import escape

from haidang.base.text import places_of

Link = Callable[[Mapping[str, str], str], str]
"""
Takes a row, text by key of column, and the key of one of its cells; gives the address of what that cell names, or "".

A page of a method that a text mentions is a row of one cell, `method`.
"""

_NAMED = re.compile(r"(?P<address>https?://[^\s<>\"«»]+)|docs/methods(?:/(?P<method>\w+)\.md)?")
_AFTER = ".,;:)"  # signs that end a sentence rather than an address


def draw_text(text: str, link: Link | None = None, marked: Collection[str] = ()) -> str:
    """
    Return text as HTML.

    Parameters
    ----------
    text
        The text; addresses in it become links.
    link
        Where the pages of methods are that it mentions; None leaves them as text.
    marked
        Folded beginnings of words to be marked.
    """
    found, done = [], 0
    for match in _NAMED.finditer(text):
        label = match[0].rstrip(_AFTER)
        drawn = _foreign(label) if match["address"] else _method(label, match["method"] or "index", link)
        if drawn:
            found += [draw_marked(text[done : match.start()], marked), drawn]
            done = match.start() + len(label)
    return "".join((*found, draw_marked(text[done:], marked)))


def _foreign(address: str) -> str:
    return f'<a href="{escape(address)}" rel="noreferrer">{escape(address)}</a>'


def _method(label: str, name: str, link: Link | None) -> str:
    address = link({"method": name}, "method") if link is not None else ""
    return f'<a href="{escape(address)}">{escape(label)}</a>' if address else ""


def draw_marked(text: str, marked: Collection[str]) -> str:
    """Return text as HTML, with the words marked that begin with one of some folded beginnings."""
    found, done = [], 0
    for start, end in places_of(text, marked) if marked else ():
        found += [escape(text[done:start]), f"<mark>{escape(text[start:end])}</mark>"]
        done = end
    return "".join((*found, escape(text[done:])))
