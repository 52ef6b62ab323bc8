"""Parts of addresses that pages of all kinds have."""

from __future__ import annotations

from django.urls import register_converter

from haidang.base.text import LANGUAGES


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


register_converter(Language, "language")
