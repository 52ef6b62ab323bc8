"""The cells of one sheet as a file holds them, before anything is made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from haidang.files.sheets.habits import Raw
from haidang.files.sheets.marks import Marks


@dataclass(frozen=True, slots=True)
class Grid:
    """
    The cells of one sheet.

    Attributes
    ----------
    name
        Name of the sheet, or of the file where it has no sheets.
    rows
        The cells from A1 on; rows may differ in length.
    marks
        What is marked in it; nothing is in plain text.
    is_1904
        Whether its days are counted from 1904.
    """

    name: str
    rows: Sequence[Sequence[Raw]]
    marks: Marks = field(default_factory=Marks)
    is_1904: bool = False
