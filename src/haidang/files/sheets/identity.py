"""
What a template says of itself, and the code of each of its rows.

Both are one cell of plain text that no spreadsheet program takes for a number, a day or a formula: they come back as they were,
whatever program saved the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from haidang.base.errors import PeriodError
from haidang.base.periods import parse_period

FORMAT = "#haidang-figures"
VERSION = 1
_SEPARATOR = "|"
_PAIR = re.compile(r"([a-z]+)=(\S*)")
_CODE_PARTS = 4


@dataclass(frozen=True, slots=True)
class Identity:
    """
    What a template says of itself.

    Attributes
    ----------
    version
        Version of the form.
    city
        Name of the city's collection of data.
    body_id
        The body whose figures they are.
    periods
        Canonical texts of the periods.
    revision
        Number of the revision it was made from.
    language
        The language it is in: numbers and days in text are read in its form.
    made_on
        ISO day on which it was made.
    checksum
        Of all that is not to be changed.
    """

    version: int
    city: str
    body_id: str
    periods: tuple[str, ...]
    revision: int
    language: str
    made_on: str
    checksum: str

    @property
    def text(self) -> str:
        """All of it in one cell."""
        return (
            f"{FORMAT} version={self.version} city={self.city} body={self.body_id} periods={','.join(self.periods)}"
            f" revision={self.revision} language={self.language} made={self.made_on} checksum={self.checksum}"
        )


def is_identity(text: str) -> bool:
    """Return whether a cell is meant to say what a template is."""
    return text.strip().startswith(FORMAT)


def parse_identity(text: str) -> Identity | None:
    """Return what a template says of itself; None when the cell was changed so that it cannot be read."""
    said = dict(_PAIR.findall(text))
    try:
        return Identity(
            int(said["version"]),
            said["city"],
            said["body"],
            tuple(filter(None, said["periods"].split(","))),
            int(said["revision"]),
            said["language"],
            said["made"],
            said["checksum"],
        )
    except (KeyError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class Code:
    """What a row is about: indicator, area, canonical text of the period, producer; the first parts of a figure's key."""

    indicator_id: str
    area_id: str
    period: str
    producer_id: str

    @property
    def text(self) -> str:
        """All of it in one cell."""
        return _SEPARATOR.join((self.indicator_id, self.area_id, self.period, self.producer_id))


def parse_code(text: str) -> Code | None:
    """
    Return what a row is about; None when the cell holds no code.

    Examples
    --------
    >>> parse_code("grdp_growth|haiphong|2024-Q3|gso").period
    '2024-Q3'
    """
    parts = [part.strip() for part in text.split(_SEPARATOR)]
    if len(parts) != _CODE_PARTS or not all(parts):
        return None
    try:
        parse_period(parts[2])
    except PeriodError:
        return None
    return Code(*parts)
