"""
The grid: the figures of a body, line by line, for a few periods.

A page is drawn with what stands in each cell and the version of the entry that holds it. What is sent is compared with that: what was not
touched is not written, and what another person changed meanwhile is shown beside what one typed, to choose.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID, uuid5

from haidang.base.errors import HaidangError
from haidang.base.periods import Period
from haidang.base.text import say
from haidang.core.pack.tables import BOUNDS, OBSERVATIONS
from haidang.portal.desk.forms.fields import Trouble, Weight, read_count, trouble_of
from haidang.portal.desk.forms.numbers import read_number
from haidang.portal.desk.lines import Line, exists_in
from haidang.portal.desk.paging import Desk
from haidang.portal.entries.life import STATES
from haidang.portal.entries.models import OPEN, Entry, State
from haidang.portal.entries.proposing import Cells, Proposed, read_cells
from haidang.portal.entries.queries import SEE

MOST_CELLS = 300
"""Cells of one page; each sends two or three fields, and a form takes a thousand."""
THEIRS, MINE = "theirs", "mine"
_EDITABLE = (State.DRAFT, State.SENT_BACK)
_BOUNDED = re.compile(rf"([{re.escape(''.join(BOUNDS))}]?)\s*(.*)", re.DOTALL)
_NOBODY = UUID(int=0)


@dataclass
class Cell:
    """
    A cell of the grid.

    Attributes
    ----------
    line, period
        What it is of.
    entry
        The entry on its way about it; None without one.
    shown
        What stands in it, in the reader's form.
    seen
        The version that the page was drawn with, 0 for none, and what stood there.
    remark
        Words for those who check; None where the page did not ask for them.
    troubles
        What is wrong with it.
    theirs
        What another person put there meanwhile, when it is in conflict with what is shown; None without a conflict.
    is_elsewhere, is_seen
        Whether its entry is of another body, whose editors alone change it; and whether who asks may see it.
    """

    line: Line
    period: Period
    entry: Entry | None = None
    shown: str = ""
    seen: tuple[int, str] = (0, "")
    remark: str | None = None
    troubles: list[Trouble] = field(default_factory=list)
    theirs: str | None = None
    is_elsewhere: bool = False
    is_seen: bool = True

    @cached_property
    def identity(self) -> Cells:
        """The cells of its row that are no matter of typing."""
        return {
            "indicator_id": self.line.indicator.indicator_id,
            "area_id": self.line.area_id,
            "period": self.period.text,
            "producer_id": self.line.producer_id,
            "definition": self.line.definition,
        }

    @cached_property
    def subject(self) -> str:
        """What it is about, as an entry has it."""
        return Proposed(_NOBODY, OBSERVATIONS.name, self.identity).subject

    @cached_property
    def code(self) -> str:
        """A short name, the same whenever the page is drawn."""
        return hashlib.sha256(self.subject.encode()).hexdigest()[:12]

    @property
    def version(self) -> int:
        """The version of its entry; 0 without one."""
        return 0 if self.entry is None else self.entry.version

    @property
    def is_editable(self) -> bool:
        """Whether something can be typed: nothing about it is on its way to be checked or published."""
        if self.entry is None:
            return True
        is_draft = self.entry.state in _EDITABLE and self.entry.act == Entry.Act.ADD
        return is_draft and not self.is_elsewhere

    @property
    def standing(self) -> str:
        """What stands there now, whatever was typed."""
        return self.shown if self.theirs is None else self.theirs

    @property
    def place(self) -> str:
        """Its identifier in the page."""
        return f"v.{self.code}"

    @property
    def is_asked(self) -> bool:
        """Whether only a question is open."""
        return bool(self.troubles) and not any(each.is_wrong for each in self.troubles)


@dataclass
class Grid:
    """
    The cells, line by line; None where the area of a line does not exist in a period.

    Attributes
    ----------
    periods, rows
        What is drawn.
    """

    periods: Sequence[Period]
    rows: Sequence[Sequence[Cell | None]]

    @property
    def cells(self) -> Iterator[Cell]:
        """All cells there are."""
        return (cell for row in self.rows for cell in row if cell is not None)

    @property
    def troubled(self) -> list[Cell]:
        """The cells with which something is wrong."""
        return [cell for cell in self.cells if cell.troubles or cell.theirs is not None]


def draw_grid(desk: Desk, body_id: str, lines: Sequence[Line], periods: Sequence[Period]) -> Grid:
    """Return the grid of a body with what is on its way; of entries that who asks may not see, that they are there."""
    rows = [
        [Cell(line, period) if exists_in(desk.evidence, line, period) else None for period in periods]
        for line in lines
    ]
    grid = Grid(periods, rows)
    by_subject = {cell.subject: cell for cell in grid.cells}
    on_its_way = Entry.objects.filter(table=OBSERVATIONS.name, state__in=OPEN, subject__in=list(by_subject))
    for entry in on_its_way:
        cell = by_subject[entry.subject]
        cell.entry, cell.is_elsewhere = entry, entry.body_id != body_id
        cell.is_seen = not cell.is_elsewhere or desk.may(SEE, entry.body_id)
        cell.shown = tell_value(desk, read_cells(entry.cells)) if cell.is_seen else ""
        cell.seen = (entry.version, cell.shown)
    return grid


def tell_value(desk: Desk, cells: Cells) -> str:
    """Return bound and number of a row as they are typed."""
    text = cells.get("value") or ""
    return f"{cells.get('bound') or ''} {desk.t.digits(text) if text else ''}".strip()


def read_value(desk: Desk, typed: str) -> Cells:
    """
    Return bound and number that were typed, in the form of the pack.

    Raises
    ------
    HaidangError
        For what is no number.
    """
    found = _BOUNDED.fullmatch(typed)
    bound, number = found.groups() if found is not None else ("", typed)
    return {"bound": bound, "value": read_number(number, desk.language)}


@dataclass
class Sent:
    """
    What was sent of a grid, compared with what stands there.

    Attributes
    ----------
    rows
        What is proposed.
    emptied
        Drafts whose cell was emptied, with the version that was seen.
    """

    rows: list[Proposed] = field(default_factory=list)
    emptied: dict[UUID, int] = field(default_factory=dict)


def read_grid(
    desk: Desk, grid: Grid, posted: Mapping[str, str], once: UUID, new: Cells, *, with_all: bool
) -> Sent:
    """
    Return what was sent; what is wrong is noted at the cells, and what was typed stands in them.

    Parameters
    ----------
    desk, grid
        The request, and the grid as it stands now.
    posted
        The fields.
    once
        The key that the page was drawn with.
    new
        Cells that go with every figure that was typed: its status, its source.
    with_all
        Whether all that stands there is meant and not only what was touched.
    """
    sent = Sent()
    for cell in grid.cells:
        typed = posted.get(cell.place)
        if typed is None:
            continue
        if cell.is_elsewhere and cell.entry is not None:
            cell.troubles.append(_of_another_body(cell.entry))
            continue
        typed, now, is_open = typed.strip(), cell.shown, f"c.{cell.code}" in posted
        version, drawn = _read_seen(posted.get(f"s.{cell.code}", ""))
        cell.remark = posted.get(f"r.{cell.code}")
        is_moved_on = cell.version != version and now != typed
        choice = posted.get(f"k.{cell.code}", "")
        if choice == THEIRS:
            typed = drawn = now
        is_touched = typed != drawn or cell.remark is not None
        if (is_moved_on and (is_touched or with_all)) or (is_open and not choice):
            cell.shown, cell.theirs, cell.seen = typed, now, (cell.version, now)
        elif (is_touched or with_all) and cell.is_editable:
            cell.shown = typed
            _propose(desk, cell, sent, once, new if typed != drawn else {})
    return sent


def _read_seen(text: str) -> tuple[int, str]:
    version, _, drawn = text.partition(":")
    return read_count(version), drawn


def _of_another_body(entry: Entry) -> Trouble:
    problem = say("An entry about the same thing is on its way: {state}.", state=STATES[entry.state])
    return Trouble(problem, say("Open that one, or wait until it is published."))


def _propose(desk: Desk, cell: Cell, sent: Sent, once: UUID, new: Cells) -> None:
    if not cell.shown:
        if cell.entry is not None:
            sent.emptied[cell.entry.key] = cell.entry.version
        return
    try:
        value = read_value(desk, cell.shown)
    except HaidangError as error:
        cell.troubles.append(trouble_of(error))
        return
    usual: Cells = {"unit": cell.line.unit, "status": cell.line.status}
    base = usual if cell.entry is None else read_cells(cell.entry.cells)
    remark = cell.remark if cell.remark is not None else (cell.entry.remark if cell.entry is not None else "")
    sent.rows.append(
        Proposed(
            cell.entry.key if cell.entry is not None else uuid5(once, cell.code),
            OBSERVATIONS.name,
            {**base, **new, **cell.identity, **value},
            remark=remark.strip(),
            version=cell.version,
        )
    )


def note_defects(grid: Grid, sent: Sent, found: Mapping[UUID, Sequence[tuple[str, Trouble]]]) -> None:
    """Note at the cells what the checks say of their rows."""
    by_subject = {cell.subject: cell for cell in grid.cells}
    for row in sent.rows:
        of_row = [trouble for _, trouble in found.get(row.key, ())]
        by_subject[row.subject].troubles += of_row
        if any(each.weight == Weight.ASKED for each in of_row):
            by_subject[row.subject].remark = row.remark
