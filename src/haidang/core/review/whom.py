"""
Whom to ask: the body that answers for a target or a commitment, as it is called on the day.

Where no accountable body is held, the issuer of the document stands in its place, and that is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from haidang.core.areas.area import Succession
from haidang.core.commitments.commitment import Commitment
from haidang.core.documents.document import Document
from haidang.core.review.in_force import bodies_in_force
from haidang.core.review.lines import Line
from haidang.core.review.missing import Missing, Owing


@dataclass(frozen=True, slots=True)
class Whom:
    """
    Whom to ask.

    Attributes
    ----------
    body_ids
        One body, or several that it was divided among; empty when neither body nor issuer is held.
    owing
        Whether it is named as the body that answers, or as the issuer of the document.
    """

    body_ids: tuple[str, ...]
    owing: Owing


def whom_for_target(line: Line, successions: Sequence[Succession], day: date) -> Whom:
    """Return who answers for a target on a day: its body, else the issuer of its document."""
    owing = Owing.ACCOUNTABLE if line.target.body_id else Owing.ISSUER
    return Whom(bodies_in_force([line.target.body_id or line.document.issuer_id], successions, day), owing)


def whom_for_missing(missing: Missing, successions: Sequence[Succession], day: date) -> Whom:
    """Return who owes what a target lacks."""
    return Whom(bodies_in_force([missing.body_id], successions, day), missing.owing)


def whom_for_commitment(
    commitment: Commitment, documents: Mapping[str, Document], successions: Sequence[Succession], day: date
) -> Whom:
    """Return whom a commitment was addressed to, else the issuer of the document it rests on."""
    if commitment.addressee_ids:
        return Whom(bodies_in_force(commitment.addressee_ids, successions, day), Owing.ACCOUNTABLE)
    basis = documents.get(commitment.basis_id)
    issuer = basis.issuer_id if basis is not None else ""
    return Whom(bodies_in_force([issuer], successions, day), Owing.ISSUER)
