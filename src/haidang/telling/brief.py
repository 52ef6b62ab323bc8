"""The leader's page, told: short enough for one sheet of paper, and saying how much more there is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from haidang.base.text import Said, say
from haidang.core.evidence import Evidence
from haidang.core.review.brief import Brief, Late, gravest_first
from haidang.core.review.changes import Change, Comparison
from haidang.core.review.missing import Owing
from haidang.telling.brief_data import brief_data, brief_rows
from haidang.telling.causes import tell_causes
from haidang.telling.compare import METHOD_PAGE, basis_sentence, changed_statuses, lead_of
from haidang.telling.off_course import ISSUER_MARK, off_course_name, signs_of, takes_of, tell_whom
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.report import Column, Report, Section, Table
from haidang.telling.review import first_line
from haidang.telling.teller import Teller
from haidang.telling.words import COMMITMENT, REASON

MOST_OFF_COURSE, MOST_LATE, MOST_CHANGES, MOST_LACKING = 9, 3, 3, 4
"""Rows of each table that go on one sheet of A4 together."""

T = TypeVar("T")


def tell_brief(view: Brief, evidence: Evidence, t: Teller, *, whole: bool = False) -> Report:
    """
    Tell the leader's page.

    Parameters
    ----------
    view
        The page.
    evidence
        Its source, for the names of bodies.
    t
        The language.
    whole
        Whether to show every row; else those that fit one sheet, and how many more there are.
    """
    phrases = Phrases(t, evidence.bodies())
    about, review = evidence.description(), view.review
    lead = t(first_line(review))
    sections = (
        _off_course(view, phrases, whole=whole),
        _late(view, phrases, whole=whole),
        _changes(view.comparison, phrases, whole=whole),
        _lacking(view, phrases, whole=whole),
    )
    return Report(
        language=t.language,
        title=t.say(
            "{document}: the leader's page, {day}", document=review.document.title, day=review.as_of.day
        ),
        lead=lead,
        notices=tuple(t(notice) for notice in review.notices),
        sections=sections,
        footer=(
            t.say(
                "Data: {title}, version {version}. Method: {page}.",
                title=about.title,
                version=about.version or DASH,
                page=METHOD_PAGE,
            ),
        ),
        make_data=lambda: brief_data(view, phrases, lead),
        make_rows=lambda: brief_rows(view, phrases),
    )


def more_of(count: int, t: Teller) -> str:
    """Return what stands in the last row of a table that is cut."""
    return t.say("and {count} more", count=str(count))


def _cut(items: Sequence[T], most: int, *, whole: bool) -> tuple[Sequence[T], int]:
    """Return the items that are shown, and how many more there are; one more alone is shown too."""
    if whole or len(items) <= most + 1:
        return items, 0
    return items[:most], len(items) - most


def _table(
    caption: str, columns: tuple[Column, ...], rows: Iterable[tuple[str, ...]], more: int, t: Teller
) -> Table:
    held = tuple(rows)
    if more:
        held = (*held, (more_of(more, t), *("" for _ in columns[1:])))
    return Table(caption, columns, held)


def _off_course(view: Brief, phrases: Phrases, *, whole: bool) -> Section:
    t = phrases.t
    shown, more = _cut(view.off_course, MOST_OFF_COURSE, whole=whole)
    columns = (
        Column("target", t.say("Target")),
        Column("why", t.say("Why")),
        Column("takes", t.say("What it would take")),
        Column("whom", t.say("Whom to ask")),
    )
    rows = (
        (
            off_course_name(each, phrases),
            "; ".join(signs_of(each, phrases)),
            "; ".join(takes_of(each, phrases)) or DASH,
            tell_whom(each.whom, phrases),
        )
        for each in shown
    )
    sentences = [] if shown else [t.say("Nothing that runs is off course by what is public.")]
    if not view.has_odds:
        sentences.append(
            t.say(
                "No odds are recorded as of {day}; targets are not looked for by them.",
                day=view.review.as_of.day,
            )
        )
    if any(whom.owing is Owing.ISSUER for each in shown for whom in each.whom):
        sentences.append(
            t.say(
                "{mark} No accountable body is held: the issuer of the document is named in its place.",
                mark=ISSUER_MARK,
            )
        )
    table = _table(
        t.say("Running targets officially in difficulty, behind by the figures, or less likely than not"),
        columns,
        rows,
        more,
        t,
    )
    return Section("off", t.say("Off course"), tuple(sentences), (table,) if shown else ())


def _late(view: Brief, phrases: Phrases, *, whole: bool) -> Section:
    t, title = phrases.t, phrases.t.say("Overdue")
    if not view.late:
        return Section("overdue", title, (_nothing_late(view, t),))
    shown, more = _cut(view.late, MOST_LATE, whole=whole)
    columns = (
        Column("what", t.say("What was asked or promised")),
        Column("due", t.say("By when")),
        Column("state", t.say("State")),
        Column("whom", t.say("Whom to ask")),
    )
    rows = (_late_row(each, view, phrases) for each in shown)
    table = _table(
        t.say("Due dates that have passed without an answer or an end becoming public"),
        columns,
        rows,
        more,
        t,
    )
    sentence = t.say("«Nothing found» is not «nothing done»: the events were not followed completely.")
    return Section("overdue", title, (sentence,), (table,))


def _nothing_late(view: Brief, t: Teller) -> str:
    if view.followed_until is not None and view.followed_until < view.review.as_of.day:
        return t.say("Nothing, as far as events were followed: until {day}.", day=view.followed_until)
    return t.say("Nothing: no due date that is held has passed without an answer.")


def _late_row(each: Late, view: Brief, phrases: Phrases) -> tuple[str, ...]:
    t, commitment, seen_on = phrases.t, each.overdue.commitment, each.overdue.seen_on
    if seen_on is None and view.followed_until is not None:
        state = t.say("not followed since {day}", day=view.followed_until)
    elif seen_on is not None and seen_on < view.review.as_of.day:
        state = t.say("✗ overdue on {day}, not followed since", day=seen_on)
    else:
        state = t.say("✗ overdue")
    return (
        t.say(
            "{kind} {id}: {text}",
            kind=COMMITMENT[commitment.kind],
            id=commitment.commitment_id,
            text=commitment.text,
        ),
        t.period(commitment.due) if commitment.due else DASH,
        state,
        tell_whom([each.whom], phrases),
    )


def _changes(comparison: Comparison | None, phrases: Phrases, *, whole: bool) -> Section:
    t, title = phrases.t, phrases.t.say("What changed since the last review day")
    if comparison is None:
        return Section("changes", title, (t.say("No earlier review day is held."),))
    ordered = gravest_first(comparison.changes)
    shown, more = _cut(ordered, MOST_CHANGES, whole=whole)
    columns = (
        Column("target", t.say("Target")),
        Column("change", t.say("Then → now")),
        Column("why", t.say("Why")),
    )
    rows = (
        (
            change_name(each, phrases),
            "; ".join(changed_statuses(each, phrases)),
            tell_causes(each.causes, phrases),
        )
        for each in shown
    )
    table = _table(t.say("What changed most"), columns, rows, more, t)
    sentences = (f"{basis_sentence(comparison, t)} {t(lead_of(comparison))}",)
    return Section("changes", title, sentences, (table,) if shown else ())


def change_name(each: Change, phrases: Phrases) -> str:
    """Return a target in a few words: its number or its document, what it is about, its period."""
    t, target = phrases.t, each.now.target
    if target.number is not None:
        return t.say("No. {number}: {target}", number=f"{target.number}{target.part}", target=target.name)
    document = phrases.document(each.now.document)
    return t.say(
        "{target}, {period} ({document})", target=target.name, period=target.period, document=document
    )


def _lacking(view: Brief, phrases: Phrases, *, whole: bool) -> Section:
    t = phrases.t
    shown, more = _cut(view.lacking, MOST_LACKING, whole=whole)
    columns = (
        Column("reason", t.say("Why not checkable")),
        Column("count", t.say("Targets"), "right"),
        Column("whom", t.say("Whom to ask")),
    )
    rows = ((t(REASON[each.reason]), str(each.count), tell_whom(each.whom, phrases)) for each in shown)
    table = _table(
        t.say("Targets of the document that cannot be checked, parts counted each"), columns, rows, more, t
    )
    sentences = () if shown else (_nothing_lacking(view, t),)
    return Section("lacking", t.say("What is missing to check"), sentences, (table,) if shown else ())


def _nothing_lacking(view: Brief, t: Teller) -> str:
    said: Said = say("Nothing: every target can be checked.")
    return t(said if view.review.numbered else say("No target of the document existed on the day."))
