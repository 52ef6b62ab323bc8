"""The leader's page: one sheet of paper, and every row of it on demand."""

from __future__ import annotations

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.core.review.brief import Brief
from haidang.files.reports.html_text import Link
from haidang.flows import brief as flow
from haidang.portal.site.asking import Answer, Asked, Way
from haidang.portal.site.links import Row
from haidang.portal.site.paging import page
from haidang.telling.brief import change_name, tell_brief
from haidang.telling.off_course import off_course_name
from haidang.telling.phrases import Phrases

ALL = "all"


@page("document", "show")
def leader(asked: Asked) -> Answer:
    """Show what is off course, what it would take, what is overdue, what changed, and whom to ask."""
    t, shown = asked.t, asked.more["show"]
    if shown not in ("", ALL):
        raise UseError(
            say("«{seen}» is nothing that «{name}» can be.", seen=shown, name="show"),
            say("Use one of {allowed}.", allowed=(ALL,)),
            "show",
        )
    view = flow.run(asked.evidence, today=asked.today, as_of=asked.as_of, document_id=asked.more["document"])
    document = asked.more["document"]
    ways = [
        Way(t(say("Every row of this page")), asked.here(show=ALL))
        if not shown
        else Way(t(say("One sheet of it")), asked.here(show="")),
        Way(t(say("Review of this document")), asked.address("review", document=document)),
    ]
    if view.comparison is not None:
        ways.append(Way(t(say("All that changed")), _comparison(asked, view)))
    return Answer(
        tell_brief(view, asked.evidence, t, whole=bool(shown)),
        view.review.as_of.day,
        _links(asked, view),
        related=tuple(ways),
        page_class="leader",
    )


def _comparison(asked: Asked, view: Brief) -> str:
    first = view.comparison.earlier.day if view.comparison is not None else ""
    return asked.address("compare", document=asked.more["document"], **{"from": first})


def _links(asked: Asked, view: Brief) -> Link:
    """Return where cells lead: a name to its target, the last row of a table that is cut to all of it."""
    phrases = Phrases(asked.t, {})
    names = {off_course_name(each, phrases): each.line.target.target_id for each in view.off_course}
    if view.comparison is not None:
        names |= {change_name(each, phrases): each.now.target.target_id for each in view.comparison.changes}

    def link(row: Row, key: str) -> str:
        if row[key] in names:
            return asked.address("target", target_id=names[row[key]])
        is_last = key in ("target", "what", "reason") and not any(row[each] for each in row if each != key)
        if not is_last:
            return ""
        return _comparison(asked, view) if "change" in row else asked.here(show=ALL)

    return link
