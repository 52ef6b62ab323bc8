"""A promise off course in words: what it is, what says so, what it would take, whom to ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from haidang.core.forecast.recorded import SHARES
from haidang.core.review.brief import EVEN, OffCourse, Sign
from haidang.core.review.missing import Gap, Owing
from haidang.core.review.whom import Whom
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.teller import Teller
from haidang.telling.words import GAP

ISSUER_MARK = "*"


def off_course_name(each: OffCourse, phrases: Phrases) -> str:
    """Return a promise in a few words: its number or its document, what it is about, its period."""
    t, line = phrases.t, each.line
    names = "; ".join(dict.fromkeys(t.name(part.target.name) for part in each.lines))
    if line.target.number is not None:
        return t.say("No. {number}: {target}", number=str(line.target.number), target=names)
    documents = ", ".join(dict.fromkeys(phrases.document(part.document) for part in each.lines))
    promise = phrases.promise(line.target, with_ambition=False)
    return t.say(
        "{target}, {period}: {promise} ({document})",
        target=names,
        period=line.target.period,
        promise=promise,
        document=documents,
    )


def signs_of(each: OffCourse, phrases: Phrases) -> Iterator[str]:
    """Return what says that it is off course, and its odds."""
    t, line = phrases.t, each.line
    if Sign.OFFICIAL in each.signs and line.official is not None:
        yield t.say(
            "officially {verdict} ({day})",
            verdict=phrases.official(line.official.verdict),
            day=line.official.day,
        )
    if Sign.EVIDENCE in each.signs:
        yield phrases.evidence(line.verdict)
    if line.odds is not None and line.odds.probability is not None:
        yield t.say("odds {odds}", odds=phrases.odds(line.odds))


def takes_of(each: OffCourse, phrases: Phrases) -> Iterator[str]:
    """Return the pace that is needed, else what is missing; and of a value not held what would be reached."""
    t, line = phrases.t, each.line
    if line.verdict.needed is not None:
        needed = phrases.pace(line.verdict.needed, line.indicator)
        if line.verdict.pace is None:
            yield t.say("from here {needed}", needed=needed)
        else:
            so_far = phrases.pace(line.verdict.pace, line.indicator)
            yield t.say("from here {needed}; so far {pace}", needed=needed, pace=so_far)
    elif each.gaps:
        yield t.say("missing: {gaps}", gaps=gaps_of(each.gaps, t))
    if not line.target.has_value and len(each.lines) == 1 and line.odds is not None and line.odds.outcome:
        even = phrases.amount(line.odds.outcome[SHARES.index(EVEN)], line.odds.unit)
        yield t.say("even odds in {year}: {value}", year=str(line.target.period.end.year), value=even)


def gaps_of(gaps: Iterable[Gap], t: Teller) -> str:
    """Return what is missing, all of it."""
    return " + ".join(t(GAP[gap]) for gap in gaps)


def tell_whom(whom: Iterable[Whom], phrases: Phrases) -> str:
    """Return bodies, each once; one named as the issuer of the document carries a mark."""
    told = (
        f"{phrases.body(body_id)}{ISSUER_MARK if each.owing is Owing.ISSUER else ''}"
        for each in whom
        for body_id in each.body_ids
    )
    return "; ".join(dict.fromkeys(told)) or DASH
