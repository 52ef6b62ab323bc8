"""
The one definition of the tables of a city pack.

Decides names, order, types, keys and references of all columns and says what each means. Everything else that
speaks of the pack's form (readers, writers, Table Schemas, the specification in the documentation) is derived.
"""

from __future__ import annotations

from dataclasses import dataclass

FORMAT = 1
FILE_LIMIT_MB = 2048
LIST_SEPARATOR = ";"

CONFIDENCE = ("high", "medium", "low")
IMPORTANCE = ("high", "medium", "low")
STATUSES = {
    "A": "official (normal) value",
    "P": "preliminary",
    "E": "estimate",
    "B": "break in the series",
    "D": "definition differs",
    "I": "imputed",
    "U": "low reliability",
}
BOUNDS = {">": "more than", "<": "less than, nearly", "~": "about"}
MEASURES = ("level", "growth", "share", "ratio", "rate", "count", "index", "score", "rank")
DIRECTIONS = ("up", "down", "none")
OVER_TIME = ("sum", "last", "mean", "chain", "none")
OVER_AREAS = ("sum", "weighted", "none")
TARGET_KINDS = (
    "at_least", "at_most", "about", "within", "average_growth", "total", "every_year", "share_of", "units_meeting",
    "composite",
)  # fmt: skip
VERDICTS = ("met", "exceeded", "nearly_met", "in_difficulty", "not_met")
DOCUMENT_TYPES = (
    "law", "resolution", "directive", "conclusion", "decree", "decision", "circular", "action_programme", "plan",
    "annual_plan", "budget_estimate", "report", "draft", "other",
)  # fmt: skip
COMMITMENTS = ("proposal", "directive", "task")
FORECAST_STATES = (
    "ok", "no_figures", "not_enough_figures", "rivals_apart", "too_far", "part_missing", "no_figure_of_year", "gap",
    "part_of_year", "other_territory", "value_not_held", "value_not_published", "met", "missed",
)  # fmt: skip
RULES_ON = ("official_figure", "due_day", "due_days", "weekend", "holiday")
FREQUENCIES = ("month", "quarter", "half", "year", "year_to_month", "year_to_quarter")
COMPARISONS = ("==", "!=", ">=", ">", "<=", "<")
EVENTS = ("step", "answered", "partly_answered", "refused", "started", "in_force", "done")


@dataclass(frozen=True, slots=True)
class Column:
    """
    One column.

    Attributes
    ----------
    name
        Header of the column.
    kind
        `id`, `ref`, `refs` (a list), `text`, `number`, `integer`, `boolean`, `day`, `period`, `unit` or `enum`.
    doc
        What it means, one sentence.
    required
        Whether a row without it is a defect.
    to
        For references: the table whose key it holds.
    values
        For enumerations: what is allowed.
    low, high
        For numbers: the least and greatest allowed value.
    """

    name: str
    kind: str
    doc: str
    required: bool = False
    to: str = ""
    values: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its file is `<name>.csv` or `<name>.parquet`."""

    name: str
    doc: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        """Return the column `name`; it must exist."""
        return next(column for column in self.columns if column.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        """The headers in canonical order."""
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """The headers that must be there; the others may be left out when empty throughout."""
        return tuple(column.name for column in self.columns if column.required)


def _names(prefix: str, what: str) -> tuple[Column, Column, Column]:
    return (
        Column(f"{prefix}_vi", "text", f"{what}, in Vietnamese.", required=True),
        Column(f"{prefix}_en", "text", f"{what}, in English; falls back to Vietnamese."),
        Column(f"{prefix}_fr", "text", f"{what}, in French; falls back to Vietnamese."),
    )


_SOURCE = Column("source_id", "ref", "Where it was read.", to="sources")
_NOTE = Column("note", "text", "A remark for the reader.")
_CONFIDENCE = Column("confidence", "enum", "How sure the collector is.", values=CONFIDENCE)
_VALID = (
    Column("valid_from", "day", "First day of existence; empty when before all records."),
    Column("valid_to", "day", "Last day of existence; empty while it exists."),
)

SOURCES = Table(
    "sources",
    "Where facts were read.",
    ("source_id",),
    (
        Column("source_id", "id", "Its identifier.", required=True),
        Column("title", "text", "Title as published.", required=True),
        Column("publisher", "text", "Who published it."),
        Column("url", "text", "Address; empty when none is held."),
        Column(
            "tier",
            "integer",
            "1 official, 2 national press, 3 other press or portal, 4 forum, blog or repository.",
            required=True,
            low=1,
            high=4,
        ),
        Column("published_from", "day", "First day on which it may have been published."),
        Column("published_by", "day", "Day by which it was published."),
        _NOTE,
    ),
)
AREAS = Table(
    "areas",
    "Administrative areas, each with the days between which it exists.",
    ("area_id",),
    (
        Column("area_id", "id", "Its identifier; a re-drawn area gets a new one.", required=True),
        Column(
            "level",
            "enum",
            "Rank in the tree.",
            required=True,
            values=("country", "province", "city", "district", "commune"),
        ),
        *_names("name", "Name"),
        Column("kind", "text", "Legal kind, in the words of the country."),
        Column("official_code", "text", "Code of the official register; may be taken over by a successor."),
        Column("parent_id", "ref", "The area it lies in.", to="areas"),
        *_VALID,
        Column("area_km2", "number", "Natural area, square kilometres.", low=0),
        Column("lon", "number", "Longitude of a point inside, degrees WGS 84.", low=-180, high=180),
        Column("lat", "number", "Latitude of that point, degrees WGS 84.", low=-90, high=90),
        _SOURCE,
        _CONFIDENCE,
        _NOTE,
    ),
)
BODIES = Table(
    "bodies",
    "Organisations: issuers, assessors, addressees and producers of figures.",
    ("body_id",),
    (
        Column("body_id", "id", "Its identifier.", required=True),
        *_names("name", "Name"),
        Column(
            "kind",
            "enum",
            "What it is.",
            required=True,
            values=(
                "party",
                "state",
                "statistics",
                "department",
                "council",
                "association",
                "group",
                "not_stated",
            ),
        ),
        Column("parent_id", "ref", "The body it belongs to.", to="bodies"),
        *_VALID,
        _SOURCE,
        _NOTE,
    ),
)
SUCCESSIONS = Table(
    "successions",
    "What became of areas and bodies: one row for each predecessor and successor, or one for each basis.",
    ("kind", "from_id", "from_name", "to_id", "date", "basis"),
    (
        Column("kind", "enum", "Whether areas or bodies.", required=True, values=("area", "body")),
        Column("from_id", "text", "The predecessor, when it is a row of its table."),
        Column("from_name", "text", "Its name; alone when no row holds it.", required=True),
        Column("from_level", "text", "Its rank."),
        Column("to_id", "text", "The successor, a row of its table.", required=True),
        Column("date", "day", "First day of the successor in this form.", required=True),
        Column("basis", "enum", "What the share is a share of.", values=("people", "area", "people;area")),
        Column(
            "share",
            "number",
            "Share of the predecessor that went to this successor; empty when unknown.",
            low=0,
            high=1,
        ),
        _SOURCE,
        _NOTE,
    ),
)
INDICATORS = Table(
    "indicators",
    "What is measured.",
    ("indicator_id",),
    (
        Column("indicator_id", "id", "Its identifier.", required=True),
        *_names("name", "Name"),
        Column("unit", "unit", "Unit into which all figures and targets are converted.", required=True),
        Column("measure", "enum", "Kind of number.", required=True, values=MEASURES),
        Column("direction", "enum", "Which way is better.", required=True, values=DIRECTIONS),
        Column(
            "lower",
            "number",
            "Least possible value of any figure, a month's too; empty: by measure. At least 0 means that a cumulated figure cannot fall.",
        ),
        Column("upper", "number", "Greatest possible value; empty: by measure."),
        Column("over_time", "enum", "How parts of a period make the whole.", required=True, values=OVER_TIME),
        Column("over_areas", "enum", "How areas make the whole; empty is `none`.", values=OVER_AREAS),
        Column("weight_id", "ref", "For `weighted`: the indicator that is the denominator.", to="indicators"),
        Column("topic", "text", "Group for lists."),
        Column("preferred_producer_id", "ref", "Whose figure counts when several publish one.", to="bodies"),
        Column(
            "formula",
            "text",
            "How it follows from other indicators, for example `grdp_current / gdp_current@vietnam`.",
        ),
        Column(
            "is_published",
            "boolean",
            "`false` when the office states that no figure is published; empty when unknown.",
        ),
        Column(
            "is_lumpy",
            "boolean",
            "Whether one large case can make a year, as with foreign investment; empty is no.",
        ),
        Column("concept", "text", "Legal metadata: concept and content."),
        Column("method", "text", "Legal metadata: method of computation."),
        Column("disaggregation", "text", "Legal metadata: main breakdowns."),
        Column("publication_period", "text", "Legal metadata: period of publication."),
        Column("data_source", "text", "Legal metadata: source of the data."),
        Column("responsible_body_id", "ref", "Legal metadata: body that collects and compiles.", to="bodies"),
        _NOTE,
    ),
)
OBSERVATIONS = Table(
    "observations",
    "Figures as published, all vintages and rivals.",
    ("indicator_id", "area_id", "period", "producer_id", "definition", "public_by"),
    (
        Column("indicator_id", "ref", "What is measured.", required=True, to="indicators"),
        Column("area_id", "ref", "Where; names the version of the territory too.", required=True, to="areas"),
        Column("period", "period", "When.", required=True),
        Column("value", "number", "The number as published, decimal point, no grouping.", required=True),
        Column("value_text", "text", "The words of the source."),
        Column("bound", "enum", "`>` more than, `<` nearly, `~` about; empty: exact.", values=tuple(BOUNDS)),
        Column("unit", "unit", "Unit of the value.", required=True),
        Column(
            "status",
            "enum",
            "SDMX observation status: "
            + ", ".join(f"`{code}` {words}" for code, words in STATUSES.items())
            + ".",
            required=True,
            values=tuple(STATUSES),
        ),
        Column("producer_id", "ref", "Who made the figure.", required=True, to="bodies"),
        Column(
            "producer_basis",
            "enum",
            "How the producer is known.",
            values=("stated", "inferred", "not_stated"),
        ),
        Column(
            "definition",
            "text",
            "Which definition, where several are in use; a figure revises only figures of an equal one.",
        ),
        Column("derived", "boolean", "Whether it was computed from published numbers."),
        Column("public_from", "day", "First day on which it may have been public.", required=True),
        Column("public_by", "day", "Day by which it was public; queries see it from then on.", required=True),
        Column("withdrawn_on", "day", "Day on which its producer withdrew it as wrong."),
        Column("source_id", "ref", "Where it was read.", to="sources"),
        _CONFIDENCE,
        _NOTE,
    ),
)
DOCUMENTS = Table(
    "documents",
    "Resolutions, decisions, plans.",
    ("document_id",),
    (
        Column("document_id", "id", "Its identifier.", required=True),
        Column("number", "text", "Official number and symbol; empty when not held."),
        Column("type", "enum", "Kind of document.", required=True, values=DOCUMENT_TYPES),
        Column("issuer_id", "ref", "Who issued it.", required=True, to="bodies"),
        Column("issued", "day", "Day of issue; empty when not held."),
        *_names("title", "Title"),
        Column("parent_id", "ref", "The document it carries out or amends.", to="documents"),
        _SOURCE,
        _NOTE,
    ),
)
TARGETS = Table(
    "targets",
    "What documents promise.",
    ("target_id",),
    (
        Column("target_id", "id", "Its identifier.", required=True),
        Column("document_id", "ref", "The document that sets it.", required=True, to="documents"),
        Column("target_no", "integer", "Number in the document; parts share it and count as one.", low=1),
        Column("part", "text", "Letter of the part."),
        Column("clause", "text", "Clause of the document; empty when not held."),
        *_names("name", "Name"),
        Column("indicator_id", "ref", "What it is measured by; empty for a composite.", to="indicators"),
        Column("area_id", "ref", "For which area.", required=True, to="areas"),
        Column("kind", "enum", "Kind of target; empty when the wording is not held.", values=TARGET_KINDS),
        Column("low", "number", "The promise: the value, or the lower end of a range."),
        Column("high", "number", "Upper end, for the kind `within` alone."),
        Column("ambition", "number", "Upper end of a range of something wished for; the promise is `low`."),
        Column(
            "tolerance_pct",
            "number",
            "For `about`: how far off still counts, per cent of the value; empty: the method's.",
            low=0,
            high=100,
        ),
        Column("unit", "unit", "Unit of the value."),
        Column("period", "period", "When it is to be reached, or the span it covers.", required=True),
        Column("reached_once", "boolean", "Whether it counts as met from the first time on."),
        Column(
            "definition", "text", "The definition it was set on; figures of another one do not decide it."
        ),
        Column("of_area_id", "ref", "For `share_of`: the area whose figure is the whole.", to="areas"),
        Column("unit_level", "text", "For `units_meeting`: the level of the areas counted."),
        Column(
            "criteria",
            "text",
            "For `units_meeting`: conditions such as `clean_water >= 95; poverty_rate <= 1`.",
        ),
        Column("parts", "refs", "For `composite`: the targets that must all be met.", to="targets"),
        Column("body_id", "ref", "Who answers for it.", to="bodies"),
        Column(
            "value_status",
            "enum",
            "Whether the value is `held`, exists but is `not_held`, or is `not_published`.",
            required=True,
            values=("held", "not_held", "not_published"),
        ),
        Column("public_by", "day", "Day by which the earliest source held made it public."),
        Column("derived", "boolean", "Whether the value was computed from published numbers."),
        Column("quote", "text", "The words of the source."),
        _SOURCE,
        _CONFIDENCE,
        _NOTE,
    ),
)
ASSESSMENTS = Table(
    "assessments",
    "What bodies officially said of targets.",
    ("assessment_id",),
    (
        Column("assessment_id", "id", "Its identifier.", required=True),
        Column("document_id", "ref", "The document assessed.", required=True, to="documents"),
        Column("target_no", "integer", "The target by its number.", low=1),
        Column("target_id", "ref", "The target, when one part is meant.", to="targets"),
        Column("verdict", "enum", "What was said.", required=True, values=VERDICTS),
        Column("day", "day", "When it was public.", required=True),
        Column("assessor_id", "ref", "Who said it.", required=True, to="bodies"),
        Column("words", "text", "The words of the source."),
        Column("words_lang", "enum", "Their language.", values=("vi", "en", "fr")),
        _SOURCE,
        _NOTE,
    ),
)
COMMITMENTS_TABLE = Table(
    "commitments",
    "Proposals to higher levels, directives received, tasks given.",
    ("commitment_id",),
    (
        Column("commitment_id", "id", "Its identifier.", required=True),
        Column("kind", "enum", "What it is.", required=True, values=COMMITMENTS),
        *_names("text", "What is asked or ordered"),
        Column("asker_id", "ref", "Who asks or orders.", to="bodies"),
        Column("addressee_ids", "refs", "Who is to act.", to="bodies"),
        Column("basis_id", "ref", "Document it rests on.", to="documents"),
        Column("asked", "day", "Day on which it was asked or given.", required=True),
        Column("due", "period", "By when, as asked; empty when no date was named."),
        Column("due_text", "text", "The words of the due date."),
        Column("theme", "text", "Subject."),
        Column("is_measurable", "boolean", "Whether a figure could show it."),
        Column("indicator_ids", "refs", "Indicators that show it.", to="indicators"),
        _SOURCE,
        _NOTE,
    ),
)
EVENTS_TABLE = Table(
    "events",
    "What became public of commitments later.",
    ("event_id",),
    (
        Column("event_id", "id", "Its identifier.", required=True),
        Column("commitment_id", "ref", "The commitment.", required=True, to="commitments"),
        Column("kind", "enum", "What happened.", required=True, values=EVENTS),
        Column("day", "day", "First day on which it may have happened.", required=True),
        Column("day_by", "day", "Day by which it had happened.", required=True),
        *_names("what", "What happened"),
        Column("document_id", "ref", "The document of the event.", to="documents"),
        _SOURCE,
        _CONFIDENCE,
        _NOTE,
    ),
)
RULES = Table(
    "rules",
    "Law as dated data.",
    ("rule_id",),
    (
        Column("rule_id", "id", "Its identifier.", required=True),
        Column(
            "kind",
            "enum",
            "What it rules: `official_figure` the time after a period before which no official figure exists; `due_day` the day of the month on which figures are due; `due_days` the days after the end of a period within which they are; `weekend` the day of the week, 1 Monday to 7 Sunday, on which offices rest; `holiday` that they rest from its first to its last day.",
            required=True,
            values=RULES_ON,
        ),
        Column("indicator_ids", "refs", "The indicators it is about.", to="indicators"),
        Column("value", "number", "Its number.", required=True),
        Column("unit", "unit", "Unit of the number.", required=True),
        *_VALID,
        Column("citation", "text", "Instrument and article.", required=True),
        Column("confidence", "enum", "How sure the reading is.", required=True, values=CONFIDENCE),
        Column("checked_by", "text", "Who signed it; empty: results on it are indicative."),
        Column("url", "text", "Where it was read."),
        _NOTE,
    ),
)
EXPECTATIONS = Table(
    "expectations",
    "Which figures are due when, by law or agreement, and who owes them.",
    ("expectation_id",),
    (
        Column("expectation_id", "id", "Its identifier.", required=True),
        Column(
            "indicator_ids", "refs", "The indicators whose figures are due.", required=True, to="indicators"
        ),
        Column("area_id", "ref", "For which area.", required=True, to="areas"),
        Column(
            "frequency",
            "enum",
            "Which periods of every year: `year_to_month` are its first 1 to 11 months together, `year_to_quarter` its first 3, 6 and 9.",
            required=True,
            values=FREQUENCIES,
        ),
        Column("status", "enum", "The least final status that will do; empty: any.", values=("E", "P", "A")),
        Column("body_id", "ref", "Who owes them.", required=True, to="bodies"),
        Column(
            "rule_id", "ref", "The rule that sets their day, of kind `due_day` or `due_days`.", to="rules"
        ),
        Column(
            "due_day",
            "integer",
            "Without a rule: the day of the month on which they are due.",
            low=1,
            high=31,
        ),
        Column(
            "due_days",
            "integer",
            "Without a rule: the days after the end of the period within which they are due.",
            low=-31,
            high=1100,
        ),
        Column(
            "due_months",
            "integer",
            "For a day of the month: how many months after the last one of the period; empty is 0, that month itself.",
            low=-12,
            high=36,
        ),
        Column(
            "slides",
            "boolean",
            "Whether a day on which offices rest becomes the next working day; empty is no.",
        ),
        Column("document_id", "ref", "The document of an agreement.", to="documents"),
        Column("basis", "text", "The words of an agreement."),
        Column(
            "followed_from",
            "day",
            "Day from which every figure is entered as it comes: one that is missing from then on is late; empty: never followed, so that none is.",
        ),
        *_VALID,
        _SOURCE,
        _CONFIDENCE,
        _NOTE,
    ),
)
VALIDATIONS = Table(
    "validations",
    "What must hold between figures: rules of this pack's own, looked at for every period and area of which all their figures are held.",
    ("validation_id",),
    (
        Column("validation_id", "id", "Its identifier.", required=True),
        *_names("name", "What must hold"),
        Column(
            "left",
            "text",
            "Left side: a formula as of an indicator, for example `exports / grdp_current`.",
            required=True,
        ),
        Column("operator", "enum", "How the sides compare.", required=True, values=COMPARISONS),
        Column(
            "right",
            "text",
            "Right side: a formula or a number; 100 % is 1, and 0 is of any unit.",
            required=True,
        ),
        Column(
            "tolerance_pct",
            "number",
            "How far off still holds, per cent of the greater side; empty is 0.",
            low=0,
            high=100,
        ),
        Column(
            "importance",
            "enum",
            "How sure a breach is a fault: where it is `high`, who enters such a figure must say why it is right.",
            required=True,
            values=IMPORTANCE,
        ),
        *_names("instruction", "What a person should do about a breach"),
        Column("valid_from", "day", "Only for periods that begin on this day or later."),
        Column("valid_to", "day", "Only for periods that end on this day or before."),
        _SOURCE,
        _NOTE,
    ),
)
BREAKS = Table(
    "breaks",
    "Dated events that a series must not be read across without knowing them.",
    ("break_id",),
    (
        Column("break_id", "id", "Its identifier.", required=True),
        *_names("name", "What happened"),
        Column(
            "kind",
            "enum",
            "A `shock` sets no trend and stays in the tails; a new `definition` or `territory` begins a new series.",
            required=True,
            values=("shock", "definition", "territory"),
        ),
        Column(
            "period",
            "period",
            "The years it touches; a new definition or territory counts from its first day.",
            required=True,
        ),
        Column("indicator_ids", "refs", "The indicators it touches; empty: all.", to="indicators"),
        Column("area_id", "ref", "Where; empty: everywhere.", to="areas"),
        Column(
            "public_by", "day", "Day by which it was known; forecasts see it from then on.", required=True
        ),
        _SOURCE,
        _CONFIDENCE,
        _NOTE,
    ),
)
_QUANTILES = ("q025", "q10", "q20", "q25", "q50", "q75", "q80", "q90", "q975")
FORECASTS = Table(
    "forecasts",
    "Forecasts as they were made; none is ever changed.",
    ("as_of", "data_sha256", "method", "seed", "draws", "indicator_id", "area_id", "period", "target_id"),
    (
        Column("as_of", "day", "Day whose public figures it knew.", required=True),
        Column("recorded_on", "day", "Day on which it was stored.", required=True),
        Column("data_sha256", "text", "Hash of the data it was made from.", required=True),
        Column("method", "text", "Method and its version.", required=True),
        Column("seed", "integer", "Seed.", required=True, low=0),
        Column("draws", "integer", "Number of paths.", required=True, low=1),
        Column("indicator_id", "ref", "What is forecast; empty for a composite.", to="indicators"),
        Column("area_id", "ref", "Where.", required=True, to="areas"),
        Column("period", "period", "When.", required=True),
        Column("target_id", "ref", "The target whose odds these are; empty for an indicator.", to="targets"),
        Column("state", "enum", "`ok`, or why there is none.", required=True, values=FORECAST_STATES),
        Column("probability", "number", "Probability that the target is met.", low=0, high=1),
        Column("low", "number", "Least probability, where it is a range.", low=0, high=1),
        Column("high", "number", "Greatest probability.", low=0, high=1),
        Column("unit", "unit", "Unit of the quantiles."),
        *(
            Column(name, "number", f"Quantile {float('0.' + name[1:]):g} of the outcome.")
            for name in _QUANTILES
        ),
        _NOTE,
    ),
)

TABLES: tuple[Table, ...] = (
    AREAS,
    BODIES,
    SUCCESSIONS,
    INDICATORS,
    OBSERVATIONS,
    DOCUMENTS,
    TARGETS,
    ASSESSMENTS,
    COMMITMENTS_TABLE,
    EVENTS_TABLE,
    RULES,
    EXPECTATIONS,
    VALIDATIONS,
    BREAKS,
    FORECASTS,
    SOURCES,
)
BY_NAME = {table.name: table for table in TABLES}
