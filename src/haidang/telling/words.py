"""The words of statuses, reasons, kinds and the like, each said in one place."""

from __future__ import annotations

from collections.abc import Mapping

from haidang.base.text import Said, say
from haidang.core.forecast.history import BreakKind
from haidang.core.review.expected import State
from haidang.core.review.missing import Gap, Owing
from haidang.core.review.territories import Tie
from haidang.core.targets.odds import Chance
from haidang.core.targets.verdict import Evidence, Reason, Schedule

# a sign and a word: no status is told by colour alone
EVIDENCE: Mapping[Evidence, Said] = {
    Evidence.MET: say("✓ met"),
    Evidence.AHEAD: say("▲ ahead"),
    Evidence.BEHIND: say("▼ behind"),
    Evidence.MISSED: say("✗ missed"),
    Evidence.NOT_CHECKABLE: say("? not checkable"),
}
REASON: Mapping[Reason, Said] = {
    Reason.VALUE_NOT_HELD: say("value not held"),
    Reason.VALUE_NOT_PUBLISHED: say("value not published"),
    Reason.FIGURE_NOT_HELD: say("figure not held"),
    Reason.NO_FIGURE_PUBLISHED: say("no figure published"),
    Reason.FIGURES_TOO_OLD: say("figures too old"),
    Reason.OTHER_DEFINITION: say("figures of another definition"),
    Reason.OTHER_TERRITORY: say("figures of another territory"),
    Reason.BOUND_ACROSS_LINE: say("a bound crosses the line"),
    Reason.RIVALS_ACROSS_LINE: say("rival figures on both sides"),
}
SCHEDULE: Mapping[Schedule, Said] = {
    Schedule.RUNNING: say("running"),
    Schedule.OVER: say("over"),
}
OFFICIAL: Mapping[str, Said] = {
    "met": say("met"),
    "exceeded": say("exceeded"),
    "nearly_met": say("nearly met"),
    "in_difficulty": say("in difficulty"),
    "not_met": say("not met"),
}
NO_OFFICIAL = say("no assessment")
GAP: Mapping[Gap, Said] = {
    Gap.VALUE: say("the value and wording of the target"),
    Gap.FIGURE: say("a figure of the indicator"),
    Gap.NEWER_FIGURE: say("a newer figure of a whole period"),
    Gap.EXACT_FIGURE: say("an exact figure in place of a bound"),
    Gap.ONE_FIGURE: say("one figure in place of rivals"),
    Gap.SAME_DEFINITION: say("a figure of the definition the target was set on"),
    Gap.SAME_TERRITORY: say("a figure of the territory the target was set for"),
}
OWING: Mapping[Owing, Said] = {
    Owing.ACCOUNTABLE: say("{body} (answers for the target)"),
    Owing.RESPONSIBLE: say("{body} (compiles the indicator)"),
    Owing.ISSUER: say("{body} (as issuer)"),
}
ISSUER_NAMED = say("Where no responsible body is held, the issuer of the document is named in its place.")
STATUS: Mapping[str, Said] = {
    "A": say("official"),
    "P": say("preliminary"),
    "E": say("estimate"),
    "B": say("break in the series"),
    "D": say("other definition"),
    "I": say("imputed"),
    "U": say("low reliability"),
}
EXPECTED: Mapping[State, Said] = {
    State.LATE: say("✗ late"),
    State.DUE: say("○ due"),
    State.RECEIVED: say("✓ received"),
    State.NOT_FOLLOWED: say("? not followed"),
    State.UNKNOWN: say("? series not held"),
}
RECEIVED_LATE = say("▼ received")
BOUND: Mapping[str, Said] = {
    ">": say("more than {value}"),
    "<": say("nearly {value}"),
    "~": say("about {value}"),
}
PROMISE: Mapping[str, Said] = {
    "at_least": say("at least {value}"),
    "at_most": say("at most {value}"),
    "about": say("about {value} (± {pct}%)"),
    "within": say("{low} to {value}"),
    "average_growth": say("at least {value} on average"),
    "total": say("at least {value} in all"),
    "every_year": say("at least {value} every year"),
    "share_of": say("at least {value} of the whole"),
    "units_meeting": say("at least {value}, counted by area"),
    "composite": say("all parts"),
}
TIER: Mapping[int, Said] = {
    1: say("official source"),
    2: say("national press"),
    3: say("other press"),
    4: say("forum, blog or repository"),
}
COMMITMENT: Mapping[str, Said] = {
    "proposal": say("proposal"),
    "directive": say("directive"),
    "task": say("task"),
}
EVENT: Mapping[str, Said] = {
    "step": say("step"),
    "answered": say("answered"),
    "partly_answered": say("partly answered"),
    "refused": say("refused"),
    "started": say("started"),
    "in_force": say("in force"),
    "done": say("done"),
}
BREAK: Mapping[BreakKind, Said] = {
    BreakKind.SHOCK: say("shock"),
    BreakKind.DEFINITION: say("new definition"),
    BreakKind.TERRITORY: say("new territory"),
}
BASIS: Mapping[str, Said] = {
    "people": say("people"),
    "area": say("land area"),
}
TIE: Mapping[Tie, Said] = {
    Tie.NONE: say("another area"),
    Tie.BEFORE: say("territory before"),
    Tie.AFTER: say("territory after"),
}
MEASURE: Mapping[str, Said] = {
    "level": say("level"),
    "growth": say("growth"),
    "share": say("share"),
    "ratio": say("ratio"),
    "rate": say("rate"),
    "count": say("count"),
    "index": say("index"),
    "score": say("score"),
    "rank": say("rank"),
}
DIRECTION: Mapping[str, Said] = {
    "up": say("more is better"),
    "down": say("less is better"),
    "none": say("neither way is better"),
}
DOCUMENT_TYPE: Mapping[str, Said] = {
    "law": say("law"),
    "resolution": say("resolution"),
    "directive": say("directive"),
    "conclusion": say("conclusion"),
    "decree": say("decree"),
    "decision": say("decision"),
    "circular": say("circular"),
    "action_programme": say("action programme"),
    "plan": say("plan"),
    "annual_plan": say("annual plan"),
    "budget_estimate": say("budget estimate"),
    "report": say("report"),
    "draft": say("draft"),
    "other": say("other document"),
}
TOPIC: Mapping[str, Said] = {
    "budget": say("budget"),
    "digital": say("digital"),
    "economy": say("economy"),
    "environment": say("environment"),
    "governance": say("governance"),
    "innovation": say("innovation"),
    "investment": say("investment"),
    "port": say("port"),
    "social": say("social"),
    "tourism": say("tourism"),
}
LEVEL: Mapping[str, Said] = {
    "country": say("country"),
    "province": say("province"),
    "city": say("city"),
    "district": say("district"),
    "commune": say("commune"),
}
CHANCE: Mapping[Chance, Said] = {
    Chance.VERY_LIKELY: say("very likely"),
    Chance.LIKELY: say("likely"),
    Chance.UNCERTAIN: say("uncertain"),
    Chance.UNLIKELY: say("unlikely"),
    Chance.VERY_UNLIKELY: say("very unlikely"),
}
