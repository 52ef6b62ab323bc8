"""Where the pages read: the evidence of a revision, what names it in citations, and the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils import timezone

from haidang.base.errors import SettingsError, UseError
from haidang.core.evidence import Evidence
from haidang.portal.registry.errors import told_errors
from haidang.portal.registry.evidence import DatabaseEvidence
from haidang.portal.registry.models import Revision
from haidang.portal.registry.queries import get_revision
from haidang.portal.site.problems import AbsentError, UnreadyError

_KEPT = 4


@dataclass(frozen=True, slots=True)
class Source:
    """
    What a request is answered from.

    Attributes
    ----------
    evidence
        The evidence.
    revision
        Number of its revision.
    content_hash
        Hash of all its content.
    """

    evidence: Evidence
    revision: int
    content_hash: str


def evidence_at(revision: int | None) -> Source:
    """
    Return the evidence of a revision; None asks for the current one.

    Raises
    ------
    UnreadyError
        When nothing was ever loaded, or the database does not answer.
    AbsentError
        When there is no such revision.
    """
    found = _current()
    if revision is not None and revision != found.number:
        found = _earlier(revision)
    return Source(_kept(found.number, found.content_sha256), found.number, found.content_sha256)


def today() -> date:
    """Return the current day where the city lies: the one place where the pages read the clock."""
    return timezone.localdate()


def _current() -> Revision:
    try:
        with told_errors():
            return get_revision()
    except (UseError, SettingsError) as error:
        raise UnreadyError(error.problem, error.remedy) from None


def _earlier(number: int) -> Revision:
    try:
        return get_revision(number)
    except UseError as error:
        raise AbsentError(error.problem, error.remedy, "rev") from None


@lru_cache(maxsize=_KEPT)
def _kept(number: int, content_hash: str) -> DatabaseEvidence:  # noqa: ARG001  tells one database from another
    """Return what a revision holds: it never changes, so its small tables are read once a process."""
    return DatabaseEvidence(number)
