"""
The five parts of a review.

(1) The document's targets, counted by number; (2) what would make the rest checkable; (3) the same indicators in
other documents; (4) this year's plans; (5) the record of earlier promises. Parts 3 to 5 are of the same area and of
other documents, and are named as theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from haidang.base.days import AsOf
from haidang.base.periods import year
from haidang.base.text import Said, say
from haidang.core.areas.area import Area
from haidang.core.documents.document import Document
from haidang.core.evidence import Description, Evidence
from haidang.core.indicators.book import Book
from haidang.core.indicators.indicator import Observation
from haidang.core.review.agreement import Agreement, agreement
from haidang.core.review.awaited import with_expected
from haidang.core.review.lines import Line, Lines, lines_of_area
from haidang.core.review.missing import Missing, find_missing
from haidang.core.review.odds import OddsSource
from haidang.core.targets.kinds.composite import combine
from haidang.core.targets.odds import Odds
from haidang.core.targets.target import Assessment
from haidang.core.targets.verdict import Schedule, Verdict

_OFFICIALLY_MET = ("met", "exceeded")
_BEST_FIRST = ("exceeded", "met", "nearly_met", "in_difficulty", "not_met")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A target as the document counts it: one number, one or several parts."""

    number: int | None
    lines: tuple[Line, ...]
    official: Assessment | None
    verdict: Verdict

    @property
    def agreement(self) -> Agreement:
        """Whether the official verdict and the evidence agree."""
        return agreement(self.official.verdict if self.official else None, self.verdict.status)


@dataclass(frozen=True, slots=True)
class Sums:
    """
    What the first line says.

    Attributes
    ----------
    targets
        Targets of the document, by number.
    official_met, official_in_difficulty
        How many were officially met (or exceeded), and in difficulty.
    official_other, official_none
        How many were assessed with another word, and not at all.
    checkable
        How many the figures can check.
    record_decided, record_kept
        Earlier promises that can be decided, and those kept.
    record_on_estimates
        How many of the decided ones rest on an estimate or a preliminary figure.
    record_over
        Earlier promises whose time is over, decided or not.
    """

    targets: int
    official_met: int
    official_in_difficulty: int
    official_other: int
    official_none: int
    checkable: int
    record_decided: int
    record_kept: int
    record_on_estimates: int
    record_over: int


@dataclass(frozen=True, slots=True)
class Review:
    """
    A review and all it rests on; see the module for its parts.

    Attributes
    ----------
    earlier_odds
        Of the promises of the record: the odds half a year before their end, by target, replayed.
    has_odds
        Whether odds were asked for.
    is_narrowed
        Whether some lines are left out because a reader asked for others; the sums count all.
    """

    description: Description
    as_of: AsOf
    document: Document
    area: Area
    numbered: tuple[Numbered, ...]
    missing: tuple[Missing, ...]
    elsewhere: tuple[Line, ...]
    this_year: tuple[Line, ...]
    record: tuple[Line, ...]
    undecided: tuple[Line, ...]
    sums: Sums
    book: Book
    possibly_known: tuple[Observation, ...]
    notices: tuple[Said, ...]
    with_derived: bool = True
    earlier_odds: Mapping[str, Odds] = field(default_factory=dict)
    has_odds: bool = False
    is_narrowed: bool = False

    @property
    def is_issued(self) -> bool:
        """Whether the document existed on the day."""
        return self.document.is_issued_by(self.as_of.day)


def review(
    evidence: Evidence,
    as_of: AsOf,
    document: Document,
    area: Area,
    *,
    with_derived: bool = True,
    with_odds: bool = True,
    built: Lines | None = None,
) -> Review:
    """
    Review a document as of a day.

    Parameters
    ----------
    evidence
        The source.
    as_of
        The day; never after today.
    document, area
        What is reviewed, and for which area.
    with_derived
        Whether numbers computed by the collector count.
    with_odds
        Whether the odds of every target are wanted.
    built
        The lines of the area on the day, where they are at hand.
    """
    if built is None:
        built = lines_of_area(evidence, area.area_id, as_of.day, with_derived=with_derived)
    source = OddsSource(evidence, with_derived)
    lines = source.with_odds(built, as_of.day) if with_odds else built.lines
    own = [line for line in lines if line.document.document_id == document.document_id]
    others = [line for line in lines if line.document.document_id != document.document_id]
    numbered = _numbered(own)
    indicator_ids = {line.target.indicator_id for line in own if line.target.indicator_id}
    this_year = year(as_of.day.year)
    over = [line for line in others if line.verdict.is_decided or line.timetable.status is Schedule.OVER]
    record = [line for line in over if line.verdict.is_decided]
    return Review(
        description=evidence.description(),
        as_of=as_of,
        document=document,
        area=area,
        numbered=numbered,
        missing=with_expected(filter(None, map(find_missing, own)), evidence, as_of.day),
        elsewhere=_ordered(line for line in others if line.target.indicator_id in indicator_ids),
        this_year=_ordered(line for line in others if this_year.contains(line.target.period)),
        record=_ordered(record),
        undecided=_ordered(line for line in over if not line.verdict.is_decided),
        sums=_sums(numbered, record, len(over)),
        book=built.book,
        possibly_known=built.possibly_known,
        notices=_notices(evidence, as_of, document, area, own),
        with_derived=with_derived,
        earlier_odds=source.half_a_year_before(record) if with_odds else {},
        has_odds=with_odds,
    )


def _ordered(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(
        sorted(
            lines, key=lambda line: (line.target.period.end, line.target.indicator_id, line.target.target_id)
        )
    )


def _numbered(lines: Sequence[Line]) -> tuple[Numbered, ...]:
    groups: dict[tuple[bool, int, str], list[Line]] = {}
    for line in lines:
        number = line.target.number
        key = (number is None, number or 0, "" if number is not None else line.target.target_id)
        groups.setdefault(key, []).append(line)
    return tuple(_number(groups[key]) for key in sorted(groups))


def _number(lines: list[Line]) -> Numbered:
    lines.sort(key=lambda line: (line.target.part, line.target.target_id))
    verdict = lines[0].verdict if len(lines) == 1 else combine([line.verdict for line in lines])
    return Numbered(lines[0].target.number, tuple(lines), _official(lines), verdict)


def _official(lines: Sequence[Line]) -> Assessment | None:
    """Return the assessment of the number; of parts assessed apart, the least favourable one counts."""
    found = [line.official for line in lines if line.official is not None]
    if len(found) < len(lines):  # one of the number itself would be there for all its parts
        return None
    return max(found, key=lambda each: _BEST_FIRST.index(each.verdict))


def _sums(numbered: Sequence[Numbered], record: Sequence[Line], over: int) -> Sums:
    official = [each.official.verdict for each in numbered if each.official is not None]
    met = sum(verdict in _OFFICIALLY_MET for verdict in official)
    in_difficulty = sum(verdict == "in_difficulty" for verdict in official)
    return Sums(
        targets=len(numbered),
        official_met=met,
        official_in_difficulty=in_difficulty,
        official_other=len(official) - met - in_difficulty,
        official_none=len(numbered) - len(official),
        checkable=sum(each.verdict.is_checkable for each in numbered),
        record_decided=len(record),
        record_kept=sum(line.verdict.status == "met" for line in record),
        record_on_estimates=sum(line.verdict.is_estimate for line in record),
        record_over=over,
    )


def _notices(
    evidence: Evidence, as_of: AsOf, document: Document, area: Area, own: Sequence[Line]
) -> tuple[Said, ...]:
    found = list(as_of_notices(evidence, as_of))
    if not document.is_issued_by(as_of.day):
        found.append(
            say(
                "«{document}» was issued on {day}: on the day asked for its targets did not exist yet.",
                document=document.title,
                day=document.issued,
            )
        )
    elif not own:
        found.append(
            say("No targets of «{document}» for {area} are held.", document=document.title, area=area.name)
        )
    outlived = [line for line in own if area.valid_to is not None and line.target.period.end > area.valid_to]
    if outlived and area.ended_by(as_of.day) and area.valid_to is not None:
        found.append(
            say(
                "{area} in these borders ended on {day}: {count} targets outlive it, and figures of its successor are not held against them.",
                area=area.name,
                day=area.valid_to,
                count=len(outlived),
            )
        )
    return tuple(found)


def as_of_notices(evidence: Evidence, as_of: AsOf) -> list[Said]:
    """Return what a reader must know about the day itself."""
    found = future_notices(as_of)
    first = evidence.first_public_day()
    if first is not None and as_of.day < first:
        found.append(
            say(
                "No figure was public by {day}; the first one held became public by {first}.",
                day=as_of.day,
                first=first,
            )
        )
    horizon: date | None = evidence.horizon("observations")
    if horizon is not None and as_of.day > horizon:
        found.append(
            say(
                "Figures were followed until {day}; what became public later is held in part at most.",
                day=horizon,
            )
        )
    return found


def future_notices(as_of: AsOf) -> list[Said]:
    """Return what a reader must know who asked for a day still to come."""
    if not as_of.was_future:
        return []
    return [
        say("{asked} lies in the future; this is answered as of {day}.", asked=as_of.asked, day=as_of.day)
    ]
