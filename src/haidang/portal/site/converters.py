"""Parts of addresses: the language, the form, and names."""

from __future__ import annotations

from haidang.base.text import LANGUAGES
from haidang.portal.site.forms import FORMS


class Word:
    """A part of an address that is taken as it stands."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        """Return the part as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Return the part as it stands."""
        return value


class Language(Word):
    """One of our languages."""

    regex = "|".join(LANGUAGES)


class Form(Word):
    """A form with its point, or nothing for the page."""

    regex = rf"(?:\.(?:{'|'.join((*FORMS, 'html'))}))?"


class Name(Word):
    """The identifier of a thing; it may hold points, so a form after it is not taken in."""

    regex = "[^/]+?"
