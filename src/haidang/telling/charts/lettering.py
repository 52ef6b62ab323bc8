"""
How wide text is, before it is drawn, and where its lines break.

The widths are those of Liberation Sans, which Arial and Helvetica share; most Vietnamese letters are as wide as the
letter that carries their marks. Good to one or two per cent.
"""

from __future__ import annotations

import unicodedata

_EM = 1000
_WIDTHS = {
    191: "'",
    200: "\u202f",
    204: "‘’",
    222: "ijl",
    260: "|",
    278: " !,./:;I[\\]ftí\u00a0",
    333: "()-`r{}“”·",
    355: '"',
    389: "*",
    400: "°",
    469: "^",
    500: "Jckszvxy",
    549: "≤≥≈",
    584: "+<=>~×−",
    611: "FTZ",
    656: "ơ",
    667: "&ABEKPSVXY",
    669: "ư",
    722: "CDHNRUwĐ",
    778: "GOQ",
    833: "Mm",
    855: "ƠƯ",
    889: "%æ",
    944: "Wœ",
    1000: "—…Œ",
}
_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_OTHER = 556  # digits and most small letters
_HORN = "\u031b"
_BOLD = 1.07
_NARROWER = 0.96


def text_width(text: str, size: float, *, is_bold: bool = False) -> float:
    """
    Return how wide the longest line of a text is.

    Parameters
    ----------
    text
        Lines separated by line feeds.
    size
        Size of the letters; the result has the same unit.
    is_bold
        Whether it is drawn bold.
    """
    widest = max(sum(_letter_width(letter) for letter in line) for line in text.split("\n"))
    return widest * size / _EM * (_BOLD if is_bold else 1)


def _letter_width(letter: str) -> int:
    if letter in _WIDTH:
        return _WIDTH[letter]
    parts = unicodedata.normalize("NFD", letter)
    # a horn makes its letter wider, the marks above and below do not
    base = unicodedata.normalize("NFC", parts[0] + _HORN) if _HORN in parts else parts[0]
    return _WIDTH.get(base, _OTHER)


def wrap(text: str, size: float, width: float, *, is_bold: bool = False) -> list[str]:
    """Return the lines of a text, about equally long, at most `width` wide; a longer word stays whole."""
    lines = _fill(text, size, width, is_bold=is_bold)
    even, narrower = lines, width * _NARROWER
    while len(narrow := _fill(text, size, narrower, is_bold=is_bold)) == len(lines) > 1:
        even, narrower = narrow, narrower * _NARROWER
        if narrower < width / 2:
            break
    return even


def unbroken(text: str) -> str:
    """Return a text that stays in one line."""
    return text.replace(" ", "\u00a0")


def _fill(text: str, size: float, width: float, *, is_bold: bool) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, is_bold=is_bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
