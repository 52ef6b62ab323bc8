"""The review, told: the first line and its five parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from haidang.base.text import Said, say
from haidang.core.evidence import Evidence
from haidang.core.forecast.recorded import SHARES
from haidang.core.forecast.together import CORRELATION, together
from haidang.core.review.agreement import Agreement, Apart, odds_apart
from haidang.core.review.lines import Line
from haidang.core.review.missing import Missing, Owing
from haidang.core.review.reviewing import Numbered, Review
from haidang.core.targets.odds import Odds
from haidang.core.targets.verdict import Schedule
from haidang.telling.expected import coming_cell
from haidang.telling.forecast import METHOD_PAGE, expected
from haidang.telling.odds import together_sentence
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.record import record_section
from haidang.telling.report import Column, Report, Section, Table
from haidang.telling.review_data import review_data
from haidang.telling.review_rows import review_rows
from haidang.telling.tally import tell_tallies
from haidang.telling.teller import Teller
from haidang.telling.words import EVIDENCE, GAP, ISSUER_NAMED, OWING, SCHEDULE


def tell_review(review: Review, evidence: Evidence, t: Teller, *, with_hash: bool = False) -> Report:
    """
    Tell a review.

    Parameters
    ----------
    review
        The review.
    evidence
        Its source, for the names of bodies.
    t
        The language.
    with_hash
        Whether to compute the hash of the content, which reads it all.
    """
    phrases = Phrases(t, evidence.bodies())
    lead = t(first_line(review))
    content_hash = evidence.content_hash() if with_hash else ""
    return Report(
        language=t.language,
        title=t.say(
            "{document}: review as of {day}",
            document=phrases.text(review.document.title),
            day=review.as_of.day,
        ),
        lead=lead,
        notices=tuple(t(notice) for notice in _notices(review)),
        sections=(
            _targets(review, phrases),
            _missing(review, phrases),
            _elsewhere(review, phrases),
            _this_year(review, phrases),
            record_section(review, phrases),
        ),
        footer=_footer(review, t, content_hash),
        tallies=tell_tallies(review, t),
        make_data=lambda: review_data(review, phrases, lead, content_hash),
        make_rows=lambda: review_rows(review, phrases),
    )


def first_line(review: Review) -> Said:
    """Return the truth in one sentence."""
    sums = review.sums
    record = say("no earlier promise can be decided")
    if sums.record_decided:
        record = say(
            "of {decided} earlier promises that can be decided ({estimates} on estimates), {kept} were kept",
            decided=sums.record_decided,
            estimates=sums.record_on_estimates,
            kept=sums.record_kept,
        )
    if sums.targets == 0 and review.is_issued:
        return say(
            "No target of this document is held for {area}; {record}.", area=review.area.name, record=record
        )
    if sums.targets == 0:
        return say("No target of this document existed on the day asked; {record}.", record=record)
    params = {"targets": sums.targets, "checkable": sums.checkable, "record": record}
    if sums.official_none == sums.targets:
        return say(
            "Of the {targets} targets none has been officially assessed yet; {checkable} of the {targets} can be checked from public figures; {record}.",
            **params,
        )
    return say(
        "Of the {targets} targets, {official}; {checkable} of the {targets} can be checked from public figures; {record}.",
        official=_official(review),
        **params,
    )


def _official(review: Review) -> Said:
    """Return how the targets stand officially; whatever is neither met nor in difficulty is named too."""
    sums = review.sums
    main = say(
        "{met} are officially met and {difficulty} in difficulty",
        met=sums.official_met,
        difficulty=sums.official_in_difficulty,
    )
    if sums.official_other:
        main = say("{main}, {count} assessed otherwise", main=main, count=sums.official_other)
    return (
        say("{main}, {count} not assessed", main=main, count=sums.official_none)
        if sums.official_none
        else main
    )


def _notices(review: Review) -> list[Said]:
    found = list(review.notices)
    if review.possibly_known:
        found.append(
            say(
                "{count} figures of these indicators may have been public by then; their day is not held exactly and they are not used.",
                count=len(review.possibly_known),
            )
        )
    apart = [str(each.number or DASH) for each in review.numbered if each.agreement is Agreement.DISAGREE]
    if apart:
        found.append(say("Official assessment and evidence disagree on no. {numbers}.", numbers=apart))
    found += _odds_apart(review)
    if not review.with_derived:
        found.append(say("Numbers derived by the collector are left out."))
    return found


def _odds_apart(review: Review) -> list[Said]:
    """Return where the odds disagree with the official assessment, or with what the figures show."""
    lines = {line.target.target_id: line for each in review.numbered for line in each.lines}
    lines |= {line.target.target_id: line for line in (*review.elsewhere, *review.this_year)}
    apart = {
        name: odds_apart(line.official.verdict if line.official else None, line.verdict.status, line.odds)
        for name, line in sorted(lines.items())
    }
    official = [name for name, which in apart.items() if which is Apart.OFFICIAL]
    evidence = [name for name, which in apart.items() if which is Apart.EVIDENCE]
    found: list[Said] = []
    if official:
        found.append(say("Official assessment and odds disagree on {names}.", names=official))
    if evidence:
        found.append(say("Evidence and odds disagree on {names}.", names=evidence))
    return found


def _footer(review: Review, t: Teller, content_hash: str) -> tuple[str, ...]:
    about = review.description
    lines = [
        t.say("Data: {title}, version {version}.", title=about.title, version=about.version or DASH),
        t.say("«Not checkable» says what is missing, never that a promise was broken. Method: docs/methods."),
    ]
    if review.has_odds:
        lines.append(
            t.say(
                "Odds are probabilities; how they come about and how well they did: {page}.", page=METHOD_PAGE
            )
        )
    if content_hash:
        lines.append(t.say("Content hash: {hash}.", hash=content_hash))
    return tuple(lines)


def _targets(review: Review, phrases: Phrases) -> Section:
    t = phrases.t
    columns = (
        Column("number", t.say("No."), "right"),
        Column("target", t.say("Target")),
        Column("promise", t.say("Promise")),
        Column("official", t.say("Official")),
        Column("evidence", t.say("Evidence")),
        *_odds_column(review, t),
        Column("latest", t.say("Latest figure held")),
    )
    rows = [row for each in review.numbered for row in _number_rows(each, review, phrases)]
    issuer = phrases.body(review.document.issuer_id)
    running = next((line for each in review.numbered for line in each.lines), None)
    sentences = [t.say("Issued by {body}; area: {area}.", body=issuer, area=review.area.name)]
    if running is not None:
        sentences.append(_schedule(running, phrases))
    tables = (
        [Table(t.say("Targets by number: official assessment and evidence"), columns, tuple(rows))]
        if rows
        else []
    )
    prospects = _prospects(review, phrases)
    if prospects is not None:
        tables.append(prospects)
    return Section("targets", t.say("1. The targets of the document"), tuple(sentences), tuple(tables))


def _odds_column(review: Review, t: Teller) -> tuple[Column, ...]:
    return (Column("odds", t.say("Odds"), "right"),) if review.has_odds else ()


def _odds_cell(line: Line, review: Review, phrases: Phrases) -> tuple[str, ...]:
    return (phrases.odds(line.odds),) if review.has_odds else ()


def _prospects(review: Review, phrases: Phrases) -> Table | None:
    """Return value and odds of the targets whose value is not held; None where no outcome can be forecast."""
    t = phrases.t
    columns = (
        Column("number", t.say("No."), "right"),
        Column("target", t.say("Target")),
        Column("period", t.say("By the end of"), "right"),
        Column("sure", t.say("Four in five"), "right"),
        Column("even", t.say("Even odds"), "right"),
        Column("bold", t.say("One in five"), "right"),
    )
    rows = tuple(
        (
            f"{each.number or DASH}{line.target.part}",
            t.name(line.target.name),
            str(line.target.period.end.year),
            *(phrases.amount(value, line.odds.unit) for value in _reached(line, line.odds)),
        )
        for each in review.numbered
        for line in each.lines
        if not line.target.has_value and line.odds is not None and line.odds.outcome
    )
    if not rows:
        return None
    return Table(
        t.say("Where the value is not held: what value would be reached with which odds"), columns, rows
    )


def _reached(line: Line, odds: Odds) -> list[float]:
    """Return what is reached with odds of four in five, one half and one in five; where less is better, from above."""
    shares = (0.2, 0.5, 0.8)
    if line.indicator is not None and line.indicator.direction == "down":
        shares = (0.8, 0.5, 0.2)
    return [odds.outcome[SHARES.index(share)] for share in shares]


def _schedule(line: Line, phrases: Phrases) -> str:
    t = phrases.t
    if line.timetable.status is Schedule.RUNNING:
        return t.say(
            "Schedule: {period}, {days} days left.",
            period=line.target.period,
            days=t.number(line.timetable.days_left, 0),
        )
    return t.say(
        "Schedule: {period}, {status}.", period=line.target.period, status=SCHEDULE[line.timetable.status]
    )


def _number_rows(each: Numbered, review: Review, phrases: Phrases) -> Iterable[tuple[str, ...]]:
    t = phrases.t
    official = phrases.official(each.official.verdict if each.official else None)
    for line in each.lines:
        verdict = line.verdict
        yield (
            f"{each.number or DASH}{line.target.part}",
            t.name(line.target.name),
            phrases.promise(line.target),
            official,
            phrases.evidence(verdict) if line.target.has_value else t(EVIDENCE[verdict.status]),
            *_odds_cell(line, review, phrases),
            phrases.short(line.latest),
        )


def _missing(review: Review, phrases: Phrases) -> Section:
    t = phrases.t
    is_any_expected = any(each.expected is not None for each in review.missing)
    columns = (
        Column("number", t.say("No."), "right"),
        Column("target", t.say("Target")),
        Column("missing", t.say("What is missing")),
        Column("body", t.say("Who owes it")),
        *((Column("expected", t.say("Expected")),) if is_any_expected else ()),
    )
    rows = tuple(_missing_row(each, phrases, is_any_expected) for each in review.missing)
    sentences: tuple[str, ...] = ()
    if any(each.owing is Owing.ISSUER for each in review.missing):
        sentences = (t(ISSUER_NAMED),)
    if not rows and review.numbered:
        sentences = (_nothing(review, t, say("Nothing: every target can be checked.")),)
    return Section(
        "missing",
        t.say("2. What would make the rest checkable"),
        sentences,
        (Table(t.say("What is missing for each target, and who owes it"), columns, rows),) if rows else (),
    )


def _missing_row(each: Missing, phrases: Phrases, with_expected: bool) -> tuple[str, ...]:
    t = phrases.t
    gaps = " + ".join(t(GAP[gap]) for gap in each.gaps)
    number = f"{each.line.target.number or DASH}{each.line.target.part}"
    body = t(Said(OWING[each.owing].template, {"body": phrases.body(each.body_id)}))
    told = (number, t.name(each.line.target.name), gaps, body)
    return (*told, coming_cell(each.expected, phrases)) if with_expected else told


def _elsewhere(review: Review, phrases: Phrases) -> Section:
    t = phrases.t
    columns = (
        Column("target", t.say("Target")),
        Column("document", t.say("Document")),
        Column("period", t.say("For")),
        Column("promise", t.say("Its value")),
        Column("evidence", t.say("Evidence")),
        *_odds_column(review, t),
    )
    ahead = [line for line in review.elsewhere if line.timetable.status is not Schedule.OVER]
    rows = tuple(
        (
            t.name(line.target.name),
            phrases.document(line.document),
            t.period(line.target.period),
            phrases.promise(line.target),
            phrases.evidence(line.verdict),
            *_odds_cell(line, review, phrases),
        )
        for line in ahead
    )
    over = len(review.elsewhere) - len(ahead)
    sentences = [t.say("These values are those of other documents, not of the one reviewed.")]
    if over:
        sentences.append(t.say("{count} more are over; see part 5.", count=over))
    return Section(
        "elsewhere",
        t.say("3. The same indicators in other documents"),
        tuple(sentences),
        (Table(t.say("Values that other documents set for the same indicators"), columns, rows),)
        if rows
        else (),
    )


def _this_year(review: Review, phrases: Phrases) -> Section:
    t = phrases.t
    columns = (
        Column("target", t.say("Target")),
        Column("document", t.say("Document")),
        Column("promise", t.say("Plan")),
        Column("achieved", t.say("So far")),
        Column("needed", t.say("The rest of the year needs")),
        Column("evidence", t.say("Evidence")),
        *_odds_column(review, t),
    )
    rows = tuple(
        (
            t.name(line.target.name),
            phrases.document(line.document),
            phrases.promise(line.target),
            phrases.achieved(line),
            phrases.pace(line.verdict.needed, line.indicator) if line.verdict.needed else DASH,
            phrases.evidence(line.verdict),
            *_odds_cell(line, review, phrases),
        )
        for line in review.this_year
    )
    year = str(review.as_of.day.year)
    return Section(
        "this_year",
        t.say("4. This year: the plans of {year}", year=year),
        (*_assumptions(review.this_year, t), *_year_odds(review, phrases))
        if rows
        else (_nothing(review, t, say("No plan of {year} is held.", year=year)),),
        (Table(t.say("Plans of {year} against the figures so far", year=year), columns, rows),)
        if rows
        else (),
    )


def _nothing(review: Review, t: Teller, otherwise: Said) -> str:
    """Return why a part is empty: nothing of it was asked for, or `otherwise`."""
    return t(say("Nothing here is what was asked for.") if review.is_narrowed else otherwise)


def _assumptions(lines: Sequence[Line], t: Teller) -> list[str]:
    found = dict.fromkeys(t(line.verdict.assumption) for line in lines if line.verdict.assumption is not None)
    return list(found)


def _year_odds(review: Review, phrases: Phrases) -> list[str]:
    """Return a sentence for each plan of the year with odds, and how likely they are together."""
    t = phrases.t
    told, known = [], []
    for line in review.this_year:
        odds = line.odds
        if odds is None or odds.probability is None or odds.is_certain or line.verdict.achieved is None:
            continue
        known.append(odds.probability)
        told.append(
            t.say(
                "{target}: {achieved}; the odds of {promise} for the year are {odds}, expected are {outcome}.",
                target=line.target.name,
                achieved=phrases.achieved(line),
                promise=phrases.promise(line.target, with_ambition=False),
                odds=phrases.odds(odds),
                outcome=expected(line, phrases),
            )
        )
    if len(known) > 1:
        whole = together(known)
        told.append(
            t.say(
                "These {count} plans together: {sentence}",
                count=str(len(known)),
                sentence=together_sentence(
                    whole.independent, whole.dependent, whole.likely, CORRELATION, phrases
                ),
            )
        )
    return told
