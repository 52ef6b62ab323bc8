"""What was asked, ordered or promised, and what became public of it."""

from __future__ import annotations

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.flows import commitments as flow
from haidang.portal.site.asking import Answer, Asked
from haidang.portal.site.links import Links
from haidang.portal.site.paging import page
from haidang.telling.commitments import tell_commitments

KINDS = ("proposal", "directive", "task")


@page("kind")
def commitments(asked: Asked) -> Answer:
    """List commitments as of the day, of all kinds or of one."""
    kind = asked.more["kind"]
    if kind not in ("", *KINDS):
        raise UseError(
            say("«{seen}» is no kind of a commitment.", seen=kind),
            say("Use one of {allowed}.", allowed=KINDS),
            "kind",
        )
    view = flow.run(asked.evidence, today=asked.today, as_of=asked.as_of, kind=kind)
    return Answer(tell_commitments(view, asked.evidence, asked.t), view.as_of.day, Links(asked))
