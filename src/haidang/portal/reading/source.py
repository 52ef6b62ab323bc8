"""Where pages and data are read from: the evidence of a revision, what names it in citations, and the clock."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.db.models import QuerySet
from django.utils import timezone

from haidang.base.errors import SettingsError, UseError
from haidang.portal.reading.problems import AbsentError, UnreadyError
from haidang.portal.registry.errors import told_errors
from haidang.portal.registry.evidence import DatabaseEvidence
from haidang.portal.registry.forecasting import days_coming
from haidang.portal.registry.models import Revision, Row
from haidang.portal.registry.queries import get_revision
from haidang.portal.registry.visibility import Sight, public_sight

_KEPT = 4
_FRESH_S = 1.0  # what is current is asked of the database once in this time, however many readers come


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
    recorded_at
        When it was recorded here.
    coming
        Days whose odds are being computed; empty where a revision was asked for, which never changes.
    """

    evidence: DatabaseEvidence
    revision: int
    content_hash: str
    recorded_at: datetime
    coming: frozenset[date] = frozenset()

    @property
    def sight(self) -> Sight:
        """What the public sees of it."""
        return self.evidence.sight

    @property
    def changed_at(self) -> datetime:
        """When what is seen changed last: with the revision, or with what is withheld."""
        return max(self.recorded_at, self.sight.changed_at or self.recorded_at)

    def rows(self, table: str) -> QuerySet[Row]:
        """Return the rows of a table that everyone may see, in the order in which they were recorded."""
        return self.evidence.rows(table).order_by("pk")


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
    return _source(revision, int(time.monotonic() / _FRESH_S))


def evidence_now() -> DatabaseEvidence:
    """
    Return what the public sees of the current revision, asked of the database anew: who has just published sees it.

    Raises
    ------
    UseError
        When nothing was ever loaded.
    """
    return _seen(get_revision())


@lru_cache(maxsize=_KEPT)
def _source(revision: int | None, moment: int) -> Source:  # noqa: ARG001  a later moment asks again
    found = _current()
    if revision is not None and revision != found.number:
        found = _earlier(revision)
    coming = days_coming(found.data_sha256) if revision is None else frozenset()
    evidence = _seen(found)
    return Source(evidence, found.number, evidence.content_hash(), found.recorded_at, coming)


def today() -> date:
    """Return the current day where the city lies: the one place where pages and data read the clock."""
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


def _seen(revision: Revision) -> DatabaseEvidence:
    """Return what the public sees of a revision now."""
    sight = public_sight(timezone.now())
    _forget_others(sight.stamp)
    return _kept(revision.number, revision.content_sha256, sight)


@lru_cache(maxsize=_KEPT)
def _kept(number: int, content_hash: str, sight: Sight) -> DatabaseEvidence:  # noqa: ARG001  tells one database from another
    """Return what is seen of a revision: it never changes, so its small tables are read once a process."""
    return DatabaseEvidence(number, sight)


@lru_cache(maxsize=1)
def _forget_others(stamp: str) -> None:  # noqa: ARG001  it is done when another stamp comes
    """Forget what was read while the public saw something else: what was removed stays in no memory."""
    _kept.cache_clear()
