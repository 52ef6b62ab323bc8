"""The heads of the audit's chain: a hash a day, for everyone to keep; as a page, and as a feed."""

from __future__ import annotations

from datetime import date, datetime, time

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from haidang.base.days import AsOf
from haidang.base.text import say
from haidang.portal.audit.queries import list_heads, newest_head_at
from haidang.portal.reading.caching import SHORT
from haidang.portal.reading.problems import MethodError
from haidang.portal.reading.source import today
from haidang.portal.site.asking import Answer, Asked, Way
from haidang.portal.site.paging import METHODS, page
from haidang.telling.seals import tell_seals
from haidang.telling.teller import teller

_IN_FEED = 31


@page(beside=newest_head_at)
def seals(asked: Asked) -> Answer:
    """List the heads that were published by the day."""
    as_of = AsOf.of(asked.as_of or asked.today, asked.today)
    follow = Way(
        asked.t(say("Follow the heads as a feed (Atom)")), reverse("site:seals-feed", args=[asked.language])
    )
    return Answer(tell_seals(list_heads(as_of.day), as_of, asked.t), as_of.day, related=(follow,))


class _Feed(Atom1Feed):
    """A feed that changed last with its newest head; without one it says the day's beginning, and no moment of a clock."""

    def latest_post_date(self) -> datetime:
        moment: datetime = self.feed["changed_at"]
        return moment


def feed(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with the newest heads as an Atom feed."""
    if request.method not in METHODS:
        raise MethodError(request.method or "", METHODS)
    t, place = teller(language), request.build_absolute_uri(reverse("site:seals", args=[language, ""]))
    day = today()
    heads = list_heads(day)[:_IN_FEED]
    made = _Feed(
        title=t(say("Haidang: heads of the audit")),
        link=place,
        description="",
        language=language,
        feed_url=request.build_absolute_uri(),
        changed_at=_morning(heads[0].day if heads else day),
    )
    for head in heads:
        made.add_item(
            title=t(say("Head of {day}", day=head.day)),
            link=f"{place}?as_of={head.day.isoformat()}",
            description=head.sha256,
            unique_id=f"{place}#{head.day.isoformat()}",
            pubdate=_morning(head.day),
            updateddate=_morning(head.day),
        )
    return HttpResponse(
        made.writeString("utf-8"), content_type=Atom1Feed.content_type, headers={"Cache-Control": SHORT}
    )


def _morning(day: date) -> datetime:
    return datetime.combine(day, time.min, timezone.get_default_timezone())
