"""
The body that answers for a row: who may enter, check and publish it. The one rule.

A document is its issuer's, a target that of the document's issuer, an assessment that of the body that made it. A new source is entered for
any body, a figure for one whose matter it is (`offering`). Whoever answers for all bodies enters the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from haidang.base.errors import UseError
from haidang.base.text import Said, say
from haidang.core.bodies.tree import EVERY_BODY, BodyTree
from haidang.core.pack.tables import FORECASTS, OBSERVATIONS, TABLES
from haidang.portal.entries.models import Entry
from haidang.portal.entries.offering import is_of_another, offered
from haidang.portal.entries.proposing import Cells, Proposed
from haidang.portal.registry.changing import find_row
from haidang.portal.registry.evidence import DatabaseEvidence

ENTERED = tuple(each.name for each in TABLES if each is not FORECASTS)
"""Tables whose rows are entered: forecasts are computed."""
OWNED_BY: Mapping[str, str] = {
    "documents": "issuer_id",
    "targets": "document_id",
    "assessments": "assessor_id",
}
"""The column that says which body answers, by table; in all other tables none does."""
OF_ANYBODY = frozenset({"sources"})
"""Tables whose new rows are entered for any body."""


def owner_of(
    table: str, cells: Cells, evidence: DatabaseEvidence, issuers: Mapping[str, str] | None = None
) -> str:
    """
    Return the body that answers for a row that is no figure; `EVERY_BODY` where none does, or it is not said.

    Parameters
    ----------
    table, cells
        The row.
    evidence
        What is held.
    issuers
        Of documents that come together with the row.
    """
    named = cells.get(OWNED_BY.get(table, "")) or ""
    if table == "targets":
        document = evidence.documents().get(named)
        named = (issuers or {}).get(named, "") if document is None else document.issuer_id
    return named if named in evidence.bodies() else EVERY_BODY


def find_foreign(
    row: Proposed,
    body_id: str,
    *,
    evidence: DatabaseEvidence,
    tree: BodyTree,
    day: date,
    may_enter: Callable[[str], bool],
    issuers: Mapping[str, str] | None = None,
) -> UseError | None:
    """
    Return why a row cannot be entered for a body; None when it can.

    Parameters
    ----------
    row, body_id
        The row, and the body for which it is handed in.
    evidence
        What is held.
    tree, day
        The bodies, as they are on a day.
    may_enter
        Whether who hands it in may enter for a body.
    issuers
        Of documents that come together with the row.
    """
    if row.table not in ENTERED:
        return UseError(
            say("Rows of «{table}» are not entered.", table=row.table),
            say("Use one of {allowed}.", allowed=ENTERED),
            "table",
        )
    if row.table == OBSERVATIONS.name:
        return _foreign_figure(row, body_id, evidence, tree, day, is_over_all=may_enter(EVERY_BODY))
    if row.table in OF_ANYBODY and row.act == Entry.Act.ADD:
        return None
    column, owner = OWNED_BY.get(row.table, ""), owner_of(row.table, row.cells, evidence, issuers)
    if column and owner == EVERY_BODY:
        return UseError(
            say("Which body answers for this row is not known."),
            say("Name a document that is held.")
            if row.table == "targets"
            else say("Name a body that is held."),
            column,
        )
    held = find_row(row.table, row.replaces) if row.act != Entry.Act.ADD else None
    before = owner if held is None else owner_of(row.table, vars(held), evidence)
    if owner != body_id:
        remedy = say("Enter it for that body, or correct who answers for it.")
        return UseError(_answering(owner, evidence), remedy, column)
    refusing = next((each for each in (owner, before) if not may_enter(each)), None)
    if refusing is None:
        return None
    remedy = say("Leave it to somebody who enters for that body.")
    return UseError(_answering(refusing, evidence), remedy, column)


def _answering(owner: str, evidence: DatabaseEvidence) -> Said:
    """Return the sentence that says which body answers for a row."""
    if owner == EVERY_BODY:
        return say("This row is of the whole city: who enters for all bodies enters it.")
    return say("It is {owner} that answers for this row.", owner=evidence.bodies()[owner].name)


def _foreign_figure(
    row: Proposed, body_id: str, evidence: DatabaseEvidence, tree: BodyTree, day: date, *, is_over_all: bool
) -> UseError | None:
    known = evidence.indicators()
    own = offered(evidence, tree, body_id, day, is_over_all=is_over_all)
    named = (cells.get("indicator_id") or "" for cells in (row.replaces, row.cells))
    foreign = next((known[each] for each in named if each in known and each not in own), None)
    if foreign is not None:
        return UseError(
            say(
                "{body} enters no figures of «{indicator}».",
                body=evidence.bodies()[body_id].name,
                indicator=foreign.name,
            ),
            say("Enter it for a body that compiles or publishes them."),
            "indicator_id",
        )
    for cells in (row.replaces, row.cells):
        indicator, producer_id = known.get(cells.get("indicator_id") or ""), cells.get("producer_id") or ""
        if is_over_all or indicator is None:
            continue
        if is_of_another(evidence, tree, body_id, day, indicator, producer_id):
            return UseError(
                say(
                    "This figure is one of {producer}, and not of {body}.",
                    producer=evidence.bodies()[producer_id].name,
                    body=evidence.bodies()[body_id].name,
                ),
                say("Leave it to that body, or to the one that is responsible for the indicator."),
                "producer_id",
            )
    return None
