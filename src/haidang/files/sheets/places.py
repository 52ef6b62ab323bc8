"""Places in a sheet as people name them."""

from __future__ import annotations

import re
from functools import lru_cache

_LETTERS = 26
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


@lru_cache(maxsize=1024)
def column_name(index: int) -> str:
    """
    Return the letters of a column.

    Examples
    --------
    >>> column_name(0), column_name(27)
    ('A', 'AB')
    """
    letters, number = "", index + 1
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell, both counted from 0: the first is A1."""
    return f"{column_name(column)}{row + 1}"


@lru_cache(maxsize=1024)
def column_index(letters: str) -> int:
    """Return the place of a column from its letters, counted from 0."""
    index = 0
    for letter in letters.upper():
        index = index * _LETTERS + ord(letter) - ord("A") + 1
    return index - 1


def read_reference(text: str) -> tuple[int, int]:
    """
    Return row and column of a cell, both counted from 0.

    Raises
    ------
    ValueError
        When it names no cell.
    """
    found = _REFERENCE.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return int(found[2]) - 1, column_index(found[1])
