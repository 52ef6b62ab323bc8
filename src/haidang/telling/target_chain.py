"""The chain of a target, told: from the clause to the addresses of the sources, with the method of every verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from haidang.core.evidence import Evidence
from haidang.core.indicators.series import Figure
from haidang.core.review.views import TargetView
from haidang.telling.forecast import METHOD_PAGE, expected, odds_or_reason
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.report import Column, Table
from haidang.telling.target_said import source_address
from haidang.telling.teller import Teller

_METHODS = "docs/methods/"
Step = tuple[str, str, str]


def chain_table(steps: Sequence[Step], t: Teller) -> Table:
    """Return the links of a chain as a table."""
    columns = (
        Column("step", t.say("Link")),
        Column("what", t.say("What")),
        Column("source", t.say("Source")),
    )
    return Table(t.say("From the clause to the source"), columns, tuple(steps))


def chain_sentences(steps: Sequence[Step], t: Teller) -> tuple[str, ...]:
    """Return the links of a chain as lines to be read one after the other."""
    return tuple(line for number, step in enumerate(steps, start=1) for line in _told_step(number, step, t))


def _told_step(number: int, step: Step, t: Teller) -> Iterator[str]:
    link, what, source = step
    yield t.say("{number}. {link}: {what}", number=str(number), link=link, what=what)
    if source.startswith(_METHODS):
        yield t.say("↳ method: {page}", page=source)
    elif source != DASH:
        yield t.say("↳ read in {source}", source=source)


def chain_of(view: TargetView, evidence: Evidence, phrases: Phrases) -> Iterator[Step]:
    """Yield the links of a target: what each is, what it says, and the source or method it rests on."""
    t, line = phrases.t, view.line
    target, document = line.target, line.document
    yield t.say("document"), t.name(document.title), source_address(evidence, document.source_id)
    clause = target.clause or t.say("its number is not held")
    if target.number is not None:
        clause = t.say(
            "no. {number}{part}; clause: {clause}", number=str(target.number), part=target.part, clause=clause
        )
    quote = f" «{target.quote}»" if target.quote else ""
    yield t.say("clause"), f"{clause}{quote}", DASH
    yield (
        t.say("target"),
        f"{phrases.target(target)} – {phrases.promise(target)}, {t.period(target.period)}",
        source_address(evidence, target.source_id),
    )
    if line.indicator is not None:
        yield (
            t.say("indicator"),
            f"{t.name(line.indicator.name)} ({line.indicator.indicator_id}, {line.indicator.unit})",
            DASH,
        )
    for figure in line.verdict.figures or ((line.latest,) if line.latest else ()):
        yield from _figure(figure, view, evidence, phrases)
    if line.official is not None:
        said = (
            f"{phrases.official(line.official.verdict)}: «{line.official.words}»"
            if line.official.words
            else phrases.official(line.official.verdict)
        )
        yield t.say("official assessment"), said, source_address(evidence, line.official.source_id)
    kind = f"{target.kind}.md" if target.kind else "statuses.md"
    yield t.say("evidence"), phrases.evidence(line.verdict), f"{_METHODS}{kind}"
    grounds = phrases.course(line)
    if grounds:
        yield t.say("grounds"), " ".join(grounds), DASH
    yield t.say("odds"), f"{odds_or_reason(line, phrases)}; {expected(line, phrases)}", METHOD_PAGE


def _figure(figure: Figure, view: TargetView, evidence: Evidence, phrases: Phrases) -> Iterator[Step]:
    t = phrases.t
    observation = figure.observation
    words = f" «{observation.value_text}»" if observation.value_text else ""
    yield (
        t.say("figure"),
        f"{phrases.full(figure, view.line.indicator)}{words}",
        source_address(evidence, observation.source_id),
    )
    for rival in figure.rivals:
        yield (
            t.say("rival"),
            f"{phrases.value(rival)} ({phrases.body(rival.producer_id)})",
            source_address(evidence, rival.source_id),
        )
