"""
What a machine sends: rows to be entered, read strictly, all defects of form at once.

Cells are texts as in a city pack. A number of JSON is taken with the digits it was written with, `true` and `false` as words, null as an
empty cell.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid5

from django.http import HttpRequest

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.core.pack.part import tidy_cells
from haidang.core.pack.tables import BY_NAME, OBSERVATIONS, Table
from haidang.portal.entries.models import Entry
from haidang.portal.entries.owners import ENTERED
from haidang.portal.entries.proposing import Proposed
from haidang.portal.feeds.problems import MediaError, ParametersError, TooLargeError
from haidang.portal.feeds.strict import Reading, read_json
from haidang.portal.reading.asking import read_revision

JSON = "application/json"
KEY = "Idempotency-Key"
MOST_BYTES = 2_000_000
MOST_ROWS = 5000
_MESSAGE = {"body_id": str, "rows": list, "submit": bool, "revision": str}
_ROW = {"table": str, "cells": dict, "act": str, "replaces": dict, "remark": str}
_WITHDRAWAL = ("withdrawn_on",)


@dataclass(frozen=True, slots=True)
class Message:
    """
    Rows that a machine hands in.

    Attributes
    ----------
    key
        Of the batch: the same one twice is done once.
    body_id
        The body that answers for the rows.
    rows
        The rows.
    is_submitted
        Whether they go on to be checked; else they stay drafts.
    sha256
        Hash of the message: tells whether a key comes again with the same content.
    """

    key: UUID
    body_id: str
    rows: tuple[Proposed, ...]
    is_submitted: bool
    sha256: str


def read_message(request: HttpRequest) -> Message:
    """
    Read what a machine sends.

    Raises
    ------
    MediaError
        When it is not sent as JSON.
    TooLargeError
        When it is larger than is taken at once.
    ParametersError
        With everything that cannot be used.
    """
    if request.content_type != JSON:
        raise MediaError(request.content_type or "", JSON)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise TooLargeError(MOST_BYTES, MOST_ROWS)
    reading = Reading()
    key, content = _read_key(request.headers.get(KEY, ""), reading), read_json(request.body)
    fields = reading.fields(content, _MESSAGE, ("body_id", "rows"))
    seen, given = _read_seen(fields.get("revision", ""), reading), fields.get("rows", [])
    if len(given) > MOST_ROWS:
        raise TooLargeError(MOST_BYTES, MOST_ROWS)
    if not given and "rows" in fields:
        reading.refuse(say("There is no row."), say("Send at least one."), "rows")
    found = (_read_row(each, f"rows[{place}]", reading) for place, each in enumerate(given))
    rows = [replace(row, key=uuid5(key, str(place))) for place, row in enumerate(found) if row is not None]
    if reading.problems:
        raise ParametersError(reading.problems)
    told = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return Message(
        key,
        fields["body_id"],
        tuple(row if row.act == Entry.Act.ADD else replace(row, seen=seen) for row in rows),
        fields.get("submit", False),
        hashlib.sha256(told.encode()).hexdigest(),
    )


def _read_key(text: str, reading: Reading) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        missing = say("The header {name} is missing.", name=KEY)
        seen = say("«{seen}» is no UUID.", seen=text) if text else missing
        remedy = say("Send a new UUID with each message, and the same one when you send it again.")
        reading.refuse(seen, remedy, KEY)
        return UUID(int=0)


def _read_seen(text: str, reading: Reading) -> int:
    try:
        return read_revision(text) or 0
    except UseError as error:
        remedy = say("Send that of the answer in which the rows were read.")
        reading.refuse(error.problem, remedy, "revision")
        return 0


def _read_row(given: Any, where: str, reading: Reading) -> Proposed | None:  # noqa: ANN401  whatever JSON holds
    """Return a row, still without a key; None for one that cannot be used."""
    before = len(reading.problems)
    fields = reading.fields(given, _ROW, ("table", "cells"), where)
    table, act = _read_table(fields, where, reading), fields.get("act", Entry.Act.ADD)
    if table is None or not _is_possible(act, table, where, reading):
        return None
    names = _WITHDRAWAL if act == Entry.Act.WITHDRAW else table.names
    cells = _read_cells(fields.get("cells", {}), names, f"{where}.cells", reading)
    replaces = _read_cells(fields.get("replaces", {}), table.key, f"{where}.replaces", reading)
    if (act == Entry.Act.ADD) == bool(replaces):
        problem = say("A row that is added replaces none, and every other one does.")
        remedy = say("Give the key of the row that is held, or leave it out.")
        reading.refuse(problem, remedy, f"{where}.replaces")
    if len(reading.problems) > before:
        return None
    replaced = {name: replaces.get(name) for name in table.key} if replaces else {}
    remark = fields.get("remark", "").strip()
    return Proposed(UUID(int=0), table.name, tidy_cells(table.name, cells), act, replaced, remark)


def _read_table(fields: Mapping[str, Any], where: str, reading: Reading) -> Table | None:
    name = fields.get("table")
    if name in ENTERED:
        return BY_NAME[name]
    if name is not None:
        reading.refuse_unknown(say("table"), name, ENTERED, f"{where}.table")
    return None


def _is_possible(act: str, table: Table, where: str, reading: Reading) -> bool:
    allowed = [str(each) for each in Entry.Act if each != Entry.Act.WITHDRAW or table is OBSERVATIONS]
    if act in allowed:
        return True
    problem = say("«{seen}» is nothing that can be done with a row of «{table}».", seen=act, table=table.name)
    reading.refuse(problem, say("Use one of {allowed}.", allowed=allowed), f"{where}.act")
    return False


def _read_cells(
    given: Mapping[str, Any], names: tuple[str, ...], where: str, reading: Reading
) -> dict[str, str | None]:
    cells: dict[str, str | None] = {}
    for name, value in given.items():
        place = f"{where}.{name}"
        if name not in names:
            reading.refuse_unknown(say("column"), name, names, place)
        elif isinstance(value, bool):
            cells[name] = str(value).lower()
        elif value is not None and not isinstance(value, str):
            problem = say("A cell is a text, a number, true, false or null.")
            reading.refuse(problem, say("Send one of these."), place)
        elif value and reading.is_short(value, place):
            cells[name] = value
    return cells
