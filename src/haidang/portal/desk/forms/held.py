"""What is held of a series: its figures as rows, to look at beside a form and to begin a new vintage, a correction or a withdrawal from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode

from haidang.base.periods import Period, parse_period
from haidang.base.text import Said, say
from haidang.core.pack.tables import OBSERVATIONS
from haidang.portal.desk.forms.subject import ENTER, Subject
from haidang.portal.desk.paging import Desk
from haidang.portal.entries.models import Entry
from haidang.portal.entries.proposing import PUBLIC_BY, Cells
from haidang.telling.cell_words import CellWords

KEY = OBSERVATIONS.key
_SUBJECT = ("indicator_id", "area_id", "period")

_WAYS: Mapping[str, Said] = {
    Entry.Act.ADD: say("New vintage"),
    Entry.Act.CHANGE: say("Correct"),
    Entry.Act.WITHDRAW: say("Withdraw"),
}


@dataclass(frozen=True, slots=True)
class Held:
    """
    A figure that is held.

    Attributes
    ----------
    cells
        Its row.
    is_of_period
        Whether it is of the very period in question.
    """

    cells: Cells
    is_of_period: bool

    @property
    def period(self) -> Period:
        """The period it is of."""
        return parse_period(self.cells["period"] or "")

    @property
    def key(self) -> Cells:
        """The key of the row."""
        return {name: self.cells[name] for name in KEY}

    @property
    def parameters(self) -> Mapping[str, str]:
        """The parameters of an address that name it within its series."""
        return {name: self.cells[name] or "" for name in KEY if name not in _SUBJECT}


def held_of(desk: Desk, subject: Subject, limit: int = 12) -> list[Held]:
    """Return figures of a series: those of the period first, then those of the latest periods, the last vintage first."""
    rows = desk.evidence.rows(OBSERVATIONS.name).filter(
        Q(("indicator_id", subject.indicator.indicator_id), ("area_id", subject.area.area_id))
    )
    found = [Held(row, row["period"] == subject.period.text) for row in rows.values(*OBSERVATIONS.names)]
    found.sort(
        key=lambda each: (each.period.end, each.period.days, each.cells["public_by"] or ""), reverse=True
    )
    of_period = [each for each in found if each.is_of_period]
    return [*of_period, *(each for each in found if not each.is_of_period)][: max(limit, len(of_period))]


def find_held(held: Sequence[Held], asked: Mapping[str, str]) -> Held | None:
    """Return the figure of the period that an address names; None without one."""
    for each in held:
        if each.is_of_period and all(asked.get(name, "") == text for name, text in each.parameters.items()):
            return each
    return None


def tell_held(desk: Desk, subject: Subject, held: Sequence[Held]) -> list[dict[str, object]]:
    """Return the held figures as people read them, each of the period with where to begin something new from it."""
    words, start = CellWords(desk.evidence, desk.t), reverse("desk:figure", args=[desk.language])
    may_enter = desk.may(ENTER, subject.body_id)
    told: list[dict[str, object]] = []
    for each in held:
        ways = []
        if may_enter and each.is_of_period and not each.cells["withdrawn_on"]:
            asked = {**subject.parameters, **each.parameters}
            ways = [(label, f"{start}?{urlencode({**asked, 'act': act})}") for act, label in _WAYS.items()]
        told.append(
            {
                "period": words.tell(OBSERVATIONS, "period", each.cells["period"]),
                "value": words.figure(each.cells),
                "status": words.tell(OBSERVATIONS, "status", each.cells["status"]),
                "producer": words.tell(OBSERVATIONS, "producer_id", each.cells["producer_id"]),
                "definition": each.cells["definition"] or "",
                "public_by": words.tell(OBSERVATIONS, PUBLIC_BY, each.cells[PUBLIC_BY]),
                "withdrawn_on": each.cells["withdrawn_on"]
                and words.tell(OBSERVATIONS, "withdrawn_on", each.cells["withdrawn_on"]),
                "is_of_period": each.is_of_period,
                "ways": ways,
            }
        )
    return told
