"""The numbers of a document at a glance: how each stands officially, and by the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from haidang.base.text import Said, say
from haidang.core.review.narrowing import EVIDENCE as EVIDENCE_ORDER
from haidang.core.review.narrowing import OFFICIAL as OFFICIAL_ORDER
from haidang.core.review.reviewing import Numbered, Review
from haidang.telling.phrases import DASH
from haidang.telling.report import Mark, Tally
from haidang.telling.teller import Teller
from haidang.telling.words import EVIDENCE, NO_OFFICIAL, OFFICIAL

_MOST = 60  # more of them are no longer seen at a glance
_SIGN = {"exceeded": "✓", "met": "✓", "nearly_met": "≈", "in_difficulty": "▼", "not_met": "✗"}
_NONE = "?"


def tell_tallies(review: Review, t: Teller) -> tuple[Tally, ...]:
    """Return the tallies of a review; none when it has no number, or too many."""
    if not 0 < len(review.numbered) <= _MOST:
        return ()
    official = {each: t(OFFICIAL.get(each, NO_OFFICIAL)) for each in OFFICIAL_ORDER}
    evidence = {str(each): t(EVIDENCE[each]) for each in EVIDENCE_ORDER}
    return (
        _tally(review.numbered, _official, _signed(official), say("Official, by number: {counts}"), t),
        _tally(review.numbered, _evidence, _split(evidence), say("Evidence, by number: {counts}"), t),
    )


def _official(each: Numbered) -> str:
    return each.official.verdict if each.official is not None else "none"


def _evidence(each: Numbered) -> str:
    return str(each.verdict.status)


def _signed(words: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    return {status: (_SIGN.get(status, _NONE), told) for status, told in words.items()}


def _split(words: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return sign and words of statuses that are told with their sign."""
    return {status: (told[0], told[1:].strip()) for status, told in words.items()}


def _tally(
    numbered: Sequence[Numbered],
    status_of: Callable[[Numbered], str],
    words: Mapping[str, tuple[str, str]],
    caption: Said,
    t: Teller,
) -> Tally:
    found = Counter(status_of(each) for each in numbered)
    counts = [
        t.say("{sign} {status}: {count}", sign=words[each][0], status=words[each][1], count=str(found[each]))
        for each in reversed(list(words))
        if found[each]
    ]
    marks = tuple(_mark(each, *words[status_of(each)], t) for each in numbered)
    return Tally(t(Said(caption.template, {"counts": tuple(counts)})), marks)


def _mark(each: Numbered, sign: str, status: str, t: Teller) -> Mark:
    first = each.lines[0].target
    label = str(each.number or DASH)
    name = t.name(first.name)
    row = {"number": f"{label}{first.part}", "target": name}
    return Mark(label, sign, t.say("{target}: {status}", target=name, status=status), row)
