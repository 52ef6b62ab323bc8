"""What would make a target checkable, and which body owes it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from haidang.core.indicators.indicator import SeriesKey
from haidang.core.review.expected import Expected
from haidang.core.review.lines import Line
from haidang.core.targets.verdict import Reason


class Gap(StrEnum):
    """What is missing."""

    VALUE = "value"
    FIGURE = "figure"
    NEWER_FIGURE = "newer_figure"
    EXACT_FIGURE = "exact_figure"
    ONE_FIGURE = "one_figure"
    SAME_DEFINITION = "same_definition"
    SAME_TERRITORY = "same_territory"


class Owing(StrEnum):
    """Why a body is named."""

    ACCOUNTABLE = "accountable"
    RESPONSIBLE = "responsible"
    ISSUER = "issuer"


_GAPS = {
    Reason.VALUE_NOT_HELD: Gap.VALUE,
    Reason.VALUE_NOT_PUBLISHED: Gap.VALUE,
    Reason.FIGURE_NOT_HELD: Gap.FIGURE,
    Reason.NO_FIGURE_PUBLISHED: Gap.FIGURE,
    Reason.FIGURES_TOO_OLD: Gap.NEWER_FIGURE,
    Reason.OTHER_DEFINITION: Gap.SAME_DEFINITION,
    Reason.OTHER_TERRITORY: Gap.SAME_TERRITORY,
    Reason.BOUND_ACROSS_LINE: Gap.EXACT_FIGURE,
    Reason.RIVALS_ACROSS_LINE: Gap.ONE_FIGURE,
}


@dataclass(frozen=True, slots=True)
class Missing:
    """
    What one target lacks.

    Attributes
    ----------
    line
        The target.
    reason
        Why it cannot be checked.
    gaps
        What is missing, all of it.
    body_id, owing
        Who owes it, and whether as the body named for it or, none being held, as the issuer of the document.
    expected
        The figure that is to come next, by law or agreement, or is late; None where none is expected or a figure is not what
        is missing.
    """

    line: Line
    reason: Reason
    gaps: tuple[Gap, ...]
    body_id: str
    owing: Owing
    expected: Expected | None = None

    @property
    def series(self) -> SeriesKey | None:
        """The series whose next figure would help; None where it is something else that is missing."""
        return self.line.target.key if {Gap.FIGURE, Gap.NEWER_FIGURE} & set(self.gaps) else None


def find_missing(line: Line) -> Missing | None:
    """Return what a target lacks; None when it can be checked."""
    reason = line.verdict.reason
    if line.verdict.is_checkable or reason is None:
        return None
    gaps = [_GAPS[reason]]
    if gaps[0] is Gap.VALUE and not line.has_figures:
        gaps.append(Gap.FIGURE)
    elif gaps[0] is Gap.VALUE and line.latest_is_old:
        gaps.append(Gap.NEWER_FIGURE)
    responsible = (
        line.indicator.legal.responsible_body_id if line.indicator and gaps[0] is not Gap.VALUE else ""
    )
    if responsible:
        body_id, owing = responsible, Owing.RESPONSIBLE
    elif line.target.body_id:
        body_id, owing = line.target.body_id, Owing.ACCOUNTABLE
    else:
        body_id, owing = line.document.issuer_id, Owing.ISSUER
    return Missing(line, reason, tuple(gaps), body_id, owing)
