"""Parts of addresses of the public pages: the form, and names."""

from __future__ import annotations

from haidang.portal.reading.converters import Word
from haidang.portal.site.forms import FORMS


class Form(Word):
    """A form with its point, or nothing for the page."""

    regex = rf"(?:\.(?:{'|'.join((*FORMS, 'html'))}))?"


class Name(Word):
    """The identifier of a thing; it may hold points, so a form after it is not taken in."""

    regex = "[^/]+?"
