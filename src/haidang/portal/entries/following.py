"""
Saying how far the data go: until which day a table was followed, and as of which day the review is shown.

Publishing a figure does not say that every figure until then was looked for: that is said by itself, by somebody who answers for the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.core.bodies.tree import EVERY_BODY
from haidang.core.pack.tables import BY_NAME
from haidang.portal.audit.recording import Write, record
from haidang.portal.entries.actions import Acting
from haidang.portal.registry.changing import prepare_following, record_prepared
from haidang.portal.registry.errors import told_errors
from haidang.portal.registry.mapping import Followed
from haidang.portal.registry.models import Revision


def follow(
    horizon: Mapping[str, date], review_day: date | None = None, *, acting: Acting, now: datetime
) -> Revision:
    """
    Say until which day tables were followed, and as of which day the review is shown, as a new revision.

    It counts as long as a pack that is loaded later says nothing later.

    Parameters
    ----------
    horizon
        The day until which each table was followed; tables that are not named stay as they are.
    review_day
        The day of the review that is shown when none is asked for; None leaves it.
    acting
        As whom.
    now
        The moment, with its time zone.

    Raises
    ------
    ForbiddenError
        For whoever may not publish for all bodies.
    UseError
        For a day still to come, a table that is none, or when nothing is said.
    """
    by = acting("entries.publish", EVERY_BODY)
    today = timezone.localdate(now)
    unknown = [name for name in horizon if name not in BY_NAME]
    if unknown or not (horizon or review_day):
        raise UseError(
            say("«{seen}» is not one of {allowed}.", seen=(unknown or [""])[0], allowed=[*BY_NAME]),
            say("Name a table and the day until which it was followed."),
            "table",
        )
    for day in filter(None, (*horizon.values(), review_day)):
        if day > today:
            raise UseError(
                say("{day} lies in the future: nobody has followed anything until then.", day=day),
                say("Name today or an earlier day."),
                "day",
            )
    fields = {name: day.isoformat() for name, day in horizon.items()}
    fields |= {"review_day": review_day.isoformat()} if review_day else {}
    with told_errors():
        while True:
            prepared = prepare_following(Followed(horizon, review_day))
            with transaction.atomic():
                revision = record_prepared(prepared, now=now)
                if revision is not None:
                    record([Write("data.follow", "revisions", str(revision.number), fields)], by=by, now=now)
                    return revision
