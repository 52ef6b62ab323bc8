"""
Sentences and names before they are put into a language.

Decides how a sentence travels through the program: as a template with parameters (`Said`), never as finished
text. `telling` translates the template and writes each parameter in the reader's form; `str(said)` gives the
English one for logs and tests. Templates are marked for the catalogues by calling `say`.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

LANGUAGES = ("vi", "en", "fr")
_WORD = re.compile(r"[^\W_]+")  # letters and digits: hyphens, slashes and underscores part words


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence as a template and its parameters; hashable by template only."""

    template: str
    params: Mapping[str, object] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        """Return the English sentence with plainly written parameters."""
        return self.template.format(**{key: _plain(value) for key, value in self.params.items()})


def _plain(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, (list, tuple)):
        return ", ".join(_plain(item) for item in value)
    return str(value)


def say(template: str, /, **params: object) -> Said:
    """
    Mark a sentence for translation and keep its parameters.

    Examples
    --------
    >>> str(say("{count} rows of {file}", count=3, file="a.csv"))
    '3 rows of a.csv'
    """
    return Said(template, params)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in three languages; an empty one falls back to Vietnamese, then to any other."""

    vi: str
    en: str = ""
    fr: str = ""

    def in_(self, language: str) -> str:
        """Return the name in `language` (`vi`, `en` or `fr`), or the best other one."""
        return getattr(self, language) or self.vi or self.en or self.fr

    def __str__(self) -> str:
        """Return the English name, or the best other one."""
        return self.in_("en")


def nfc(text: str) -> str:
    """Return `text` in Unicode form NFC, the form in which identifiers are compared."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """
    Return `text` without diacritics and case, with đ as d, for forgiving comparison.

    Examples
    --------
    >>> fold("Đồ Sơn")
    'do son'
    """
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words_of(text: str) -> list[str]:
    """
    Return the words of `text`, folded; a number of a document is several words.

    Examples
    --------
    >>> words_of("Nghị quyết 45-NQ/TW")
    ['nghi', 'quyet', '45', 'nq', 'tw']
    """
    return _WORD.findall(fold(text))


def places_of(text: str, beginnings: Iterable[str]) -> list[tuple[int, int]]:
    """
    Return where the words of `text`, in NFC, stand that begin with one of some folded beginnings: start and end of each.

    Examples
    --------
    >>> places_of("Cảng Hải Phòng", ["hai", "ph"])
    [(5, 8), (9, 14)]
    """
    wanted = tuple(beginnings)
    return [match.span() for match in _WORD.finditer(text) if fold(match[0]).startswith(wanted)]


def nearest(name: str, known: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """Return up to `count` known names that resemble `name`, best first."""
    by_fold: dict[str, str] = {}
    for each in known:
        by_fold.setdefault(fold(each), each)
    close = difflib.get_close_matches(fold(name), list(by_fold), n=count, cutoff=0.6)
    return tuple(by_fold[each] for each in close)
