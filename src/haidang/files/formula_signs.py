"""
Text that a spreadsheet would take for a formula, and the mark that keeps it text.

Decides the one rule for every file that is made to be opened in a spreadsheet: the CSV of a report, templates to fill.
The pack and the API are read by programs and hold their texts as they are.

References
----------
OWASP, *CSV Injection*: the signs with which a formula can begin; those of full width are taken for them in some languages.
"""

from __future__ import annotations

import re

MARK = "'"
_FORMULA = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)


def is_formula_like(text: str) -> bool:
    """
    Return whether a spreadsheet could take a text for a formula; a plain number is none.

    Examples
    --------
    >>> [is_formula_like(text) for text in ("=1+1", "-12.5", "-a", "Đồ Sơn")]
    [True, False, True, False]
    """
    return _FORMULA.match(text) is not None and not _NUMBER.fullmatch(text)


def guard(text: str) -> str:
    """
    Return a text that stays text in a spreadsheet; `unguard` gives back what it was, whatever it was.

    Examples
    --------
    >>> guard("=HYPERLINK(1)"), guard("-12.5"), unguard(guard("'=x"))
    ("'=HYPERLINK(1)", '-12.5', "'=x")
    """
    return MARK + text if is_formula_like(text) else text


def unguard(text: str) -> str:
    """Return a text without the mark that `guard` put before it."""
    return text[len(MARK) :] if text.startswith(MARK) and is_formula_like(text[len(MARK) :]) else text
