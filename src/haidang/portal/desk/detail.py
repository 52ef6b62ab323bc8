"""An entry as people read it: what it is about, its row beside the one that is held, its steps, and what the checks say of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from haidang.base.text import Said, say
from haidang.core.pack.tables import BY_NAME, OBSERVATIONS
from haidang.portal.desk.listing import name_of
from haidang.portal.desk.naming import Bodies, names_of
from haidang.portal.desk.paging import Desk
from haidang.portal.entries.life import MOVES, STATES
from haidang.portal.entries.models import Batch, Entry, Step
from haidang.portal.entries.proposing import Cells, read_cells
from haidang.portal.entries.queries import rows_beside
from haidang.telling.cell_words import CellWords
from haidang.telling.columns import ONE, label_of

ACTS: Mapping[str, Said] = {
    Entry.Act.ADD: say("new"),
    Entry.Act.CHANGE: say("correction"),
    Entry.Act.WITHDRAW: say("withdrawal"),
}
WAYS: Mapping[str, Said] = {
    Batch.Way.FORM: say("a form"),
    Batch.Way.GRID: say("a grid"),
    Batch.Way.FILE: say("a file"),
    Batch.Way.PASTE: say("pasted rows"),
    Batch.Way.API: say("a program"),
}
_ABOUT = ("indicator_id", "area_id", "period")


@dataclass(frozen=True, slots=True)
class Line:
    """A cell: what it is called, what is proposed, and what is held now where a row is changed."""

    label: Said
    proposed: str
    held: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A step: what was done, by whom, in which office, when and why."""

    what: Said
    who: str
    office: str
    when: str
    reason: str


class EntryWords:
    """Tells entries in the language of the page; one for all entries of a page."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._t = desk, desk.t
        self._words, self._bodies = CellWords(desk.evidence, desk.t), Bodies(desk)

    def title(self, entry: Entry) -> str:
        """Return what an entry is about, for a list and for the head of its page."""
        table, cells = BY_NAME[entry.table], {**read_cells(entry.cells), **read_cells(entry.subject)}
        if table is OBSERVATIONS:
            return ", ".join(self._words.tell(table, name, cells.get(name)) for name in _ABOUT)
        return self._t(say("{kind}: {name}", kind=ONE[table.name], name=name_of(table, cells, self._t)))

    def value(self, entry: Entry) -> str:
        """Return the figure that is proposed; empty for other rows, and for a withdrawal."""
        is_figure = entry.table == OBSERVATIONS.name and entry.act != Entry.Act.WITHDRAW
        return self._words.figure(read_cells(entry.cells)) if is_figure else ""

    def state(self, entry: Entry) -> str:
        """Return where an entry stands."""
        return self._t(STATES[entry.state])

    def body(self, entry: Entry) -> str:
        """Return the body that answers for an entry."""
        return self._bodies.name(entry.body_id)

    def batch(self, batch: Batch) -> Said:
        """Return how, by whom and when a batch came in."""
        who = names_of([batch.by_key], self._t)[batch.by_key]
        told = say(
            "By {way}, by {who}, {moment}", way=WAYS[batch.way], who=who, moment=self.moment(batch.made_at)
        )
        return say("{batch}: {file}", batch=told, file=batch.file_name) if batch.file_name else told

    def moment(self, moment: datetime) -> str:
        """Return a moment where the city lies."""
        return self._t.moment(timezone.localtime(moment))

    def lines(self, entry: Entry) -> list[Line]:
        """Return the cells of an entry that are filled, beside those of the row that it changes."""
        table, proposed = BY_NAME[entry.table], read_cells(entry.cells)
        held = self._held(entry)
        lines = []
        for name in table.names:
            now, new = held.get(name) or "", proposed.get(name) or ""
            if entry.act == Entry.Act.WITHDRAW:
                new = new if name == "withdrawn_on" else now
            if now or new:
                is_changed = bool(held) and now != new
                told = self._words.tell(table, name, new), self._words.tell(table, name, now)
                lines.append(Line(label_of(table, name), *told, is_changed))
        return lines

    def _held(self, entry: Entry) -> Cells:
        """Return the row that an entry changes; empty without one."""
        key = read_cells(entry.replaces) if entry.replaces else {}
        rows = rows_beside(entry) if key else ()
        return next((row for row in rows if all(row.get(name) == text for name, text in key.items())), {})

    def last(self, entry: Entry) -> str:
        """Return by whom an entry was moved last, and when."""
        step = entry.steps.order_by("-version").first()
        if step is None:
            return self.moment(entry.moved_at)
        who = names_of([step.by_key], self._t)[step.by_key]
        return self._t(say("{who}, {moment}", who=who, moment=self.moment(step.at)))

    def steps(self, entry: Entry) -> list[Told]:
        """Return the steps of an entry, the last one first."""
        steps = list(entry.steps.order_by("-version"))
        names = names_of(_keys(steps), self._t)
        return [self._step(each, names) for each in steps]

    def _step(self, step: Step, names: Mapping[str, str]) -> Told:
        who: Said | str = names[step.by_key]
        if step.for_key:
            who = say("{who} in the stead of {whom}", who=who, whom=names[step.for_key])
        office = self._bodies.office(step.role, step.office_body_id)
        return Told(MOVES[step.move].label, self._t(who), office, self.moment(step.at), step.reason)


def _keys(steps: Iterable[Step]) -> set[str]:
    return {key for step in steps for key in (step.by_key, step.for_key) if key}
